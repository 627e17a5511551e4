/**
 * What is left of a p-median problem as a mixed-integer programme for HiGHS, by radii (García, Labbé, Marín 2011, „Solving
 * large p-median problems with a radius formulation“): y_j says that site j is open, z_ik that no open site is as near to
 * point i as its k-th distance D_ik. The plan costs Σ_i D_i1 + Σ_k (D_i,k+1 − D_ik) z_ik, with Σ y = p and
 * z_ik + Σ_{c_ij = D_ik} y_j ≥ z_i,k−1. Only y must be whole numbers.
 */
import type { Highs } from 'highs';
import { FREE, OPEN, type Relaxed } from './lagrange.ts';
import { timeLimit, type Nearness } from './problem.ts';

interface Programme {
  offset: number;
  cost: number[];
  starts: number[];
  indices: number[];
  values: number[];
  lower: number[];
  upper: number[];
}

export interface Rest {
  near: Nearness;
  p: number;
  settled: Int8Array;
  relaxed: Relaxed;
  /** Only plans up to it are of interest. */
  enough: number;
}

/**
 * Distances beyond λ_i + (enough − L) are left out: a plan that serves i from there costs more than `enough`.
 *
 * @param most numbers in the matrix
 * @returns 'large' where there would be more; 'empty' where a point cannot be served within its distances
 */
export function radiusProgramme(rest: Rest, most: number): Programme | 'large' | 'empty' {
  const { near, p, settled, relaxed, enough } = rest;
  const { start, site, cost } = near;
  const columnOf = new Int32Array(settled.length).fill(-1);
  let columns = 0;
  let open = 0;
  settled.forEach((state, j) => {
    if (state === FREE) columnOf[j] = columns++;
    if (state === OPEN) open++;
  });
  const programme: Programme = { offset: 0, cost: [], starts: [0], indices: [], values: [], lower: [], upper: [] };
  const { starts, indices, values } = programme;
  programme.cost = new Array<number>(columns).fill(0);
  const add = (column: number, value: number) => {
    indices.push(column);
    values.push(value);
  };
  const endRow = (low: number, high: number) => {
    starts.push(indices.length);
    programme.lower.push(low);
    programme.upper.push(high);
  };
  for (let column = 0; column < columns; column++) add(column, 1);
  endRow(p - open, p - open);
  for (let point = 0; point + 1 < start.length; point++) {
    const farthest = relaxed.price[point]! + enough - relaxed.bound;
    let at = start[point]!;
    const end = start[point + 1]!;
    let radius = -1;
    // z of the last radius; −1 at the first one, where it is 1.
    let before = -1;
    let isServed = false;
    while (at < end && !isServed && cost[at]! <= farthest) {
      const here = cost[at]!;
      const ring: number[] = [];
      for (; at < end && cost[at] === here; at++) {
        const state = settled[site[at]!];
        if (state === OPEN) isServed = true;
        else if (state === FREE) ring.push(columnOf[site[at]!]!);
      }
      if (ring.length === 0 && !isServed) continue;
      if (radius < 0) programme.offset += here;
      else {
        // The last ring's row ends with its z, now that it is known how far the next ring is.
        const z = programme.cost.push(here - radius) - 1;
        add(z, 1);
        if (before >= 0) add(before, -1);
        endRow(before >= 0 ? 0 : 1, Infinity);
        before = z;
      }
      radius = here;
      if (!isServed) for (const column of ring) add(column, 1);
    }
    if (radius < 0) return 'empty';
    if (indices.length > most) return 'large';
    if (isServed) continue;
    // Behind the last ring the point would be served by none.
    if (before >= 0) add(before, -1);
    endRow(before >= 0 ? 0 : 1, Infinity);
  }
  return programme;
}

export interface Answer {
  /** Whether `open` is best of the rest, or there is nothing in it. */
  solved: boolean;
  bound: number;
  /** The best plan's sites, where one was found. */
  open: number[] | null;
}

/** HiGHS keeps its own tolerances; an unfinished bound is trusted to this share only. */
const TRUST = 1 - 1e-6;

export function solveByRadius(
  { settled, enough }: Rest,
  { offset, cost, starts, indices, values, lower, upper }: Programme,
  { highs, seconds, whole }: { highs: Highs; seconds: number; whole: boolean },
): Answer {
  const sitesThatAre = (state: number) => [...settled.keys()].filter((site) => settled[site] === state);
  const free = sitesThatAre(FREE);
  const { callbackType, modelStatus, solutionStatus, variableType } = highs.constants;
  const model = {
    numCols: cost.length,
    numRows: lower.length,
    offset,
    colCost: cost,
    colLower: new Float64Array(cost.length),
    colUpper: new Float64Array(cost.length).fill(1),
    rowLower: lower,
    rowUpper: upper,
    integrality: cost.map((_, column) => (column < free.length ? variableType.integer : variableType.continuous)),
    matrix: {
      format: 'csr',
      numRows: lower.length,
      numCols: cost.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  } as const;
  return highs.withModel(model, (solver) => {
    // Whole costs: with less than 1 between plan and bound the plan is best.
    solver.options.set({
      output_flag: false,
      time_limit: timeLimit(seconds),
      mip_rel_gap: 0,
      mip_abs_gap: whole ? 0.99 : 1e-9,
    });
    solver.run({
      [callbackType.mipInterrupt]: ({ data, interrupt }) => {
        if ((data.mip_dual_bound ?? -Infinity) * TRUST > enough) interrupt();
      },
    });
    const status = solver.getModelStatus();
    const bound = Number(solver.info.get('mip_dual_bound')) * TRUST;
    if (status === modelStatus.infeasible) return { solved: true, bound: Infinity, open: null };
    if (solver.info.get('primal_solution_status') !== solutionStatus.feasible)
      return { solved: false, bound, open: null };
    const { colValue } = solver.getSolution();
    const opened = free.filter((_, column) => colValue[column]! > 0.5);
    return { solved: status === modelStatus.optimal, bound, open: [...sitesThatAre(OPEN), ...opened] };
  });
}
