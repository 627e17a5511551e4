/**
 * The cheapest way to take children out of a Kita that is too full: from Kita to Kita, until one has room or a child has no place.
 * Dijkstra on the nodes of Kita and age group and on the Kitas' totals, with potentials that keep all lengths from falling below
 * 0 (Edmonds, Karp 1972; Tomizawa 1971). Of equally long ways one with few steps is taken, so that equal metres, as on a grid, do
 * not send children to and fro.
 */
import FlatQueue from 'flatqueue';
import type { Placement } from './placement.ts';

/** What is free; `trifle` and less is nothing. */
export interface Room {
  /** Places of each node below its cap that are not taken. */
  underCap: Float64Array;
  /** Children of each node that count in its Kita's total. */
  counted: Float64Array;
  /** Places of each Kita below its total that are not taken. */
  underTotal: Float64Array;
  trifle: number;
}

export class CheapestPath {
  /** After search(): the nodes from the source to the end, the end itself not among them. */
  readonly nodes: number[] = [];
  readonly sites: number;
  readonly groups: number;
  /** Nodes first, then the totals, then the end: a free place, or none at all. */
  readonly #end: number;
  readonly #length: Float64Array;
  readonly #steps: Int32Array;
  readonly #previous: Int32Array;
  readonly #settled: Uint8Array;
  readonly #potential: Float64Array;
  readonly #open = new FlatQueue<number>();

  constructor(sites: number, groups: number) {
    this.sites = sites;
    this.groups = groups;
    this.#end = sites * groups + sites;
    this.#length = new Float64Array(this.#end + 1);
    this.#steps = new Int32Array(this.#end + 1);
    this.#previous = new Int32Array(this.#end + 1);
    this.#settled = new Uint8Array(this.#end + 1);
    this.#potential = new Float64Array(this.#end + 1);
  }

  /** With what it has learnt, for a placement that is a copy, too. */
  copy(): CheapestPath {
    const copy = new CheapestPath(this.sites, this.groups);
    copy.#potential.set(this.#potential);
    return copy;
  }

  /** @returns whether there is a way; without children at the source there is none */
  search(source: number, placement: Placement, room: Room): boolean {
    const { sites, groups } = this;
    const [length, potential, end, totals] = [this.#length, this.#potential, this.#end, sites * groups];
    length.fill(Infinity);
    this.#settled.fill(0);
    this.#open.clear();
    this.#open.push(source, 0);
    length[source] = 0;
    this.#steps[source] = 0;
    const order: number[] = [];
    for (let node = this.#next(); node !== end; node = this.#next()) {
      if (node === -1) return false;
      order.push(node);
      if (node < totals) {
        const row = node * (sites + 1);
        const { moveCost } = placement;
        const here = length[node]! + potential[node]!;
        const group = node % groups;
        const neighbours = placement.neighbours[(node - group) / groups]!;
        for (let at = 0; at < neighbours.length; at++) {
          const site = neighbours[at]!;
          const to = site * groups + group;
          const reached = here + moveCost[row + site]! - potential[to]!;
          // Nearly all moves end here, before any work is done for them.
          if (reached <= length[to]! && reached <= length[end]! && reached < Infinity) this.#reach(node, to, reached);
        }
        this.#reach(node, end, here + moveCost[row + sites]! - potential[end]!);
        if (room.underCap[node]! > room.trifle) this.#follow(node, totals + Math.floor(node / groups));
      } else {
        const site = node - totals;
        if (room.underTotal[site]! > room.trifle) this.#follow(node, end);
        // A place of the total changes its age group: one of another group has to go on.
        for (let other = site * groups; other < (site + 1) * groups; other++)
          if (room.counted[other]! > room.trifle) this.#follow(node, other);
      }
    }
    const whole = length[end]!;
    for (const node of order) potential[node]! += length[node]! - whole;
    this.nodes.length = 0;
    for (let node = this.#previous[end]!; node !== source; node = this.#previous[node]!) this.nodes.push(node);
    this.nodes.push(source);
    this.nodes.reverse();
    return true;
  }

  /** Along a way that costs nothing. */
  #follow(from: number, to: number): void {
    this.#reach(from, to, this.#length[from]! + this.#potential[from]! - this.#potential[to]!);
  }

  #reach(from: number, to: number, reached: number): void {
    if (this.#settled[to] === 1) return;
    // Shorter than the way so far is a way by rounding only.
    const length = Math.max(reached, this.#length[from]!);
    const steps = this.#steps[from]! + 1;
    const before = this.#length[to]!;
    if (length === Infinity || length > this.#length[this.#end]!) return;
    if (length > before || (length === before && steps >= this.#steps[to]!)) return;
    if (length < before) this.#open.push(to, length);
    this.#length[to] = length;
    this.#steps[to] = steps;
    this.#previous[to] = from;
  }

  /** Settles the open node that is nearest; −1 where none is open. */
  #next(): number {
    for (let node = this.#open.pop(); node !== undefined; node = this.#open.pop()) {
      if (this.#settled[node] === 1) continue;
      this.#settled[node] = 1;
      return node;
    }
    return -1;
  }
}
