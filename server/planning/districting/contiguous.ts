/**
 * The best contiguous plan of a part of the atoms, the others staying where they are: exact. Cuts are found first for the
 * linear programme, then for the plans in whole atoms, until a plan breaks none (Validi, Buchanan, Lykhovyd 2022).
 */
import { Programme } from './programme.ts';
import type { Cut, Pairs } from './programmeParts.ts';
import type { Scene } from './relaxation.ts';
import { Separators } from './separators.ts';

export interface PartAnswer {
  /** `optimal`: the plan is best; `none`: no plan is below `upper`; `unknown`: the time was over. */
  status: 'optimal' | 'none' | 'unknown';
  plan: Int32Array | null;
  /** No plan of these pairs has a lesser goal, as far as it is less than `upper`. */
  bound: number;
}

export interface PartOptions {
  pairs: Pairs;
  /** Where the other atoms stay. */
  rest: Int32Array;
  /** Only plans below it are of interest. */
  upper: number;
  seconds: number;
  /** A plan to begin with. */
  begin?: Int32Array | null;
  /** (goal − bound) ÷ goal at which a plan is good enough. */
  gap?: number;
}

const MOST_LINEAR_ROUNDS = 12;

export function solveContiguous(scene: Scene, options: PartOptions): PartAnswer {
  const { goal, ground, rules, highs, secondsLeft } = scene;
  const { pairs, rest, upper, begin = null, gap = 0 } = options;
  const until = secondsLeft() - options.seconds;
  const left = () => Math.max(0, secondsLeft() - Math.max(until, 0));
  const settings = { pairs, rules, rest };
  const cuts: Cut[] = [];
  let bound = -Infinity;
  const linear = new Programme(goal, highs, { ...settings, integer: false });
  const isPart = new Set(pairs.atom);
  const separators = new Separators(ground, (atom, school) =>
    isPart.has(atom) ? linear.columnOf(atom, school) >= 0 : rest[atom] === school,
  );
  try {
    if (rules.contiguity)
      for (let round = 0; round < MOST_LINEAR_ROUNDS; round++) {
        const answer = linear.solveLinear(left());
        if (!answer.isFeasible) return { status: 'none', plan: null, bound: Infinity };
        if (!answer.isSolved) return { status: 'unknown', plan: null, bound };
        bound = answer.goal;
        if (bound >= upper * (1 - gap)) return { status: 'none', plan: null, bound };
        const shares = Array.from({ length: goal.problem.schools }, () => new Map<number, number>());
        rest.forEach((school, atom) => {
          if (school >= 0 && !isPart.has(atom)) shares[school]!.set(atom, 1);
        });
        pairs.atom.forEach((atom, at) => {
          if (answer.value[at]! > 1e-6) shares[pairs.school[at]!]!.set(atom, answer.value[at]!);
        });
        const found = separators.ofShares(shares);
        if (found.length === 0) break;
        linear.addCuts(found);
        cuts.push(...found);
      }
  } finally {
    linear.dispose();
  }
  const whole = new Programme(goal, highs, { ...settings, integer: true });
  try {
    whole.addCuts(cuts);
    for (;;) {
      if (left() <= 0) return { status: 'unknown', plan: null, bound };
      const answer = whole.solveWhole(left(), { begin, gap });
      if (answer.status === 'infeasible') return { status: 'none', plan: null, bound: Infinity };
      bound = Math.max(bound, answer.bound);
      if (!answer.plan) return { status: 'unknown', plan: null, bound };
      const found = rules.contiguity ? separators.ofPlan(answer.plan) : [];
      if (found.length === 0)
        return { status: answer.status === 'optimal' ? 'optimal' : 'unknown', plan: answer.plan, bound };
      if (answer.status !== 'optimal') return { status: 'unknown', plan: null, bound };
      if (bound >= upper * (1 - gap) - 1e-9) return { status: 'none', plan: null, bound };
      whole.addCuts(found);
    }
  } finally {
    whole.dispose();
  }
}
