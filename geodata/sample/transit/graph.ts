/** Shortest ways for buses on the road network; each pair of stops is searched once. */
import FlatQueue from 'flatqueue';
import { largestPart } from './connected.ts';
import type { Point, RoadClass, RoadNetwork } from '../model.ts';

/** Metres per second with stops for traffic; classes that are missing are not for buses. */
const SPEED: Partial<Record<RoadClass, number>> = {
  primary: 16,
  secondary: 15,
  tertiary: 13,
  residential: 7,
  living_street: 3,
};
const GRID = 250;

export interface Way {
  nodes: number[];
  metres: number;
  seconds: number;
}

export class RoadGraph {
  readonly x: number[];
  readonly y: number[];
  private readonly start: Int32Array;
  private readonly target: Int32Array;
  private readonly metres: Float64Array;
  private readonly seconds: Float64Array;
  private readonly grid = new Map<number, number[]>();
  private readonly ways = new Map<number, Way>();
  private readonly best: Float64Array;
  private readonly from: Int32Array;

  constructor({ x, y, edges }: RoadNetwork) {
    this.x = x;
    this.y = y;
    const usable = largestPart(
      x.length,
      edges.filter(({ kind, from, to }) => SPEED[kind] !== undefined && from !== to),
    );
    const degree = new Int32Array(x.length + 1);
    for (const { from, to } of usable) {
      degree[from + 1]!++;
      degree[to + 1]!++;
    }
    for (let i = 1; i < degree.length; i++) degree[i]! += degree[i - 1]!;
    this.start = degree;
    const fill = degree.slice();
    this.target = new Int32Array(usable.length * 2);
    this.metres = new Float64Array(usable.length * 2);
    this.seconds = new Float64Array(usable.length * 2);
    for (const { from, to, kind, locality } of usable) {
      const metres = Math.hypot(x[from]! - x[to]!, y[from]! - y[to]!);
      // Inside places the limit is 50 km/h, and there are crossings and parked cars.
      const seconds = metres / Math.min(SPEED[kind]!, locality >= 0 ? 9.5 : Infinity);
      for (const [a, b] of [
        [from, to],
        [to, from],
      ] as const) {
        const slot = fill[a]!++;
        this.target[slot] = b;
        this.metres[slot] = metres;
        this.seconds[slot] = seconds;
      }
    }
    for (let node = 0; node < x.length; node++) {
      if (this.start[node] === this.start[node + 1]) continue;
      const key = this.square(x[node]!, y[node]!);
      const list = this.grid.get(key);
      if (list) list.push(node);
      else this.grid.set(key, [node]);
    }
    this.best = new Float64Array(x.length).fill(Infinity);
    this.from = new Int32Array(x.length).fill(-1);
  }

  point(node: number): Point {
    return [this.x[node]!, this.y[node]!];
  }

  degree(node: number): number {
    return this.start[node + 1]! - this.start[node]!;
  }

  /** The bus road node nearest to a point; -1 where there is none within about 3 km. */
  nearest([px, py]: Point): number {
    let [found, least] = [-1, Infinity];
    for (let reach = 0; reach <= 12; reach++) {
      if (found >= 0 && least <= (reach - 1) * GRID) break;
      for (let i = -reach; i <= reach; i++) {
        for (let j = -reach; j <= reach; j++) {
          if (Math.max(Math.abs(i), Math.abs(j)) !== reach) continue;
          for (const node of this.grid.get(this.square(px + i * GRID, py + j * GRID)) ?? []) {
            const way = Math.hypot(this.x[node]! - px, this.y[node]! - py);
            if (way < least) [found, least] = [node, way];
          }
        }
      }
    }
    return found;
  }

  /** The quickest way, with an estimate of the rest (A*); null where no bus gets through. */
  way(origin: number, goal: number): Way | null {
    const key = origin * this.x.length + goal;
    const known = this.ways.get(key);
    if (known) return known;
    const back = this.ways.get(goal * this.x.length + origin);
    const found = back ? { ...back, nodes: [...back.nodes].reverse() } : this.search(origin, goal);
    if (found) this.ways.set(key, found);
    return found;
  }

  private search(origin: number, goal: number): Way | null {
    const touched: number[] = [origin];
    const queue = new FlatQueue<number>();
    const rest = (node: number): number =>
      Math.hypot(this.x[node]! - this.x[goal]!, this.y[node]! - this.y[goal]!) / SPEED.primary!;
    this.best[origin] = 0;
    queue.push(origin, rest(origin));
    let reached = false;
    while (queue.length > 0) {
      const priority = queue.peekValue()!;
      const node = queue.pop()!;
      if (node === goal) {
        reached = true;
        break;
      }
      if (priority > this.best[node]! + rest(node) + 1e-6) continue;
      for (let slot = this.start[node]!; slot < this.start[node + 1]!; slot++) {
        const next = this.target[slot]!;
        const seconds = this.best[node]! + this.seconds[slot]!;
        if (seconds >= this.best[next]!) continue;
        if (this.best[next] === Infinity) touched.push(next);
        this.best[next] = seconds;
        this.from[next] = slot;
        queue.push(next, seconds + rest(next));
      }
    }
    const found = reached ? this.trace(origin, goal) : null;
    for (const node of touched) this.best[node] = Infinity;
    return found;
  }

  private trace(origin: number, goal: number): Way {
    const nodes = [goal];
    let metres = 0;
    for (let node = goal; node !== origin;) {
      const slot = this.from[node]!;
      metres += this.metres[slot]!;
      node = this.source(slot);
      nodes.push(node);
    }
    return { nodes: nodes.reverse(), metres, seconds: this.best[goal]! };
  }

  /** Whose slot this is: the node whose range holds it. */
  private source(slot: number): number {
    let [low, high] = [0, this.x.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start[middle]! <= slot) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private square(x: number, y: number): number {
    return Math.floor(x / GRID) * 65_536 + Math.floor(y / GRID);
  }
}
