/**
 * Plans between "nobody moves who need not" and "the best whoever moves": the weight of moving is swept, and plans that
 * another one beats in both are left out. What such a sweep finds lies on the convex hull of the frontier (Geoffrion 1968);
 * plans in its dents are not found.
 */
import { solveDistricting } from './districting.ts';
import { Goal } from './goal.ts';
import type { Districting, DistrictingProblem, Means, Terms, Weights } from './problem.ts';

export interface FrontierPlan {
  plan: Int32Array;
  terms: Terms;
  /** Σ weight · term without moving: what is bought by moving. */
  rest: number;
  /** The weights under which it was sought, its goal under them, and what no plan can be better than. */
  weights: Weights;
  goal: number;
  bound: number;
  gap: number;
}

export interface Frontier {
  /** Few movers first; each has more movers, and less `rest`, than the one before. */
  plans: FrontierPlan[];
  /** Where there is no plan at all: as of `solveDistricting`. */
  infeasible: Districting | null;
  seconds: number;
}

/** Moving counts so much more than all else where nobody is to move who need not. */
const HEAVY = 50;
const NEARLY = 1e-9;

/** @param steps plans that are sought, at least 2 @param means its seconds are for all of them together */
export function frontier(problem: DistrictingProblem, weights: Weights, steps: number, means: Means): Frontier {
  const begin = means.now();
  const seconds = () => (means.now() - begin) / 1000;
  const others = weights.distance + weights.utilisation + weights.mix || 1;
  const results: { weights: Weights; answer: Districting }[] = [];
  const found: Int32Array[] = [];
  for (let step = 0; step < steps; step++) {
    const left = means.seconds - seconds();
    if (means.isOver?.() === true || left <= 0) break;
    const share = 1 - step / Math.max(1, steps - 1);
    const moved = others * Math.min(HEAVY, share / Math.max(1 - share, 1e-9));
    const swept = { ...weights, moved };
    const answer = solveDistricting(problem, swept, {
      ...means,
      seconds: left / (steps - step),
      starts: [...(means.starts ?? []), ...found],
      onProgress: (done, phase) => means.onProgress?.((step + done) / steps, phase),
    });
    if (answer.status === 'infeasible') return { plans: [], infeasible: answer, seconds: seconds() };
    if (!answer.plan) continue;
    found.push(answer.plan);
    results.push({ weights: swept, answer });
  }
  const { todayKeepsRules } = results[0]?.answer ?? { todayKeepsRules: false };
  if (todayKeepsRules) found.push(problem.today.slice());
  const plans = results.map(({ weights: swept, answer }): FrontierPlan => {
    const goal = new Goal(problem, swept);
    const valueOf = (plan: Int32Array) => goal.of(goal.termsOf(plan));
    // Under these weights another step may have come upon a better one.
    const plan = found.reduce((best, other) => (valueOf(other) < valueOf(best) - NEARLY ? other : best));
    const terms = goal.termsOf(plan);
    const value = goal.of(terms);
    const rest = value - swept.moved * terms.moved;
    const bound = Math.min(answer.bound, value);
    return { plan, terms, rest, weights: swept, goal: value, bound, gap: value > 0 ? (value - bound) / value : 0 };
  });
  return { plans: withoutDominated(plans), infeasible: null, seconds: seconds() };
}

function withoutDominated(plans: readonly FrontierPlan[]): FrontierPlan[] {
  const sorted = [...plans].sort((a, b) => a.terms.moved - b.terms.moved || a.rest - b.rest);
  const kept: FrontierPlan[] = [];
  for (const plan of sorted) if (kept.every(({ rest }) => plan.rest < rest - NEARLY)) kept.push(plan);
  return kept;
}
