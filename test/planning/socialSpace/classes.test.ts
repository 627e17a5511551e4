/** Class limits on values whose classes are plain to see, against all partitions there are, and by what every method must keep. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../../geodata/formats/table/readTable.ts';
import { classLimits, classOf, naturalBreaks, type ClassMethod } from '../../../server/planning/socialSpace/classes.ts';
import { testWithRealData } from '../../realData.ts';

describe('by hand', () => {
  const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10];
  // μ = 5, σ = 2 for 2, 4, 4, 4, 5, 5, 7, 9 (the usual example): four classes at 3, 5, 7, five at 2, 4, 6, 8.
  const eight = [2, 4, 4, 4, 5, 5, 7, 9];
  test.each<[ClassMethod, number[], number, number[]]>([
    ['quantile', ten, 5, [1, 3, 5, 7, 10]],
    ['quantile', ten, 3, [3, 6, 10]],
    ['quantile', [1, 1, 1, 1, 2], 4, [1, 2]],
    ['equalInterval', ten, 4, [2.5, 5, 7.5, 10]],
    ['naturalBreaks', [1, 2, 10, 11, 50], 3, [2, 11, 50]],
    ['standardDeviation', eight, 4, [3, 5, 7, 9]],
    ['standardDeviation', eight, 5, [2, 4, 6, 8, 9]],
    ['rounded', [...ten.map((each) => each / 11), 0.97], 10, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97]],
    ['rounded', [3, 480, 1234], 3, [500, 1000, 1234]],
    ['rounded', [-7, 2, 12], 3, [0, 10, 12]],
  ])('%s of %j in %d', (method, values, count, limits) => {
    expect(classLimits(method, values, count)).toEqual(limits);
  });

  test('own limits stay as they are; what is beyond them is one class more', () => {
    expect(classLimits('own', [3, 18], 9, [5, 10, 20])).toEqual([5, 10, 20]);
    expect(classLimits('own', [3, 28], 9, [5, 10, 20])).toEqual([5, 10, 20, 28]);
  });

  test('a limit belongs to the class below it, and a later year does not fall out', () => {
    expect([-9, 5, 5.01, 10, 20, 99].map((value) => classOf(value, [5, 10, 20]))).toEqual([0, 0, 1, 1, 2, 2]);
  });

  test('without values there are no classes', () => {
    expect(classLimits('quantile', [], 5)).toEqual([]);
    expect(naturalBreaks([], 5)).toEqual({ breaks: [], sumOfSquaredDeviations: 0 });
    expect(() => classOf(1, [])).toThrow(/^Please make classes/);
  });

  test('what cannot be meant is refused', () => {
    expect(() => classLimits('quantile', [1, NaN], 2)).toThrow(/^Please leave missing values out/);
    expect(() => naturalBreaks([1], 1.5)).toThrow(/^Please ask for a whole number/);
    expect(() => classLimits('own', [1], 2)).toThrow(/^Please state at least one class limit/);
    expect(() => classLimits('own', [1], 2, [2, 2])).toThrow(/^Please state at least one class limit/);
  });
});

const FILE = 'yardsticks/natural-breaks/calempdensity.csv';
testWithRealData('the breaks that PySAL publishes for the density of employees in California', FILE, async (path) => {
  const { columns, rows } = await readTable({ name: path, members: [{ path, bytes: readFileSync(path) }] });
  const values = rows.map(({ cells }) => Number(cells[columns.indexOf('emp/sq km')]));
  expect(values).toHaveLength(58);
  const { breaks, sumOfSquaredDeviations } = naturalBreaks(values, 5);
  expect(breaks).toEqual([75.29, 192.05, 370.5, 722.85, 4111.45]);
  expect(sumOfSquaredDeviations).toBeCloseTo(26654.783967, 6);
});

/** The least sum over all ways to cut the sorted values. */
function leastOfAll(sorted: readonly number[], classes: number): number {
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length;
  const whole = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (classes === 1) return whole;
  let least = whole;
  for (let cut = 1; cut < sorted.length; cut++)
    least = Math.min(least, leastOfAll(sorted.slice(0, cut), 1) + leastOfAll(sorted.slice(cut), classes - 1));
  return least;
}

const value = fc
  .oneof(fc.integer({ min: -20, max: 20 }), fc.double({ min: -1e4, max: 1e4, noNaN: true }))
  .map((each) => each + 0);
const wanted = fc.integer({ min: 1, max: 9 });
const METHODS = ['quantile', 'equalInterval', 'naturalBreaks', 'standardDeviation', 'rounded'] as const;

// Differences that a sum of squares cannot tell from none are left to the test below.
const told = value.map((each) => Math.round(each * 1000) / 1000 + 0);

test('natural breaks are the best of all partitions', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 10 }), fc.integer({ min: 1, max: 5 }), (values, count) => {
      const { breaks, sumOfSquaredDeviations } = naturalBreaks(values, count);
      const least = leastOfAll(
        values.toSorted((a, b) => a - b),
        count,
      );
      expect(Math.abs(sumOfSquaredDeviations - least)).toBeLessThanOrEqual(1e-9 * Math.max(1, least));
      expect(breaks).toHaveLength(Math.min(count, new Set(values).size));
      // What is told of the sum is what the classes of these breaks have.
      const groups = breaks.map((_, at) => values.filter((each) => classOf(each, breaks) === at));
      const sum = groups.reduce((before, group) => before + leastOfAll(group, 1), 0);
      expect(Math.abs(sum - least)).toBeLessThanOrEqual(1e-9 * Math.max(1, least));
    }),
    { numRuns: 300 },
  );
});

test.each(METHODS)('%s: limits ascend to the largest value, and each value is in the class that holds it', (method) => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), wanted, (values, count) => {
      const limits = classLimits(method, values, count);
      expect(limits.at(-1)).toBe(values.reduce((a, b) => Math.max(a, b)));
      expect(limits.every((limit, at) => at === 0 || limit > limits[at - 1]!)).toBe(true);
      expect(limits[0]).toBeGreaterThanOrEqual(values.reduce((a, b) => Math.min(a, b)));
      if (method !== 'rounded') expect(limits.length).toBeLessThanOrEqual(count);
      for (const each of values) {
        const at = classOf(each, limits);
        expect(each <= limits[at]! && (at === 0 || each > limits[at - 1]!)).toBe(true);
      }
    }),
  );
});

const distinctValues = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 9, maxLength: 60 });

test('quantiles of distinct values part them evenly', () => {
  fc.assert(
    fc.property(distinctValues, wanted, (values, count) => {
      const limits = classLimits('quantile', values, count);
      const sizes = limits.map((_, at) => values.filter((each) => classOf(each, limits) === at).length);
      expect(limits).toHaveLength(count);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test('rounded limits come near the wanted number and have few digits', () => {
  fc.assert(
    fc.property(distinctValues, fc.integer({ min: -6, max: 6 }), wanted, (whole, exponent, count) => {
      const values = whole.map((each) => Number(`${each}e${exponent}`));
      const limits = classLimits('rounded', values, count);
      expect(Math.abs(limits.length - count)).toBeLessThanOrEqual(Math.max(1, count / 3));
      for (const limit of limits.slice(0, -1))
        expect(String(Number(limit.toPrecision(6))), `${limit}`).toBe(String(limit));
    }),
  );
});

test.each(['quantile', 'equalInterval', 'naturalBreaks'] as const)('%s moves with shift and scale', (method) => {
  // Powers of two and whole numbers, so that nothing is rounded on the way but thirds and sevenths of the range.
  const shift = fc.integer({ min: -500, max: 500 });
  const scale = fc.constantFrom(0.25, 0.5, 2, 8);
  fc.assert(
    fc.property(distinctValues, wanted, shift, scale, (values, count, by, times) => {
      const moved = classLimits(
        method,
        values.map((each) => each * times + by),
        count,
      );
      const classesOf = (of: readonly number[], limits: number[]) => of.map((each) => classOf(each, limits));
      if (method === 'equalInterval')
        classLimits(method, values, count).forEach((limit, at) => expect(moved[at]).toBeCloseTo(limit * times + by, 8));
      else
        expect(
          classesOf(
            values.map((each) => each * times + by),
            moved,
          ),
        ).toEqual(classesOf(values, classLimits(method, values, count)));
    }),
  );
});
