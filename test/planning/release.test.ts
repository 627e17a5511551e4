/** The gate: hidden, a true zero and missing are three things; nothing small passes, alone or as a difference. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_PROTECTION } from '../../server/planning/confidentiality/settings.ts';
import type { Count } from '../../server/contract/common.ts';
import {
  PUBLISHED,
  rawCounts,
  releaseCount,
  releaseFigure,
  releaseSocialRate,
} from '../../server/planning/confidentiality/release.ts';

test('a plain number is no released count: the compiler refuses it', () => {
  // @ts-expect-error 5 has not passed the gate
  const leaked: Count = 5;
  // @ts-expect-error neither has a sum
  const summed: Count = [1, 2].reduce((a, b) => a + b);
  const released: Count = releaseCount(PUBLISHED, 5);
  const hidden: Count = 'hidden';
  expect([leaked, summed, released, hidden]).toEqual([5, 3, 5, 'hidden']);
});

test.each([
  [rawCounts(3), null, null],
  [rawCounts(3), 0, 0],
  [rawCounts(3), 1, 'hidden'],
  [rawCounts(3), 2, 'hidden'],
  [rawCounts(3), 3, 3],
  [rawCounts(10), 9, 'hidden'],
  [rawCounts(10), 10, 10],
  [PUBLISHED, 1, 1],
  [PUBLISHED, null, null],
] as const)('%o of %s people is shown as %s', (policy, people, shown) => {
  expect(releaseCount(policy, people)).toBe(shown);
});

test('a figure is hidden as soon as one count behind it is, missing where it cannot be computed', () => {
  expect(releaseFigure(rawCounts(3), 0.5, [2, 4])).toBe('hidden');
  expect(releaseFigure(rawCounts(3), 0.5, [3, 6])).toBe(0.5);
  expect(releaseFigure(rawCounts(3), 0, [0, 6])).toBe(0);
  expect(releaseFigure(rawCounts(3), null, [5])).toBeNull();
  expect(releaseFigure(rawCounts(3), 1 / 0, [5, 0])).toBeNull();
  expect(releaseFigure(PUBLISHED, 0.5, [1, 2])).toBe(0.5);
});

test('whatever the number, no raw one from 1 to minimum − 1 comes out', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.integer({ min: 1, max: 10 }), (people, minimum) => {
      const value = releaseCount(rawCounts(minimum), people);
      if (typeof value === 'number') expect(value === 0 || value >= minimum).toBe(true);
    }),
  );
});

describe('rates of social data', () => {
  const rate = (numerator: number | null, denominator: number | null) =>
    releaseSocialRate({ numerator, denominator }, DEFAULT_PROTECTION.socialRates);

  test('from 100 people and 10 cases on; nearly everybody is as telling as nearly nobody', () => {
    expect([rate(10, 100), rate(9, 100), rate(10, 99), rate(1, 5000)]).toEqual([0.1, 'hidden', 'hidden', 'hidden']);
    expect([rate(90, 100), rate(91, 100), rate(100, 100)]).toEqual([0.9, 'hidden', 'hidden']);
  });

  test('a true zero and what is missing stay what they are', () => {
    expect([rate(0, 100), rate(0, 20), rate(null, 100), rate(5, null)]).toEqual([0, 'hidden', null, null]);
  });
});
