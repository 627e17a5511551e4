/** A variant as it stands: the world's schools and districts after its changes, in the order in which they were made. */
import type { AssignChange, CloseChange, PlanChange, Timing } from './changes.ts';
import { NONE, offers, type PlanSchool, type PlanWorld, type TypeGround } from './world.ts';

/** A step of assignment: atoms and the school that each joins. */
export interface Step extends Timing {
  atoms: Int32Array;
  schools: Int16Array;
  /** Share of entrants who stay at the former school. */
  siblings: number;
}

export interface PlanState {
  /** The world's first, in its order; then opened ones. */
  schools: PlanSchool[];
  closing: (Timing | null)[];
  /** Year from which a new school takes pupils; of today's null. */
  opening: (number | null)[];
  /** Schools that stand elsewhere than today, or are new. */
  relocated: Set<number>;
  /** Schools with another size than today. */
  resized: Set<number>;
  steps: Map<string, Step[]>;
  locked: Map<string, Uint8Array>;
  /** From this year on all of it holds for everybody. */
  last: number;
  /** Keys of atoms and schools that changes name and the world has not (any more). */
  missing: { atoms: number; schools: string[] };
}

/** Ways from atoms to a school of the state, metres by atom. */
export type WalkOf = (school: number) => Int32Array;

export function emptyState(world: PlanWorld): PlanState {
  return {
    schools: [...world.schools],
    closing: world.schools.map(() => null),
    opening: world.schools.map(() => null),
    relocated: new Set(),
    resized: new Set(),
    steps: new Map(),
    locked: new Map(),
    last: world.year,
    missing: { atoms: 0, schools: [] },
  };
}

export function stateOf(world: PlanWorld, changes: readonly PlanChange[], walkOf: (state: PlanState) => WalkOf) {
  const state = emptyState(world);
  for (const change of changes) apply(world, state, change, walkOf);
  return state;
}

function apply(world: PlanWorld, state: PlanState, change: PlanChange, walkOf: (state: PlanState) => WalkOf): void {
  const { atomByKey } = world;
  const at = (key: string): number => {
    const index = state.schools.findIndex((school) => school.key === key);
    if (index === NONE) state.missing.schools.push(key);
    return index;
  };
  const atomsOf = (keys: readonly string[]): number[] => {
    const known = keys.flatMap((key) => atomByKey.get(key) ?? []);
    state.missing.atoms += keys.length - known.length;
    return known;
  };
  switch (change.kind) {
    case 'assign':
      return assign(state, change, atomByKey, at);
    case 'close': {
      const school = at(change.school);
      if (school !== NONE) close(world, state, change, school, walkOf(state));
      return;
    }
    case 'open': {
      const { kind: _kind, from, school, ...facts } = change;
      state.schools.push({ key: school, ...facts, enrolment: 0 });
      state.closing.push(null);
      state.opening.push(from);
      state.relocated.add(state.schools.length - 1);
      state.last = Math.max(state.last, from);
      return;
    }
    case 'move': {
      const school = at(change.school);
      if (school === NONE) return;
      state.schools[school] = { ...state.schools[school]!, lon: change.lon, lat: change.lat };
      state.relocated.add(school);
      state.last = Math.max(state.last, change.from);
      return;
    }
    case 'resize': {
      const index = at(change.school);
      if (index === NONE) return;
      const { parallelClasses, places, gradeFrom, gradeTo } = change;
      const before = state.schools[index]!;
      state.schools[index] = {
        ...before,
        parallelClasses: parallelClasses ?? before.parallelClasses,
        places: places ?? before.places,
        gradeFrom: gradeFrom ?? before.gradeFrom,
        gradeTo: gradeTo ?? before.gradeTo,
      };
      state.resized.add(index);
      state.last = Math.max(state.last, change.from);
      return;
    }
    case 'lock':
    case 'unlock': {
      const locked = state.locked.get(change.schoolType) ?? new Uint8Array(world.atoms.length);
      for (const atom of atomsOf(change.atoms)) locked[atom] = change.kind === 'lock' ? 1 : 0;
      state.locked.set(change.schoolType, locked);
    }
  }
}

/** Entrants have passed all grades so many years later. */
const settled = ({ from, mode }: Timing, { gradeFrom, gradeTo }: PlanSchool): number =>
  mode === 'atOnce' ? from : from + gradeTo - gradeFrom;

function assign(
  state: PlanState,
  change: AssignChange,
  atomByKey: ReadonlyMap<string, number>,
  at: (key: string) => number,
): void {
  const schools = change.schools.map(at);
  const pairs = change.atoms.flatMap((key, index) => {
    const [atom, school] = [atomByKey.get(key), schools[schools.length === 1 ? 0 : index]];
    if (atom === undefined) state.missing.atoms++;
    return atom === undefined || school === undefined || school === NONE ? [] : [{ atom, school }];
  });
  const { from, mode, siblings } = change;
  addStep(state, change.schoolType, {
    atoms: Int32Array.from(pairs, ({ atom }) => atom),
    schools: Int16Array.from(pairs, ({ school }) => school),
    from,
    mode,
    siblings,
  });
}

function addStep(state: PlanState, schoolType: string, step: Step): void {
  state.steps.set(schoolType, [...(state.steps.get(schoolType) ?? []), step]);
  for (const school of new Set(step.schools)) state.last = Math.max(state.last, settled(step, state.schools[school]!));
}

/** Its district goes to the schools that share it, else atom by atom to the nearest that is left: a plan to begin with. */
function close(world: PlanWorld, state: PlanState, { from, mode }: CloseChange, school: number, walkOf: WalkOf): void {
  const own = state.schools[school]!;
  state.closing[school] = { from, mode };
  state.last = Math.max(state.last, settled({ from, mode }, own));
  const ground = world.types.get(own.schoolType);
  if (!ground?.hasDistricts) return;
  const now = assignmentAt(state, own.schoolType, ground, Infinity, Infinity);
  const others = openSchools(state, own.schoolType, own.gradeFrom);
  if (others.length === 0) return;
  const atoms = Int32Array.from(now.keys()).filter((atom) => now[atom] === school);
  const walks = new Map(others.map((other) => [other, walkOf(other)]));
  const nearest = (atom: number): number => {
    const partners = ground.shared.get(atom)?.filter((other) => others.includes(other)) ?? [];
    const candidates = partners.length > 0 ? partners : others;
    return candidates.reduce((best, other) => (walks.get(other)![atom]! < walks.get(best)![atom]! ? other : best));
  };
  addStep(state, own.schoolType, { atoms, schools: Int16Array.from(atoms, nearest), from, mode, siblings: 0 });
}

/** Of a type, not to be closed at all, and with the grade. */
export const openSchools = (state: PlanState, schoolType: string, grade: number): number[] =>
  state.schools.flatMap((school, index) =>
    school.schoolType === schoolType && state.closing[index] === null && offers(school, grade) ? [index] : [],
  );

const holds = ({ from, mode }: Timing, year: number, entry: number): boolean =>
  (mode === 'atOnce' ? year : entry) >= from;

/** School of each atom for those who entered in the year of entry; Infinity: when all of it holds. */
export function assignmentAt(
  state: PlanState,
  schoolType: string,
  ground: TypeGround,
  year: number,
  entry: number,
): Int16Array {
  const now = ground.today.slice();
  for (const step of state.steps.get(schoolType) ?? [])
    if (holds(step, year, entry)) step.atoms.forEach((atom, index) => (now[atom] = step.schools[index]!));
  return now;
}

/** Share of those who stay at the former school though their atom has another one. */
export function siblingsAt(state: PlanState, schoolType: string, atoms: number, year: number, entry: number) {
  const steps = (state.steps.get(schoolType) ?? []).filter(({ siblings }) => siblings > 0);
  if (steps.length === 0) return null;
  const stay = new Float64Array(atoms);
  for (const step of steps)
    // Who has a sibling at the former school: only while one may still be there.
    if (step.mode === 'entrants' && holds(step, year, entry) && entry < step.from + SIBLING_YEARS)
      step.atoms.forEach((atom) => (stay[atom] = step.siblings));
  return stay;
}

/** Entrants of later years have no sibling any more who entered before the change: so many years, as a primary school has grades. */
const SIBLING_YEARS = 4;

export const isClosed = (state: PlanState, school: number, year: number, entry: number): boolean => {
  const timing = state.closing[school];
  return timing !== null && timing !== undefined && holds(timing, year, entry);
};
