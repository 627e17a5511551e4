/** Choices of steps by which Kitas give up places: what each does, the next one to take, and the best exchange. */
import type { Flow } from './flow.ts';
import { byHarm, type Harm } from './harm.ts';

export interface Steps {
  /** Whose places go; −1: those of all. */
  group: number;
  /** Places that go together. */
  step: number;
}

export interface Reduction extends Harm {
  /** By Kita in ascending order. */
  givenUp: { kita: number; places: number }[];
  /** Mean metres of all who still have a place; null where nobody has. */
  mean: number | null;
}

/** Steps that each Kita gives up. */
export type Plan = readonly number[];

/** One step less at a Kita, and one more at another. */
interface Exchange {
  plan: Plan;
  harm: Harm;
  spared: number;
  instead: number;
}

export class StepSearch {
  readonly today: { served: number; unserved: number; metres: number; mean: number | null };
  readonly #base: Flow;
  readonly #asked: Steps;
  readonly #most: readonly number[];

  constructor(base: Flow, asked: Steps, most: readonly number[]) {
    const { served, metres } = base.sums();
    const unserved = base.placement.unserved.reduce((all, each) => all + each, 0);
    this.#base = base;
    this.#asked = asked;
    this.#most = most;
    this.today = { served, unserved, metres, mean: served > 0 ? metres / served : null };
  }

  harmOf(flow: Flow): Harm {
    const { served, metres } = flow.sums();
    return { lost: this.today.served - served, longer: metres - this.today.metres };
  }

  flowOf(plan: Plan): Flow {
    const { group, step } = this.#asked;
    const flow = this.#base.copy();
    plan.forEach((steps, kita) => {
      if (steps > 0) flow.withdraw(kita, group, steps * step);
    });
    return flow;
  }

  told(plan: Plan): Reduction {
    const flow = this.flowOf(plan);
    const { served, metres } = flow.sums();
    const { step } = this.#asked;
    return {
      ...this.harmOf(flow),
      givenUp: plan.flatMap((steps, kita) => (steps > 0 ? [{ kita, places: steps * step }] : [])),
      mean: served > 0 ? metres / served : null,
    };
  }

  /** Of each Kita, what each further step does where no other Kita gives up any. */
  alone(steps: number): Harm[][] {
    return this.#most.map((most, kita) => {
      const flow = this.#base.copy();
      let before: Harm = { lost: 0, longer: 0 };
      return Array.from({ length: Math.min(most, steps) }, () => {
        const now = this.less(flow, kita);
        const harm = { lost: now.lost - before.lost, longer: now.longer - before.longer };
        before = now;
        return harm;
      });
    });
  }

  greedy(steps: number, alone: readonly Harm[][]): Plan {
    const plan = this.#most.map(() => 0);
    const flow = this.#base.copy();
    let now = this.harmOf(flow);
    // What the next step of each does at least, as it was last seen.
    const least = alone.map((list) => list[0] ?? null);
    for (let taken = 0; taken < steps; taken++) {
      const isSeen = plan.map(() => false);
      for (;;) {
        const kita = this.#first(plan, least);
        if (isSeen[kita]) {
          now = this.less(flow, kita);
          plan[kita]! += 1;
          break;
        }
        const after = this.less(flow.copy(), kita);
        least[kita] = { lost: after.lost - now.lost, longer: after.longer - now.longer };
        isSeen[kita] = true;
      }
    }
    return plan;
  }

  /** Exchanges steps as long as that helps. @returns the plan, and the best one that differs in one step */
  improve(start: Plan, alone: readonly Harm[][]): { plan: Plan; next: Exchange | null } {
    let [plan, next] = [start, this.exchange(start, alone)];
    while (next && byHarm(next.harm, this.harmOf(this.flowOf(plan))) < 0) {
      plan = next.plan;
      next = this.exchange(plan, alone);
    }
    return { plan, next };
  }

  /** The best plan in which one step goes at another Kita. */
  exchange(plan: Plan, alone: readonly Harm[][]): Exchange | null {
    let best: Exchange | null = null;
    plan.forEach((steps, spared) => {
      if (steps === 0) return;
      const rest = plan.map((each, kita) => (kita === spared ? each - 1 : each));
      const flow = this.flowOf(rest);
      const now = this.harmOf(flow);
      plan.forEach((_, instead) => {
        const own = alone[instead]![rest[instead]!];
        if (instead === spared || !own) return;
        if (best && byHarm({ lost: now.lost + own.lost, longer: now.longer + own.longer }, best.harm) >= 0) return;
        const harm = this.less(flow.copy(), instead);
        if (best && byHarm(harm, best.harm) >= 0) return;
        best = { plan: rest.map((each, kita) => (kita === instead ? each + 1 : each)), harm, spared, instead };
      });
    });
    return best;
  }

  /** Takes a step away. @returns the harm of all that is taken away then */
  less(flow: Flow, kita: number): Harm {
    const { group, step } = this.#asked;
    flow.withdraw(kita, group, step);
    return this.harmOf(flow);
  }

  #first(plan: Plan, least: readonly (Harm | null)[]): number {
    let first = -1;
    least.forEach((harm, kita) => {
      if (harm === null || plan[kita]! >= this.#most[kita]!) return;
      if (first === -1 || byHarm(harm, least[first]!) < 0) first = kita;
    });
    return first;
  }
}
