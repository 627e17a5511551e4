/** From a list of changes to the figures that follow. */
import { historyOf, type PlanChange, type StoredChange, type Timing } from '../../planning/variant/changes.ts';
import { figuresOf, type Figures } from '../../planning/variant/figures.ts';
import { choiceModels, outcomeOf } from '../../planning/variant/outcome.ts';
import { emptyState, stateIn, stateOf, type PlanState } from '../../planning/variant/state.ts';
import type { Operation } from '../../context.ts';
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

const todays = new WeakMap<CountyWorld, Figures>();

/** Of today, made once for each world. */
export function figuresToday(county: CountyWorld): Figures {
  const known = todays.get(county);
  if (known) return known;
  const { world } = county;
  const ways: StateWays = {
    walkOf: () => (school) => world.walk[school]!,
    safeOf: () => (school) => world.safe[school]!,
  };
  const figures = at(county, emptyState(world), ways, null)(Infinity);
  todays.set(county, figures);
  return figures;
}

function at(
  { world, rules }: CountyWorld,
  state: PlanState,
  ways: StateWays,
  today: Figures | null,
): (year: number) => Figures {
  return (year) => {
    const then = stateIn(world, state, year);
    const [walkOf, safeOf] = [ways.walkOf(then), ways.safeOf(then)];
    const outcome = outcomeOf(world, then, year, choiceModels(world, then, walkOf));
    return figuresOf(world, then, outcome, rules, walkOf, safeOf, today, year);
  };
}

/** Interim years shown at most. */
const MOST_YEARS = 15;

/** @param shownYear of which the figures are told; null: when everything holds for everybody */
export function told(county: CountyWorld, { state, ways }: Evaluated, shownYear: number | null): Told {
  const today = figuresToday(county);
  const figures = at(county, state, ways, today);
  const { world } = county;
  const timings = timingsOf(state);
  const known = new Map<string, Figures>();
  const ofYear = (year: number): Figures => {
    const isBefore = state.schools.length === county.world.schools.length && timings.every(isAhead(year));
    if (isBefore) return today;
    const pattern = year >= state.last ? 'settled' : patternOf(timings, year);
    const made = known.get(pattern) ?? figures(year);
    known.set(pattern, made);
    return made;
  };
  const last = Math.min(state.last, world.year + MOST_YEARS);
  const years: Told['years'] = [];
  for (let year = world.year + 1; year <= last; year++) years.push({ year, figures: ofYear(year) });
  return { state, today, after: ofYear(shownYear ?? Infinity), shownYear, years, isBesideToday: true };
}

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
