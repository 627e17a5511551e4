/**
 * Fewer children than that cannot lose their place, whichever steps are taken: branch and bound (Land, Doig 1960), the most promising
 * choice first. A branch has taken some steps, in the order of the Kitas; what is left of them costs at least the smallest of what
 * each would cost next, as harm is supermodular.
 */
import FlatQueue from 'flatqueue';
import { SAME, type Harm } from './harm.ts';
import type { Plan, StepSearch } from './stepSearch.ts';

export interface LeastLoss {
  /** Children: no choice costs fewer. */
  bound: number;
  /** Costs no more than the bound, where that is known; null: nothing better than what there was has been found. */
  plan: Plan | null;
}

interface Branch {
  plan: Plan;
  /** Number of the last Kita that gave up a step: the next ones come from it on. */
  from: number;
  left: number;
  lost: number;
  /** What the next step of each Kita costs; null: not looked at. */
  next: number[] | null;
}

/** Steps tried out at most: some seconds where every child reaches every Kita, else less. */
const MOST_TRIED = 2000;

/**
 * @param alone of each Kita, what each further step does where no other gives up any
 * @param known children lost by a choice that is there
 */
export function leastLoss(search: StepSearch, steps: number, alone: readonly Harm[][], known: number): LeastLoss {
  const open = new FlatQueue<Branch>();
  const costOf = (kita: number, taken: number, next: number) =>
    // A later step of a Kita costs at least what an earlier one does.
    alone[kita]!.slice(taken).map(({ lost }) => Math.max(lost, next));
  const boundOf = ({ plan, from, left, lost }: Branch, next: readonly number[]) => {
    const costs = next
      .flatMap((cost, kita) => (kita < from ? [] : costOf(kita, plan[kita]!, cost)))
      .sort((a, b) => a - b);
    if (costs.length < left) return Infinity;
    return costs.slice(0, left).reduce((sum, each) => sum + each, lost);
  };
  const first = alone.map((list) => list[0]?.lost ?? Infinity);
  const start: Branch = { plan: alone.map(() => 0), from: 0, left: steps, lost: 0, next: first };
  open.push(start, boundOf(start, first));
  let tried = 0;
  for (;;) {
    const bound = open.peekValue();
    if (bound === undefined || bound >= known - SAME.lost) return { bound: known, plan: null };
    const branch = open.pop()!;
    if (branch.left === 0) return { bound: branch.lost, plan: branch.plan };
    if (branch.next === null) {
      if (tried >= MOST_TRIED) return { bound, plan: null };
      const { plan, from, lost } = branch;
      const flow = search.flowOf(plan);
      const next = plan.map((taken, kita) => {
        if (kita < from || alone[kita]![taken] === undefined) return Infinity;
        tried++;
        return search.less(flow.copy(), kita).lost - lost;
      });
      // With what is known now it may be no longer the most promising one.
      open.push({ ...branch, next }, Math.max(bound, boundOf(branch, next)));
      continue;
    }
    for (let kita = branch.from; kita < alone.length; kita++) {
      if (branch.next[kita] === Infinity) continue;
      const child: Branch = {
        plan: branch.plan.map((taken, at) => (at === kita ? taken + 1 : taken)),
        ...{ from: kita, left: branch.left - 1, lost: branch.lost + branch.next[kita]!, next: null },
      };
      const least = Math.max(bound, boundOf(child, branch.next));
      if (least < known - SAME.lost) open.push(child, least);
    }
  }
}
