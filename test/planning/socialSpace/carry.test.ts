/** Values carried to another layer: worlds of two areas, and what must hold however layers lie across each other. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carry, type Carrying, type Overlap } from '../../../server/planning/socialSpace/carry.ts';

/** Source areas 0 and 1 of 100 and 50 people; a fifth of 0 lives in target 1, the rest in 0, all of 1 in 1. */
const OVERLAPS: Overlap[] = [
  { from: 0, to: 0, weight: 80 },
  { from: 0, to: 1, weight: 20 },
  { from: 1, to: 1, weight: 50 },
];
const world = { overlaps: OVERLAPS, targets: 2, tolerance: 0 };

describe('by hand', () => {
  test('a count is split by people', () => {
    expect(carry({ ...world, measure: 'count', values: [30, 7] })).toEqual({
      values: [24, 13],
      certainty: ['estimated', 'estimated'],
      denominators: Float64Array.of(80, 70),
      unplaced: [],
      unplacedTotal: 0,
      withheldTotal: 0,
    });
  });

  // Target 1: 20 people with 10 %, 50 with 24 %: (2 + 12) / 70.
  test('a rate is averaged over the people', () => {
    const { values } = carry({ ...world, measure: 'rate', values: [0.1, 0.24] });
    expect(values[0]).toBe(0.1);
    expect(values[1]).toBeCloseTo(0.2, 12);
  });

  // 40 children in area 0, of which a fifth: 8 with 10 %; 24 in area 1 with 24 %: (0.8 + 5.76) / 32.
  test('or over those behind it, where they are given', () => {
    const given = { ...world, measure: 'rate', values: [0.1, 0.24], denominators: [40, 24] } as const;
    const { values, denominators } = carry(given);
    expect(values[1]).toBeCloseTo(0.205, 12);
    expect([...denominators]).toEqual([32, 32]);
    expect(carry({ ...given, denominators: [null, 24], tolerance: 0.5 }).values).toEqual([null, 0.24]);
    expect(carry({ ...given, denominators: [40, 0] }).values).toEqual([0.1, 0.1]);
  });

  // Of target 1, 20 of 70 people are in area 0.
  test('what is missing is borne up to the tolerance, and not filled up', () => {
    const missing = { ...world, measure: 'count', values: [null, 7] } as const;
    expect(carry({ ...missing, tolerance: 0.28 })).toMatchObject({ values: [null, null], withheldTotal: 7 });
    expect(carry({ ...missing, tolerance: 0.29 })).toMatchObject({
      values: [null, 7],
      certainty: [null, 'estimated'],
      withheldTotal: 0,
    });
    expect(carry({ ...missing, values: [null, null], tolerance: 1 }).values).toEqual([null, null]);
  });

  test('what nobody splits is named, and where nobody lives there is no value', () => {
    const overlaps = [...OVERLAPS, { from: 2, to: 2, weight: 0 }];
    const count = carry({ ...world, overlaps, targets: 3, measure: 'count', values: [30, 7, 5] });
    expect(count).toMatchObject({ values: [24, 13, null], unplaced: [2], unplacedTotal: 5 });
    const mean = carry({ ...world, overlaps, targets: 3, measure: 'mean', values: [30, 7, 5] });
    expect(mean).toMatchObject({ unplaced: [2], unplacedTotal: 0 });
  });

  test('whole areas are exact; a rate of several only with who is behind it', () => {
    const joined = [0, 1, 2].map((from) => ({ from, to: from === 2 ? 1 : 0, weight: 10 }));
    const whole = { overlaps: joined, targets: 2, tolerance: 0, values: [1, 2, 4] };
    expect(carry({ ...whole, measure: 'count' }).certainty).toEqual(['exact', 'exact']);
    expect(carry({ ...whole, measure: 'rate' }).certainty).toEqual(['estimated', 'exact']);
    expect(carry({ ...whole, measure: 'rate', denominators: [5, 6, 7] }).certainty).toEqual(['exact', 'exact']);
    expect(carry({ ...whole, measure: 'count', values: [1, null, 4], tolerance: 1 }).certainty[0]).toBe('estimated');
  });

  test.each<[Partial<Carrying>, RegExp]>([
    [{ overlaps: [{ from: 2, to: 0, weight: 1 }] }, /^Please give overlaps/],
    [{ overlaps: [{ from: 0, to: 2, weight: 1 }] }, /^Please give overlaps/],
    [{ overlaps: [{ from: 0, to: 0, weight: -1 }] }, /^Please give overlaps/],
    [{ values: [NaN, 1] }, /^Please give null/],
    [{ denominators: [1] }, /^Please give one denominator/],
    [{ denominators: [1, -1] }, /^Please give denominators/],
    [{ tolerance: 2 }, /^Please give a tolerance/],
  ])('%j is refused', (change, sentence) => {
    expect(() => carry({ ...world, measure: 'rate', values: [1, 2], ...change })).toThrow(sentence);
  });
});

const SOURCES = 6;
const TARGETS = 5;
/** People by pair; many pairs do not touch. */
const table = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 900 })), {
  ...{ minLength: SOURCES * TARGETS, maxLength: SOURCES * TARGETS },
});
const overlapsOf = (people: readonly number[]): Overlap[] =>
  people.map((weight, at) => ({ from: Math.floor(at / TARGETS), to: at % TARGETS, weight }));
const back = (overlaps: readonly Overlap[]) => overlaps.map(({ from, to, weight }) => ({ from: to, to: from, weight }));
const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: SOURCES, maxLength: SOURCES });
const amounts = list(fc.double({ min: 0, max: 1e5, noNaN: true }));
const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0);

test('a count keeps its total, there and back, whatever is missing', () => {
  fc.assert(
    fc.property(
      table,
      list(fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }))),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (people, values, tolerance) => {
        const overlaps = overlapsOf(people);
        const there = carry({ values, measure: 'count', overlaps, targets: TARGETS, tolerance });
        const here = carry({
          ...{ values: there.values, measure: 'count', overlaps: back(overlaps), targets: SOURCES, tolerance },
        });
        const told = 1e-9 * Math.max(1, sum(values));
        const placed = sum(there.values);
        expect(Math.abs(placed + there.unplacedTotal + there.withheldTotal - sum(values))).toBeLessThanOrEqual(told);
        expect(Math.abs(sum(here.values) + here.unplacedTotal + here.withheldTotal - placed)).toBeLessThanOrEqual(told);
      },
    ),
  );
});

test('a rate stays within those that it is made of', () => {
  fc.assert(
    fc.property(table, amounts, fc.option(amounts, { nil: undefined }), (people, values, denominators) => {
      const overlaps = overlapsOf(people);
      const given = { values, measure: 'rate', overlaps, targets: TARGETS, tolerance: 0 } as const;
      const carried = carry({ ...given, ...(denominators && { denominators }) });
      carried.values.forEach((value, target) => {
        if (value === null) return;
        const parts = overlaps.filter(({ to, weight }) => to === target && weight > 0).map(({ from }) => values[from]!);
        expect(value).toBeGreaterThanOrEqual(Math.min(...parts));
        expect(value).toBeLessThanOrEqual(Math.max(...parts));
      });
    }),
  );
});

test.each(['count', 'rate', 'mean'] as const)('along the same layer a %s does not change at all', (measure) => {
  const some = list(fc.option(fc.double({ min: -1e5, max: 1e5, noNaN: true }).map((each) => each + 0)));
  const weights = list(fc.double({ min: 0.001, max: 1e4, noNaN: true }));
  fc.assert(
    fc.property(some, weights, (values, people) => {
      const overlaps = people.map((weight, at) => ({ from: at, to: at, weight }));
      const carried = carry({ values, measure, overlaps, targets: SOURCES, tolerance: 0 });
      expect(carried.values.map((value) => (value === null ? null : value + 0))).toEqual(values);
      expect(carried.certainty).toEqual(values.map((value) => (value === null ? null : 'exact')));
    }),
  );
});

/** Each fine area in one coarse one. */
const nested = fc.array(fc.record({ to: fc.nat(SOURCES - 1), weight: fc.integer({ min: 1, max: 500 }) }), {
  ...{ minLength: SOURCES, maxLength: 20 },
});

test.each(['count', 'rate'] as const)('to nested finer areas and back a %s is what it was', (measure) => {
  fc.assert(
    fc.property(nested, amounts, amounts, (fine, values, behind) => {
      const up = fine.map(({ to, weight }, from) => ({ from, to, weight }));
      const denominators = behind.map((each) => each + 1);
      const common = { measure, tolerance: 0 };
      const down = carry({ ...common, values, overlaps: back(up), targets: fine.length, denominators });
      const again = carry({
        ...{ ...common, values: down.values, overlaps: up, targets: SOURCES, denominators: [...down.denominators] },
      });
      for (const coarse of new Set(fine.map(({ to }) => to))) {
        const error = Math.abs(again.values[coarse]! - values[coarse]!);
        expect(error).toBeLessThanOrEqual(1e-9 * Math.max(1, values[coarse]!));
        expect(again.certainty[coarse]).toBe('exact');
      }
    }),
  );
});
