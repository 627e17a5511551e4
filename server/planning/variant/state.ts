/** A variant as it stands: the world's schools and districts after its changes, in the order in which they were made. */
import { isKitaChange } from '../kita/measures.ts';
import type { AssignChange, CloseChange, PlanChange, SchoolChange, Timing } from './changes.ts';
import { NONE, offers, type PlanSchool, type PlanWorld, type TypeGround } from './world.ts';

/** A step of assignment: atoms and the school that each joins. */
export interface Step extends Timing {
  atoms: Int32Array;
  schools: Int16Array;
  /** Share of entrants who stay at the former school; for so many years, while a sibling may still be there. */
  siblings: number;
  siblingYears: number;
}

export interface PlanState {
  /** The world's first, in its order; then opened ones. */
  schools: PlanSchool[];
  closing: (Timing | null)[];
  /** Year from which a new school takes pupils; of today's null. */
  opening: (number | null)[];
  /** Of moved and resized schools: what they are before, and what is another from which year on. */
  reshaped: Map<number, { before: PlanSchool; changes: { from: number; what: Partial<PlanSchool> }[] }>;
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
    reshaped: new Map(),
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
  for (const change of changes) if (!isKitaChange(change)) apply(world, state, change, walkOf);
  return state;
}

function apply(world: PlanWorld, state: PlanState, change: SchoolChange, walkOf: (state: PlanState) => WalkOf): void {
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
      reshape(state, school, change.from, { lon: change.lon, lat: change.lat });
      state.relocated.add(school);
      state.last = Math.max(state.last, change.from);
      return;
    }
    case 'resize': {
      const index = at(change.school);
      if (index === NONE) return;
      const { parallelClasses, places, gradeFrom, gradeTo } = change;
      reshape(state, index, change.from, {
        ...(parallelClasses !== null && { parallelClasses }),
        ...(places !== null && { places }),
        ...(gradeFrom !== null && { gradeFrom }),
        ...(gradeTo !== null && { gradeTo }),
      });
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

function reshape(state: PlanState, index: number, from: number, what: Partial<PlanSchool>): void {
  const school = state.schools[index]!;
  const { before, changes } = state.reshaped.get(index) ?? { before: school, changes: [] };
  state.reshaped.set(index, { before, changes: [...changes, { from, what }] });
  state.schools[index] = { ...school, ...what };
}

/** The schools as they are in a year; Infinity: as they will be. */
export function stateIn(world: PlanWorld, state: PlanState, year: number): PlanState {
  if (![...state.reshaped.values()].some(({ changes }) => changes.some(({ from }) => from > year))) return state;
  const [relocated, resized] = [new Set(state.relocated), new Set(state.resized)];
  const schools = [...state.schools];
  for (const [index, { before, changes }] of state.reshaped) {
    const due = changes.filter(({ from }) => from <= year);
    const school = due.reduce((so, { what }) => ({ ...so, ...what }), before);
    const today = world.schools[index];
    if (today && today.lon === school.lon && today.lat === school.lat) relocated.delete(index);
    if (today && isSameSize(today, school)) resized.delete(index);
    schools[index] = school;
  }
  return { ...state, schools, relocated, resized };
}

const isSameSize = (a: PlanSchool, b: PlanSchool): boolean =>
  a.places === b.places &&
  a.parallelClasses === b.parallelClasses &&
  a.gradeFrom === b.gradeFrom &&
  a.gradeTo === b.gradeTo;

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
  const { from, mode } = change;
  const siblings = mode === 'entrants' ? change.siblings : 0;
  addStep(state, change.schoolType, {
    atoms: Int32Array.from(pairs, ({ atom }) => atom),
    schools: Int16Array.from(pairs, ({ school }) => school),
    from,
    mode,
    siblings,
    siblingYears: siblings > 0 ? Math.max(0, ...schools.map((school) => gradesOf(state, school))) : 0,
  });
}

const gradesOf = ({ schools }: PlanState, school: number): number =>
  school === NONE ? 0 : schools[school]!.gradeTo - schools[school]!.gradeFrom + 1;

function addStep(state: PlanState, schoolType: string, step: Step): void {
  state.steps.set(schoolType, [...(state.steps.get(schoolType) ?? []), step]);
  for (const school of new Set(step.schools))
    state.last = Math.max(state.last, settled(step, state.schools[school]!) + step.siblingYears);
}

/** Its district goes to the schools that share it, else atom by atom to the nearest that is left: a plan to begin with. */
function close(world: PlanWorld, state: PlanState, { from, mode }: CloseChange, school: number, walkOf: WalkOf): void {
  const own = state.schools[school]!;
  state.closing[school] = { from, mode };
  state.last = Math.max(state.last, settled({ from, mode }, own));
  const ground = world.types.get(own.schoolType);
  if (!ground?.hasDistricts) return;
  const now = assignmentAt(state, own.schoolType, ground, Infinity, Infinity);
  const others = openSchools(state, own.schoolType, own.gradeFrom).filter(
    (other) => (state.opening[other] ?? -Infinity) <= from,
  );
  if (others.length === 0) return;
  const atoms = Int32Array.from(now.keys()).filter((atom) => now[atom] === school);
  const walks = new Map(others.map((other) => [other, walkOf(other)]));
  const nearest = (atom: number): number => {
    const partners = ground.shared.get(atom)?.filter((other) => others.includes(other)) ?? [];
    const candidates = partners.length > 0 ? partners : others;
    return candidates.reduce((best, other) => (walks.get(other)![atom]! < walks.get(best)![atom]! ? other : best));
  };
  addStep(state, own.schoolType, {
    atoms,
    schools: Int16Array.from(atoms, nearest),
    from,
    mode,
    siblings: 0,
    siblingYears: 0,
  });
}

/** Of a type, not to be closed at all, and with the grade. */
export const openSchools = (state: PlanState, schoolType: string, grade: number): number[] =>
  state.schools.flatMap((school, index) =>
    school.schoolType === schoolType && state.closing[index] === null && offers(school, grade) ? [index] : [],
  );

const holds = ({ from, mode }: Timing, year: number, entry: number): boolean =>
  (mode === 'atOnce' ? year : entry) >= from;

/**
 * School of each atom for those who entered in the year of entry; Infinity: when all of it holds. To be read only: where
 * nothing holds it is today's own.
 */
export function assignmentAt(
  state: PlanState,
  schoolType: string,
  ground: TypeGround,
  year: number,
  entry: number,
): Int16Array {
  const steps = (state.steps.get(schoolType) ?? []).filter((step) => holds(step, year, entry));
  if (steps.length === 0) return ground.today;
  const now = ground.today.slice();
  for (const step of steps) step.atoms.forEach((atom, index) => (now[atom] = step.schools[index]!));
  return now;
}

/** Share of those who stay at the former school though their atom has another one: as the step says that holds last. */
export function siblingsAt(state: PlanState, schoolType: string, atoms: number, year: number, entry: number) {
  const steps = state.steps.get(schoolType) ?? [];
  if (!steps.some(({ siblings }) => siblings > 0)) return null;
  const stay = new Float64Array(atoms);
  for (const step of steps)
    if (holds(step, year, entry)) {
      const share = entry < step.from + step.siblingYears ? step.siblings : 0;
      step.atoms.forEach((atom) => (stay[atom] = share));
    }
  return stay;
}

/** Does a new school take pupils yet? */
export const isOpened = (state: PlanState, school: number, year: number): boolean =>
  (state.opening[school] ?? -Infinity) <= year;

export const isClosed = (state: PlanState, school: number, year: number, entry: number): boolean => {
  const timing = state.closing[school];
  return timing !== null && timing !== undefined && holds(timing, year, entry);
};
