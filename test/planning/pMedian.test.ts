/** The p-median kernels on worlds whose answers are derived, and against all plans of small ones. */
import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../geodata/sample/random.ts';
import { solveCapacitatedPMedian } from '../../server/planning/optimise/capacitated.ts';
import { knapsack } from '../../server/planning/optimise/knapsack.ts';
import { solvePMedian } from '../../server/planning/optimise/pMedian.ts';
import type { CapacitatedProblem, Plan, PMedianProblem } from '../../server/planning/optimise/problem.ts';
import { distancesBetween } from '../../server/planning/optimise/shortestPaths.ts';

const highs = await loadHighs();
const means = (seconds = 60) => ({ secondsLeft: () => seconds, random: createRandom(1, 'test').next, highs });

/** Points on a line that are sites too. */
function onLine(places: number[], p: number): PMedianProblem {
  const cost = Float64Array.from(places.flatMap((a) => places.map((b) => Math.abs(a - b))));
  return { points: places.length, sites: places.length, cost, p };
}

const withCapacities = (problem: PMedianProblem, demand: number[], capacity: number[]): CapacitatedProblem => ({
  ...problem,
  demand: Float64Array.from(demand),
  capacity: Float64Array.from(capacity),
});

function choicesOf(sites: number, p: number): number[][] {
  if (p === 0) return [[]];
  return Array.from({ length: sites }, (_, last) => choicesOf(last, p - 1).map((rest) => [...rest, last])).flat();
}

/** What the best plan costs, by trying all; Infinity where there is none. */
function leastOf({ points, sites, cost, p }: PMedianProblem): number {
  const costOf = (open: number[]) => {
    let sum = 0;
    for (let point = 0; point < points; point++) sum += Math.min(...open.map((site) => cost[point * sites + site]!));
    return sum;
  };
  return Math.min(...choicesOf(sites, p).map(costOf));
}

function leastWithCapacities({ points, sites, cost, p, demand, capacity }: CapacitatedProblem): number {
  const place = (point: number, open: number[], room: number[]): number => {
    if (point === points) return 0;
    return Math.min(
      Infinity,
      ...open.map((site, at) => {
        const left = room.with(at, room[at]! - demand[point]!);
        return left[at]! < -1e-9 ? Infinity : cost[point * sites + site]! + place(point + 1, open, left);
      }),
    );
  };
  return Math.min(
    ...choicesOf(sites, p).map((open) =>
      place(
        0,
        open,
        open.map((site) => capacity[site]!),
      ),
    ),
  );
}

/** A plan is what it says it is. */
function expectPlan({ points, sites, cost, p }: PMedianProblem, plan: Plan): void {
  expect(new Set(plan.open).size).toBe(p);
  expect([...plan.open]).toEqual([...plan.open].sort((a, b) => a - b));
  expect(plan.siteOf.length).toBe(points);
  let sum = 0;
  plan.siteOf.forEach((site, point) => {
    expect(plan.open).toContain(site);
    sum += cost[point * sites + site]!;
  });
  expect(plan.objective).toBeCloseTo(sum, 9);
  expect(plan.bound).toBeLessThanOrEqual(plan.objective);
}

function expectCapacities({ demand, capacity }: CapacitatedProblem, plan: Plan): void {
  for (const site of plan.open) {
    const load = demand.reduce((sum, each, point) => sum + (plan.siteOf[point] === site ? each : 0), 0);
    expect(load).toBeLessThanOrEqual(capacity[site]! + 1e-8);
  }
}

const problems = (each: fc.Arbitrary<number>): fc.Arbitrary<PMedianProblem> =>
  fc
    .record({ points: fc.integer({ min: 1, max: 7 }), sites: fc.integer({ min: 1, max: 6 }) })
    .chain(({ points, sites }) =>
      fc.record({
        points: fc.constant(points),
        sites: fc.constant(sites),
        p: fc.integer({ min: 1, max: sites }),
        cost: fc
          .array(each, { minLength: points * sites, maxLength: points * sites })
          .map((cost) => Float64Array.from(cost)),
      }),
    );
const whole = problems(fc.integer({ min: 0, max: 12 }));
const fractions = problems(fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10));
const sparse = problems(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(Infinity)));

function capacitatedOf(from: fc.Arbitrary<PMedianProblem>, unit: number): fc.Arbitrary<CapacitatedProblem> {
  return from.chain((problem) => {
    const list = (length: number, max: number) =>
      fc
        .array(fc.integer({ min: 0, max }), { minLength: length, maxLength: length })
        .map((many) => Float64Array.from(many, (one) => one * unit));
    return fc.record({ demand: list(problem.points, 5), capacity: list(problem.sites, 14) }).map((c) => ({
      ...problem,
      ...c,
    }));
  });
}

describe('p-median', () => {
  // Two groups of three around 1 and 11: from each middle 1 + 0 + 1.
  test('two groups on a line', () => {
    const plan = solvePMedian(onLine([0, 1, 2, 10, 11, 12], 2), means());
    expect(plan).toMatchObject({ objective: 4, bound: 4 });
    expect([...plan.open]).toEqual([1, 4]);
    expect([...plan.siteOf]).toEqual([1, 1, 1, 4, 4, 4]);
  });

  // With one site the median of the places is best, not their mean: |−1| + 0 + 100.
  test('one site stands at the median', () => {
    expect(solvePMedian(onLine([0, 1, 101], 1), means())).toMatchObject({ objective: 101, bound: 101 });
  });

  test('all sites open: nothing is left to go', () => {
    expect(solvePMedian(onLine([0, 5, 9], 3), means())).toMatchObject({ objective: 0, bound: 0 });
  });

  test.each([
    ['whole costs', whole],
    ['fractions', fractions],
  ])('property: the best of all plans, proven (%s)', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (problem) => {
        const plan = solvePMedian(problem, means());
        expectPlan(problem, plan);
        expect(plan.objective).toBeCloseTo(leastOf(problem), 9);
        expect(plan.bound).toBeCloseTo(plan.objective, 6);
      }),
      { numRuns: 150 },
    );
  });

  test('property: without time still a plan, and a bound that no plan is below', () => {
    fc.assert(
      fc.property(whole, (problem) => {
        const plan = solvePMedian(problem, means(0));
        expectPlan(problem, plan);
        const least = leastOf(problem);
        expect(plan.objective).toBeGreaterThanOrEqual(least);
        expect(plan.bound).toBeLessThanOrEqual(least);
      }),
    );
  });

  test('property: where not each site may serve each point, a plan is found or a sentence says that there is none', () => {
    fc.assert(
      fc.property(sparse, (problem) => {
        const least = leastOf(problem);
        if (least === Infinity) {
          expect(() => solvePMedian(problem, means())).toThrow(/please allow more sites/);
          return;
        }
        const plan = solvePMedian(problem, means());
        expectPlan(problem, plan);
        expect(plan).toMatchObject({ objective: least, bound: least });
      }),
      { numRuns: 150 },
    );
  });

  // Branching and HiGHS have work here: L does not reach the optimum of a graph with equal distances.
  test('the same numbers give the same plan', () => {
    const random = createRandom(3, 'graph');
    const draw = (most: number) => Array.from({ length: 400 }, () => random.int(most));
    const graph = { vertices: 60, from: draw(60), to: draw(60), length: draw(30).map((length) => 1 + length) };
    const problem = { points: 60, sites: 60, cost: distancesBetween(graph), p: 7 };
    const plan = solvePMedian(problem, means());
    expect(plan.bound).toBe(plan.objective);
    expect(solvePMedian(problem, means())).toEqual(plan);
    expectPlan(problem, plan);
  });

  test('numbers that do not fit each other are refused', () => {
    expect(() => solvePMedian({ ...onLine([0, 1], 1), p: 3 }, means())).toThrow(/a whole number from 1 to 2/);
    expect(() => solvePMedian({ ...onLine([0, 1], 1), points: 3 }, means())).toThrow(/give a cost/);
    expect(() => solvePMedian({ points: 1, sites: 1, p: 1, cost: Float64Array.of(-1) }, means())).toThrow(/from 0 on/);
  });
});

describe('capacitated p-median', () => {
  // Three would go to 1 and three to 11; with room for two points of 0, 1, 2 one of them must go far, and 2 has 9 to go to 11.
  test('who finds no room goes to the next site', () => {
    const problem = withCapacities(onLine([0, 1, 2, 10, 11, 12], 2), [1, 1, 1, 1, 1, 1], [2, 2, 2, 4, 4, 4]);
    const plan = solveCapacitatedPMedian(problem, means());
    // 0 and 1 at one of the two (1), 10, 11, 12 around 11 (2), and 2 to 11 (9).
    expect(plan).toMatchObject({ objective: 12, bound: 12 });
    expect(plan.siteOf[2]).toBe(plan.siteOf[4]);
  });

  test.each([
    ['whole costs', capacitatedOf(whole, 1)],
    ['fractions', capacitatedOf(fractions, 0.1)],
  ])('property: the best of all plans, proven, or a sentence that none fits (%s)', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (problem) => {
        const least = leastWithCapacities(problem);
        if (least === Infinity) {
          expect(() => solveCapacitatedPMedian(problem, means())).toThrow(/please/);
          return;
        }
        const plan = solveCapacitatedPMedian(problem, means());
        expectPlan(problem, plan);
        expectCapacities(problem, plan);
        expect(plan.objective).toBeCloseTo(least, 9);
        expect(plan.bound).toBeCloseTo(least, 6);
      }),
      { numRuns: 150 },
    );
  });

  test('property: without time a bound that no plan is below', () => {
    fc.assert(
      fc.property(capacitatedOf(whole, 1), (problem) => {
        const least = leastWithCapacities(problem);
        let plan: Plan;
        try {
          plan = solveCapacitatedPMedian(problem, means(0));
        } catch (error) {
          expect(error).toMatchObject({ kind: 'invalid' });
          return;
        }
        expectPlan(problem, plan);
        expectCapacities(problem, plan);
        expect(plan.objective).toBeGreaterThanOrEqual(least);
        expect(plan.bound).toBeLessThanOrEqual(least);
      }),
    );
  });

  // Added as floats 0.1 + 0.1 + 0.1 + 0.3 is 0.6000000000000001, and 0.3 + 0.3 is 0.6.
  test('fractions that fill the sites to the last fit', () => {
    const problem = withCapacities(onLine([0, 1, 2, 3], 2), [0.1, 0.1, 0.1, 0.3], [0.3, 0.3, 0.3, 0.3]);
    const plan = solveCapacitatedPMedian(problem, means());
    expectCapacities(problem, plan);
    expect(plan.objective).toBe(leastWithCapacities(problem));
  });

  test.each([
    // 3 · 6 = 18 would fit into 2 · 9, but no site holds two of them.
    ['none fits whole', [6, 6, 6], [9, 9, 9], 'pMedian.doesNotFit'],
    ['too little in all', [6, 6, 6], [8, 8, 8], 'pMedian.tooLittleCapacity'],
    ['one too large', [1, 1, 7], [6, 6, 6], 'pMedian.pointTooLarge'],
  ])('a sentence says why: %s', (_, demand, capacity, code) => {
    const problem = withCapacities(onLine([0, 1, 2], 2), demand, capacity);
    expect(() => solveCapacitatedPMedian(problem, means())).toThrow(
      expect.objectContaining({
        code,
        text: { de: expect.stringMatching(/bitte/), en: expect.stringMatching(/please/) },
      }),
    );
  });

  test('numbers that do not fit each other are refused', () => {
    const problem = withCapacities(onLine([0, 1], 1), [1, 1], [2, 2]);
    const refused = (other: Partial<CapacitatedProblem>) =>
      expect(() => solveCapacitatedPMedian({ ...problem, ...other }, means())).toThrow(RangeError);
    refused({ demand: Float64Array.of(1) });
    refused({ capacity: Float64Array.of(2, NaN) });
    refused({ cost: Float64Array.of(0, 1, Infinity, 0) });
  });
});

test('property: a knapsack is worth the best of all packings', () => {
  const item = fc.record({ value: fc.integer({ min: 1, max: 20 }), weight: fc.integer({ min: 0, max: 9 }) });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 10 }), fc.integer({ min: 0, max: 25 }), (items, capacity) => {
      const sorted = items.toSorted((a, b) => b.value / b.weight - a.value / a.weight || 0);
      const value = Float64Array.from(sorted, (one) => one.value);
      const weight = Float64Array.from(sorted, (one) => one.weight);
      const taken = new Uint8Array(sorted.length);
      let best = 0;
      for (let set = 0; set < 2 ** sorted.length; set++) {
        const packed = sorted.filter((_, at) => (set >> at) % 2 === 1);
        if (packed.reduce((sum, one) => sum + one.weight, 0) > capacity) continue;
        best = Math.max(
          best,
          packed.reduce((sum, one) => sum + one.value, 0),
        );
      }
      expect(knapsack({ value, weight }, capacity, taken)).toBe(best);
      const packed = sorted.filter((_, at) => taken[at] === 1);
      expect(packed.reduce((sum, one) => sum + one.value, 0)).toBe(best);
      expect(packed.reduce((sum, one) => sum + one.weight, 0)).toBeLessThanOrEqual(capacity);
    }),
  );
});

// 0 –1– 1 –2– 2, and 3 apart; the long way 0 –9– 2 is never gone.
test('distances along a graph', () => {
  const graph = { vertices: 4, from: [0, 1, 0], to: [1, 2, 2], length: [1, 2, 9] };
  const far = Infinity;
  expect([...distancesBetween(graph)]).toEqual([0, 1, 3, far, 1, 0, 2, far, 3, 2, 0, far, far, far, far, 0]);
});
