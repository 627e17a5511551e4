/** Nobody appears and nobody vanishes: the projection against rates known by hand, another implementation, and properties. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectCohorts } from '../../../server/planning/forecast/leslie.ts';
import { asOneArea, cells, sumOf, type Shape } from '../../../server/planning/forecast/people.ts';
import { asInThePast, project, withLevers, type Plan } from '../../../server/planning/forecast/project.ts';
import type { Rates } from '../../../server/planning/forecast/rates.ts';

function still(shape: Shape): Rates {
  const none = () => new Float64Array(cells(shape));
  return {
    shape,
    ...{ stay: none().fill(1), leave: none(), arrive: none() },
    births: new Float64Array(shape.areas * shape.ages),
    atBirth: shape.sexes === 2 ? [0.5, 0.5] : [1],
  };
}

const plan = (base: Float64Array, areas: Rates, county: Rates, years: number): Plan => ({
  ...{ base, areas, county, years, levers: asInThePast, housing: [] },
});

const numbers = (from: number, to: number) => fc.double({ min: from, max: to, noNaN: true });

describe('one area', () => {
  const shape: Shape = { areas: 1, sexes: 1, ages: 3 };

  test('three ages by hand', () => {
    const rates = { ...still(shape), births: Float64Array.of(0, 0.5, 0.1), stay: Float64Array.of(0.9, 0.8, 0.5) };
    rates.leave = Float64Array.of(0, 0.1, 0);
    rates.arrive = Float64Array.of(0, 2, 1);
    const [, next] = project(plan(Float64Array.of(100, 50, 20), rates, rates, 1));
    // Born 0.5·50 + 0.1·20 = 27, of whom 0.9 stay; 100·(0.8 − 0.1) + 2; (50 + 20)·0.5 + 1.
    expect([...next!].map((people) => Math.round(people * 1e9) / 1e9)).toEqual([24.3, 72, 36]);
  });

  test('without moves it is the cohort matrix', () => {
    fc.assert(
      fc.property(
        fc.array(numbers(0, 1000), { minLength: 3, maxLength: 3 }),
        fc.array(numbers(0, 1), { minLength: 3, maxLength: 3 }),
        fc.array(numbers(0, 1), { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 12 }),
        (population, survival, births, periods) => {
          // The matrix counts children alive at the end of the year; here the newborn all stay. Its last share is that of
          // the open age alone; here both who grow into it and who are in it have one.
          const [toFirst, toOpen] = [survival[0]!, survival[1]!];
          const rates = {
            ...still(shape),
            births: Float64Array.from(births),
            stay: Float64Array.of(1, toFirst, toOpen),
          };
          const here = project(plan(Float64Array.from(population), rates, rates, periods)).at(-1)!;
          const there = projectCohorts(population, [toFirst, toOpen, toOpen], births, periods);
          here.forEach((people, age) => expect(people).toBeCloseTo(there[age]!, 6));
        },
      ),
    );
  });
});

describe('areas of a county', () => {
  const shape: Shape = { areas: 3, sexes: 2, ages: 5 };
  const stock = fc
    .array(numbers(0, 500), { minLength: cells(shape), maxLength: cells(shape) })
    .map((list) => Float64Array.from(list));

  test('where nobody is born, dies or moves, all people stay', () => {
    fc.assert(
      fc.property(stock, fc.integer({ min: 1, max: 8 }), (base, years) => {
        const stocks = project(plan(base, still(shape), still({ ...shape, areas: 1 }), years));
        for (const people of stocks) expect(sumOf(people)).toBeCloseTo(sumOf(base), 6);
      }),
    );
  });

  test('they sum to the county in every sex and age, whatever their own rates are', () => {
    const rates = fc.array(numbers(0, 1), { minLength: cells(shape), maxLength: cells(shape) });
    fc.assert(
      fc.property(stock, rates, (base, stay) => {
        const own = { ...still(shape), stay: Float64Array.from(stay) };
        const county = still({ ...shape, areas: 1 });
        county.stay.fill(0.9);
        county.arrive.fill(7);
        const people = project(plan(base, own, county, 3));
        const whole = project(plan(asOneArea(shape, base), county, county, 3));
        people.forEach((of, year) =>
          asOneArea(shape, of).forEach((sum, cell) =>
            expect(sum).toBeCloseTo(sumOf(base) > 1 ? whole[year]![cell]! : sum, 5),
          ),
        );
        for (const of of people) expect(Math.min(...of)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('who comes by building is there on top of all others, in his area', () => {
    const base = new Float64Array(cells(shape)).fill(10);
    const built = new Float64Array(cells(shape));
    built[cells({ ...shape, areas: 1 }) + 2] = 25;
    const without = plan(base, still(shape), still({ ...shape, areas: 1 }), 2);
    const [, plain] = project(without);
    const stocks = project({ ...without, housing: [built, null] });
    stocks[1]!.forEach((people, at) => expect(people - plain![at]!).toBeCloseTo(built[at]!, 9));
    expect(sumOf(stocks[2]!)).toBeCloseTo(sumOf(base) + 25, 9);
  });

  test('levers raise and lower what they are named for; change ratios know births only', () => {
    const rates = still(shape);
    rates.stay.fill(0.9);
    rates.leave.fill(0.2);
    rates.arrive.fill(3);
    rates.births.fill(0.1);
    const pulled = withLevers(rates, { births: 2, arrivals: 0.5, departures: 1.5, deaths: 2 });
    const first = [pulled.births, pulled.arrive, pulled.leave, pulled.stay].map((list) => list[0]!);
    [0.2, 1.5, 0.3, 0.8].forEach((value, index) => expect(first[index]).toBeCloseTo(value, 12));
    const ratios = still(shape);
    ratios.stay.fill(1.1);
    expect(withLevers(ratios, { births: 1, arrivals: 9, departures: 9, deaths: 9 }).stay[3]).toBe(1.1);
  });
});
