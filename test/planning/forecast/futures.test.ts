/** Futures: the same seed tells the same ones, without chance they are the middle, and their spread is the one that was put in. */
import { describe, expect, test } from 'vitest';
import { normalQuantile, normals } from '../../../server/planning/forecast/chance.ts';
import { coverageOf, errorsOf } from '../../../server/planning/forecast/errors.ts';
import { drawn, futures, quantile, type Chance } from '../../../server/planning/forecast/futures.ts';
import { cells, sumOf, type Shape } from '../../../server/planning/forecast/people.ts';
import { asInThePast, project, type Plan } from '../../../server/planning/forecast/project.ts';
import type { Rates } from '../../../server/planning/forecast/rates.ts';
import { openAge, singleYears } from '../../../server/planning/forecast/singleYears.ts';

const shape: Shape = { areas: 4, sexes: 2, ages: 6 };

function rates(of: Shape, arrive: number): Rates {
  const filled = (value: number) => new Float64Array(cells(of)).fill(value);
  return {
    shape: of,
    ...{ stay: filled(0.98), leave: filled(0.03), arrive: filled(arrive), atBirth: [0.5, 0.5] },
    births: new Float64Array(of.areas * of.ages).fill(0.05),
  };
}

const plan: Plan = {
  base: new Float64Array(cells(shape)).fill(250),
  years: 6,
  areas: rates(shape, 8),
  county: rates({ ...shape, areas: 1 }, 32),
  levers: asInThePast,
  housing: [],
};
const kept = { columnOf: Uint8Array.of(0, 0, 1, 1, 1, 2), columns: 3, groupOf: Int32Array.of(0, 0, 1, -1), groups: 3 };

const chance = (county: number, area: number, turnover: number, seed = 1): Chance => {
  const all = (value: number) => new Float64Array(shape.areas).fill(value);
  return {
    spread: {
      county: { births: county, arrivals: county, departures: 0, cohorts: 0 },
      area: { births: all(area), arrivals: all(area), departures: all(0), cohorts: all(0) },
      memory: 0.9,
    },
    turnover: {
      areas: new Float64Array(cells(shape)).fill(turnover),
      county: new Float64Array(cells({ ...shape, areas: 1 })).fill(turnover),
    },
    ...{ draws: 400, seed },
  };
};

describe('futures', () => {
  const middle = project(plan).map((people) => sumOf(people));

  test('their median is the middle, and areas without a group are in the whole only', () => {
    const made = futures(plan, chance(0.05, 0.05, 0.05), kept);
    for (const year of [0, 3, 6]) {
      const sorted = drawn(made, year, [2], 0, 2);
      expect(Math.abs(quantile(sorted, 0.5) / middle[year]! - 1)).toBeLessThan(0.005);
    }
    const parts = quantile(drawn(made, 0, [0, 1], 0, 2), 0.5);
    expect([parts, quantile(drawn(made, 0, [2], 0, 2), 0.5)]).toEqual([9000, 12_000]);
  });

  test('they widen with the years, and with what is unsure', () => {
    const width = (made: ReturnType<typeof futures>, year: number) => {
      const sorted = drawn(made, year, [2], 0, 0);
      return quantile(sorted, 0.9) - quantile(sorted, 0.1);
    };
    const [sure, unsure] = [futures(plan, chance(0.01, 0, 0.001), kept), futures(plan, chance(0.1, 0, 0.001), kept)];
    expect(width(unsure, 1)).toBeGreaterThan(width(sure, 1));
    expect(width(unsure, 6)).toBeGreaterThan(width(unsure, 1));
    expect(width(unsure, 0)).toBe(0);
  });

  test('a seed tells the same futures again, another seed others', () => {
    const of = (seed: number) => futures(plan, { ...chance(0.05, 0.05, 0.05, seed), draws: 3 }, kept).people;
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
  });
});

test('normal deviates: quantiles as in tables, mean 0, variance 1, no memory', () => {
  for (const [p, z] of [
    [0.5, 0],
    [0.975, 1.959964],
    [0.01, -2.326348],
    [0.9, 1.281552],
  ] as const)
    expect(normalQuantile(p)).toBeCloseTo(z, 6);
  const normal = normals(42);
  const list = Array.from({ length: 200_000 }, () => normal());
  const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
  const variance = list.reduce((sum, value) => sum + value ** 2, 0) / list.length;
  const together = list.slice(1).reduce((sum, value, at) => sum + value * list[at]!, 0) / list.length;
  expect([Math.abs(mean) < 0.01, Math.abs(variance - 1) < 0.02, Math.abs(together) < 0.01]).toEqual([true, true, true]);
});

test('errors by hand', () => {
  const list = [
    { forecast: 110, actual: 100, low: 90, high: 105 },
    { forecast: 45, actual: 50, low: 40, high: 60 },
    { forecast: 1, actual: 0 },
  ];
  // 16 of 150; (0.1 + 0.1) / 2; (0.1 − 0.1) / 2; both lay inside, of those that had an interval.
  expect(errorsOf(list)).toEqual({ wape: 16 / 150, mape: 0.1, malpe: 0 });
  expect(coverageOf(list)).toBe(1);
  expect(coverageOf([{ forecast: 1, actual: 1 }])).toBeNull();
});

describe('age groups to single years', () => {
  const bands = [
    { from: 0, to: 2, people: 30 },
    { from: 3, to: 4, people: 30 },
    { from: 5, to: null, people: 100 },
  ];

  test('by the proportions of another table, evenly where it has nobody; every group keeps its sum', () => {
    const like = Float64Array.of(1, 2, 3, 0, 0, 3, 1);
    expect([...singleYears(bands, 7, like)]).toEqual([5, 10, 15, 15, 15, 75, 25]);
    expect([...singleYears(bands, 6, null)]).toEqual([10, 10, 10, 15, 15, 100]);
    expect(openAge(bands)).toBe(5);
  });

  test('an age that is missing, or told twice, is no table', () => {
    expect(() => singleYears([bands[0]!, bands[2]!], 6, null)).toThrow('age 3 is told 0 times');
    expect(() => singleYears([...bands, { from: 1, to: 1, people: 3 }], 6, null)).toThrow('age 1 is told 2 times');
  });
});
