/**
 * The best possible assignment of children to Kita places within the accepted distance: as many children as possible have a
 * place, and of all such assignments the ways are shortest together. It is what the places could do, not what parents choose
 * (flow.ts says how it is found).
 */
import { findBottleneck, type Bottleneck } from './bottleneck.ts';
import { Flow } from './flow.ts';
import { checkReachable, type Reachable } from './reachable.ts';

export interface AssignmentProblem {
  groups: number;
  /** Children: points × groups, row by row; fractions are allowed. */
  children: ArrayLike<number>;
  /** Metres from points to Kitas. */
  reachable: Reachable;
  /** Accepted metres per group, up to and including; Infinity: all pairs. */
  limits: ArrayLike<number>;
  /** Places of each Kita's licence. */
  total: ArrayLike<number>;
  /** Kitas × groups, row by row: places for the group at most; Infinity: only the total binds. */
  cap: ArrayLike<number>;
}

export interface Assignment {
  /** Children per pair and group: pair · groups + group, pairs as in `reachable`. */
  assigned: Float64Array;
  /** Children without a place: points × groups. */
  unserved: Float64Array;
  /** Places taken: Kitas × groups. */
  used: Float64Array;
  /** Children with a place. */
  served: number;
  /** Their ways together. */
  metres: number;
  /** Why not more have a place; null where all have one. */
  bottleneck: Bottleneck | null;
}

/** @throws RangeError where the lists do not fit together, or a number is missing or below 0 */
export function assignPlaces(problem: AssignmentProblem): Assignment {
  checkAssignment(problem);
  return resultOf(Flow.of(problem));
}

function resultOf({ problem, placement, room }: Flow): Assignment {
  const { groups, reachable, total } = problem;
  const { amount: assigned, unserved } = placement;
  const used = new Float64Array(total.length * groups);
  let [served, metres] = [0, 0];
  for (let slot = 0; slot < assigned.length; slot++) {
    if (assigned[slot] === 0) continue;
    used[placement.nodeOf(slot)]! += assigned[slot]!;
    served += assigned[slot]!;
    metres += assigned[slot]! * reachable.cost[Math.floor(slot / groups)]!;
  }
  return { assigned, unserved, used, served, metres, bottleneck: findBottleneck(problem, placement, room) };
}

/** @throws RangeError where the lists do not fit together, or a number is missing or below 0 */
export function checkAssignment({ groups, children, reachable, limits, total, cap }: AssignmentProblem): void {
  if (!Number.isInteger(groups) || groups < 1 || limits.length !== groups)
    throw new RangeError('Please give at least one age group, and a limit in metres for each.');
  if (children.length % groups !== 0 || cap.length !== total.length * groups)
    throw new RangeError('Please give children per point and group, and places per Kita and group.');
  if (!Array.from(children).every((each) => each >= 0 && each < Infinity))
    throw new RangeError('Please give finite numbers of children from 0 on.');
  if (![...Array.from(total), ...Array.from(cap), ...Array.from(limits)].every((each) => each >= 0))
    throw new RangeError('Please give places and limits from 0 on.');
  checkReachable(reachable, children.length / groups, total.length);
}
