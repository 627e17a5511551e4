/**
 * The p-median problem where sites have capacities and each point goes whole to one site. Local search gives the plan
 * (clusterSearch.ts), prices the bound (capacityPricing.ts); between the two, the sets of points that can be in a better
 * plan are listed (columns.ts), and HiGHS finds the best plan of them (partition.ts).
 */
import { DomainError } from '../errors.ts';
import { CapacityPricing } from './capacityPricing.ts';
import type { Places, Terrain } from './clustering.ts';
import { ClusterSearch } from './clusterSearch.ts';
import { addColumn, columnsWithin, type Columns } from './columns.ts';
import { greedy, Interchange } from './interchange.ts';
import { ascend, grainOf, settle, type Relaxed } from './lagrange.ts';
import { pack } from './packing.ts';
import { solvePartition } from './partition.ts';
import {
  checkProblem,
  dearestOf,
  enoughFor,
  isWhole,
  nearnessOf,
  unservedCost,
  type CapacitatedProblem,
  type Means,
  type Plan,
} from './problem.ts';

/** Rounds without a better plan after which the local search pauses. */
const PATIENCE = 100;
/** How many sets are listed, the first time and the later ones. */
const COLUMNS = [5_000, 10_000, 20_000, 40_000, 60_000];
/** Shares of the time that is left: for the first local search, for the prices, for one run of HiGHS. */
const SHARE_OF_SEARCH = 0.15;
const SHARE_OF_PRICES = 0.3;
const SHARE_OF_PARTITION = 0.25;
/** Sums of prices are rounded, and so are those of HiGHS. */
const ROUNDING = 1e-6;

class CapacitatedSearch {
  readonly #terrain: Terrain;
  readonly #whole: boolean;
  readonly #means: Means;
  readonly #search: ClusterSearch;
  readonly #pricing: CapacityPricing;
  readonly #settled: Int8Array;
  #relaxed: Relaxed;
  #bound = 0;

  constructor(problem: CapacitatedProblem, means: Means) {
    const near = nearnessOf(problem);
    const size = { ...problem, unserved: unservedCost(problem) };
    const free = new Interchange(near, size);
    free.begin(greedy(near, size));
    free.descend(() => means.secondsLeft() <= 0);
    const perDemand = (free.objective || dearestOf(near) || 1) / (sumOf(problem.demand) || 1);
    this.#terrain = { ...problem, near };
    this.#whole = isWhole(problem);
    this.#means = means;
    this.#settled = new Int8Array(problem.sites);
    this.#pricing = new CapacityPricing(near, problem, problem);
    this.#search = new ClusterSearch(this.#terrain, perDemand, means);
    this.#search.open(free.open);
    this.#relaxed = {
      bound: 0,
      price: free.second.slice(),
      worth: new Float64Array(problem.sites),
      chosen: free.open.slice(),
      share: new Float64Array(problem.sites),
    };
  }

  #isOver = (): boolean => this.#means.secondsLeft() <= 0;

  /** Whether a share of the time that is left now is over. */
  #after(share: number): () => boolean {
    const { secondsLeft } = this.#means;
    const until = secondsLeft() * (1 - share);
    return () => secondsLeft() <= until;
  }

  /** A bound above it leaves no better plan. */
  get #enough(): number {
    return enoughFor(this.#search.objective, this.#whole) + (this.#whole ? ROUNDING : 0);
  }

  get #isProven(): boolean {
    return this.#bound > this.#enough;
  }

  #raise(bound: number): void {
    this.#bound = Math.max(this.#bound, bound);
  }

  #relax(rounds: number, step: number): void {
    let better = 0;
    this.#relaxed = ascend(this.#pricing, this.#relaxed.price, this.#settled, {
      rounds,
      step,
      grain: grainOf(dearestOf(this.#terrain.near)),
      upper: this.#search.objective,
      enough: this.#enough,
      isOver: this.#after(SHARE_OF_PRICES),
      onBetter: (chosen) => {
        // Neighbouring rounds choose nearly the same sites.
        if (++better % 25 === 0) this.#search.open(chosen);
      },
    });
    this.#raise(this.#relaxed.bound);
  }

  /** @throws DomainError where no plan fits, or none is found */
  run(): Plan {
    this.#search.shake(PATIENCE, this.#after(SHARE_OF_SEARCH));
    if (!this.#search.best) this.#search.improve(this.#packed());
    this.#relax(1000, 1);
    for (let stage = 0; !this.#isProven && !this.#isOver();) {
      const before = this.#search.objective;
      this.#search.shake(PATIENCE, this.#isOver);
      settle(this.#relaxed, this.#settled, this.#enough);
      this.#relax(300, 0.3);
      if (this.#isProven || this.#isOver()) break;
      if (stage < COLUMNS.length) this.#partition(COLUMNS[stage]!);
      // With all that was listed the local search goes on alone, until it finds a better plan.
      else while (this.#search.objective === before && !this.#isOver()) this.#search.shake(PATIENCE, this.#isOver);
      stage = this.#search.objective < before ? Math.min(stage, COLUMNS.length - 1) : stage + 1;
    }
    return this.#plan();
  }

  #packed(): Places {
    const { highs, secondsLeft } = this.#means;
    const packed = pack(this.#terrain, { highs, seconds: secondsLeft() });
    if (packed === null) throw doesNotFit();
    if (packed === 'unknown') throw noneFound();
    return packed;
  }

  /** Lists as many sets as are allowed, those first that raise the bound least, and asks for the best plan of them. */
  #partition(most: number): void {
    const relaxed = this.#relaxed;
    const all = this.#enough - relaxed.bound;
    let slack = all;
    let columns: Columns | null = null;
    for (let time = 0; time < 20 && !columns; time++) {
      if (time > 0) slack /= 1.3;
      columns = columnsWithin(this.#terrain, relaxed, this.#settled, { slack, most });
    }
    const best = this.#search.best;
    // What was proven already needs no second proof.
    if (!columns || !best || this.#isOver() || (slack < all && relaxed.bound + slack <= this.#bound)) return;
    const listed = columns.site.length;
    best.open.forEach((site, slot) => {
      const points = [...best.slotOf.keys()].filter((point) => best.slotOf[point] === slot);
      addColumn(columns, this.#terrain, site, points);
    });
    const answer = solvePartition(columns, this.#terrain, {
      highs: this.#means.highs,
      seconds: this.#means.secondsLeft() * SHARE_OF_PARTITION,
      whole: this.#whole,
      begin: [...best.open.keys()].map((slot) => listed + slot),
      enough: this.#enough,
    });
    if (answer.chosen) this.#search.improve(placesOf(columns, answer.chosen, this.#terrain.points));
    // A better plan is one of these sets, and costs no less than HiGHS says, or it costs more than L + slack.
    const ofThese = answer.solved ? Infinity : answer.bound;
    this.#raise(slack === all && ofThese > relaxed.bound + all ? Infinity : Math.min(relaxed.bound + slack, ofThese));
  }

  #plan(): Plan {
    const { best, objective } = this.#search;
    if (!best) throw noneFound();
    const bound = this.#isProven ? objective : this.#whole ? Math.ceil(this.#bound - ROUNDING) : this.#bound;
    const siteOf = best.slotOf.map((slot) => best.open[slot]!);
    return { open: best.open.slice().sort(), siteOf, objective, bound: Math.min(bound, objective) };
  }
}

function placesOf({ site, start, point }: Columns, chosen: readonly number[], points: number): Places {
  const slotOf = new Int32Array(points);
  chosen.forEach((column, slot) => {
    for (let at = start[column]!; at < start[column + 1]!; at++) slotOf[point[at]!] = slot;
  });
  return { open: Int32Array.from(chosen, (column) => site[column]!), slotOf };
}

const sumOf = (numbers: Float64Array): number => numbers.reduce((sum, each) => sum + each, 0);

/** As a person would write it: without the digits that adding fractions leaves behind. */
const plain = (value: number): number => Number(value.toPrecision(8));

/** @throws DomainError where a point is larger than any site, or all together are larger than any p sites */
function checkCapacities({ demand, capacity, p }: CapacitatedProblem): void {
  const largest = capacity.toSorted().reverse();
  const tooLarge = demand.findIndex((each) => each > largest[0]!);
  if (tooLarge >= 0)
    throw new DomainError('invalid', 'pMedian.pointTooLarge', {
      de: `Punkt ${tooLarge + 1} hat einen Bedarf von ${plain(demand[tooLarge]!)}, mehr als der größte Standort fasst (${plain(largest[0]!)}): bitte den Bedarf oder die Kapazitäten prüfen.`,
      en: `Point ${tooLarge + 1} has a demand of ${plain(demand[tooLarge]!)}, more than the largest site holds (${plain(largest[0]!)}): please check the demand or the capacities.`,
    });
  const room = sumOf(largest.subarray(0, p));
  if (sumOf(demand) > room)
    throw new DomainError('invalid', 'pMedian.tooLittleCapacity', {
      de: `Der Bedarf von zusammen ${plain(sumOf(demand))} passt nicht in ${p} Standorte, die größten fassen ${plain(room)}: bitte mehr Standorte oder größere Kapazitäten vorsehen.`,
      en: `The demand of ${plain(sumOf(demand))} in all does not fit into ${p} sites, the largest hold ${plain(room)}: please allow more sites or larger capacities.`,
    });
}

const doesNotFit = (): DomainError =>
  new DomainError('invalid', 'pMedian.doesNotFit', {
    de: 'Kein Plan hält die Kapazitäten ein, wenn jeder Punkt ganz zu einem Standort gehört: bitte mehr Standorte oder größere Kapazitäten vorsehen.',
    en: 'No plan keeps the capacities when each point goes whole to one site: please allow more sites or larger capacities.',
  });

const noneFound = (): DomainError =>
  new DomainError('invalid', 'pMedian.noneFound', {
    de: 'In der Zeit wurde kein Plan gefunden, der die Kapazitäten einhält, und auch nicht bewiesen, dass es keinen gibt: bitte mehr Zeit lassen oder größere Kapazitäten vorsehen.',
    en: 'In this time no plan was found that keeps the capacities, nor proven that there is none: please allow more time or larger capacities.',
  });

/**
 * @returns the best plan found in the time, with an honest bound
 * @throws RangeError where the numbers do not fit each other; DomainError `pMedian.…` where no plan fits, or none is found
 */
export function solveCapacitatedPMedian(problem: CapacitatedProblem, means: Means): Plan {
  checkProblem(problem);
  const { points, sites, cost, demand, capacity } = problem;
  if (demand.length !== points || capacity.length !== sites || !cost.every(Number.isFinite))
    throw new RangeError(
      'Please give a demand for each point, a capacity for each site, and a finite cost for each pair.',
    );
  if (![...demand, ...capacity].every((each) => each >= 0 && each < Infinity))
    throw new RangeError('Demands and capacities must be finite and not below 0.');
  // Sums of fractions are rounded: ten times 0.1 must fit into 1.
  const fitting = demand.every(Number.isInteger) ? capacity : capacity.map((each) => each + 1e-9 * Math.max(1, each));
  const loosened = { ...problem, capacity: fitting };
  checkCapacities(loosened);
  return new CapacitatedSearch(loosened, means).run();
}
