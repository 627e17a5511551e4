/**
 * The proof of a p-median plan: prices give the bound (lagrange.ts); where it does not reach the plan, it is branched on
 * whether a site is open, the least bound first, and a rest that is small enough goes to HiGHS (radius.ts).
 */
import FlatQueue from 'flatqueue';
import type { Incumbent } from './incumbent.ts';
import { ascend, CLOSED, FREE, grainOf, OPEN, settle, type Relaxed } from './lagrange.ts';
import { PlainPricing } from './plainPricing.ts';
import {
  dearestOf,
  enoughFor,
  isWhole,
  nearnessWithout,
  type Means,
  type Nearness,
  type PMedianProblem,
} from './problem.ts';
import { radiusProgramme, solveByRadius } from './radius.ts';

/** Numbers in the matrix up to which HiGHS is quicker than branching here: in all, and per undecided site. */
const MOST_NUMBERS = 60_000;
const NUMBERS_PER_SITE = 110;
/** Share of the time that is left for one run of HiGHS. */
const SHARE_OF_HIGHS = 0.5;
/** Rounds without a better plan after which the local search ends. */
const PATIENCE = 100;

interface Node extends Relaxed {
  settled: Int8Array;
  /** Numbers in the matrix of the last rest above or here that HiGHS did not solve. */
  tried: number;
}

export class Branching {
  readonly #incumbent: Incumbent;
  readonly #size: { sites: number; p: number };
  readonly #whole: boolean;
  readonly #grain: number;
  readonly #means: Means;
  #near: Nearness;
  #pricing: PlainPricing;

  constructor(problem: PMedianProblem, near: Nearness, incumbent: Incumbent, means: Means) {
    this.#incumbent = incumbent;
    this.#size = { sites: problem.sites, p: problem.p };
    this.#whole = isWhole(problem);
    this.#grain = grainOf(dearestOf(near));
    this.#means = means;
    this.#near = near;
    this.#pricing = new PlainPricing(near, this.#size);
  }

  /** A bound above it leaves no better plan. */
  get #enough(): number {
    return enoughFor(this.#incumbent.objective, this.#whole);
  }

  #isOver = (): boolean => this.#means.secondsLeft() <= 0;

  /** Improves the incumbent by the way. @returns what no plan costs less than */
  prove(): number {
    const incumbent = this.#incumbent;
    const settled = new Int8Array(this.#size.sites);
    const relaxed = this.#relax(incumbent.secondNearest(), settled, { rounds: 1500, step: 1 });
    if (relaxed.bound <= this.#enough) incumbent.shake(PATIENCE);
    settle(relaxed, settled, this.#enough);
    // What is closed here, or too far, is so in all that follows.
    const { price, bound } = relaxed;
    const slack = this.#enough - bound;
    const stays = (point: number, site: number, cost: number) =>
      settled[site] !== CLOSED && cost <= price[point]! + slack;
    this.#near = nearnessWithout(this.#near, stays);
    this.#pricing = new PlainPricing(this.#near, this.#size);
    const least = this.#branch({ ...relaxed, settled, tried: Infinity });
    if (least > this.#enough) return incumbent.objective;
    // Whole costs: what costs at least 17.2 costs at least 18.
    return this.#whole ? Math.ceil(least) : least;
  }

  #relax(price: Float64Array, settled: Int8Array, { rounds, step }: { rounds: number; step: number }): Relaxed {
    const incumbent = this.#incumbent;
    let better = 0;
    const relaxed = ascend(this.#pricing, price, settled, {
      rounds,
      step,
      grain: this.#grain,
      upper: incumbent.objective,
      enough: this.#enough,
      isOver: this.#isOver,
      onBetter: (chosen) => {
        // What the prices choose is a start for swaps; neighbouring rounds choose nearly the same.
        if (++better % 10 === 0) incumbent.improve(chosen);
      },
    });
    incumbent.improve(relaxed.chosen);
    return relaxed;
  }

  /** @returns the least bound of what was not looked at in the time, Infinity where nothing is left */
  #branch(root: Node): number {
    const queue = new FlatQueue<Node>();
    queue.push(root, root.bound);
    for (let least = queue.peekValue(); least !== undefined; least = queue.peekValue()) {
      if (least > this.#enough || this.#isOver()) return least;
      const node = queue.pop()!;
      settle(node, node.settled, this.#enough);
      if (this.#isDecided(node) || this.#isSolved(node)) continue;
      const site = mostUndecided(node);
      for (const state of [OPEN, CLOSED]) {
        const settled = node.settled.slice();
        settled[site] = state;
        const child = { ...this.#relax(node.price, settled, { rounds: 80, step: 0.3 }), settled, tried: node.tried };
        // Whatever its prices reach in a few rounds: with more settled nothing gets cheaper.
        const bound = Math.max(child.bound, least);
        if (bound <= this.#enough) queue.push(child, bound);
      }
    }
    return Infinity;
  }

  /** Whether only one plan is left; it is looked at. */
  #isDecided({ settled }: Node): boolean {
    const { p } = this.#size;
    const open = sitesThat(settled, (state) => state === OPEN);
    const left = open.length === p ? open : sitesThat(settled, (state) => state !== CLOSED);
    if (left.length > p) return false;
    if (left.length === p) this.#incumbent.improve(left);
    return true;
  }

  /** Whether HiGHS finds the best plan of what is left at a node, or that there is no better one. */
  #isSolved(node: Node): boolean {
    const { highs, secondsLeft } = this.#means;
    const { settled, tried } = node;
    const rest = { near: this.#near, p: this.#size.p, settled, relaxed: node, enough: this.#enough };
    const free = sitesThat(settled, (state) => state === FREE).length;
    const programme = radiusProgramme(rest, Math.min(MOST_NUMBERS, NUMBERS_PER_SITE * free, tried / 2));
    if (programme === 'empty') return true;
    const seconds = secondsLeft() * SHARE_OF_HIGHS;
    if (programme === 'large' || seconds <= 0) return false;
    const answer = solveByRadius(rest, programme, { highs, seconds, whole: this.#whole });
    if (answer.open?.length === this.#size.p) this.#incumbent.improve(answer.open);
    node.tried = programme.indices.length;
    return answer.solved || answer.bound > this.#enough;
  }
}

const sitesThat = (settled: Int8Array, are: (state: number) => boolean): number[] =>
  [...settled.keys()].filter((site) => are(settled[site]!));

/** The site that the prices could least decide about. */
function mostUndecided({ settled, share }: Node): number {
  let found = settled.indexOf(FREE);
  settled.forEach((state, site) => {
    if (state === FREE && Math.abs(share[site]! - 0.5) < Math.abs(share[found]! - 0.5)) found = site;
  });
  return found;
}
