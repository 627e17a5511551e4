/** The index and its types on numbers that a pencil follows, and by what any index must keep. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { socialIndex, type IndexIndicator } from '../../../server/planning/socialSpace/socialIndex.ts';
import { DYNAMICS, STATUSES, typology } from '../../../server/planning/socialSpace/typology.ts';

const burden = (values: (number | null)[], weight = 1): IndexIndicator => ({ values, direction: 'burden', weight });
const strength = (values: (number | null)[], weight = 1): IndexIndicator => ({ values, direction: 'strength', weight });
const many = (areas: number) => Array.from({ length: areas }, () => 1000);

describe('by hand', () => {
  // μ = 20, σ = 10 of (10, 30, 10, 30); μ = 5, σ = 3 of (2, 8, 8, 2), which is a strength.
  test('z, turned towards burden, and weighted', () => {
    const two = [burden([10, 30, 10, 30], 3), strength([2, 8, 8, 2], 1)];
    const { index, z, leftOut, notices } = socialIndex(two, many(4), 300);
    expect(z).toEqual([
      [-1, 1, -1, 1],
      [1, -1, -1, 1],
    ]);
    // (3 × −1 + 1) / 4, (3 − 1) / 4, (−3 − 1) / 4, (3 + 1) / 4.
    expect(index).toEqual([-0.5, 0.5, -1, 1]);
    expect([leftOut, notices]).toEqual([[], []]);
  });

  test('areas with few people or without a value count nowhere, and it is said why', () => {
    const { index, leftOut } = socialIndex([burden([10, 30, 99, null, 99])], [300, 301, 299, 1000, null], 300);
    expect(index).toEqual([-1, 1, null, null, null]);
    expect(leftOut).toEqual([
      { area: 2, why: 'few' },
      { area: 3, why: 'missing' },
      { area: 4, why: 'missing' },
    ]);
  });

  // Without the third area, which lacks the second indicator, μ = 20 and σ = 10 of the first.
  test('all indicators are standardised over the areas that have all of them: the mean of the index is 0', () => {
    const { index, z } = socialIndex([burden([10, 30, 500]), burden([5, 1, null], 3)], many(3), 300);
    expect(z).toEqual([
      [-1, 1, null],
      [1, -1, null],
    ]);
    expect(index).toEqual([0.5, -0.5, null]);
  });

  // 0.1 three times has a mean that is not 0.1.
  test('what is equal everywhere counts 0 and is told', () => {
    const { index, z, notices } = socialIndex([burden([0.1, 0.1, 0.1]), burden([1, 2, 3])], many(3), 1);
    expect(z[0]).toEqual([0, 0, 0]);
    expect(index[2]).toBeCloseTo(Math.sqrt(3 / 2) / 2, 12);
    expect(notices).toEqual([{ code: 'allEqual', indicator: 0 }]);
  });

  test('an indicator that weighs nothing is not missed', () => {
    expect(socialIndex([burden([1, 3]), burden([null, 5], 0)], many(2), 1)).toMatchObject({
      index: [-1, 1],
      leftOut: [],
    });
  });

  test('what cannot be meant is refused', () => {
    expect(() => socialIndex([burden([1], 0)], [1], 1)).toThrow(/^The index needs at least one indicator/);
    expect(() => socialIndex([burden([1], 2), burden([1], -1)], [1], 1)).toThrow(/^The index needs/);
    expect(() => socialIndex([burden([1, 2])], [1], 1)).toThrow(/^Please give one value/);
    expect(() => socialIndex([burden([NaN])], [1], 1)).toThrow(/^Please give null/);
  });
});

const indicators = fc.integer({ min: 2, max: 12 }).chain((areas) =>
  fc.array(
    fc.record({
      values: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: areas, maxLength: areas }),
      direction: fc.constantFrom('burden' as const, 'strength' as const),
      weight: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
);

test('units, the scale of weights and the direction of a turned indicator change nothing', () => {
  fc.assert(
    fc.property(indicators, fc.integer({ min: 1, max: 40 }), (list, times) => {
      const areas = many(list[0]!.values.length);
      const { index } = socialIndex(list, areas, 1);
      expect(index.reduce<number>((sum, value) => sum + value!, 0)).toBeCloseTo(0, 9);
      const other = list.map(({ values, direction, weight }) => ({
        values: values.map((value) => 7 - value * times),
        direction: direction === 'burden' ? ('strength' as const) : ('burden' as const),
        weight: weight * 1.5,
      }));
      socialIndex(other, areas, 1).index.forEach((value, at) => expect(value).toBeCloseTo(index[at]!, 9));
    }),
  );
});

describe('typology', () => {
  const CUTS = { status: [-1, 1, 1.5], dynamic: [-1, 1] } as const;
  // Burdens with μ = 0 and σ = √(10 / 8) = 1.118: −2 is at −1.79 σ, ± 1 at ± 0.89 σ.
  const index = [-2, -1, 0, 0, 0, 0, 1, 2];
  const sigma = Math.sqrt(10 / 8);

  test('classes part where the caller says, in standard deviations', () => {
    expect(typology(index, index, CUTS).map((type) => type!.status)).toEqual([
      'high',
      ...['middle', 'middle', 'middle', 'middle', 'middle', 'middle'],
      'veryLow',
    ]);
    const below = { ...CUTS, status: [-1 / sigma, 1 / sigma, 2 / sigma] as const };
    // What is on a cut is still in the class nearer to the mean.
    expect(typology(index, index, below).map((type) => STATUSES.indexOf(type!.status))).toEqual([
      ...[0, 1, 1, 1, 1, 1, 1, 2],
    ]);
  });

  test('burden that fell is positive; the groups count three for each status', () => {
    // Changes −3, 0 … 0, 3: σ = 1.5.
    const before = [1, -1, 0, 0, 0, 0, 1, -1];
    const types = typology(index, before, CUTS);
    expect(types[0]).toEqual({ status: 'high', dynamic: 'positive', group: 1 });
    expect(types[1]).toEqual({ status: 'middle', dynamic: 'stable', group: 5 });
    expect(types[7]).toEqual({ status: 'veryLow', dynamic: 'negative', group: 12 });
    expect(STATUSES.length * DYNAMICS.length).toBe(12);
  });

  test('without an index there is no type, without an earlier one no dynamic', () => {
    expect(typology([null, 1, -1], [0, null, 0], CUTS)).toEqual([
      null,
      { status: 'middle', dynamic: null, group: null },
      { status: 'middle', dynamic: 'stable', group: 5 },
    ]);
  });

  test('cuts ascend', () => {
    expect(() => typology([1], [1], { ...CUTS, dynamic: [1, -1] })).toThrow(/^Please state the cuts/);
    expect(() => typology([1], [], CUTS)).toThrow(/^Please give the index of the same areas/);
  });
});
