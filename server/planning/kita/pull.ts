/**
 * The other way round than CheapestPath: where a new Kita has room, whose coming would spare most? From every place that may
 * become free and every child without one, along the moves of a best assignment, to each Kita and age group: what it costs in all
 * that one child more arrives there, who can then go on to the new Kita. Costs fall below 0 where a child gets a place by it, so
 * lengths are corrected until none is shorter (Bellman 1958; Ford 1956): a best assignment has no way around that spares something.
 */
import type { Flow } from './flow.ts';

/** Metres: less is rounding. */
const ROUNDING = 1e-6;

export class Pull {
  /** Nodes first, then the totals: metres, a child without a place counted as the flow's penalty; Infinity: nobody can arrive. */
  readonly length: Float64Array;
  /** The node or total before; −1: the way starts here. */
  readonly previous: Int32Array;
  /** Per node the child without a place that reaches it on the shortest way (point · groups + group), and that way less the penalty. */
  readonly entering: Int32Array;
  readonly #entry: Float64Array;
  /** Children without a place. */
  #waiting: number[];
  readonly #flow: Flow;
  readonly #isQueued: Uint8Array;

  /** @param like of a flow that this one is a copy of */
  constructor(flow: Flow, like?: Pull) {
    const { groups, total } = flow.problem;
    const nodes = total.length * groups;
    this.#flow = flow;
    this.length = like?.length.slice() ?? new Float64Array(nodes + total.length);
    this.previous = like?.previous.slice() ?? new Int32Array(nodes + total.length);
    this.#isQueued = new Uint8Array(nodes + total.length);
    this.entering = like?.entering.slice() ?? new Int32Array(nodes).fill(-1);
    this.#entry = like ? like.#entry.slice() : new Float64Array(nodes).fill(Infinity);
    this.#waiting = like ? like.#waiting.slice() : [];
    if (like) return;
    flow.placement.unserved.forEach((amount, each) => {
      if (amount > flow.room.trifle) this.#waiting.push(each);
    });
    for (const each of this.#waiting) this.#offer(each);
    this.spread();
  }

  /** Children without a place: point · groups + group. */
  get waiting(): readonly number[] {
    return this.#waiting;
  }

  /** After a child without a place has got one. */
  served(children: number): void {
    if (this.#flow.placement.unserved[children]! > this.#flow.room.trifle) return;
    this.#waiting = this.#waiting.filter((each) => each !== children);
    const isLost = [...this.entering.keys()].filter((node) => this.entering[node] === children);
    for (const node of isLost) {
      this.entering[node] = -1;
      this.#entry[node] = Infinity;
    }
    if (isLost.length > 0) for (const each of this.#waiting) this.#offer(each);
  }

  /** Finds all lengths anew. */
  spread(): void {
    const { problem, placement, room } = this.#flow;
    const { groups, total } = problem;
    const { underCap, counted, trifle } = room;
    const sites = total.length;
    const totals = sites * groups;
    const { length, previous } = this;
    const queue: number[] = [];
    const reach = (to: number, from: number, metres: number) => {
      if (!(metres < length[to]! - ROUNDING)) return;
      length[to] = metres;
      previous[to] = from;
      if (this.#isQueued[to] === 1) return;
      this.#isQueued[to] = 1;
      queue.push(to);
    };
    length.fill(Infinity);
    previous.fill(-1);
    for (let node = 0; node < totals; node++) if (this.#entry[node]! < Infinity) reach(node, -1, this.#entry[node]!);
    // A place that is taken may become free.
    for (let node = 0; node < totals; node++)
      if (counted[node]! > trifle) reach(totals + Math.floor(node / groups), -1, 0);
    for (let at = 0; at < queue.length; at++) {
      const here = queue[at]!;
      this.#isQueued[here] = 0;
      const metres = length[here]!;
      if (here >= totals) {
        const first = (here - totals) * groups;
        for (let node = first; node < first + groups; node++) if (counted[node]! > trifle) reach(node, here, metres);
        continue;
      }
      const group = here % groups;
      const row = here * (sites + 1);
      for (const site of placement.neighbours[(here - group) / groups]!)
        reach(site * groups + group, here, metres + placement.moveCost[row + site]!);
      if (underCap[here]! > trifle) reach(totals + (here - group) / groups, here, metres);
    }
  }

  #offer(children: number): void {
    const { problem, penalty } = this.#flow;
    const { groups, reachable, limits } = problem;
    const { start, site, cost } = reachable;
    const group = children % groups;
    const point = (children - group) / groups;
    for (let pair = start[point]!; pair < start[point + 1]!; pair++) {
      const node = site[pair]! * groups + group;
      if (cost[pair]! > limits[group]! || cost[pair]! - penalty >= this.#entry[node]!) continue;
      this.#entry[node] = cost[pair]! - penalty;
      this.entering[node] = children;
    }
  }
}
