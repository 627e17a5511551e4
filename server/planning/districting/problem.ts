/** Redrawing school districts: the problem as the kernel takes it, what it is given besides, and what it returns. */
import type { Highs } from 'highs';

/** One type of school. Atoms are the finest units, each of which goes whole to one school. */
export interface DistrictingProblem {
  atoms: number;
  schools: number;
  /** Per atom: pupils who go where the atom goes; 0 in an area without pupils, which is assigned all the same. */
  pupils: Float64Array;
  /** Per atom: of these the socially burdened ones; all 0 where nothing is known. */
  burden: Float64Array;
  /** Per school: pupils who are there whatever is drawn (exceptions, guests). */
  fixedPupils: Float64Array;
  /** Per school: of these the socially burdened ones. */
  fixedBurden: Float64Array;
  /** atoms × schools, row by row: the way on foot in metres; Infinity where none leads there. */
  metres: Float64Array;
  /** Per atom: the atoms that share a border line with it; each knows the other. */
  neighbours: readonly Int32Array[];
  /** Per school: the atom in which it lies; -1 where in none. */
  seats: Int32Array;
  /** Per atom: its school of today; -1 where it has none, or a closed one. */
  today: Int32Array;
  /** Per school: places; Infinity: no limit. */
  capacity: Float64Array;
  /** Per school: pupils that it must have at least; 0: none. */
  minimum: Float64Array;
  /** Per atom: the school that it must keep; -1: free. */
  locked: Int32Array;
}

/**
 * What a plan is measured by, each without a unit so that weights compare:
 *
 * - `distance`: mean way of the pupils ÷ that of today's plan (of the nearest schools where today's is incomplete);
 * - `utilisation`: Σ_s |load_s − capacity_s · total load ÷ total capacity| ÷ total load, over schools with a limit;
 * - `moved`: pupils who change their school ÷ all that can. Who has no school of today changes in any plan, and is not counted;
 * - `mix`: dissimilarity ½ Σ_s |B_s ÷ B − N_s ÷ N| of burdened and other pupils (Duncan, Duncan 1955), 0 to 1.
 */
export interface Terms {
  distance: number;
  utilisation: number;
  moved: number;
  mix: number;
}

/** None below 0. The goal is Σ weight · term, and the least is best. */
export type Weights = Terms;

export type Rule =
  | { kind: 'capacity' | 'minimum' | 'locked'; school: number }
  /** Districts are in one piece and hold their seat. */
  | { kind: 'contiguity' }
  /** More pupils than places, all schools taken together. */
  | { kind: 'totalCapacity' };

/** A rule that keeps the goal from being better, and by how much. */
export interface Binding {
  kind: 'capacity' | 'minimum' | 'locked' | 'contiguity';
  /** The school whose rule it is; null for contiguity. */
  school: number | null;
  /** The locked atom where it is a lock of one atom, else null. */
  atom: number | null;
  /**
   * By how much the least goal falls when the rule is given up, atoms being divisible and districts in one piece only as far
   * as there are paths. For contiguity, what it costs at most: the goal of the plan less the bound without contiguity.
   */
  gain: number;
}

export interface Districting {
  /**
   * `optimal`: proven to be a best plan; `feasible`: best of those found; `infeasible`: proven that no plan keeps the
   * rules; `stopped`: in the time neither a plan nor a proof was found.
   */
  status: 'optimal' | 'feasible' | 'infeasible' | 'stopped';
  /** Per atom: its school. */
  plan: Int32Array | null;
  /** Infinity without a plan. */
  goal: number;
  terms: Terms | null;
  /** What today's plan is measured by; null where pupils have no school of today. It need not keep the rules. */
  today: { goal: number; terms: Terms } | null;
  /** Whether today's plan keeps all rules. */
  todayKeepsRules: boolean;
  /** Atoms whose part of today's district has no way to its seat inside the district. */
  todayBreaks: number[];
  /** No plan that keeps the rules has a lesser goal. */
  bound: number;
  /** The bound of the linear programme without contiguity; `bound` also knows where paths lead, and is no less. */
  boundWithoutContiguity: number;
  /** (goal − bound) ÷ goal; 0 where the plan is best. */
  gap: number;
  /** Few, the most important first. */
  binding: Binding[];
  /** Parts of the neighbour graph without a seat: there a school's atoms need only hang together. */
  islands: number[][];
  /** Rules that contradict each other; without any one of them there is a plan. */
  conflict?: Rule[];
  /** Whether that was proven in the time for each rule of the conflict. */
  conflictProven?: boolean;
  seconds: number;
}

/** Clock, chance and solver come from outside. */
export interface Means {
  highs: Highs;
  /** Milliseconds of a clock that does not go back. */
  now: () => number;
  /** Uniform in [0, 1). */
  random: () => number;
  /** Seconds that may be used. */
  seconds: number;
  /** (goal − bound) ÷ goal at which the search ends; left out: half a percent. */
  enough?: number;
  /** Plans that are known: the result is not worse than those of them that keep the rules. */
  starts?: readonly Int32Array[];
  /** Whether it was cancelled; asked between steps. */
  isOver?: () => boolean;
  /** @param done 0 to 1 */
  onProgress?: (done: number, phase: Phase) => void;
}

export type Phase = 'bound' | 'plan' | 'improve' | 'conflict' | 'binding' | 'done';

/** @throws RangeError where the arrays do not fit each other */
export function checkProblem(problem: DistrictingProblem): void {
  const { atoms, schools, metres, neighbours } = problem;
  const perAtom = [problem.pupils, problem.burden, problem.today, problem.locked, neighbours];
  const perSchool = [problem.fixedPupils, problem.fixedBurden, problem.seats, problem.capacity, problem.minimum];
  if (atoms < 1 || schools < 1) throw new RangeError('Please give at least one atom and one school.');
  if (perAtom.some(({ length }) => length !== atoms) || perSchool.some(({ length }) => length !== schools))
    throw new RangeError(`Please give one entry for each of ${atoms} atoms and each of ${schools} schools.`);
  if (metres.length !== atoms * schools || !metres.every((way) => way >= 0))
    throw new RangeError(`Please give a way from 0 on for each of ${atoms} atoms and each of ${schools} schools.`);
  const people = [problem.pupils, problem.burden, problem.fixedPupils, problem.fixedBurden, problem.minimum];
  if (!people.every((list) => list.every((each) => each >= 0 && each < Infinity)))
    throw new RangeError('Pupils, burdened pupils and minima must be finite and not below 0.');
  if (!problem.capacity.every((each) => each >= 0)) throw new RangeError('Capacities must not be below 0.');
  const isIn = (list: Int32Array, end: number) => list.every((each) => each >= -1 && each < end);
  if (!isIn(problem.today, schools) || !isIn(problem.locked, schools) || !isIn(problem.seats, atoms))
    throw new RangeError('Schools and seats are given by their place in the list, or by -1.');
  if (!neighbours.every((list, atom) => list.every((next) => neighbours[next]?.includes(atom) === true)))
    throw new RangeError('Neighbours must know each other: please give each border from both sides.');
}
