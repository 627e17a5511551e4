/**
 * The best possible assignment of children to Kita places within the accepted distance: as many children as possible have a
 * place, and of all such assignments the ways are shortest together. It is what the places could do, not what parents choose.
 *
 * A minimum-cost maximum flow from the children over Kita and age group (its cap) and Kita (its total) to the places. All start
 * at their nearest Kita, full or not, which is optimal but for the room; then too full Kitas are relieved along cheapest paths, each
 * of which keeps the flow a cheapest one (successive shortest paths: Ahuja, Magnanti, Orlin 1993, „Network Flows“, 9.7). A child
 * without a place costs more than moves of all can save, so that the number of places comes first. Points appear on
 * the paths only as the cheapest move between two Kitas: a search grows with the pairs of Kitas, not with the points.
 */
import { findBottleneck, type Bottleneck } from './bottleneck.ts';
import { CheapestPath, type Room } from './cheapestPath.ts';
import { Placement } from './placement.ts';
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

/** Shares of all children that rounding may leave behind. */
const TRIFLE = 1e-12;

/** @throws RangeError where the lists do not fit together, or a number is missing or below 0 */
export function assignPlaces(problem: AssignmentProblem): Assignment {
  check(problem);
  const { groups, children, reachable, limits, total, cap } = problem;
  const sites = total.length;
  const sum = Array.from(children).reduce((all, each) => all + each, 0);
  const farthest = reachable.cost.reduce((most, each) => Math.max(most, each), 0);
  const trifle = TRIFLE * sum;
  // A path visits a node once, and no move on it lengthens a way by more than the farthest.
  const penalty = (sites * groups + 1) * farthest + 1;
  const placement = new Placement({ reachable, sites, groups, limits, penalty, trifle });
  const room: Room = {
    underCap: Float64Array.from(cap),
    counted: new Float64Array(sites * groups),
    underTotal: Float64Array.from(total),
    trifle,
  };
  const excess = new Float64Array(sites * groups);
  for (let each = 0; each < children.length; each++) {
    if (children[each] === 0) continue;
    const node = placement.putNearest(each, children[each]!);
    if (node >= 0) excess[node]! += children[each]!;
  }
  const path = new CheapestPath(sites, groups);
  // One path from each in turn: a Kita that is emptied at once makes the ways of the others longer to search.
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (let node = 0; node < excess.length; node++) {
      if (excess[node]! <= trifle || !path.search(node, placement, room)) continue;
      excess[node]! -= relieve(path, excess[node]!, placement, room);
      isDone = false;
    }
  }
  return resultOf(problem, placement, room);
}

/** Moves as many children as fit along the path. @returns how many */
function relieve({ nodes, sites, groups }: CheapestPath, most: number, placement: Placement, room: Room): number {
  const totals = sites * groups;
  const { underCap, counted, underTotal } = room;
  // Known before the first move: a child that comes in may be the next one to go.
  const moves: number[] = [];
  let amount = most;
  nodes.forEach((node, index) => {
    const next = nodes[index + 1];
    if (node >= totals) {
      amount = Math.min(amount, next === undefined ? underTotal[node - totals]! : counted[next]!);
    } else if (next !== undefined && next >= totals) {
      amount = Math.min(amount, underCap[node]!);
    } else {
      const move = node * (sites + 1) + (next === undefined ? sites : Math.floor(next / groups));
      const from = placement.moveFrom[move]!;
      amount = Math.min(amount, placement.amount[from]!);
      moves.push(from, next === undefined ? -1 : placement.moveTo[move]!);
    }
  });
  nodes.forEach((node, index) => {
    const next = nodes[index + 1];
    if (node >= totals) {
      if (next === undefined) underTotal[node - totals]! -= amount;
      else {
        counted[next]! -= amount;
        underCap[next]! += amount;
      }
    } else if (next !== undefined && next >= totals) {
      underCap[node]! -= amount;
      counted[node]! += amount;
    }
  });
  for (let at = 0; at < moves.length; at += 2) placement.move(moves[at]!, moves[at + 1]!, amount);
  return amount;
}

function resultOf(problem: AssignmentProblem, placement: Placement, room: Room): Assignment {
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

function check({ groups, children, reachable, limits, total, cap }: AssignmentProblem): void {
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
