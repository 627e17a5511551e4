/**
 * Places per child within reach, by the enhanced two-step floating catchment area method (Luo, Qi 2009, „An enhanced two-step
 * floating catchment area (E2SFCA) method for measuring spatial accessibility to primary care physicians“): a site shares its
 * places among the children around it, R_j = S_j / Σ_k w_kj D_k, and a point adds up the shares it reaches, A_i = Σ_j w_ij R_j.
 */
import { checkReachable, type Reachable } from './reachable.ts';

/** A zone around each site, nearer ones first. */
export interface CatchmentStep {
  /** Costs up to and including this one are in the zone, unless an earlier zone holds them. */
  upTo: number;
  /** What a child of the zone counts at the site, from 0 on; beyond the last zone it counts nothing. */
  weight: number;
}

export interface Catchments {
  /** Places per site. */
  supply: ArrayLike<number>;
  /** Children per point. */
  demand: ArrayLike<number>;
  /** For a full table see reachableWithin(). */
  reachable: Reachable;
  steps: readonly CatchmentStep[];
}

export interface Accessibility {
  /** Places per child, per point; it also says what a child would find where none lives yet. */
  accessibility: Float64Array;
  /** Places per weighted child, per site; 0 where no child is in its zones. */
  ratio: Float64Array;
}

/** @throws RangeError where the pairs do not fit, or the zones do not ascend */
export function floatingCatchment({ supply, demand, reachable, steps }: Catchments): Accessibility {
  checkReachable(reachable, demand.length, supply.length);
  checkSteps(steps);
  const { start, site, cost } = reachable;
  const weight = cost.map((each) => weightOf(each, steps));
  const ratio = new Float64Array(supply.length);
  for (let point = 0; point < demand.length; point++)
    for (let at = start[point]!; at < start[point + 1]!; at++) ratio[site[at]!]! += weight[at]! * demand[point]!;
  for (let to = 0; to < supply.length; to++) ratio[to] = ratio[to]! > 0 ? supply[to]! / ratio[to]! : 0;
  const accessibility = new Float64Array(demand.length);
  for (let point = 0; point < demand.length; point++)
    for (let at = start[point]!; at < start[point + 1]!; at++) accessibility[point]! += weight[at]! * ratio[site[at]!]!;
  return { accessibility, ratio };
}

function weightOf(cost: number, steps: readonly CatchmentStep[]): number {
  for (const { upTo, weight } of steps) if (cost <= upTo) return weight;
  return 0;
}

function checkSteps(steps: readonly CatchmentStep[]): void {
  const areGood = steps.every(
    ({ upTo, weight }, index) =>
      weight >= 0 && weight < Infinity && upTo > (index === 0 ? -Infinity : steps[index - 1]!.upTo),
  );
  if (steps.length === 0 || !areGood)
    throw new RangeError(
      'Please give at least one zone, each reaching farther than the one before, weights from 0 on.',
    );
}
