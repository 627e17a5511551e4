/** Putting missing stops back, one after the other, each where it costs least (Christiaens, Vanden Berghe 2020). */
import type { TourState } from './tourState.ts';

/** How often a place is passed over, so that the same ruin does not always end in the same plan. */
const BLINK = 0.01;

/** Counts places until the next one to be passed over: cheaper than a random number for each. */
export class Blinks {
  readonly #random: () => number;
  #left = 1;

  constructor(random: () => number) {
    this.#random = random;
    this.#draw();
  }

  next(): boolean {
    if (--this.#left > 0) return false;
    this.#draw();
    return true;
  }

  #draw(): void {
    this.#left = Math.ceil(Math.log(1 - this.#random()) / Math.log(1 - BLINK));
  }
}

/** One order in which stops are put back: by falling value, and how often it is chosen. */
export interface Order {
  weight: number;
  /** Per stop; null: by chance. */
  value: Float64Array | null;
}

/**
 * @param insert puts one stop where it costs least; false where it fits nowhere, and it stays missing
 */
export function recreate(
  state: TourState,
  orders: readonly Order[],
  random: () => number,
  insert: (stop: number) => boolean,
): void {
  const list = state.missing.slice(0, state.missingCount);
  let draw = random() * orders.reduce((sum, { weight }) => sum + weight, 0);
  const { value } = orders.find(({ weight }) => (draw -= weight) < 0) ?? orders[0]!;
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const held = list[at]!;
    list[at] = list[other]!;
    list[other] = held;
  }
  if (value) list.sort((a, b) => value[b]! - value[a]!);
  state.missingCount = 0;
  for (const stop of list) if (!insert(stop)) state.missing[state.missingCount++] = stop;
}
