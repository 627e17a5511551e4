/**
 * Taking strings of stops out of tours that pass near each other (Christiaens, Vanden Berghe 2020, "Slack induction by string
 * removals for vehicle routing problems", Transportation Science 54(2)): what leaves neighbouring tours at one spot can be
 * put back in another order, and the room it frees is where it is needed.
 */
import type { TourState } from './tourState.ts';

/** Stops that are taken out on average, and the longest string (values of the paper). */
const MEAN_REMOVED = 10;
const LONGEST_STRING = 10;
/** How often a string leaves some stops of its middle where they are, and how often it leaves one more. */
const SPLIT = 0.5;
const SPLIT_MORE = 0.01;

/** stops × stops, row by row: all stops, the nearest first, the stop itself among them. */
export function nearestFirst(stops: number, distance: (from: number, to: number) => number): Int32Array {
  const order = new Int32Array(stops * stops);
  const all = Array.from({ length: stops }, (_, stop) => stop);
  for (let stop = 0; stop < stops; stop++) {
    const apart = all.map((other) => (other === stop ? -1 : Math.min(distance(stop, other), distance(other, stop))));
    order.set(
      all.toSorted((a, b) => apart[a]! - apart[b]! || a - b),
      stop * stops,
    );
  }
  return order;
}

export class Ruin {
  readonly #state: TourState;
  readonly #near: Int32Array;
  readonly #random: () => number;
  /** Per tour: the step in which a string was last taken out of it. */
  readonly #ruinedIn: Int32Array;
  #step = 0;

  constructor(state: TourState, near: Int32Array, random: () => number) {
    this.#state = state;
    this.#near = near;
    this.#random = random;
    this.#ruinedIn = new Int32Array(state.tours);
  }

  /** Takes strings out of the tours around a stop. */
  around(seed: number): void {
    const { stops, tourOf, size } = this.#state;
    const longest = Math.max(1, Math.min(LONGEST_STRING, this.#meanSize()));
    const most = Math.max(1, (4 * MEAN_REMOVED) / (1 + longest) - 1);
    let strings = Math.floor(1 + this.#random() * most);
    this.#step++;
    for (let at = seed * stops; at < (seed + 1) * stops && strings > 0; at++) {
      const stop = this.#near[at]!;
      const tour = tourOf[stop]!;
      if (tour === -1 || this.#ruinedIn[tour] === this.#step) continue;
      this.#ruinedIn[tour] = this.#step;
      strings--;
      this.#takeString(tour, stop, Math.floor(1 + this.#random() * Math.min(size[tour]!, longest)));
    }
  }

  #meanSize(): number {
    const { size, stops, missingCount } = this.#state;
    let used = 0;
    for (const each of size) if (each > 0) used++;
    return used === 0 ? 1 : (stops - missingCount) / used;
  }

  #takeString(tour: number, stop: number, length: number): void {
    const { row, width, size } = this.#state;
    const random = this.#random;
    const all = size[tour]!;
    let removed = Math.min(length, all);
    let kept = 0;
    if (removed > 1 && removed < all && random() < SPLIT) {
      kept = 1;
      while (removed + kept < all && random() < SPLIT_MORE) kept++;
    }
    removed += kept;
    let place = 0;
    while (row[tour * width + place] !== stop) place++;
    const first = Math.max(0, place - removed + 1);
    const from = first + Math.floor(random() * (Math.min(place, all - removed) - first + 1));
    const keptFrom = from + Math.floor(random() * (removed - kept + 1));
    this.#state.remove(tour, from, removed, keptFrom, kept);
  }
}
