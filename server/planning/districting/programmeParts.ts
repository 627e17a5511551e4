/** What a programme of districts is asked, and what it answers. */
import { drawnIn } from './grain.ts';
import type { DistrictingProblem } from './problem.ts';

/** x of the atoms (one or two) together exceed those of the separator by less than the atoms' number: one plan cannot have them all without a bridge. */
export interface Cut {
  school: number;
  atoms: number[];
  separator: number[];
}

/** What holds, besides locks: a programme may be asked with fewer rules than the problem has. */
export interface Rules {
  /** Per school: pupils that it must and may have. */
  least: Float64Array;
  most: Float64Array;
  /** Seats are in their districts, and what no path leads to is left out; the rest comes in as cuts. */
  contiguity: boolean;
}

export interface Pairs {
  atom: number[];
  school: number[];
}

export interface ProgrammeOptions {
  pairs: Pairs;
  rules: Rules;
  /** Where the atoms are that have no pair; -1: nowhere, they do not count. */
  rest: Int32Array;
  integer: boolean;
  /** Only whether there is a plan is asked. */
  withoutGoal?: boolean;
  /** Limits may be broken, at this price for each pupil, in parts of the goal. */
  priceOfLimits?: number;
  /** Without a goal: limits and locks that are to be broken as little as can be, by pupils (and atoms, for locks). */
  wish?: { least: Float64Array; most: Float64Array; locked: Int32Array };
}

export interface LinearAnswer {
  isFeasible: boolean;
  isSolved: boolean;
  goal: number;
  /** Of each pair. */
  value: Float64Array;
  reducedCost: Float64Array;
  /** Prices by which any pair's reduced cost follows. */
  atomPrice: Float64Array;
  loadPrice: Float64Array;
  burdenPrice: Float64Array;
  /** Per school: what one place more, or one pupil less that it must have, takes from the goal; below 0 at its most. */
  limitPrice: Float64Array;
}

export interface WholeAnswer {
  status: 'optimal' | 'feasible' | 'infeasible' | 'unknown';
  plan: Int32Array | null;
  bound: number;
}

export const allRules = (problem: DistrictingProblem): Rules => ({ ...drawnIn(problem), contiguity: true });
