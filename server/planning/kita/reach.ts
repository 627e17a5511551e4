/**
 * What families can reach, beyond the plain balance of an area: places per child within reach (E2SFCA), and who remains without a
 * place in the best possible assignment. All age groups are assigned together, since they share the places of a Kita.
 */
import { assignPlaces } from './assignment.ts';
import type { Bottleneck } from './bottleneck.ts';
import { floatingCatchment, type CatchmentStep } from './floatingCatchment.ts';
import type { Reachable } from './reachable.ts';

export interface KitaReachWork {
  groups: number;
  /** Places demanded: homes × groups, row by row. */
  demand: Float64Array;
  /** Usable places of each Kita that the looked-at group may take, and what its children demand at each home. */
  supply: Float64Array;
  looked: Float64Array;
  /** Usable places of each Kita, and by group (Kitas × groups); Infinity: only the Kita's own number binds. */
  total: Float64Array;
  cap: Float64Array;
  /** Metres on foot from homes to Kitas. */
  reachable: Reachable;
  /** Accepted metres. */
  accepted: number;
  steps: readonly CatchmentStep[];
  /** Number of the area that each lies in; −1: in none. */
  areaOfHome: Int32Array;
  areaOfKita: Int32Array;
}

export interface KitaReached {
  /** Places per demanded place, by home. */
  accessibility: Float64Array;
  /** Demand without a place, and with one outside its own area: homes × groups. */
  unserved: Float64Array;
  outside: Float64Array;
  /** Places taken: Kitas × groups. */
  used: Float64Array;
  bottleneck: Bottleneck | null;
}

export function kitaReach(work: KitaReachWork): KitaReached {
  const { groups, demand, supply, looked, total, cap, reachable, accepted, steps, areaOfHome, areaOfKita } = work;
  const { accessibility } = floatingCatchment({ supply, demand: looked, reachable, steps });
  const limits = new Float64Array(groups).fill(accepted);
  const best = assignPlaces({ groups, children: demand, reachable, limits, total, cap });
  const outside = new Float64Array(demand.length);
  areaOfHome.forEach((area, home) => {
    for (let pair = reachable.start[home]!; pair < reachable.start[home + 1]!; pair++) {
      if (areaOfKita[reachable.site[pair]!] === area) continue;
      for (let group = 0; group < groups; group++)
        outside[home * groups + group]! += best.assigned[pair * groups + group]!;
    }
  });
  return { accessibility, unserved: best.unserved, outside, used: best.used, bottleneck: best.bottleneck };
}
