/**
 * Good plans of the p-median problem: greedy, then swaps of an open for a closed site. Fast interchange (Resende, Werneck
 * 2004, „On the implementation of a swap-based local search procedure for the p-median problem“): a swap brings
 * gain(closed) − loss(open) + extra(closed, open), and these change only where a point changes its two nearest sites.
 */
import type { Nearness } from './problem.ts';

export interface Size {
  sites: number;
  p: number;
  /** What a point counts that no open site may serve. */
  unserved: number;
}

/** Smaller improvements are rounding errors. */
const EPSILON = 1e-9;

export class Interchange {
  /** The open sites, by slot. */
  readonly open: Int32Array;
  /** What the nearest and the second nearest open site of each point cost. */
  readonly nearest: Float64Array;
  readonly second: Float64Array;
  readonly #near: Nearness;
  readonly #unserved: number;
  /** The slot of a site, −1 where it is closed. */
  readonly #slotOf: Int32Array;
  /** The slots of the two nearest sites of each point, −1 where there is none. */
  readonly #first: Int32Array;
  readonly #next: Int32Array;
  readonly #gain: Float64Array;
  readonly #loss: Float64Array;
  /** sites × p */
  readonly #extra: Float64Array;

  constructor(near: Nearness, { sites, p, unserved }: Size) {
    const points = near.start.length - 1;
    this.open = new Int32Array(p);
    this.nearest = new Float64Array(points);
    this.second = new Float64Array(points);
    this.#near = near;
    this.#unserved = unserved;
    this.#slotOf = new Int32Array(sites);
    this.#first = new Int32Array(points);
    this.#next = new Int32Array(points);
    this.#gain = new Float64Array(sites);
    this.#loss = new Float64Array(p);
    this.#extra = new Float64Array(sites * p);
  }

  get objective(): number {
    return this.nearest.reduce((sum, cost) => sum + cost, 0);
  }

  isOpen(site: number): boolean {
    return this.#slotOf[site]! >= 0;
  }

  /** Starts from these p sites. */
  begin(open: ArrayLike<number>): void {
    this.open.set(open);
    this.#slotOf.fill(-1);
    this.open.forEach((site, slot) => (this.#slotOf[site] = slot));
    this.#gain.fill(0);
    this.#loss.fill(0);
    this.#extra.fill(0);
    for (let point = 0; point < this.nearest.length; point++) {
      this.#assign(point);
      this.#count(point, 1);
    }
  }

  #assign(point: number): void {
    const { start, site, cost } = this.#near;
    this.#first[point] = this.#next[point] = -1;
    this.nearest[point] = this.second[point] = this.#unserved;
    for (let at = start[point]!; at < start[point + 1]!; at++) {
      const slot = this.#slotOf[site[at]!]!;
      if (slot < 0) continue;
      if (this.#first[point] >= 0) {
        this.#next[point] = slot;
        this.second[point] = cost[at]!;
        return;
      }
      this.#first[point] = slot;
      this.nearest[point] = cost[at]!;
    }
  }

  /** Adds (1) or takes away (−1) what a point contributes to gain, loss and extra. */
  #count(point: number, sign: 1 | -1): void {
    const { start, site, cost } = this.#near;
    const slot = this.#first[point]!;
    const d1 = this.nearest[point]!;
    const d2 = this.second[point]!;
    const p = this.open.length;
    if (slot >= 0) this.#loss[slot]! += sign * (d2 - d1);
    for (let at = start[point]!; at < start[point + 1]!; at++) {
      const c = cost[at]!;
      if (c >= d2) return;
      const other = site[at]!;
      if (c < d1) this.#gain[other]! += sign * (d1 - c);
      if (slot >= 0) this.#extra[other * p + slot]! += sign * (d2 - Math.max(c, d1));
    }
  }

  /** Closes the site of a slot and opens another one in its place. */
  swap(slot: number, opened: number): void {
    const { start, site, cost } = this.#near;
    this.#slotOf[this.open[slot]!] = -1;
    this.#slotOf[opened] = slot;
    this.open[slot] = opened;
    for (let point = 0; point < this.nearest.length; point++) {
      let touched = this.#first[point] === slot || this.#next[point] === slot;
      const d2 = this.second[point]!;
      for (let at = start[point]!; !touched && at < start[point + 1]! && cost[at]! < d2; at++)
        touched = site[at] === opened;
      if (!touched) continue;
      this.#count(point, -1);
      this.#assign(point);
      this.#count(point, 1);
    }
  }

  /** The best swap, again and again, until none improves. */
  descend(isOver: () => boolean): void {
    const p = this.open.length;
    while (!isOver()) {
      let most = EPSILON;
      let slot = -1;
      let opened = -1;
      for (let site = 0; site < this.#gain.length; site++) {
        if (this.isOpen(site)) continue;
        const gain = this.#gain[site]!;
        for (let closed = 0, at = site * p; closed < p; closed++, at++) {
          const profit = gain - this.#loss[closed]! + this.#extra[at]!;
          if (profit <= most) continue;
          most = profit;
          slot = closed;
          opened = site;
        }
      }
      if (slot < 0) return;
      this.swap(slot, opened);
    }
  }
}

/** One site after the other, each the one that saves most. */
export function greedy(near: Nearness, { sites, p, unserved }: Size): Int32Array {
  const { start, site, cost } = near;
  const best = new Float64Array(start.length - 1).fill(unserved);
  const open = new Int32Array(p);
  const isOpen = new Uint8Array(sites);
  for (let size = 0; size < p; size++) {
    const gain = new Float64Array(sites);
    best.forEach((dearest, point) => {
      for (let at = start[point]!; at < start[point + 1]! && cost[at]! < dearest; at++)
        gain[site[at]!]! += dearest - cost[at]!;
    });
    let chosen = isOpen.indexOf(0);
    for (let other = 0; other < sites; other++) if (isOpen[other] === 0 && gain[other]! > gain[chosen]!) chosen = other;
    isOpen[chosen] = 1;
    open[size] = chosen;
    for (let point = 0; point < best.length; point++)
      for (let at = start[point]!; at < start[point + 1]! && cost[at]! < best[point]!; at++)
        if (site[at] === chosen) best[point] = cost[at]!;
  }
  return open;
}
