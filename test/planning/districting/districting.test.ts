/** Redrawing districts: worlds whose answer is derived, and all plans of small ones. */
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { solveDistricting } from '../../../server/planning/districting/districting.ts';
import type { DistrictingProblem, Means, Rule, Weights } from '../../../server/planning/districting/problem.ts';
import { goalOf, hasPlan, isContiguous, leastGoal, randomWorld, termsOf, type WorldOptions } from './worlds.ts';

const highs = await loadHighs();
const means = (more: Partial<Means> = {}): Means => ({
  highs,
  now: () => 0,
  random: createRandom(1, 'districting').next,
  seconds: 60,
  ...more,
});

const MIXED: Weights = { distance: 1, utilisation: 0.7, moved: 0.4, mix: 0.5 };
const weightings: Weights[] = [
  MIXED,
  { distance: 1, utilisation: 0, moved: 0, mix: 0 },
  { distance: 0.1, utilisation: 1, moved: 0, mix: 0 },
  { distance: 0, utilisation: 0, moved: 1, mix: 0 },
  { distance: 0, utilisation: 0, moved: 0, mix: 1 },
];

function expectPlan(problem: DistrictingProblem, weights: Weights, result: ReturnType<typeof solveDistricting>): void {
  const plan = result.plan!;
  expect(isContiguous(problem, plan)).toBe(true);
  const load = problem.fixedPupils.slice();
  plan.forEach((school, atom) => {
    load[school]! += problem.pupils[atom]!;
    if (problem.locked[atom]! >= 0) expect(school).toBe(problem.locked[atom]);
  });
  load.forEach((each, school) => {
    expect(each).toBeLessThanOrEqual(problem.capacity[school]!);
    expect(each).toBeGreaterThanOrEqual(problem.minimum[school]!);
  });
  const terms = termsOf(problem, plan);
  for (const key of ['distance', 'utilisation', 'moved', 'mix'] as const)
    expect(result.terms![key]).toBeCloseTo(terms[key], 9);
  expect(result.goal).toBeCloseTo(goalOf(terms, weights), 9);
  expect(result.bound).toBeLessThanOrEqual(result.goal + 1e-9);
  expect(result.boundWithoutContiguity).toBeLessThanOrEqual(result.bound + 1e-9);
}

/** Without any one of its rules there is a plan, with all of them there is none. */
function expectConflict(problem: DistrictingProblem, conflict: readonly Rule[]): void {
  const isOf = (rules: readonly Rule[]) => (rule: Rule) =>
    rules.some((each) => JSON.stringify(each) === JSON.stringify(rule)) ||
    (rule.kind === 'capacity' && rules.some(({ kind }) => kind === 'totalCapacity'));
  expect(conflict.length).toBeGreaterThan(0);
  expect(hasPlan(problem, isOf(conflict))).toBe(false);
  for (const rule of conflict) expect(hasPlan(problem, isOf(conflict.filter((other) => other !== rule)))).toBe(true);
}

const kinds: Record<string, WorldOptions> = {
  'without limits': { width: 5, height: 2, schools: 3 },
  'with capacities': { width: 4, height: 3, schools: 3, room: 1.15 },
  'with minima and locks': { width: 3, height: 3, schools: 3, room: 1.3, minimum: true, locks: 0.1 },
  'with little room': { width: 3, height: 3, schools: 2, room: 1.03, locks: 0.1 },
  'with too much asked': { width: 3, height: 3, schools: 3, room: 1.02, minimum: true, locks: 0.3 },
  'with islands and missing ways': { width: 3, height: 3, schools: 2, room: 1.3, islands: 2, holes: 0.15 },
  'with a school in no atom': { width: 3, height: 3, schools: 2, room: 1.3, seatless: true },
  'with two schools in one atom': { width: 3, height: 3, schools: 2, room: 1.3, together: true },
};

describe('small worlds, against all plans', () => {
  for (const [name, options] of Object.entries(kinds))
    test.each(weightings.map((weights, at) => [at, weights] as const))(`${name}, weights %i`, (at, weights) => {
      for (let seed = 0; seed < 4; seed++) {
        const problem = randomWorld(createRandom(seed * 10 + at, name), options);
        const result = solveDistricting(problem, weights, means());
        const least = leastGoal(problem, weights);
        if (least === Infinity) {
          expect(result.status, `seed ${seed}`).toBe('infeasible');
          expect(result.conflictProven).toBe(true);
          expectConflict(problem, result.conflict!);
          continue;
        }
        expect(result.status, `seed ${seed}`).toBe('optimal');
        expect(result.goal, `seed ${seed}`).toBeCloseTo(least, 7);
        expect(result.gap).toBeLessThan(1e-5);
        expectPlan(problem, weights, result);
      }
    });
});
