/** From a list of changes to the figures that follow. */
import { historyOf, type PlanChange, type StoredChange, type Timing } from '../../planning/variant/changes.ts';
import { figuresOf, type Figures } from '../../planning/variant/figures.ts';
import { choiceModels, outcomeOf, type ChoiceModels } from '../../planning/variant/outcome.ts';
import { sizesOf, type SchoolSizes } from '../../planning/variant/sizes.ts';
import { emptyState, stateIn, stateOf, type PlanState } from '../../planning/variant/state.ts';
import type { PlanWorld } from '../../planning/variant/world.ts';
import type { Operation } from '../../context.ts';
import type { Shown } from './ahead.ts';
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

/** Without any change, made once for each world: of today, or of a later year. */
const known = { figures: new WeakMap<PlanWorld, Figures>(), schools: new WeakMap<PlanWorld, readonly SchoolSizes[]>() };

function figuresWithout(county: CountyWorld, world: PlanWorld): Figures {
  const there = known.figures.get(world);
  if (there) return there;
  const figures = evaluator(county, unchanged(county)).figures(world, Infinity, null);
  known.figures.set(world, figures);
  return figures;
}

function schoolsWithout(county: CountyWorld, world: PlanWorld): readonly SchoolSizes[] {
  const there = known.figures.get(world)?.schools ?? known.schools.get(world);
  if (there) return there;
  const schools = evaluator(county, unchanged(county)).schools(world, Infinity, null);
  known.schools.set(world, schools);
  return schools;
}

interface Evaluator {
  figures: (world: PlanWorld, year: number, today: Figures | null) => Figures;
  /** Without ways, which take most of the time. */
  schools: (world: PlanWorld, year: number, today: readonly SchoolSizes[] | null) => readonly SchoolSizes[];
}

function evaluator(county: CountyWorld, { state, ways }: Pick<Evaluated, 'state' | 'ways'>): Evaluator {
  const { rules } = county;
  // Most years have the same schools.
  const models = new Map<PlanState, ChoiceModels>();
  function at(world: PlanWorld, year: number) {
    const then = stateIn(world, state, year);
    const walkOf = ways.walkOf(then);
    // Choices were observed today: a forecast of more children makes them no surer.
    const model = models.get(then) ?? choiceModels(county.world, then, walkOf);
    models.set(then, model);
    return { then, walkOf, outcome: outcomeOf(world, then, year, model) };
  }
  return {
    figures: (world, year, today) => {
      const { then, walkOf, outcome } = at(world, year);
      return figuresOf(world, then, outcome, rules, walkOf, ways.safeOf(then), today, year);
    },
    schools: (world, year, today) => {
      const { then, outcome } = at(world, year);
      return sizesOf(world, then, outcome, rules, today, year).schools;
    },
  };
}

/** Interim years shown at most. */
const MOST_YEARS = 15;

/** @param shown of which year the figures are told; null: when everything holds for everybody, with the children of today */
export function told(county: CountyWorld, evaluated: Evaluated, { year: shownYear, ahead }: WhichYear): Told {
  const { state } = evaluated;
  const worldOf = (year: number | null): PlanWorld => (ahead && year !== null ? ahead.worldOf(year) : county.world);
  const evaluate = evaluator(county, evaluated);
  const timings = timingsOf(state);
  const isBefore = (year: number) =>
    state.schools.length === county.world.schools.length && timings.every(isAhead(year));
  const shown = worldOf(shownYear);
  const today = figuresWithout(county, shown);
  const year = shownYear ?? Infinity;
  const after = isBefore(year) ? today : evaluate.figures(shown, year, today);
  /** Years alike have the same figures; of those that are forecast each has its own. */
  const pattern = (one: number): string | number =>
    ahead ? one : one >= state.last ? 'settled' : patternOf(timings, one);
  const schools = new Map<string | number, readonly SchoolSizes[]>([[pattern(year), after.schools]]);
  const schoolsIn = (one: number): readonly SchoolSizes[] => {
    const world = worldOf(one);
    const without = schoolsWithout(county, world);
    if (isBefore(one)) return without;
    const made = schools.get(pattern(one)) ?? evaluate.schools(world, one, without);
    schools.set(pattern(one), made);
    return made;
  };
  const first = ahead?.note.from ?? county.world.year + 1;
  const last = ahead?.note.to ?? Math.min(state.last, county.world.year + MOST_YEARS);
  return {
    ...{ state, shownYear, today, after },
    years: range(first, last).map((one) => ({ year: one, schools: schoolsIn(one) })),
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

/** Which changes hold in a year, and how far those that grow in have grown. */
function patternOf(timings: readonly Timing[], year: number): string {
  return timings
    .map(({ from, mode }) => (mode === 'atOnce' ? Number(year >= from) : Math.max(-1, Math.min(26, year - from))))
    .join();
}
