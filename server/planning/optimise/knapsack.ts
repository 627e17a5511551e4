/** Whom a site with a capacity serves best at given prices: a knapsack, depth first with bounds (Horowitz, Sahni 1974). */

/** Steps after which the bound stands in for the best value. */
const MOST_STEPS = 20_000;

export interface Items {
  /** Above 0; by value per weight, the best first. */
  value: Float64Array;
  /** From 0 on. */
  weight: Float64Array;
}

/**
 * @param taken 1 for each item that is packed, as many as there are items; what is packed always fits
 * @returns what the best packing is worth; where that takes too long, a little more than any is worth
 */
export function knapsack(items: Items, capacity: number, taken: Uint8Array): number {
  const { value, weight } = items;
  const most = divisibleKnapsack(items, capacity, 0);
  const now = new Uint8Array(value.length);
  taken.fill(0);
  let best = 0;
  let worth = 0;
  let left = capacity;
  let at = 0;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    for (; at < value.length && weight[at]! <= left; at++) {
      now[at] = 1;
      left -= weight[at]!;
      worth += value[at]!;
    }
    if (at === value.length || worth + divisibleKnapsack(items, left, at) <= best) {
      if (worth > best) {
        best = worth;
        taken.set(now);
      }
      // Back to the last item that was taken, and on without it.
      do at--;
      while (at >= 0 && now[at] === 0);
      if (at < 0) return best;
      now[at] = 0;
      left += weight[at]!;
      worth -= value[at]!;
    }
    at++;
  }
  return most;
}

/** Dantzig 1957: the items from one on, where the first that does not fit is packed in part. No packing is worth more. */
export function divisibleKnapsack({ value, weight }: Items, capacity: number, from: number): number {
  let sum = 0;
  let left = capacity;
  for (let at = from; at < value.length; at++) {
    if (weight[at]! > left) return sum + (left * value[at]!) / weight[at]!;
    left -= weight[at]!;
    sum += value[at]!;
  }
  return sum;
}
