/**
 * The search: ruin, recreate, and keep the new plan by simulated annealing. Where the number of tours is limited, stops may be
 * missing for a time; those that were missing often count more, so that the search turns to the hard ones (the fleet
 * minimisation of Christiaens, Vanden Berghe 2020).
 */
import type { Means } from './means.ts';
import type { TourState } from './tourState.ts';

/** Steps between two looks at the clock. */
const STEPS_PER_LOOK = 50;

export interface Phase {
  state: TourState;
  /** Changes the plan: takes stops out and puts back what fits. */
  change: () => void;
  /** Temperatures of the first and the last step, in units of the cost. */
  hot: number;
  cold: number;
  /** Called after each change that was kept and after which no stop is missing; true ends the search. */
  onComplete: () => boolean;
  /** Called between steps where stops are missing, every now and then. */
  onMissing?: () => void;
}

/** How much of the means is used up, 0 to 1; past 1 the search is over. */
export class Clock {
  readonly #means: Means;
  readonly #since: number;
  readonly #steps: number;
  steps = 0;

  /** @param since what `now` said when the work began */
  constructor(means: Means, steps: number, since: number) {
    this.#means = means;
    this.#since = since;
    this.#steps = means.steps ?? steps;
  }

  done(): number {
    if (this.#means.isOver?.() === true) return 1;
    const seconds = (this.#means.now() - this.#since) / 1000;
    const done = Math.min(1, Math.max(seconds / this.#means.seconds, this.steps / this.#steps));
    this.#means.onProgress?.(done);
    return done;
  }
}

/** Runs until the clock's share `until` is used up, or `onComplete` says so. */
export function search(phase: Phase, clock: Clock, until: number, random: () => number): void {
  const { state, change, hot, cold } = phase;
  const absences = new Float64Array(state.stops).fill(1);
  const weigh = () => {
    let sum = 0;
    for (let at = 0; at < state.missingCount; at++) sum += absences[state.missing[at]!]!;
    return sum;
  };
  const from = clock.done();
  let missing = weigh();
  for (let done = from; done < until; done = clock.done()) {
    const share = (done - from) / (until - from);
    const temperature = hot * (cold / hot) ** share;
    for (let step = 0; step < STEPS_PER_LOOK; step++, clock.steps++) {
      const before = state.cost;
      const countBefore = state.missingCount;
      state.begin();
      change();
      const now = weigh();
      const isBetter = state.missingCount < countBefore || now < missing;
      const isAccepted = isBetter || (now <= missing && state.cost < before - temperature * Math.log(random()));
      for (let at = 0; at < state.missingCount; at++) absences[state.missing[at]!]!++;
      if (!isAccepted) state.undo();
      missing = weigh();
      if (!isAccepted) continue;
      if (state.missingCount > 0) continue;
      if (phase.onComplete()) return;
      missing = weigh();
    }
    if (state.missingCount > 0) {
      phase.onMissing?.();
      missing = weigh();
    }
  }
}
