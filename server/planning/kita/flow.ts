/**
 * The best assignment while it is held open: places can go, and each state can be copied to try something on it.
 *
 * A minimum-cost maximum flow from the children over Kita and age group (its cap) and Kita (its total) to the places. All start
 * at their nearest Kita, full or not, which is optimal but for the room; then too full Kitas are relieved along cheapest paths, each
 * of which keeps the flow a cheapest one (successive shortest paths: Ahuja, Magnanti, Orlin 1993, „Network Flows“, 9.7). A child
 * without a place costs more than moves of all can save, so that the number of places comes first. Points appear on
 * the paths only as the cheapest move between two Kitas: a search grows with the pairs of Kitas, not with the points.
 */
import type { AssignmentProblem } from './assignment.ts';
import { CheapestPath, type Room } from './cheapestPath.ts';
import { Placement } from './placement.ts';

/** Shares of all children that rounding may leave behind. */
const TRIFLE = 1e-12;

export class Flow {
  readonly problem: AssignmentProblem;
  readonly placement: Placement;
  readonly room: Room;
  /** What a child without a place costs, in metres. */
  readonly penalty: number;
  readonly #path: CheapestPath;

  private constructor(
    problem: AssignmentProblem,
    state: { placement: Placement; room: Room; path: CheapestPath; penalty: number },
  ) {
    this.problem = problem;
    this.placement = state.placement;
    this.room = state.room;
    this.penalty = state.penalty;
    this.#path = state.path;
  }

  /**
   * @param problem checked by the caller
   * @param farthest metres of a way that a Kita still to be opened may bring
   */
  static of(problem: AssignmentProblem, farthest = 0): Flow {
    const { groups, children, reachable, limits, total, cap } = problem;
    const sites = total.length;
    const trifle = TRIFLE * Array.from(children).reduce((all, each) => all + each, 0);
    // A path visits a node once, and no move on it lengthens a way by more than the farthest; twice as much, so that of two
    // paths the one by which a child more has a place is always the cheaper one.
    const longest = reachable.cost.reduce((most, each) => Math.max(most, each), farthest);
    const penalty = 2 * (sites * groups + 1) * longest + 1;
    const placement = new Placement({ reachable, sites, groups, limits, penalty, trifle });
    const room: Room = {
      underCap: Float64Array.from(cap),
      counted: new Float64Array(sites * groups),
      underTotal: Float64Array.from(total),
      trifle,
    };
    const flow = new Flow(problem, { placement, room, path: new CheapestPath(sites, groups), penalty });
    const excess = new Float64Array(sites * groups);
    for (let each = 0; each < children.length; each++) {
      if (children[each] === 0) continue;
      const node = placement.putNearest(each, children[each]!);
      if (node >= 0) excess[node]! += children[each]!;
    }
    // One path from each in turn: a Kita that is emptied at once makes the ways of the others longer to search.
    for (let isDone = false; !isDone;) {
      isDone = true;
      for (let node = 0; node < excess.length; node++) {
        if (excess[node]! <= trifle || !flow.#path.search(node, placement, room)) continue;
        excess[node]! -= flow.#relieve(excess[node]!);
        isDone = false;
      }
    }
    return flow;
  }

  copy(): Flow {
    const { underCap, counted, underTotal, trifle } = this.room;
    return new Flow(this.problem, {
      placement: this.placement.copy(),
      room: { underCap: underCap.slice(), counted: counted.slice(), underTotal: underTotal.slice(), trifle },
      path: this.#path.copy(),
      penalty: this.penalty,
    });
  }

  /**
   * Takes places away, at most those there are: whoever has to go goes as in the best assignment of what is left. Nothing that can
   * be done becomes more by it, so that the potentials of the searches hold on.
   *
   * @param group whose places they are; −1: of the licence only
   */
  withdraw(site: number, group: number, places: number): void {
    const { groups, total } = this.problem;
    const { placement, room } = this;
    const { underCap, counted, underTotal, trifle } = room;
    const node = site * groups + group;
    underTotal[site]! -= places;
    if (group >= 0 && underCap[node]! < Infinity) {
      underCap[node]! -= places;
      while (underCap[node]! < -trifle && this.#path.search(node, placement, room)) {
        const amount = this.#relieve(-underCap[node]!);
        underCap[node]! += amount;
        counted[node]! -= amount;
        underTotal[site]! += amount;
      }
    }
    while (underTotal[site]! < -trifle && this.#path.search(total.length * groups + site, placement, room))
      underTotal[site]! += this.#relieve(-underTotal[site]!);
  }

  /** Children with a place, and their ways together. */
  sums(): { served: number; metres: number } {
    const { reachable, groups } = this.problem;
    let [served, metres] = [0, 0];
    for (const slots of this.placement.members) {
      for (const slot of slots) {
        const amount = this.placement.amount[slot]!;
        served += amount;
        metres += amount * reachable.cost[Math.floor(slot / groups)]!;
      }
    }
    return { served, metres };
  }

  /** Moves as many children as fit along the path that was found. @returns how many */
  #relieve(most: number): number {
    const { nodes, sites, groups } = this.#path;
    const { placement } = this;
    const totals = sites * groups;
    const { underCap, counted, underTotal } = this.room;
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
}
