/** A list of ways in any order as the sparse table that the Kita kernels take. */
import type { Reachable } from './reachable.ts';

export interface WayList {
  place: Int32Array;
  stop: Int32Array;
  metres: ArrayLike<number>;
}

/** @param most metres; longer ways are left out */
export function reachableOf({ place, stop, metres }: WayList, places: number, most = Infinity): Reachable {
  const start = new Int32Array(places + 1);
  place.forEach((from, index) => {
    if (metres[index]! <= most) start[from + 1]! += 1;
  });
  for (let from = 0; from < places; from++) start[from + 1]! += start[from]!;
  const next = start.slice(0, places);
  const site = new Int32Array(start[places]!);
  const cost = new Float64Array(site.length);
  place.forEach((from, index) => {
    if (!(metres[index]! <= most)) return;
    const at = next[from]!++;
    site[at] = stop[index]!;
    cost[at] = metres[index]!;
  });
  return { start, site, cost };
}
