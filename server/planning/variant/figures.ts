/** The figures of a variant: per school and per school type, from who goes where. People, metres, shares 0…1. */
import type { Outcome } from './outcome.ts';
import { sizesOf, type FigureRules, type SchoolSizes } from './sizes.ts';
import type { PlanState, WalkOf } from './state.ts';
import { talliesOf, type Ways } from './ways.ts';
import { areaOfPlace, NONE, type PlanWorld } from './world.ts';

export interface SchoolFigures extends SchoolSizes {
  ways: Ways;
}

export interface TypeFigures {
  ways: Ways;
  /** Pupils at another school than today. */
  moved: number;
  /** Of them to a school of another Schulträger. */
  acrossAuthorities: number;
  /** Without a place. */
  unplaced: number;
  /** Of closed schools: nobody knows where they live, or the list has not got them. They are sent nowhere. */
  unknownHomes: number;
  /** Sets of homes that changes touch: where none, a 0 is a true one. */
  sets: number;
  /** Index of dissimilarity ½ Σ |bᵢ/B − nᵢ/N| of burdened and other pupils (Duncan, Duncan 1955); null: no data. */
  dissimilarity: number | null;
}

export interface Figures {
  schools: SchoolFigures[];
  types: Map<string, TypeFigures>;
}

/** @param today figures without any change: what the variant leaves as it is, is taken from them */
export function figuresOf(
  world: PlanWorld,
  state: PlanState,
  outcome: Outcome,
  rules: FigureRules,
  walkOf: WalkOf,
  safeOf: WalkOf,
  today: Figures | null = null,
  year = Infinity,
): Figures {
  const isKept = (schoolType: string) => today !== null && !outcome.active.has(schoolType);
  const sizes = sizesOf(world, state, outcome, rules, today?.schools ?? null, year);
  const { flows, isTouched } = sizes;
  const ways = talliesOf(world, state, outcome, isKept, isTouched, rules.transport, walkOf, safeOf);
  const schools = sizes.schools.map((school, index): SchoolFigures => {
    const before = today?.schools[index];
    return before && !isTouched[index] ? before : { ...school, ways: ways.bySchool[index]!.told() };
  });
  const types = new Map<string, TypeFigures>();
  for (const schoolType of new Set(state.schools.map((school) => school.schoolType))) {
    const before = today?.types.get(schoolType);
    if (before && isKept(schoolType)) {
      types.set(schoolType, before);
      continue;
    }
    const own = state.schools.flatMap((school, index) => (school.schoolType === schoolType ? [index] : []));
    types.set(schoolType, {
      ways: ways.byType.get(schoolType)!.told(),
      ...flows.byType.get(schoolType)!,
      dissimilarity: dissimilarity(world, state, outcome, own),
    });
  }
  return { schools, types };
}

function dissimilarity(
  world: PlanWorld,
  state: PlanState,
  { moved, stays }: Outcome,
  schools: readonly number[],
): number | null {
  const { burden, rows } = world;
  if (burden === null) return null;
  const wanted = new Set(schools);
  const [burdened, others] = [new Map<number, number>(), new Map<number, number>()];
  const add = (row: number, school: number, pupils: number) => {
    const area = areaOfPlace(world, rows.place[row]!);
    const share = area === NONE ? Number.NaN : burden[area]!;
    if (pupils === 0 || Number.isNaN(share)) return;
    burdened.set(school, (burdened.get(school) ?? 0) + pupils * share);
    others.set(school, (others.get(school) ?? 0) + pupils * (1 - share));
  };
  const types = new Set(schools.map((school) => state.schools[school]!.schoolType));
  for (const type of types)
    for (const row of world.rowsByType.get(type) ?? []) add(row, rows.school[row]!, stays[row]!);
  for (const { row, school, amount } of moved) if (wanted.has(school)) add(row, school, amount);
  const sum = (of: Map<number, number>) => [...of.values()].reduce((total, value) => total + value, 0);
  const [all, rest] = [sum(burdened), sum(others)];
  if (all === 0 || rest === 0) return null;
  return (
    schools.reduce(
      (total, school) => total + Math.abs((burdened.get(school) ?? 0) / all - (others.get(school) ?? 0) / rest),
      0,
    ) / 2
  );
}
