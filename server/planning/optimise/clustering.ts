/**
 * Good plans where sites have capacities: which p sites are open and who goes where. Points move to another site or change
 * places, and a site moves among its points, as long as that helps; what a site has too much is fined.
 */
import type { CapacitatedProblem, Nearness } from './problem.ts';

/** A point looks at so many of its nearest open sites: farther ones are hardly ever better. */
const NEAREST = 8;
/** Smaller improvements are rounding errors. */
const EPSILON = 1e-9;

export interface Places {
  /** The open sites, by slot. */
  open: Int32Array;
  /** The slot of each point's site. */
  slotOf: Int32Array;
}

export type Terrain = CapacitatedProblem & { near: Nearness };

export class Clustering implements Places {
  readonly open: Int32Array;
  readonly slotOf: Int32Array;
  /** What one unit of demand above a capacity costs. */
  fine = 1;
  /** The points of each slot. */
  readonly members: number[][];
  readonly #terrain: Terrain;
  readonly #load: Float64Array;
  readonly #slotAt: Int32Array;
  /** When a slot last changed, and when a point or a slot was last looked at. */
  readonly #changed: Float64Array;
  readonly #seen: Float64Array;
  readonly #centred: Float64Array;
  #now = 1;
  readonly #around = new Int32Array(NEAREST);

  constructor(terrain: Terrain) {
    const points = terrain.demand.length;
    this.#terrain = terrain;
    this.open = new Int32Array(terrain.p).fill(-1);
    this.slotOf = new Int32Array(points).fill(-1);
    this.members = Array.from(this.open, () => []);
    this.#load = new Float64Array(terrain.p);
    this.#slotAt = new Int32Array(terrain.sites);
    this.#changed = new Float64Array(terrain.p);
    this.#seen = new Float64Array(points);
    this.#centred = new Float64Array(terrain.p);
  }

  get objective(): number {
    return this.slotOf.reduce((sum, slot, point) => sum + this.#costOf(point, slot), 0);
  }

  /** Demand above the capacities. */
  get excess(): number {
    const { demand } = this.#terrain;
    return this.members.reduce((sum, points, slot) => {
      const load = points.reduce((all, point) => all + demand[point]!, 0);
      return sum + Math.max(0, load - this.#room(slot));
    }, 0);
  }

  places(): Places {
    return { open: this.open.slice(), slotOf: this.slotOf.slice() };
  }

  /** The slot of a site, −1 where it is closed. */
  slotAt(site: number): number {
    return this.#slotAt[site]!;
  }

  #costOf(point: number, slot: number): number {
    return this.#terrain.cost[point * this.#terrain.sites + this.open[slot]!]!;
  }

  #room(slot: number): number {
    return this.#terrain.capacity[this.open[slot]!]!;
  }

  #fined(slot: number, load: number): number {
    return this.fine * Math.max(0, load - this.#room(slot));
  }

  /** Goes to other places; what stays as it is need not be looked at again. */
  take({ open, slotOf }: Places): void {
    this.#now++;
    open.forEach((site, slot) => {
      if (this.open[slot] === site) return;
      this.#changed[slot] = this.#now;
      this.open[slot] = site;
    });
    this.#slotAt.fill(-1);
    this.open.forEach((site, slot) => (this.#slotAt[site] = slot));
    slotOf.forEach((slot, point) => {
      if (this.slotOf[point] !== slot) this.#put(point, slot);
    });
  }

  /** Opens these sites and serves all points anew. */
  begin(open: ArrayLike<number>): void {
    const points = [...this.slotOf.keys()];
    this.release(points);
    this.take({ open: Int32Array.from(open), slotOf: this.slotOf });
    this.serve(points);
  }

  /** Those first that lose most if they do not get their nearest site (Martello, Toth 1981); where none has room, the least over. */
  serve(points: readonly number[]): void {
    const { demand } = this.#terrain;
    const around = new Int32Array(this.open.length);
    const regret = new Map(
      points.map((point) => {
        const size = this.#lookAround(point, around.subarray(0, 2));
        return [point, size < 2 ? 0 : this.#costOf(point, around[1]!) - this.#costOf(point, around[0]!)];
      }),
    );
    const order = [...points].sort((a, b) => regret.get(b)! - regret.get(a)! || demand[b]! - demand[a]! || a - b);
    for (const point of order) {
      const size = this.#lookAround(point, around);
      let best = around[0]!;
      let least = Infinity;
      for (const slot of around.subarray(0, size)) {
        const over = this.#load[slot]! + demand[point]! - this.#room(slot);
        if (over <= 0) {
          best = slot;
          break;
        }
        if (over < least) {
          least = over;
          best = slot;
        }
      }
      this.#put(point, best);
    }
  }

  /** The nearest open slots of a point; @returns how many. */
  #lookAround(point: number, around: Int32Array): number {
    const { start, site } = this.#terrain.near;
    let size = 0;
    for (let at = start[point]!; at < start[point + 1]! && size < around.length; at++) {
      const slot = this.#slotAt[site[at]!]!;
      if (slot >= 0) around[size++] = slot;
    }
    return size;
  }

  /** Takes a point out, or puts it to a slot. */
  #put(point: number, slot: number): void {
    const q = this.#terrain.demand[point]!;
    const before = this.slotOf[point]!;
    if (before >= 0) {
      const members = this.members[before]!;
      members[members.indexOf(point)] = members.at(-1)!;
      members.pop();
      this.#load[before]! -= q;
      this.#changed[before] = ++this.#now;
    }
    this.slotOf[point] = slot;
    if (slot < 0) return;
    this.members[slot]!.push(point);
    this.#load[slot]! += q;
    this.#changed[slot] = ++this.#now;
  }

  /** Makes the fine heavier for what is above a capacity. */
  raiseFine(): void {
    this.fine *= 2;
    this.#now++;
    this.#load.forEach((load, slot) => {
      if (load > this.#room(slot)) this.#changed[slot] = this.#now;
    });
  }

  release(points: readonly number[]): void {
    for (const point of points) if (this.slotOf[point]! >= 0) this.#put(point, -1);
  }

  /** Moves a slot to another site, with its points. */
  move(slot: number, site: number): void {
    this.#slotAt[this.open[slot]!] = -1;
    this.#slotAt[site] = slot;
    this.open[slot] = site;
    this.#changed[slot] = ++this.#now;
  }

  /** Improves until nothing does. Only points and sites are looked at around which something has changed. */
  descend(isOver: () => boolean): void {
    for (let better = true; better && !isOver();) {
      better = false;
      for (let point = 0; point < this.slotOf.length; point++) better = this.#improve(point) || better;
      for (let slot = 0; slot < this.open.length; slot++) better = this.#centre(slot) || better;
    }
  }

  /** The best move of a point to another site, alone or in exchange for one of its points. */
  #improve(point: number): boolean {
    const { demand } = this.#terrain;
    const size = this.#lookAround(point, this.#around);
    const from = this.slotOf[point]!;
    const seen = this.#seen[point]!;
    this.#seen[point] = this.#now;
    const isNews = this.#changed[from]! > seen;
    const q = demand[point]!;
    const here = this.#costOf(point, from);
    const load = this.#load[from]!;
    let best = -EPSILON;
    let target = -1;
    let partner = -1;
    for (let k = 0; k < size; k++) {
      const to = this.#around[k]!;
      if (to === from || (!isNews && this.#changed[to]! <= seen)) continue;
      const away = this.#load[to]!;
      const less = this.#costOf(point, to) - here - this.#fined(from, load) - this.#fined(to, away);
      const shift = less + this.#fined(from, load - q) + this.#fined(to, away + q);
      if (shift < best) {
        best = shift;
        target = to;
        partner = -1;
      }
      for (const other of this.members[to]!) {
        const r = demand[other]!;
        const swap =
          less +
          this.#costOf(other, from) -
          this.#costOf(other, to) +
          this.#fined(from, load - q + r) +
          this.#fined(to, away + q - r);
        if (swap >= best) continue;
        best = swap;
        target = to;
        partner = other;
      }
    }
    if (target < 0) return false;
    this.#put(point, target);
    if (partner >= 0) this.#put(partner, from);
    return true;
  }

  /** Moves a slot to the closed site that is best for its points. */
  #centre(slot: number): boolean {
    if (this.#changed[slot]! <= this.#centred[slot]!) return false;
    const { cost, sites, capacity } = this.#terrain;
    const members = this.members[slot]!;
    const load = this.#load[slot]!;
    let least = members.reduce((sum, point) => sum + this.#costOf(point, slot), this.#fined(slot, load)) - EPSILON;
    let found = -1;
    for (let site = 0; site < sites; site++) {
      if (this.#slotAt[site]! >= 0) continue;
      let there = this.fine * Math.max(0, load - capacity[site]!);
      for (let k = 0; k < members.length && there < least; k++) there += cost[members[k]! * sites + site]!;
      if (there >= least) continue;
      least = there;
      found = site;
    }
    if (found >= 0) this.move(slot, found);
    this.#centred[slot] = this.#now;
    return found >= 0;
  }
}
