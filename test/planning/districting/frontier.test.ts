/** Plans between "nobody moves" and "short ways". */
import loadHighs from 'highs';
import { expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { frontier } from '../../../server/planning/districting/frontier.ts';
import { isContiguous, leastGoal, randomWorld } from './worlds.ts';

const highs = await loadHighs();

test('no plan of the frontier is beaten in both, and each is best under its weights', () => {
  for (let seed = 0; seed < 3; seed++) {
    const problem = randomWorld(createRandom(seed, 'frontier'), { width: 3, height: 3, schools: 3 });
    const weights = { distance: 1, utilisation: 0, moved: 0, mix: 0 };
    const means = { highs, now: () => 0, random: createRandom(1, 'frontier').next, seconds: 60 };
    const { plans, infeasible } = frontier(problem, weights, 5, means);
    expect(infeasible).toBeNull();
    expect(plans.length).toBeGreaterThan(0);
    for (const [at, each] of plans.entries()) {
      expect(isContiguous(problem, each.plan)).toBe(true);
      expect(each.goal).toBeCloseTo(leastGoal(problem, each.weights), 7);
      expect(each.bound).toBeLessThanOrEqual(each.goal);
      if (at > 0) {
        expect(each.terms.moved).toBeGreaterThan(plans[at - 1]!.terms.moved);
        expect(each.rest).toBeLessThan(plans[at - 1]!.rest);
      }
    }
  }
});
