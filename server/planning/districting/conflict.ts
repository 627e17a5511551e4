/**
 * Why there is no plan: rules that contradict each other, none of which could be spared. An elastic programme, in which
 * rules may be broken at a price, tells which are worth looking at (elastic filter: Chinneck 1997, „Finding a useful subset
 * of constraints for analysis in an infeasible linear program“); then each is left out once, and stays out where there is
 * no plan without it either (deletion filter).
 */
import { Ground } from './contiguity.ts';
import { solveContiguous } from './contiguous.ts';
import { Goal, sumOf } from './goal.ts';
import { grow } from './growth.ts';
import { anneal } from './localSearch.ts';
import { PRICE_OF_LIMITS } from './improve.ts';
import type { DistrictingProblem, Rule } from './problem.ts';
import { Programme } from './programme.ts';
import { allRules, type Pairs } from './programmeParts.ts';
import type { Scene } from './relaxation.ts';

/** Only what keeps rules is asked: short ways are as good a guide as any. */
const ANY = { distance: 1, utilisation: 0, moved: 0, mix: 0 };
const TRIES_PER_ATOM = 300;
/** Of the time that is left, for one question. */
const SHARE_OF_A_QUESTION = 0.3;
const LARGE = 600;
/** (goal − bound) ÷ goal at which any plan will do; short ways keep districts in one piece. */
const ANY_PLAN = 0.9;

export interface Conflict {
  rules: Rule[];
  /** Whether each question was answered in the time; else some of the rules might be spared. */
  isProven: boolean;
}

/** To be asked only where it is known that there is no plan. */
export function conflictOf(scene: Scene, isOver: () => boolean): Conflict {
  const { problem } = scene.goal;
  const places = sumOf(problem.capacity);
  if (places < scene.goal.total) return { rules: [{ kind: 'totalCapacity' }], isProven: true };
  const ask = (rules: readonly Rule[]) => (isOver() ? null : hasPlan(scene, rules, isOver));
  let rules = rulesOf(problem);
  const districts: Rule = { kind: 'contiguity' };
  const limits = rules.filter(({ kind }) => kind !== 'contiguity');
  if (ask(limits) === false) rules = elastic(scene, limits);
  if (rules.length < limits.length && ask(rules) !== false) rules = [...limits, districts];
  let isProven = true;
  for (const rule of [...rules]) {
    const others = rules.filter((other) => other !== rule);
    const answer = ask(others);
    if (answer === false) rules = others;
    else if (answer === null) isProven = false;
  }
  return { rules, isProven };
}

function rulesOf({ capacity, minimum, locked }: DistrictingProblem): Rule[] {
  const rules: Rule[] = [];
  capacity.forEach((places, school) => {
    if (places < Infinity) rules.push({ kind: 'capacity', school });
  });
  minimum.forEach((least, school) => {
    if (least > 0) rules.push({ kind: 'minimum', school });
  });
  for (const school of new Set(locked)) if (school >= 0) rules.push({ kind: 'locked', school });
  return [...rules, { kind: 'contiguity' }];
}

/** The problem with these rules only; contiguity is told apart. */
function problemWith(problem: DistrictingProblem, rules: readonly Rule[]): DistrictingProblem {
  const has = (kind: Rule['kind'], school: number) =>
    rules.some((rule) => rule.kind === kind && (!('school' in rule) || rule.school === school));
  return {
    ...problem,
    capacity: problem.capacity.map((places, school) => (has('capacity', school) ? places : Infinity)),
    minimum: problem.minimum.map((least, school) => (has('minimum', school) ? least : 0)),
    locked: problem.locked.map((school) => (school >= 0 && has('locked', school) ? school : -1)),
  };
}

/** @returns null where it cannot be told in the time */
function hasPlan(scene: Scene, kept: readonly Rule[], isOver: () => boolean): boolean | null {
  const problem = problemWith(scene.goal.problem, kept);
  const contiguity = kept.some(({ kind }) => kind === 'contiguity');
  const goal = new Goal(problem, ANY);
  const ground = new Ground(problem);
  const rules = { ...allRules(problem), contiguity };
  const pairs = pairsOf(ground, contiguity);
  if (new Set(pairs.atom).size < problem.atoms) return false;
  const rest = new Int32Array(problem.atoms).fill(-1);
  const linear = new Programme(goal, scene.highs, { pairs, rules, rest, integer: false, withoutGoal: true });
  try {
    const answer = linear.solveLinear(scene.secondsLeft());
    if (!answer.isFeasible) return false;
    if (!answer.isSolved) return null;
  } finally {
    linear.dispose();
  }
  if (pairs.atom.length > LARGE) {
    const start = grow(ground, rest, (atom, school) => goal.way[atom * problem.schools + school]!);
    const random = lcg();
    const tries = TRIES_PER_ATOM * problem.atoms;
    const penalty = PRICE_OF_LIMITS;
    if (anneal(goal, ground, start, { random, isOver, tries, heat: penalty / 10, penalty }).plan) return true;
  }
  const seconds = scene.secondsLeft() * SHARE_OF_A_QUESTION;
  const { status, plan } = solveContiguous(
    { ...scene, goal, ground, rules },
    { pairs, rest, upper: Infinity, seconds, gap: ANY_PLAN },
  );
  return plan ? true : status === 'none' ? false : null;
}

/** A fixed sequence: whether there is a plan must not hang on chance. */
function lcg(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

function pairsOf(ground: Ground, contiguity: boolean): Pairs {
  const { atoms, schools } = ground.problem;
  const pairs: Pairs = { atom: [], school: [] };
  for (let atom = 0; atom < atoms; atom++)
    for (let school = 0; school < schools; school++) {
      if (!ground.allows(atom, school, { contiguity })) continue;
      pairs.atom.push(atom);
      pairs.school.push(school);
    }
  return pairs;
}

/**
 * Rules that are broken where breaking has a price are kept from then on, until no plan is left.
 *
 * @returns rules among which a conflict is, most often few; all of them where only whole atoms are in conflict
 */
function elastic(scene: Scene, rules: readonly Rule[]): Rule[] {
  const { highs, secondsLeft } = scene;
  const found: Rule[] = [];
  for (;;) {
    const kept = problemWith(scene.goal.problem, found);
    const asked = problemWith(scene.goal.problem, rules);
    const ground = new Ground(kept);
    const pairs = pairsOf(ground, false);
    if (new Set(pairs.atom).size < kept.atoms) return found;
    const goal = new Goal(asked, ANY);
    const programme = new Programme(goal, highs, {
      pairs,
      rules: { least: kept.minimum, most: kept.capacity, contiguity: false },
      rest: new Int32Array(kept.atoms).fill(-1),
      integer: false,
      withoutGoal: true,
      wish: { least: asked.minimum, most: asked.capacity, locked: asked.locked },
    });
    try {
      const answer = programme.solveLinear(secondsLeft());
      if (!answer.isFeasible) return found;
      if (!answer.isSolved) return [...rules];
      const load = goal.problem.fixedPupils.slice();
      const left = new Set<number>();
      pairs.atom.forEach((atom, at) => {
        const [school, lock] = [pairs.school[at]!, asked.locked[atom]!];
        load[school]! += goal.problem.pupils[atom]! * answer.value[at]!;
        if (lock >= 0 && lock !== school && answer.value[at]! > 1e-6) left.add(lock);
      });
      const isBroken = (rule: Rule) => {
        if (!('school' in rule)) return false;
        if (rule.kind === 'capacity') return load[rule.school]! > asked.capacity[rule.school]! + 1e-6;
        if (rule.kind === 'minimum') return load[rule.school]! < asked.minimum[rule.school]! - 1e-6;
        return left.has(rule.school);
      };
      const broken = rules.filter((rule) => !found.includes(rule) && isBroken(rule));
      if (broken.length === 0) return [...rules];
      found.push(...broken);
    } finally {
      programme.dispose();
    }
  }
}
