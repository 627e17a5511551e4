/**
 * Who has a place where while the best assignment is sought, and the cheapest move from each Kita to each other: of all children
 * there, by how many metres the way of one becomes longer.
 *
 * A slot is a pair of point and Kita for one age group: pair · groups + group. A node is a Kita for one age group: site · groups + group.
 */
import type { Reachable } from './reachable.ts';

export interface PlacementGround {
  reachable: Reachable;
  sites: number;
  groups: number;
  /** Farthest way per group. */
  limits: ArrayLike<number>;
  /** What a child without a place costs: more than moves of all can save. */
  penalty: number;
  /** Fewer children than this are none: what rounding leaves. */
  trifle: number;
}

export class Placement {
  /** Children per slot. */
  readonly amount: Float64Array;
  /** Children without a place: point · groups + group. */
  readonly unserved: Float64Array;
  /** Per node the slots that hold children. */
  readonly members: number[][];
  /** node × (sites + 1): what the cheapest move costs, to a site or, in the last column, to no place at all. */
  readonly moveCost: Float64Array;
  /** The slot that this move empties. */
  readonly moveFrom: Int32Array;
  /** The slot that it fills; −1: no place at all. */
  readonly moveTo: Int32Array;
  /** Per site those that a child of it could move to. */
  readonly neighbours: Int32Array[];
  readonly #ground: PlacementGround;
  readonly #pointOf: Int32Array;
  /** points × sites: the pair, −1 where the site is not in reach. */
  readonly #pairAt: Int32Array;
  /** Where a slot stands in its node's members. */
  readonly #position: Int32Array;

  /** @param like of the same ground: its children stand as there */
  constructor(ground: PlacementGround, like?: Placement) {
    const { reachable, sites, groups } = ground;
    const { start, site } = reachable;
    const moves = sites * groups * (sites + 1);
    this.#ground = ground;
    if (like) {
      this.amount = like.amount.slice();
      this.unserved = like.unserved.slice();
      this.members = like.members.map((slots) => slots.slice());
      this.moveCost = like.moveCost.slice();
      this.moveFrom = like.moveFrom.slice();
      this.moveTo = like.moveTo.slice();
      this.#position = like.#position.slice();
      this.#pointOf = like.#pointOf;
      this.#pairAt = like.#pairAt;
      this.neighbours = like.neighbours;
      return;
    }
    this.amount = new Float64Array(site.length * groups);
    this.unserved = new Float64Array((start.length - 1) * groups);
    this.members = Array.from({ length: sites * groups }, () => []);
    this.moveCost = new Float64Array(moves).fill(Infinity);
    this.moveFrom = new Int32Array(moves).fill(-1);
    this.moveTo = new Int32Array(moves).fill(-1);
    this.#position = new Int32Array(this.amount.length);
    this.#pointOf = new Int32Array(site.length);
    this.#pairAt = new Int32Array((start.length - 1) * sites).fill(-1);
    for (let point = 0; point + 1 < start.length; point++) {
      this.#pointOf.fill(point, start[point], start[point + 1]);
      for (let pair = start[point]!; pair < start[point + 1]!; pair++) this.#pairAt[point * sites + site[pair]!] = pair;
    }
    this.neighbours = neighboursOf(reachable, sites);
  }

  copy(): Placement {
    return new Placement(this.#ground, this);
  }

  nodeOf(slot: number): number {
    const { reachable, groups } = this.#ground;
    return reachable.site[Math.floor(slot / groups)]! * groups + (slot % groups);
  }

  pointOf(slot: number): number {
    return this.#pointOf[Math.floor(slot / this.#ground.groups)]!;
  }

  /** The number in `unserved` of the children of a slot. */
  childrenOf(slot: number): number {
    const { groups } = this.#ground;
    return this.#pointOf[Math.floor(slot / groups)]! * groups + (slot % groups);
  }

  /** Puts children into the nearest Kita, whether it has room or not. @returns its node, −1 where none is in reach */
  putNearest(children: number, amount: number): number {
    const { reachable, groups, limits } = this.#ground;
    const point = Math.floor(children / groups);
    const group = children % groups;
    let nearest = -1;
    let least = Infinity;
    for (let pair = reachable.start[point]!; pair < reachable.start[point + 1]!; pair++) {
      const metres = reachable.cost[pair]!;
      if (metres >= least || metres > limits[group]!) continue;
      least = metres;
      nearest = pair;
    }
    if (nearest === -1) {
      this.unserved[children]! += amount;
      return -1;
    }
    const slot = nearest * groups + group;
    this.#enter(slot, amount);
    return this.nodeOf(slot);
  }

  move(from: number, to: number, amount: number): void {
    const left = this.amount[from]! - amount;
    const moved = left <= this.#ground.trifle ? this.amount[from]! : amount;
    this.amount[from]! -= moved;
    if (this.amount[from] === 0) this.#leave(from);
    if (to === -1) this.unserved[this.childrenOf(from)]! += moved;
    else this.#enter(to, moved);
  }

  /** Takes children out, who have a place elsewhere. */
  take(slot: number, amount: number): void {
    const left = this.amount[slot]! - amount;
    this.amount[slot] = left <= this.#ground.trifle ? 0 : left;
    if (this.amount[slot] === 0) this.#leave(slot);
  }

  /** Gives those without a place one at a site that they reach. */
  admit(children: number, site: number, amount: number): void {
    const { sites, groups, trifle } = this.#ground;
    const left = this.unserved[children]! - amount;
    this.unserved[children] = left <= trifle ? 0 : left;
    const point = Math.floor(children / groups);
    this.#enter(this.#pairAt[point * sites + site]! * groups + (children % groups), amount);
  }

  #enter(slot: number, amount: number): void {
    const isNew = this.amount[slot] === 0;
    this.amount[slot]! += amount;
    if (!isNew) return;
    this.#position[slot] = this.members[this.nodeOf(slot)]!.push(slot) - 1;
    this.#offer(slot);
  }

  #leave(slot: number): void {
    const node = this.nodeOf(slot);
    const members = this.members[node]!;
    const last = members.pop()!;
    if (last !== slot) {
      members[this.#position[slot]!] = last;
      this.#position[last] = this.#position[slot]!;
    }
    const { sites } = this.#ground;
    const row = node * (sites + 1);
    for (let site = 0; site <= sites; site++) if (this.moveFrom[row + site] === slot) this.#find(node, site);
  }

  /** The cheapest move from a node to a site, or to no place at all, from all who are there. */
  #find(node: number, site: number): void {
    const { reachable, sites, groups, limits, penalty } = this.#ground;
    const { cost } = reachable;
    const group = node % groups;
    const at = node * (sites + 1) + site;
    const before = this.moveCost[at]!;
    let [least, from, to] = [Infinity, -1, -1];
    for (const slot of this.members[node]!) {
      const pair = (slot - group) / groups;
      const other = site === sites ? -1 : this.#pairAt[this.#pointOf[pair]! * sites + site]!;
      if (site < sites && (other === -1 || cost[other]! > limits[group]!)) continue;
      const more = (other === -1 ? penalty : cost[other]!) - cost[pair]!;
      if (more >= least) continue;
      least = more;
      from = slot;
      to = other === -1 ? -1 : other * groups + group;
      // Fewer children have no cheaper move: with equal ways, as on a grid, the first one ends the search.
      if (least === before) break;
    }
    this.moveCost[at] = least;
    this.moveFrom[at] = from;
    this.moveTo[at] = to;
  }

  /** Takes the moves of a slot where they are cheaper than those known. */
  #offer(slot: number): void {
    const { reachable, sites, groups, limits, penalty } = this.#ground;
    const { start, site, cost } = reachable;
    const pair = Math.floor(slot / groups);
    const group = slot - pair * groups;
    const point = this.#pointOf[pair]!;
    const here = site[pair]!;
    const row = (here * groups + group) * (sites + 1);
    const metres = cost[pair]!;
    const most = limits[group]!;
    for (let other = start[point]!; other < start[point + 1]!; other++) {
      const at = row + site[other]!;
      if (cost[other]! - metres >= this.moveCost[at]! || cost[other]! > most || site[other] === here) continue;
      this.moveCost[at] = cost[other]! - metres;
      this.moveFrom[at] = slot;
      this.moveTo[at] = other * groups + group;
    }
    if (penalty - metres >= this.moveCost[row + sites]!) return;
    this.moveCost[row + sites] = penalty - metres;
    this.moveFrom[row + sites] = slot;
  }
}

/** Sites with a point that reaches both. */
function neighboursOf({ start, site }: Reachable, sites: number): Int32Array[] {
  const areNear = new Uint8Array(sites * sites);
  for (let point = 0; point + 1 < start.length; point++) {
    const own = site.subarray(start[point], start[point + 1]);
    for (const one of own) for (const other of own) areNear[one * sites + other] = 1;
  }
  const all = [...Array(sites).keys()];
  return all.map((one) => Int32Array.from(all.filter((other) => other !== one && areNear[one * sites + other] === 1)));
}
