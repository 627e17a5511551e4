/**
 * Why not more children have a place: a minimum cut (Ford, Fulkerson 1956). These children reach no other places than
 * those named, and are more than they: children − places = children without a place.
 */
import type { AssignmentProblem } from './assignment.ts';
import type { Room } from './cheapestPath.ts';
import type { Placement } from './placement.ts';

export interface Bottleneck {
  /** Children concerned, ascending: point · groups + group. */
  points: Int32Array;
  /** The places they reach, ascending: Kita · groups + group. */
  facilities: Int32Array;
  /** Number of these children. */
  children: number;
  /** Number of these places; each Kita's total where it binds, else its caps. */
  places: number;
}

/** Follows who would take whose place from the children without one; it is the smallest of all minimum cuts. */
export function findBottleneck(
  { groups, children, reachable, limits, total, cap }: AssignmentProblem,
  placement: Placement,
  { underCap, counted, trifle }: Room,
): Bottleneck | null {
  const { start, site, cost } = reachable;
  const isShort = new Uint8Array(children.length);
  const isFull = new Uint8Array(cap.length);
  const isTotal = new Uint8Array(total.length);
  const waiting: number[] = [];
  const add = (each: number) => {
    if (isShort[each] === 1) return;
    isShort[each] = 1;
    waiting.push(each);
  };
  const fill = (node: number) => {
    if (isFull[node] === 1) return;
    isFull[node] = 1;
    for (const slot of placement.members[node]!) add(placement.childrenOf(slot));
    const to = Math.floor(node / groups);
    if (!(underCap[node]! > trifle) || isTotal[to] === 1) return;
    isTotal[to] = 1;
    for (let other = to * groups; other < (to + 1) * groups; other++) if (counted[other]! > trifle) fill(other);
  };
  for (let each = 0; each < children.length; each++) if (placement.unserved[each]! > trifle) add(each);
  if (waiting.length === 0) return null;
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    const point = Math.floor(each / groups);
    const group = each % groups;
    for (let pair = start[point]!; pair < start[point + 1]!; pair++)
      if (cost[pair]! <= limits[group]!) fill(site[pair]! * groups + group);
  }
  const chosen = (marks: Uint8Array) => Int32Array.from([...marks.keys()].filter((at) => marks[at] === 1));
  const [points, facilities] = [chosen(isShort), chosen(isFull)];
  const binding = facilities.filter((node) => isTotal[Math.floor(node / groups)] === 0);
  const sum = (of: ArrayLike<number>, at: Iterable<number>) => [...at].reduce((all, each) => all + of[each]!, 0);
  return {
    points,
    facilities,
    children: sum(children, points),
    places: sum(cap, binding) + sum(total, chosen(isTotal)),
  };
}
