/** The p-median problem as the kernels take it, what they are given besides, and what they return. */
import type { Highs } from 'highs';

export interface PMedianProblem {
  points: number;
  sites: number;
  /** points × sites, row by row, none below 0: what it costs that the site serves the point. Infinity: it may not. */
  cost: Float64Array;
  /** So many sites are opened: a whole number from 1 to all. */
  p: number;
}

export interface Capacities {
  /** Of each point, none below 0. */
  demand: Float64Array;
  /** Of each site, none below 0: its points must not have more demand together. */
  capacity: Float64Array;
}

/** Each point goes whole to one site, and each site may serve each point. */
export type CapacitatedProblem = PMedianProblem & Capacities;

/** Clock, chance and solver come from outside. */
export interface Means {
  /** What is left of the time; at 0 the search ends with what it has. */
  secondsLeft: () => number;
  /** Uniform in [0, 1): with the same numbers, and time enough, the plan is the same. */
  random: () => number;
  highs: Highs;
}

export interface Plan {
  /** The p open sites, ascending. */
  open: Int32Array;
  /** The site that serves each point. */
  siteOf: Int32Array;
  objective: number;
  /** No plan costs less. It equals the objective where the plan is proven to be a best one. */
  bound: number;
}

/** Per point the sites that may serve it, the cheapest first. */
export interface Nearness {
  /** Those of point i stand from start[i] to start[i + 1]. */
  start: Int32Array;
  site: Int32Array;
  cost: Float64Array;
}

export function nearnessOf({ points, sites, cost }: PMedianProblem): Nearness {
  const start = new Int32Array(points + 1);
  const site = new Int32Array(points * sites);
  const near = new Float64Array(points * sites);
  let size = 0;
  for (let point = 0; point < points; point++) {
    const row = cost.subarray(point * sites, (point + 1) * sites);
    const mine = site.subarray(size, size + sites);
    let count = 0;
    for (let other = 0; other < sites; other++) if (row[other]! < Infinity) mine[count++] = other;
    mine.subarray(0, count).sort((a, b) => row[a]! - row[b]! || a - b);
    for (let at = 0; at < count; at++) near[size + at] = row[mine[at]!]!;
    size += count;
    start[point + 1] = size;
  }
  return { start, site: site.subarray(0, size), cost: near.subarray(0, size) };
}

/** What the dearest pair costs. */
export const dearestOf = ({ cost }: Nearness): number => cost.reduce((most, each) => Math.max(most, each), 0);

/** Without the pairs that are not kept. */
export function nearnessWithout(
  near: Nearness,
  keep: (point: number, site: number, cost: number) => boolean,
): Nearness {
  const start = new Int32Array(near.start.length);
  const site = new Int32Array(near.site.length);
  const cost = new Float64Array(near.cost.length);
  let size = 0;
  for (let point = 0; point + 1 < start.length; point++) {
    for (let at = near.start[point]!; at < near.start[point + 1]!; at++) {
      if (!keep(point, near.site[at]!, near.cost[at]!)) continue;
      site[size] = near.site[at]!;
      cost[size++] = near.cost[at]!;
    }
    start[point + 1] = size;
  }
  return { start, site: site.slice(0, size), cost: cost.slice(0, size) };
}

/** Dearer than any plan that serves all points: what a point counts that none of the open sites may serve. */
export function unservedCost({ points, sites, cost }: PMedianProblem): number {
  let sum = 1;
  for (let point = 0; point < points; point++) {
    let dearest = 0;
    for (let at = point * sites; at < (point + 1) * sites; at++)
      if (cost[at]! < Infinity && cost[at]! > dearest) dearest = cost[at]!;
    sum += Math.ceil(dearest);
  }
  return sum;
}

/** Whether all plans cost whole numbers, so that a bound may be rounded up; beyond 2⁵⁰ doubles could not tell. */
export const isWhole = (problem: PMedianProblem): boolean =>
  problem.cost.every((cost) => cost === Infinity || Number.isInteger(cost)) && unservedCost(problem) < 2 ** 50;

/** A plan is as good as proven to be best where the bound is above this: no better plan is left. */
export function enoughFor(objective: number, whole: boolean): number {
  if (objective === 0) return -1;
  // Whole costs: what is better is better by 1.
  return whole ? objective - 1 : objective * (1 - 1e-9);
}

/** HiGHS wants a finite limit from 0 on: a day stands for none. */
export const timeLimit = (seconds: number): number => Math.min(Math.max(seconds, 0), 86_400);

/** @throws RangeError where p is not from 1 to all sites, or a cost is missing or below 0 */
export function checkProblem({ points, sites, cost, p }: PMedianProblem): void {
  if (!Number.isInteger(p) || p < 1 || p > sites)
    throw new RangeError(`Of ${sites} sites ${p} cannot be opened: please choose a whole number from 1 to ${sites}.`);
  if (points < 1 || cost.length !== points * sites || !cost.every((each) => each >= 0))
    throw new RangeError(`Please give a cost from 0 on for each of ${points} points and each of ${sites} sites.`);
}
