/** Redrawing districts takes its time: what the worker gets, and what it does with it. */
import loadHighs from 'highs';
import { solveDistricting } from '../planning/districting/districting.ts';
import { frontier, type Frontier } from '../planning/districting/frontier.ts';
import type { Districting, DistrictingProblem, Phase, Weights } from '../planning/districting/problem.ts';
import { createRandom } from '../../geodata/sample/random.ts';

export interface DistrictWork {
  problem: DistrictingProblem;
  weights: Weights;
  seconds: number;
  /** More than one: plans from few moves to short ways. */
  plans: number;
  starts: Int32Array[];
}

export interface DistrictResult {
  best: Districting;
  /** Null where one plan was asked for. */
  frontier: Frontier | null;
}

export type DistrictProgress = (done: number, phase: Phase) => void;

/** The same question is drawn the same way again, as far as the clock does not decide. */
const SEED = 1;
/** Part of the time for the plan that the weights ask for; the rest for the others. */
const FIRST = 0.5;

export async function districtWork(work: DistrictWork, progress: DistrictProgress): Promise<DistrictResult> {
  const { problem, weights, seconds, plans, starts } = work;
  const highs = await loadHighs();
  const means = {
    highs,
    now: () => performance.now(),
    random: createRandom(SEED, 'districting').next,
    starts,
    onProgress: progress,
  };
  if (plans === 1) return { best: solveDistricting(problem, weights, { ...means, seconds }), frontier: null };
  const best = solveDistricting(problem, weights, { ...means, seconds: seconds * FIRST });
  if (best.plan === null) return { best, frontier: null };
  const rest = seconds * (1 - FIRST);
  const known = { ...means, starts: [...starts, best.plan], seconds: rest };
  return { best, frontier: frontier(problem, weights, plans, known) };
}
