/** A search for the best districts: asked, followed, stopped, and its plans made variants. */
import {
  getOptimising,
  startOptimising,
  stopOptimising,
  takePlan,
  type OptimiseJob,
  type Optimised,
  type OptimiseWish,
  type PlanWeights,
} from '../../../server/contract/optimise.ts';
import { ApiError, call } from '../../api.ts';

const pollMilliseconds = 500;
const TRIES = 10;

export class Optimiser {
  weights = $state<PlanWeights>({ distance: 1, utilisation: 0.2, moved: 0.3, mix: 0 });
  capacity = $state(true);
  minimum = $state(false);
  seconds = $state(30);
  plans = $state(1);
  job = $state.raw<OptimiseJob | null>(null);
  result = $state.raw<{ variant: string; job: string; answer: Optimised } | null>(null);
  failure = $state.raw<unknown>(null);
  taking = $state(false);
  #params: { county: string; id: string } | null = null;

  get running(): boolean {
    return this.job?.status === 'running';
  }
  get isWeighted(): boolean {
    return Object.values(this.weights).some((weight) => weight > 0);
  }

  async start(county: string, id: string, schoolType: string, from: number): Promise<void> {
    this.failure = null;
    this.result = null;
    const { weights, capacity, minimum, seconds, plans } = this;
    const wish: OptimiseWish = { schoolType, from, weights: { ...weights }, capacity, minimum, seconds, plans };
    const params = { county, id };
    this.#params = params;
    try {
      this.job = await call(startOptimising, params, {}, { json: wish });
      while (this.job.status === 'running') {
        await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
        this.job = await this.#asked(params, this.job.id);
      }
      const { problem, result, id: job } = this.job;
      if (problem) throw new ApiError(problem.code, problem.status, problem.text);
      if (result) this.result = { variant: id, job, answer: result };
    } catch (error) {
      // Who stopped it knows.
      if (!(error instanceof ApiError) || error.code !== 'optimise.stopped') this.failure = error;
    } finally {
      this.job = null;
    }
  }

  async stop(): Promise<void> {
    const { job } = this;
    if (job && this.#params) await call(stopOptimising, { ...this.#params, job: job.id }, {}).catch(() => undefined);
  }

  /** @returns id of the new variant */
  async take(plan: number, name: string): Promise<string | null> {
    const { result } = this;
    if (!result || !this.#params || this.taking) return null;
    this.taking = true;
    try {
      const params = { county: this.#params.county, id: result.variant, job: result.job };
      return (await call(takePlan, params, {}, { json: { plan, name } })).id;
    } catch (error) {
      this.failure = error;
      return null;
    } finally {
      this.taking = false;
    }
  }

  /** A network that fails for a moment does not end the search. */
  async #asked(params: { county: string; id: string }, job: string): Promise<OptimiseJob> {
    for (let left = TRIES; ; left--) {
      try {
        return await call(getOptimising, { ...params, job }, {});
      } catch (error) {
        if (left <= 1 || !(error instanceof ApiError) || error.code !== 'network') throw error;
        await new Promise((resolve) => setTimeout(resolve, 4 * pollMilliseconds));
      }
    }
  }
}
