/**
 * The bound: the linear programme without contiguity, over all pairs of atom and school. It begins with the cheapest
 * schools of each atom, and takes in others as long as their reduced cost says that they could help (column generation):
 * at the end none is left out that moves the bound. Reduced costs then tell which pairs no better plan can have
 * (Nemhauser, Wolsey 1988, II.5.2); with the pairs that are left, contiguity comes in as cuts.
 */
import type { Highs } from 'highs';
import type { Ground } from './contiguity.ts';
import type { Goal } from './goal.ts';
import { Programme, TRUST } from './programme.ts';
import type { Cut, LinearAnswer, Pairs, Rules } from './programmeParts.ts';
import { Separators } from './separators.ts';

/** Schools of each atom to begin with. */
const NEAREST = 6;
/** Of reduced costs, far below what an atom of one pupil counts. */
const NEGATIVE = 1e-8;

export interface Relaxed {
  /** Infinity: there is no plan. */
  bound: number;
  /** Whether it was solved in the time: else there is no bound, and no prices. */
  isSolved: boolean;
  /** atoms × schools: what a pair costs beyond the bound at least; Infinity where it is not allowed. */
  reducedCost: Float64Array;
  /** The pairs that were in the programme, and how much of the atom goes to the school. */
  pairs: Pairs;
  value: Float64Array;
  /** Per school: below 0 where its most binds, above 0 where its least does: what the goal gains by one pupil. */
  limitPrice: Float64Array;
}

/** What the relaxation and all searches share. */
export interface Scene {
  goal: Goal;
  ground: Ground;
  rules: Rules;
  highs: Highs;
  secondsLeft: () => number;
}

export function relax({ goal, ground, rules, highs, secondsLeft }: Scene): Relaxed {
  const { atoms, schools, pupils, burden, today } = goal.problem;
  const allows = (atom: number, school: number) => ground.allows(atom, school, rules);
  const pairs: Pairs = { atom: [], school: [] };
  const isIn = new Uint8Array(atoms * schools);
  const take = (atom: number, school: number) => {
    if (isIn[atom * schools + school] === 1) return;
    isIn[atom * schools + school] = 1;
    pairs.atom.push(atom);
    pairs.school.push(school);
  };
  const reducedCost = new Float64Array(atoms * schools).fill(Infinity);
  const nothing = { value: new Float64Array(0), limitPrice: new Float64Array(schools) };
  const none: Relaxed = { bound: -Infinity, isSolved: false, reducedCost, pairs, ...nothing };
  for (let atom = 0; atom < atoms; atom++) {
    const near = Array.from({ length: schools }, (_, school) => school).filter((school) => allows(atom, school));
    if (near.length === 0) return { ...none, bound: Infinity, isSolved: true };
    const costOf = (school: number) => goal.cost[atom * schools + school]!;
    near.sort((a, b) => costOf(a) - costOf(b) || a - b);
    // Without pupils it is in no row but its own, and any school does.
    for (const school of near.slice(0, pupils[atom]! > 0 ? NEAREST : 1)) take(atom, school);
    if (near.includes(today[atom]!)) take(atom, today[atom]!);
  }
  for (;;) {
    const programme = new Programme(goal, highs, {
      pairs,
      rules,
      rest: new Int32Array(atoms).fill(-1),
      integer: false,
    });
    const answer = programme.solveLinear(secondsLeft());
    programme.dispose();
    const before = pairs.atom.length;
    if (!answer.isFeasible) {
      // Only over all pairs that says that there is no plan.
      for (let atom = 0; atom < atoms; atom++)
        for (let school = 0; school < schools; school++) if (allows(atom, school)) take(atom, school);
      if (pairs.atom.length === before) return { ...none, bound: Infinity, isSolved: true };
      continue;
    }
    if (!answer.isSolved) return none;
    for (let atom = 0; atom < atoms; atom++)
      for (let school = 0; school < schools; school++) {
        if (!allows(atom, school)) continue;
        const at = atom * schools + school;
        const { atomPrice, loadPrice, burdenPrice } = answer;
        const prices = pupils[atom]! * loadPrice[school]! + burden[atom]! * burdenPrice[school]!;
        reducedCost[at] = goal.cost[at]! - atomPrice[atom]! - prices;
        if (reducedCost[at] < -NEGATIVE) take(atom, school);
      }
    if (pairs.atom.length === before) {
      const { value, limitPrice } = answer;
      return { bound: trusted(answer.goal), isSolved: true, reducedCost, pairs, value, limitPrice };
    }
  }
}

/** @returns pairs that a plan better than `upper` may have */
export function pairsBelow(
  { bound, reducedCost }: Relaxed,
  upper: number,
  { atoms, schools }: { atoms: number; schools: number },
): Pairs {
  const pairs: Pairs = { atom: [], school: [] };
  const slack = upper - bound + TRUST;
  for (let at = 0; at < atoms * schools; at++) {
    if (reducedCost[at]! > slack || reducedCost[at] === Infinity) continue;
    pairs.atom.push(Math.floor(at / schools));
    pairs.school.push(at % schools);
  }
  return pairs;
}

const trusted = (goal: number): number => goal - TRUST * Math.max(Math.abs(goal), TRUST);

/**
 * The bound with contiguity, as far as its cuts are found in the time.
 *
 * @param upper only plans below it are of interest: the bound is that of those, and at most this
 */
export function relaxWithCuts(
  { goal, ground, rules, highs, secondsLeft }: Scene,
  pairs: Pairs,
  { upper, isOver }: { upper: number; isOver: () => boolean },
): { bound: number; cuts: Cut[]; answer: LinearAnswer | null; pairs: Pairs } {
  const { atoms, schools } = goal.problem;
  const programme = new Programme(goal, highs, { pairs, rules, rest: new Int32Array(atoms).fill(-1), integer: false });
  const separators = new Separators(ground, (atom, school) => programme.columnOf(atom, school) >= 0);
  const cuts: Cut[] = [];
  let bound = -Infinity;
  let last: LinearAnswer | null = null;
  let slow = 0;
  try {
    while (!isOver() && secondsLeft() > 0) {
      const answer = programme.solveLinear(secondsLeft());
      if (!answer.isFeasible) return { bound: upper, cuts, answer: last, pairs };
      if (!answer.isSolved) break;
      slow = trusted(answer.goal) - bound < 1e-4 * Math.abs(bound) ? slow + 1 : 0;
      bound = Math.max(bound, trusted(answer.goal));
      last = answer;
      if (bound >= upper || slow > 4) break;
      const shares = Array.from({ length: schools }, () => new Map<number, number>());
      pairs.atom.forEach((atom, at) => {
        if (answer.value[at]! > 1e-6) shares[pairs.school[at]!]!.set(atom, answer.value[at]!);
      });
      const found = separators.ofShares(shares);
      if (found.length === 0) break;
      programme.addCuts(found);
      cuts.push(...found);
    }
  } finally {
    programme.dispose();
  }
  return { bound: Math.min(bound, upper), cuts, answer: last, pairs };
}
