/** From a list of changes to the figures that follow. */
import { historyOf, type PlanChange, type StoredChange, type Timing } from '../../planning/variant/changes.ts';
import { figuresOf, type Figures } from '../../planning/variant/figures.ts';
import { choiceModels, outcomeOf, type ChoiceModels } from '../../planning/variant/outcome.ts';
import { emptyState, stateIn, stateOf, type PlanState } from '../../planning/variant/state.ts';
import type { PlanWorld } from '../../planning/variant/world.ts';
import type { Operation } from '../../context.ts';
import type { Shown, YearsAhead } from './ahead.ts';
import type { Told } from './answers.ts';
import { waysOfState, type StateWays } from './siteWays.ts';
import type { CountyWorld } from './world.ts';

export interface Evaluated {
  done: PlanChange[];
  undone: PlanChange[];
  state: PlanState;
  ways: StateWays;
}

export async function replay(
  context: Operation,
  county: CountyWorld,
  stored: readonly StoredChange[],
): Promise<Evaluated> {
  const { done, undone } = historyOf(stored);
  const ways = await waysOfState(context, county, done);
  return { done, undone, ways, state: stateOf(county.world, done, ways.walkOf) };
}

/** Without any change. */
export function unchanged({ world }: CountyWorld): Evaluated {
  const ways: StateWays = {
    walkOf: () => (school) => world.walk[school]!,
    safeOf: () => (school) => world.safe[school]!,
  };
  return { done: [], undone: [], state: emptyState(world), ways };
}

const todays = new WeakMap<PlanWorld, Figures>();

/** Without any change: of today, or of a later year's world; made once for each. */
function figuresWithout(county: CountyWorld, world: PlanWorld = county.world): Figures {
  const known = todays.get(world);
  if (known) return known;
  const { state, ways } = unchanged(county);
  const figures = at(county, state, ways)(world, Infinity, null);
  todays.set(world, figures);
  return figures;
}

function at(
  county: CountyWorld,
  state: PlanState,
  ways: StateWays,
): (world: PlanWorld, year: number, today: Figures | null) => Figures {
  // Most years have the same schools.
  const models = new Map<PlanState, ChoiceModels>();
  return (world, year, today) => {
    const then = stateIn(world, state, year);
    const [walkOf, safeOf] = [ways.walkOf(then), ways.safeOf(then)];
    // Choices were observed today: a forecast of more children makes them no surer.
    const model = models.get(then) ?? choiceModels(county.world, then, walkOf);
    models.set(then, model);
    const outcome = outcomeOf(world, then, year, model);
    return figuresOf(world, then, outcome, county.rules, walkOf, safeOf, today, year);
  };
}

/** Interim years shown at most. */
const MOST_YEARS = 15;

/** @param shown of which year the figures are told; null: when everything holds for everybody, with the children of today */
export function told(county: CountyWorld, { state, ways }: Evaluated, { year: shownYear, ahead }: WhichYear): Told {
  const today = figuresWithout(county);
  const figures = at(county, state, ways);
  const { world } = county;
  const timings = timingsOf(state);
  const isBefore = (year: number) => state.schools.length === world.schools.length && timings.every(isAhead(year));
  const known = new Map<string, Figures>();
  const asToday = (year: number): Figures => {
    if (isBefore(year)) return today;
    const pattern = year >= state.last ? 'settled' : patternOf(timings, year);
    const made = known.get(pattern) ?? figures(world, year, today);
    known.set(pattern, made);
    return made;
  };
  const forecast = new Map<number, Figures>();
  const asForecast = (year: number, { worldOf }: YearsAhead): Figures => {
    const then = worldOf(year);
    const without = figuresWithout(county, then);
    const made = forecast.get(year) ?? (isBefore(year) ? without : figures(then, year, without));
    forecast.set(year, made);
    return made;
  };
  const ofYear = (year: number): Figures => (ahead ? asForecast(year, ahead) : asToday(year));
  const first = ahead?.note.from ?? world.year + 1;
  const last = ahead?.note.to ?? Math.min(state.last, world.year + MOST_YEARS);
  return {
    state,
    shownYear,
    today: ahead && shownYear !== null ? figuresWithout(county, ahead.worldOf(shownYear)) : today,
    after: shownYear === null ? asToday(Infinity) : ofYear(shownYear),
    years: range(first, last).map((year) => ({ year, figures: ofYear(year) })),
    ahead: ahead?.note ?? null,
    isBesideToday: true,
  };
}

type WhichYear = Pick<Shown, 'year' | 'ahead'>;

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

function timingsOf(state: PlanState): Timing[] {
  return [
    ...state.closing.filter((timing) => timing !== null),
    ...[...state.steps.values()].flat(),
    ...state.opening.flatMap((from) => (from === null ? [] : [{ from, mode: 'atOnce' as const }])),
    ...[...state.reshaped.values()].flatMap(({ changes }) =>
      changes.map(({ from }) => ({ from, mode: 'atOnce' as const })),
    ),
  ];
}

const isAhead =
  (year: number) =>
  ({ from }: Timing): boolean =>
    from > year;

/** Which changes hold in a year, and how far those that grow in have grown: years alike have the same figures. */
function patternOf(timings: readonly Timing[], year: number): string {
  return timings
    .map(({ from, mode }) => (mode === 'atOnce' ? Number(year >= from) : Math.max(-1, Math.min(26, year - from))))
    .join();
}
