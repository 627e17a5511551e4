/** A world of children and Kitas with one more Kita. */
import type { AssignmentProblem } from './assignment.ts';
import type { Candidates } from './newSites.ts';

/** Places of a house, in all and by group at most. */
export interface Places {
  total: number;
  cap: ArrayLike<number>;
}

/** The new Kita is the last one. */
export function withSite(
  problem: AssignmentProblem,
  candidates: Candidates,
  candidate: number,
  places: Places,
): AssignmentProblem {
  const { reachable, total, cap } = problem;
  const points = reachable.start.length - 1;
  const metres = new Float64Array(points).fill(Infinity);
  for (let at = candidates.start[candidate]!; at < candidates.start[candidate + 1]!; at++)
    metres[candidates.point[at]!] = candidates.cost[at]!;
  const more = metres.reduce((count, each) => count + Number(each < Infinity), 0);
  const start = new Int32Array(points + 1);
  const site = new Int32Array(reachable.site.length + more);
  const cost = new Float64Array(site.length);
  let to = 0;
  for (let point = 0; point < points; point++) {
    for (let pair = reachable.start[point]!; pair < reachable.start[point + 1]!; pair++) {
      site[to] = reachable.site[pair]!;
      cost[to++] = reachable.cost[pair]!;
    }
    if (metres[point]! < Infinity) {
      site[to] = total.length;
      cost[to++] = metres[point]!;
    }
    start[point + 1] = to;
  }
  return {
    ...problem,
    reachable: { start, site, cost },
    total: [...Array.from(total), places.total],
    cap: [...Array.from(cap), ...Array.from(places.cap)],
  };
}
