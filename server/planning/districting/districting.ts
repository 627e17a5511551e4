/**
 * Redraws school districts: the weighted goal of a plan, within capacities, minima and locks, each district in one piece.
 * The bound comes from the linear programme without contiguity (relaxation.ts), the plan from a search among contiguous
 * plans and from parts that HiGHS draws anew (improve.ts); what is small is solved exactly (contiguous.ts).
 */
import { bindingOf } from './binding.ts';
import { conflictOf } from './conflict.ts';
import { solveContiguous } from './contiguous.ts';
import { Ground } from './contiguity.ts';
import { Goal } from './goal.ts';
import { grow } from './growth.ts';
import { Improvement, PRICE_OF_LIMITS } from './improve.ts';
import { anneal } from './localSearch.ts';
import {
  checkProblem,
  type Districting,
  type DistrictingProblem,
  type Means,
  type Phase,
  type Weights,
} from './problem.ts';
import { allRules } from './programmeParts.ts';
import { pairsBelow, relax, relaxWithCuts, type Relaxed, type Scene } from './relaxation.ts';

/** Pairs of atom and school up to which all of it is solved exactly at once. */
const SMALL = 600;
/** Pairs that a better plan may have, up to which the exact way is tried in the end. */
const MEDIUM = 1500;
/** Of the goal: nearer to the bound than this, it is the bound but for rounding. */
const PROVEN = 2e-6;
const TRIES_PER_ATOM = 1500;
const HEAT = 3e-4;
/** Of schools by their places: a plan by it has most room everywhere. */
const EQUAL_USE = { distance: 0.2, utilisation: 1, moved: 0, mix: 0 };
/** One round over the whole county, one search, and so many rounds over some schools. */
const CYCLE = 6;
/** (goal − bound) ÷ goal at which any plan will do. */
const ANY_PLAN = 0.9;
/** Share of the time that is kept for what binds. */
const SHARE_OF_BINDING = 0.05;

export function solveDistricting(problem: DistrictingProblem, weights: Weights, means: Means): Districting {
  checkProblem(problem);
  return new Redrawing(problem, weights, means).run();
}

class Redrawing {
  readonly #scene: Scene;
  readonly #means: Means;
  readonly #begin: number;
  #bound = -Infinity;
  #boundWithoutContiguity = -Infinity;
  #relaxed: Relaxed | null = null;

  constructor(problem: DistrictingProblem, weights: Weights, means: Means) {
    this.#means = means;
    this.#begin = means.now();
    this.#scene = {
      goal: new Goal(problem, weights),
      ground: new Ground(problem),
      rules: allRules(problem),
      highs: means.highs,
      secondsLeft: () => means.seconds - this.#seconds,
    };
  }

  get #seconds(): number {
    return (this.#means.now() - this.#begin) / 1000;
  }

  #isOver = (): boolean =>
    this.#means.isOver?.() === true || this.#scene.secondsLeft() <= this.#means.seconds * SHARE_OF_BINDING;

  #say(phase: Phase, done?: number): void {
    const share = this.#seconds / Math.max(this.#means.seconds, 1e-9);
    this.#means.onProgress?.(done ?? Math.min(0.99, share), phase);
  }

  run(): Districting {
    const { goal } = this.#scene;
    const { pupils, today } = goal.problem;
    this.#say('bound', 0);
    const relaxed = relax(this.#scene);
    this.#relaxed = relaxed;
    this.#bound = relaxed.bound;
    const free = { ...this.#scene, rules: { ...this.#scene.rules, contiguity: false } };
    this.#boundWithoutContiguity = relax(free).bound;
    if (relaxed.bound === Infinity) return this.#infeasible();
    const isComplete = today.every((school, atom) => school >= 0 || pupils[atom] === 0);
    const best = relaxed.isSolved ? this.#search(relaxed, isComplete) : null;
    if (best === 'infeasible') return this.#infeasible();
    if (!best) return this.#result('stopped', null);
    const value = goal.of(goal.termsOf(best));
    if (value - this.#bound <= PROVEN * Math.max(value, PROVEN)) this.#bound = value;
    this.#say('binding');
    const result = this.#result(this.#bound >= value ? 'optimal' : 'feasible', best);
    if (this.#means.isOver?.() !== true) result.binding = this.#binding(relaxed, value);
    result.seconds = this.#seconds;
    this.#say('done', 1);
    return result;
  }

  #search(relaxed: Relaxed, isComplete: boolean): Int32Array | 'infeasible' | null {
    const { goal } = this.#scene;
    const { atoms, schools } = goal.problem;
    if (atoms * schools <= SMALL) {
      const answer = this.#exact(Infinity, null);
      if (answer.status === 'none') return 'infeasible';
      if (answer.status === 'optimal' && answer.plan) {
        this.#bound = goal.of(goal.termsOf(answer.plan));
        return answer.plan;
      }
    }
    this.#say('plan');
    const improvement = this.#begun(relaxed, isComplete);
    let idle = 0;
    for (let round = 0; !this.#isOver() && !improvement.isEnough; round++) {
      // Half of the time is kept for the question whether there is a plan at all.
      if (!improvement.best && this.#scene.secondsLeft() < this.#means.seconds / 2) break;
      this.#say('improve');
      const step = round % CYCLE;
      const size = Math.min(schools, 3 + (step % 3));
      const isBetter = step === 0 ? improvement.round() : step === 1 ? improvement.shake() : improvement.roundOf(size);
      idle = isBetter ? 0 : idle + 1;
      // Nothing in sight for long: it is the bound that is not reached.
      if (idle > 40) break;
    }
    if (!improvement.best && !this.#isOver()) {
      const answer = this.#exact(Infinity, null, ANY_PLAN);
      if (answer.status === 'none') return 'infeasible';
      if (answer.plan) improvement.offer(answer.plan);
    }
    if (improvement.best && !improvement.isEnough) this.#tighten(relaxed, improvement);
    return improvement.best;
  }

  /** Today's plan, and the linear programme's, made contiguous and searched from. */
  #begun(relaxed: Relaxed, isComplete: boolean): Improvement {
    const { goal, ground } = this.#scene;
    const { schools, today, atoms } = goal.problem;
    const costOf = (atom: number, school: number) => relaxed.reducedCost[atom * schools + school]!;
    const most = new Int32Array(atoms).fill(-1);
    const share = new Float64Array(atoms);
    relaxed.pairs.atom.forEach((atom, at) => {
      if (relaxed.value[at]! <= share[atom]!) return;
      share[atom] = relaxed.value[at]!;
      most[atom] = relaxed.pairs.school[at]!;
    });
    const starts = [grow(ground, most, costOf), grow(ground, today, costOf)];
    if (!isComplete)
      starts.push(grow(ground, new Int32Array(atoms).fill(-1), (atom, school) => goal.way[atom * schools + school]!));
    const search = { random: this.#means.random, isOver: this.#isOver, tries: TRIES_PER_ATOM * atoms, heat: HEAT };
    const penalty = PRICE_OF_LIMITS / 2;
    const found = starts.map((start) => anneal(goal, ground, start, { ...search, penalty }));
    if (found.every(({ plan }) => plan === null)) {
      // Where the schools are nearly full, a plan that fills them alike keeps the limits; from there the goal is looked for.
      const alike = anneal(new Goal(goal.problem, EQUAL_USE), ground, found[0]!.last, { ...search, penalty });
      const from = { ...search, heat: HEAT / 10, penalty: PRICE_OF_LIMITS };
      if (alike.plan) found.push(anneal(goal, ground, alike.plan, from));
    }
    const { isOver, random, enough = 0.005 } = { ...this.#means, isOver: this.#isOver };
    const best = found.reduce((a, b) => (b.goal < a.goal ? b : a));
    const improvement = new Improvement(this.#scene, best.plan ?? found[0]!.last, {
      relaxed,
      enough,
      isOver,
      random,
      onRound: () => this.#say('improve'),
    });
    // Never worse than today's plan, where that keeps the rules.
    for (const start of [...starts, ...(this.#means.starts ?? [])]) improvement.offer(start);
    return improvement;
  }

  #exact(upper: number, begin: Int32Array | null, gap = 0) {
    const { goal, secondsLeft } = this.#scene;
    const relaxed = this.#relaxed!;
    return solveContiguous(this.#scene, {
      pairs: pairsBelow(relaxed, upper, goal.problem),
      rest: new Int32Array(goal.problem.atoms).fill(-1),
      upper,
      begin,
      seconds: secondsLeft() * (1 - SHARE_OF_BINDING),
      gap,
    });
  }

  /** What can still be proven in the time. */
  #tighten(relaxed: Relaxed, improvement: Improvement): void {
    const { goal } = this.#scene;
    const upper = improvement.goal;
    const pairs = pairsBelow(relaxed, upper, goal.problem);
    if (pairs.atom.length > MEDIUM || this.#isOver()) {
      if (!this.#isOver())
        this.#bound = Math.max(this.#bound, relaxWithCuts(this.#scene, pairs, { upper, isOver: this.#isOver }).bound);
      return;
    }
    const answer = this.#exact(upper, improvement.best);
    if (answer.plan) improvement.offer(answer.plan);
    this.#bound = Math.max(this.#bound, Math.min(answer.bound, improvement.goal));
    if (answer.status !== 'unknown') this.#bound = improvement.goal;
  }

  #binding(relaxed: Relaxed, goal: number): Districting['binding'] {
    return bindingOf(this.#scene, relaxed, { goal, boundWithoutContiguity: this.#boundWithoutContiguity });
  }

  #infeasible(): Districting {
    this.#say('conflict');
    this.#bound = Infinity;
    const { rules, isProven } = conflictOf(this.#scene, () => this.#means.isOver?.() === true);
    const result = { ...this.#result('infeasible', null), conflict: rules, conflictProven: isProven };
    this.#say('done', 1);
    return result;
  }

  #result(status: Districting['status'], plan: Int32Array | null): Districting {
    const { goal, ground } = this.#scene;
    const { today, pupils } = goal.problem;
    const isComplete = today.every((school, atom) => school >= 0 || pupils[atom] === 0);
    const todays = goal.termsOf(today);
    const terms = plan && goal.termsOf(plan);
    const value = terms ? goal.of(terms) : Infinity;
    return {
      status,
      plan,
      goal: value,
      terms,
      today: isComplete ? { goal: goal.of(todays), terms: todays } : null,
      todayKeepsRules: isComplete && ground.keepsRules(today, goal.loadsOf(today).load),
      todayBreaks: ground.breaksOf(today).flatMap(({ piece }) => piece),
      bound: this.#bound,
      boundWithoutContiguity: this.#boundWithoutContiguity,
      gap: gapOf(value, this.#bound),
      binding: [],
      islands: ground.islands,
      seconds: this.#seconds,
    };
  }
}

function gapOf(goal: number, bound: number): number {
  if (goal === Infinity) return Infinity;
  return goal <= bound || goal <= 0 ? 0 : (goal - bound) / goal;
}
