/** Floating catchments on worlds derived by hand, against the formula written out plainly, and as a balance of places. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { floatingCatchment, type CatchmentStep } from '../../../server/planning/kita/floatingCatchment.ts';
import { reachableWithin } from '../../../server/planning/kita/reachable.ts';

interface World {
  supply: number[];
  demand: number[];
  /** Row by row; Infinity: no way. */
  cost: number[][];
  steps: CatchmentStep[];
}

const run = ({ supply, demand, cost, steps }: World) => {
  const reachable = reachableWithin(demand.length, supply.length, (i, j) => cost[i]![j]!, Infinity);
  return floatingCatchment({ supply, demand, reachable, steps });
};

const ZONES: CatchmentStep[] = [
  { upTo: 10, weight: 1 },
  { upTo: 20, weight: 0.68 },
  { upTo: 30, weight: 0.22 },
];

describe('by hand', () => {
  // Kita 1: 50 / (1 × 100 + 0.68 × 50) = 50 / 134. Kita 2: 33 / (0.22 × 100 + 1 × 50) = 33 / 72.
  // Point 1: 50 / 134 + 0.22 × 33 / 72; point 2: 0.68 × 50 / 134 + 33 / 72.
  test('two points, two Kitas, three zones', () => {
    const { accessibility, ratio } = run({
      supply: [50, 33],
      demand: [100, 50],
      cost: [
        [5, 30],
        [20, 10],
      ],
      steps: ZONES,
    });
    expect(ratio[0]).toBeCloseTo(50 / 134, 12);
    expect(ratio[1]).toBeCloseTo(33 / 72, 12);
    expect(accessibility[0]).toBeCloseTo(50 / 134 + (0.22 * 33) / 72, 12);
    expect(accessibility[1]).toBeCloseTo((0.68 * 50) / 134 + 33 / 72, 12);
  });

  // A zone ends with its upTo: 10 counts 1, a hair more 0.68, and beyond 30 nothing.
  test.each([
    [10, 1],
    [10.000001, 0.68],
    [30, 0.22],
    [30.000001, 0],
    [Infinity, 0],
  ])('a child at %d counts %d', (cost, weight) => {
    // With ten children beside it the Kita gives 20 / (10 + weight) to each, and weight times that to the one.
    const { accessibility } = run({ supply: [20], demand: [1, 10], cost: [[cost], [0]], steps: ZONES });
    expect(accessibility[0]).toBeCloseTo((weight * 20) / (10 + weight), 12);
  });

  // Kita 1 is reached by the empty point alone, Kita 2 by none: neither has anything to share.
  test('what no child reaches gives nothing, and nothing is divided by nothing', () => {
    const { accessibility, ratio } = run({
      supply: [40, 30, 20],
      demand: [0, 10],
      cost: [
        [5, Infinity, 5],
        [Infinity, 99, 5],
      ],
      steps: ZONES,
    });
    expect([...ratio]).toEqual([0, 0, 2]);
    expect([...accessibility]).toEqual([2, 2]);
  });

  test('without points or without Kitas', () => {
    expect([...run({ supply: [5], demand: [], cost: [], steps: ZONES }).ratio]).toEqual([0]);
    expect([...run({ supply: [], demand: [5], cost: [[]], steps: ZONES }).accessibility]).toEqual([0]);
  });
});

test('zones that do not ascend and pairs that do not fit are refused', () => {
  const world = { supply: [1], demand: [1], cost: [[1]] };
  for (const steps of [[], [ZONES[1]!, ZONES[0]!], [ZONES[0]!, ZONES[0]!], [{ upTo: 5, weight: -1 }]])
    expect(() => run({ ...world, steps })).toThrow(/^Please give at least one zone/);
  const reachable = reachableWithin(1, 1, () => 1, 9);
  expect(() => floatingCatchment({ supply: [], demand: [1], reachable, steps: ZONES })).toThrow(/^Please give pairs/);
  expect(() => floatingCatchment({ supply: [1], demand: [], reachable, steps: ZONES })).toThrow(/^Please give the/);
});

const worlds = fc
  .record({ points: fc.integer({ min: 1, max: 8 }), kitas: fc.integer({ min: 1, max: 5 }) })
  .chain(({ points, kitas }) => {
    const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
    const people = fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 500, noNaN: true }));
    const cost = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constant(Infinity));
    return fc.record({
      supply: list(kitas, people),
      demand: list(points, people),
      cost: list(points, list(kitas, cost)),
      steps: fc
        .uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 })
        .chain((ends) =>
          list(ends.length, fc.double({ min: 0.01, max: 2, noNaN: true })).map((weights) =>
            ends.sort((a, b) => a - b).map((upTo, index) => ({ upTo, weight: weights[index]! })),
          ),
        ),
    });
  });

/** A_i = Σ_j w_ij S_j / Σ_k w_kj D_k, word by word. */
function plainly({ supply, demand, cost, steps }: World): number[] {
  const weight = (i: number, j: number) => steps.find(({ upTo }) => cost[i]![j]! <= upTo)?.weight ?? 0;
  const shared = supply.map((places, j) => {
    const around = demand.map((children, k) => weight(k, j) * children).reduce((a, b) => a + b, 0);
    return around === 0 ? 0 : places / around;
  });
  return demand.map((_, i) => shared.map((share, j) => weight(i, j) * share).reduce((a, b) => a + b, 0));
}

test('is the formula', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const expected = plainly(world);
      run(world).accessibility.forEach((each, point) =>
        expect(Math.abs(each - expected[point]!)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected[point]!)),
      );
    }),
    { seed: 1 },
  );
});

test('children × places per child are the places of the Kitas that a child reaches', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const { supply, demand, cost, steps } = world;
      const given = run(world).accessibility.reduce((sum, each, point) => sum + each * demand[point]!, 0);
      const farthest = steps.at(-1)!.upTo;
      const reached = supply.filter((_, j) => demand.some((children, i) => children > 0 && cost[i]![j]! <= farthest));
      expect(given).toBeCloseTo(
        reached.reduce((a, b) => a + b, 0),
        6,
      );
    }),
    { seed: 1 },
  );
});
