/** The best assignment on worlds whose answers are derived, and against linear programmes of random ones. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { assignPlaces, type AssignmentProblem } from '../../../server/planning/kita/assignment.ts';
import { reachableWithin } from '../../../server/planning/kita/reachable.ts';
import { byProgramme, expectSound } from './checkAssignment.ts';

/** Metres row by row, null where no way leads; one list of children per point, of caps per Kita. */
interface World {
  children: number[][];
  metres: (number | null)[][];
  total: number[];
  cap: number[][];
  limits?: number[];
}

function problemOf({ children, metres, total, cap, limits }: World): AssignmentProblem {
  const groups = children[0]!.length;
  return {
    groups,
    children: children.flat(),
    reachable: reachableWithin(
      children.length,
      total.length,
      (point, kita) => metres[point]![kita] ?? Infinity,
      Infinity,
    ),
    limits: limits ?? children[0]!.map(() => Infinity),
    total,
    cap: cap.flat(),
  };
}

const best = (world: World) => assignPlaces(problemOf(world));
const U3 = 0;
const UE3 = 1;

describe('tiny worlds', () => {
  // Nearest first, b takes the one place of Kita 1 (10 m) and a, who has no other, stays without.
  // Best: a at Kita 1 (20 m), b at Kita 2 (500 m).
  test('who has a choice leaves the place to who has none', () => {
    const { assigned, metres, served, bottleneck } = best({
      children: [[1], [1]],
      metres: [
        [20, null],
        [10, 500],
      ],
      total: [1, 1],
      cap: [[Infinity], [Infinity]],
    });
    expect([...assigned]).toEqual([1, 0, 1]);
    expect([served, metres, bottleneck]).toEqual([2, 520, null]);
  });

  // One licence of 10 at Kita 1, of either age; Kita 2 takes 6 from 3 on. Age by age, with Ü3 first, all eight go to the nearer
  // Kita 1 and four U3 stay without. Together: U3 6 × 100 at Kita 1, Ü3 4 × 100 there and 4 × 300 at Kita 2 = 2,200.
  test('a licence holds all ages together', () => {
    const { used, served, metres } = best({
      children: [[6, 8]],
      metres: [[100, 300]],
      total: [10, 6],
      cap: [
        [10, 10],
        [0, 6],
      ],
    });
    expect([...used]).toEqual([6, 4, 0, 4]);
    expect([served, metres]).toEqual([14, 2200]);
  });

  // The other way round: with U3 first they take Kita 1, and Ü3, who may go nowhere else, stay without.
  // Together: 5 Ü3 × 50 at Kita 1 and 5 U3 × 200 at Kita 2 = 1,250, all served.
  test('caps differ, and the order of the ages does not matter', () => {
    const { used, served, metres } = best({
      children: [[5, 5]],
      metres: [[50, 200]],
      total: [5, 5],
      cap: [
        [5, 5],
        [5, 0],
      ],
    });
    expect([...used]).toEqual([0, 5, 5, 0]);
    expect([served, metres]).toEqual([10, 1250]);
  });

  // Limits of 1,000 m for U3 and 2,000 m from 3 on: at 1,500 m only the Ü3 child has a place. At 1,000 m a limit still holds.
  test('accepted distance per group, up to and including', () => {
    const world = { children: [[1, 1]], total: [2], cap: [[2, 2]], limits: [1000, 2000] };
    expect([...best({ ...world, metres: [[1500]] }).unserved]).toEqual([1, 0]);
    expect(best({ ...world, metres: [[1000]] }).served).toBe(2);
  });

  // 3 children at a (10 m) and 3 at b (40 m) for 4 places: fewer metres where b goes short: 3 × 10 + 1 × 40.
  test('where places lack, the longest ways are left out', () => {
    const { unserved, metres } = best({
      children: [[3], [3]],
      metres: [[10], [40]],
      total: [4],
      cap: [[Infinity]],
    });
    expect([...unserved]).toEqual([0, 2]);
    expect(metres).toBe(70);
  });

  test('without children, Kitas, or a way there is nothing to assign', () => {
    expect(best({ children: [[0, 0]], metres: [[5]], total: [3], cap: [[3, 3]] })).toMatchObject({
      served: 0,
      metres: 0,
      bottleneck: null,
    });
    expect(best({ children: [[2.5, 0]], metres: [[]], total: [], cap: [] })).toMatchObject({
      served: 0,
      unserved: Float64Array.of(2.5, 0),
      bottleneck: { children: 2.5, places: 0 },
    });
  });

  test('what does not fit together is refused', () => {
    const good = problemOf({ children: [[1, 1]], metres: [[5]], total: [3], cap: [[3, 3]] });
    for (const bad of [
      { ...good, groups: 0 },
      { ...good, limits: [5] },
      { ...good, cap: [3] },
      { ...good, children: [1, -1] },
      { ...good, children: [1, NaN] },
      { ...good, total: [-3] },
      { ...good, children: [1, 1, 1, 1] },
      { ...good, reachable: { ...good.reachable, site: Int32Array.of(1) } },
      { ...good, reachable: { ...good.reachable, cost: Float64Array.of(Infinity) } },
    ])
      expect(() => assignPlaces(bad)).toThrow(/^Please give /);
  });
});

describe('the bottleneck', () => {
  // The west: 8 U3 reach 5 places only, which the two Ü3 of the same point do not need, as Kita 2 has room. The east has room.
  test('names the children and the places that they reach', () => {
    const { bottleneck, served } = best({
      children: [
        [8, 2],
        [3, 0],
      ],
      metres: [
        [100, 400, null],
        [null, null, 50],
      ],
      total: [5, 9, 9],
      cap: [
        [5, 5],
        [0, 9],
        [9, 9],
      ],
    });
    expect(served).toBe(10);
    expect(bottleneck).toEqual({
      points: Int32Array.of(U3),
      facilities: Int32Array.of(U3, 2 + U3),
      children: 8,
      places: 5,
    });
  });

  // Kita 1 has a cap of 4 U3 in a licence of 10: more Ü3 would fit, more U3 would not.
  test('counts a cap where the licence does not bind', () => {
    const { bottleneck } = best({ children: [[6, 1]], metres: [[100]], total: [10], cap: [[4, 10]] });
    expect(bottleneck).toMatchObject({ points: Int32Array.of(U3), children: 6, places: 4 });
  });

  // 6 of either age for a licence of 10: both ages lack places, as either could take those of the other.
  test('counts the licence where it binds', () => {
    const { bottleneck, served } = best({ children: [[6, 6]], metres: [[100]], total: [10], cap: [[10, 10]] });
    expect(served).toBe(10);
    expect(bottleneck).toEqual({
      points: Int32Array.of(U3, UE3),
      facilities: Int32Array.of(U3, UE3),
      children: 12,
      places: 10,
    });
  });
});

/** Amounts and metres are whole numbers, so that ties are many, or fractions. */
const worlds = fc
  .record({
    points: fc.integer({ min: 1, max: 9 }),
    kitas: fc.integer({ min: 1, max: 5 }),
    groups: fc.integer({ min: 1, max: 3 }),
    grain: fc.constantFrom(1, 0.37),
  })
  .chain(({ points, kitas, groups, grain }) => {
    const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
    const amount = (max: number) => fc.integer({ min: 0, max }).map((value) => value * grain);
    return fc.record({
      children: list(points, list(groups, amount(6))),
      metres: list(points, list(kitas, fc.option(amount(9), { freq: 3 }))),
      total: list(kitas, fc.oneof(amount(9), fc.constant(Infinity))),
      cap: list(kitas, list(groups, fc.oneof(amount(6), fc.constant(Infinity)))),
      limits: list(groups, fc.oneof(amount(9), fc.constant(Infinity))),
    });
  });

function expectBest(world: World): void {
  const problem = problemOf(world);
  const result = assignPlaces(problem);
  const { served, metres } = byProgramme(problem);
  expect(result.served).toBeCloseTo(served, 6);
  expect(Math.abs(result.metres - metres)).toBeLessThanOrEqual(1e-6 * Math.max(1, metres));
  expectSound(problem, result);
}

describe('as many children and as few metres as the linear programme, and a proof that there cannot be more', () => {
  test('small worlds', () => {
    fc.assert(fc.property(worlds, expectBest), { numRuns: 300, seed: 1 });
  }, 60_000);

  // Amounts without a common grain, 60 points × 8 Kitas × 2 groups: chains over several Kitas, and many children split.
  test.each([1, 2, 3, 4])('world %i of a larger kind', (seed) => {
    const random = createRandom(seed, 'assignment');
    const list = <T>(length: number, of: () => T) => Array.from({ length }, of);
    const [homes, kitas] = [60, 8].map((length) =>
      list(length, () => [random.between(0, 9000), random.between(0, 9000)]),
    );
    const total = kitas!.map(() => random.between(10, 30));
    expectBest({
      children: homes!.map(() => [random.between(0, 3), random.between(0, 3)]),
      metres: homes!.map((home) => kitas!.map((kita) => Math.hypot(home[0]! - kita[0]!, home[1]! - kita[1]!))),
      total,
      cap: total.map((places) => [0.5 * places, 0.7 * places]),
      limits: [5000, 7000],
    });
  });
});
