/** Who is asked a bus for, by grade, way and danger. */
import { describe, expect, test } from 'vitest';
import { footLimits } from '../../../server/planning/transport/whoRides.ts';
import type { TransportRule } from '../../../server/planning/transport/distanceBand.ts';

const limit = (gradeFrom: number, gradeTo: number, metres: number, roundTrip = false) => ({
  gradeFrom,
  gradeTo,
  metres,
  roundTrip,
  comparator: '>=' as const,
  schoolTypes: ['gemeinschaftsschule'],
});
const rule: TransportRule = { limits: [limit(1, 4, 2000), limit(5, 13, 3000)], detourFactor: 1.3, tolerance: 0.15 };
const way = (walk: number, safe = walk) => ({ walk, safe });

describe('by the rule of the state', () => {
  const limits = footLimits(rule, 'gemeinschaftsschule', null, 2000);

  test('each grade has its own limit, not the farthest of the school', () => {
    expect([1, 4, 5, 12].map((grade) => limits.isFar(grade, way(2500)))).toEqual([true, true, false, false]);
    expect(limits.isFar(5, way(3000))).toBe(true);
    expect(limits.isFar(4, way(1999))).toBe(false);
    expect(limits.metresOf([12, 1, 4])).toEqual([2000, 3000]);
  });

  test('who has only a dangerous way, or a safe one beyond the limit, rides', () => {
    expect(limits.isFar(1, way(500, Infinity))).toBe(true);
    expect(limits.isFar(1, way(500, 2100))).toBe(true);
    expect(limits.isFar(1, way(500, 1900))).toBe(false);
    const ignored = footLimits({ ...rule, dangerousWay: 'ignored' }, 'gemeinschaftsschule', null, 2000);
    expect(ignored.isFar(1, way(500, Infinity))).toBe(false);
  });

  test('a way there and back counts twice', () => {
    const both = footLimits({ ...rule, limits: [limit(1, 13, 6000, true)] }, 'gemeinschaftsschule', null, 2000);
    expect([2999, 3000].map((metres) => both.isFar(1, way(metres)))).toEqual([false, true]);
    expect(both.metresOf([1])).toEqual([3000]);
  });

  test('where there is no limit, what is usual', () => {
    for (const none of [
      footLimits(null, 'gymnasium', null, 2000),
      footLimits({ ...rule, limits: [] }, 'gymnasium', null, 2000),
    ]) {
      expect([2000, 2001].map((metres) => none.isFar(7, way(metres)))).toEqual([false, true]);
      expect(none.metresOf([7, null])).toEqual([2000]);
    }
    // A grade that is not known and whose limit is not the same for all.
    expect(limits.isFar(null, way(2001))).toBe(true);
  });
});

test('by the metres of the planner: the same for all, dangerous or not', () => {
  const limits = footLimits(rule, 'gemeinschaftsschule', 1000, 2000);
  expect([999, 1000].map((metres) => limits.isFar(12, way(metres, Infinity)))).toEqual([false, true]);
  expect(limits.metresOf([1, 12])).toEqual([1000]);
});
