/** What prices say where the points of a site must fit its capacity: −ρ_j is the best knapsack of the points that pay there. */
import { divisibleKnapsack, knapsack, type Items } from './knapsack.ts';
import { choose, CLOSED, type Pricing } from './lagrange.ts';
import type { Capacities, Nearness } from './problem.ts';

export class CapacityPricing implements Pricing {
  readonly worth: Float64Array;
  readonly chosen: Int32Array;
  readonly served: Int32Array;
  readonly #near: Nearness;
  readonly #capacities: Capacities;
  /** The points that pay at site j stand from first[j] to first[j + 1], by value per demand. */
  readonly #first: Int32Array;
  readonly #point: Int32Array;
  readonly #value: Float64Array;
  readonly #weight: Float64Array;
  readonly #taken: Uint8Array;

  constructor(near: Nearness, { sites, p }: { sites: number; p: number }, capacities: Capacities) {
    const pairs = near.site.length;
    this.#near = near;
    this.#capacities = capacities;
    this.worth = new Float64Array(sites);
    this.chosen = new Int32Array(p);
    this.served = new Int32Array(near.start.length - 1);
    this.#first = new Int32Array(sites + 1);
    this.#point = new Int32Array(pairs);
    this.#value = new Float64Array(pairs);
    this.#weight = new Float64Array(pairs);
    this.#taken = new Uint8Array(pairs);
  }

  boundAt(price: Float64Array, settled: Int8Array): number {
    const { worth, chosen } = this;
    const { capacity } = this.#capacities;
    this.#collect(price, settled);
    for (let site = 0; site < worth.length; site++)
      worth[site] = -divisibleKnapsack(this.#itemsOf(site), capacity[site]!, 0);
    // The divisible knapsack is worth at least as much: only sites that it puts forward need the true one.
    const isTrue = new Uint8Array(worth.length);
    for (let isDone = false; !isDone;) {
      choose(worth, settled, chosen);
      isDone = true;
      for (const site of chosen) {
        if (isTrue[site] === 1) continue;
        const taken = this.#taken.subarray(this.#first[site], this.#first[site + 1]);
        worth[site] = -knapsack(this.#itemsOf(site), capacity[site]!, taken);
        isTrue[site] = 1;
        isDone = false;
      }
    }
    this.served.fill(0);
    let sum = 0;
    for (const each of price) sum += each;
    for (const site of chosen) {
      sum += worth[site]!;
      for (let at = this.#first[site]!; at < this.#first[site + 1]!; at++)
        if (this.#taken[at] === 1) this.served[this.#point[at]!]!++;
    }
    return sum;
  }

  #itemsOf(site: number): Items {
    const from = this.#first[site]!;
    const to = this.#first[site + 1]!;
    return { value: this.#value.subarray(from, to), weight: this.#weight.subarray(from, to) };
  }

  /** Finds the points that pay at each site, and sorts them. */
  #collect(price: Float64Array, settled: Int8Array): void {
    const { start, site, cost } = this.#near;
    const { demand, capacity } = this.#capacities;
    const paying: number[][] = Array.from(this.worth, () => []);
    const values: number[][] = Array.from(this.worth, () => []);
    for (let point = 0; point < price.length; point++) {
      const most = price[point]!;
      for (let at = start[point]!, end = start[point + 1]!; at < end && cost[at]! < most; at++) {
        const j = site[at]!;
        if (settled[j] === CLOSED || demand[point]! > capacity[j]!) continue;
        paying[j]!.push(point);
        values[j]!.push(most - cost[at]!);
      }
    }
    let size = 0;
    for (let j = 0; j < paying.length; j++) {
      const points = paying[j]!;
      const value = values[j]!;
      const perDemand = points.map((point, k) => value[k]! / demand[point]!);
      const order = [...points.keys()].sort((a, b) => perDemand[b]! - perDemand[a]! || a - b);
      for (const k of order) {
        this.#point[size] = points[k]!;
        this.#value[size] = value[k]!;
        this.#weight[size++] = demand[points[k]!]!;
      }
      this.#first[j + 1] = size;
    }
  }
}
