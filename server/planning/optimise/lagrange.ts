/**
 * Lower bounds by prices (Beasley 1993, „Lagrangean heuristics for location problems“): that each point is served is
 * relaxed, at a price λ per point. Each site then is worth ρ_j ≤ 0, the p sites with the least ρ are chosen, and no plan
 * costs less than L(λ) = Σ λ_i + Σ ρ_j over those. What a site is worth, each problem says itself (Pricing).
 */

/** What is settled about a site. */
export const FREE = 0;
export const OPEN = 1;
export const CLOSED = -1;

export interface Pricing {
  /** What each site was worth at the last prices, or less. */
  readonly worth: Float64Array;
  /** The p sites that were chosen. */
  readonly chosen: Int32Array;
  /** How many of them serve each point. */
  readonly served: Int32Array;
  /** L at these prices, where the settled sites stay so; at least p sites must not be closed. */
  boundAt(price: Float64Array, settled: Int8Array): number;
}

export interface Relaxed {
  bound: number;
  price: Float64Array;
  worth: Float64Array;
  chosen: Int32Array;
  /** In which share of the later rounds each site was chosen. */
  share: Float64Array;
}

export interface Ascent {
  rounds: number;
  /** The step's first factor; it is halved after some rounds without a better bound. */
  step: number;
  /** Prices are multiples of it. */
  grain: number;
  /** What the best plan costs. */
  upper: number;
  /** A bound above it ends the ascent. */
  enough: number;
  isOver: () => boolean;
  onBetter: (chosen: Int32Array) => void;
}

const PATIENCE = 20;
/** A step this small moves nothing any more. */
const LAST_STEP = 0.002;
/** Crowder 1976: the last ways still count, or the prices go to and fro. */
const MOMENTUM = 0.85;

/** A power of two: with whole costs all sums of prices are exact in doubles, and so is the bound. */
export const grainOf = (dearest: number): number =>
  dearest > 0 ? Math.min(1, 2 ** (Math.floor(Math.log2(dearest)) - 24)) : 1;

/** Subgradient ascent (Held, Wolfe, Crowder 1974) from these prices. */
export function ascend(pricing: Pricing, begin: Float64Array, settled: Int8Array, ascent: Ascent): Relaxed {
  const { rounds, grain, upper, enough, isOver, onBetter } = ascent;
  const price = begin.map((first) => Math.round(first / grain) * grain);
  const way = new Float64Array(price.length);
  const share = new Float64Array(settled.length);
  let best: Relaxed | null = null;
  let { step } = ascent;
  let [since, later] = [0, 0];
  for (let round = 0; !best || (round < rounds && step > LAST_STEP && !isOver()); round++) {
    const bound = pricing.boundAt(price, settled);
    since++;
    if (!best || bound > best.bound) {
      // A tiny rise is no reason to keep the step.
      if (!best || bound > best.bound + 1e-4 * (upper - best.bound)) since = 0;
      best = { bound, price: price.slice(), worth: pricing.worth.slice(), chosen: pricing.chosen.slice(), share };
      onBetter(pricing.chosen);
      if (bound > enough) break;
    }
    if (2 * round >= rounds || 10 * step < ascent.step) {
      later++;
      for (const site of pricing.chosen) share[site]!++;
    }
    if (since > PATIENCE) {
      step /= 2;
      since = 0;
      price.set(best.price);
      way.fill(0);
      continue;
    }
    let length = 0;
    for (let point = 0; point < price.length; point++) {
      // The subgradient: a point that nobody serves gets dearer, one that several serve cheaper.
      const toward = 1 - pricing.served[point]! + MOMENTUM * way[point]!;
      way[point] = toward;
      length += toward * toward;
    }
    if (length === 0) break;
    const stride = (step * (upper - bound)) / length / grain;
    for (let point = 0; point < price.length; point++)
      price[point] = Math.max(0, Math.round(price[point]! / grain + stride * way[point]!) * grain);
  }
  if (later > 0) share.forEach((times, site) => (share[site] = times / later));
  return best;
}

/** The p sites that are worth least, with those that are settled as open. */
export function choose(worth: Float64Array, settled: Int8Array, chosen: Int32Array): void {
  let size = 0;
  settled.forEach((state, site) => {
    if (state === OPEN) chosen[size++] = site;
  });
  const wanted = chosen.length - size;
  if (wanted === 0) return;
  const last = worth.filter((_, site) => settled[site] === FREE).sort()[wanted - 1]!;
  for (const isBelow of [true, false])
    for (let site = 0; site < worth.length && size < chosen.length; site++)
      if (settled[site] === FREE && (isBelow ? worth[site]! < last : worth[site] === last)) chosen[size++] = site;
}

/** Reduced costs: settles the sites whose opposite would raise the bound above what is of interest. */
export function settle({ bound, worth, chosen }: Relaxed, settled: Int8Array, enough: number): void {
  const isChosen = new Uint8Array(settled.length);
  for (const site of chosen) isChosen[site] = 1;
  let dearest = -Infinity;
  let cheapest = Infinity;
  settled.forEach((state, site) => {
    if (state !== FREE) return;
    if (isChosen[site] === 1) dearest = Math.max(dearest, worth[site]!);
    else cheapest = Math.min(cheapest, worth[site]!);
  });
  settled.forEach((state, site) => {
    if (state !== FREE) return;
    if (isChosen[site] === 1 && bound - worth[site]! + cheapest > enough) settled[site] = OPEN;
    if (isChosen[site] === 0 && bound - dearest + worth[site]! > enough) settled[site] = CLOSED;
  });
}
