/** What prices say where a site may serve any number of points: ρ_j = Σ_i min(0, c_ij − λ_i). */
import type { Nearness } from './problem.ts';
import { choose, type Pricing } from './lagrange.ts';

export class PlainPricing implements Pricing {
  readonly worth: Float64Array;
  readonly chosen: Int32Array;
  readonly served: Int32Array;
  readonly #near: Nearness;
  readonly #isChosen: Uint8Array;

  constructor(near: Nearness, { sites, p }: { sites: number; p: number }) {
    this.#near = near;
    this.worth = new Float64Array(sites);
    this.chosen = new Int32Array(p);
    this.served = new Int32Array(near.start.length - 1);
    this.#isChosen = new Uint8Array(sites);
  }

  boundAt(price: Float64Array, settled: Int8Array): number {
    const { start, site, cost } = this.#near;
    const worth = this.worth.fill(0);
    let sum = 0;
    for (let point = 0; point < price.length; point++) {
      const most = price[point]!;
      sum += most;
      for (let at = start[point]!, end = start[point + 1]!; at < end && cost[at]! < most; at++)
        worth[site[at]!]! += cost[at]! - most;
    }
    choose(worth, settled, this.chosen);
    const isChosen = this.#isChosen.fill(0);
    for (const chosen of this.chosen) {
      isChosen[chosen] = 1;
      sum += worth[chosen]!;
    }
    for (let point = 0; point < price.length; point++) {
      const most = price[point]!;
      let count = 0;
      for (let at = start[point]!, end = start[point + 1]!; at < end && cost[at]! < most; at++)
        count += isChosen[site[at]!]!;
      this.served[point] = count;
    }
    return sum;
  }
}
