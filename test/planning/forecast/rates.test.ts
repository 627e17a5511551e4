/** Rates from histories that were made with known ones. */
import { describe, expect, test } from 'vitest';
import { cohortChangeRates } from '../../../server/planning/forecast/cohortChange.ts';
import { componentRates, type Settings } from '../../../server/planning/forecast/components.ts';
import {
  cellOf,
  cells,
  sumOf,
  type Flows,
  type History,
  type Shape,
  type YearEvents,
} from '../../../server/planning/forecast/people.ts';
import { shrunk } from '../../../server/planning/forecast/rates.ts';

const shape: Shape = { areas: 2, sexes: 2, ages: 60 };
const size = shape.sexes * shape.ages;
const dies = (age: number) => 0.001 + age / 2000;
const leaves = (area: number, age: number) => (area === 0 ? 0.05 : 0.1) + (age > 17 && age < 26 ? 0.05 : 0);
const bears = (age: number) => (age >= 20 && age < 40 ? 0.08 : 0);
const arrivals = (area: number, age: number) => (area === 0 ? 3 : 1) * (age < 40 ? 1 : 0.5);

/** Ten years in which everything goes by these rates. `area` 0 has ten times the people of area 1. */
function made(): History {
  let people = new Float64Array(cells(shape)).map((_, at) => (at < size ? 1000 : 100));
  const stocks = [{ year: 2010, people }];
  const events: YearEvents[] = [];
  for (let year = 2011; year <= 2020; year++) {
    const next = new Float64Array(cells(shape));
    const [deaths, into, out] = [
      new Float64Array(cells(shape)),
      new Float64Array(cells(shape)),
      new Float64Array(cells(shape)),
    ];
    const births = new Float64Array(shape.areas);
    for (let area = 0; area < shape.areas; area++) {
      for (let age = 0; age < shape.ages; age++) births[area]! += bears(age) * people[cellOf(shape, area, 1, age)]!;
      for (let sex = 0; sex < 2; sex++) {
        for (let age = 0; age < shape.ages; age++) {
          const at = cellOf(shape, area, sex, age);
          let from = age === 0 ? births[area]! / 2 : people[at - 1]!;
          if (age === shape.ages - 1) from += people[at]!;
          deaths[at] = from * dies(age);
          out[at] = from * leaves(area, age);
          into[at] = arrivals(area, age);
          next[at] = from - deaths[at] - out[at] + into[at];
        }
      }
    }
    const flows = (byAge: Float64Array): Flows => ({
      byAge,
      total: Float64Array.of(sumOf(byAge, 0, size), sumOf(byAge, size, 2 * size)),
    });
    events.push({ year, births, byMother: null, deaths: flows(deaths), arrivals: flows(into), departures: flows(out) });
    people = next;
    stocks.push({ year, people });
  }
  return { shape, stocks, events };
}

const settings: Settings = {
  years: 5,
  shrinkage: { age: 0, level: 0 },
  reach: 0,
  boys: 0.5,
  motherhood: Float64Array.from({ length: shape.ages }, (_, age) => bears(age) / 2),
};

describe('components', () => {
  test('what a history was made by is found again', () => {
    const rates = componentRates(made(), 2020, settings);
    for (const area of [0, 1]) {
      for (const age of [0, 1, 18, 30, 45, 59]) {
        const at = cellOf(shape, area, 1, age);
        expect(1 - rates.stay[at]!, `deaths ${age}`).toBeCloseTo(dies(age), 10);
        expect(rates.leave[at], `out ${age}`).toBeCloseTo(leaves(area, age), 10);
        expect(rates.arrive[at], `in ${age}`).toBeCloseTo(arrivals(area, age), 10);
        expect(rates.births[area * shape.ages + age], `births ${age}`).toBeCloseTo(bears(age), 10);
      }
    }
  });

  test('the stock that follows is forecast to the person', () => {
    const history = made();
    const before: History = { ...history, stocks: history.stocks.slice(0, -1), events: history.events.slice(0, -1) };
    const rates = componentRates(before, 2019, settings);
    const [was, is] = history.stocks.slice(-2).map(({ people }) => people);
    const at = cellOf(shape, 1, 0, 30);
    expect(was![at - 1]! * (rates.stay[at]! - rates.leave[at]!) + rates.arrive[at]!).toBeCloseTo(is![at]!, 8);
  });

  test('the fewer stand behind an area, the more it leans on the county', () => {
    const shrunken = componentRates(made(), 2020, { ...settings, shrinkage: { age: 300, level: 2000 } });
    const at = (area: number) => shrunken.leave[cellOf(shape, area, 1, 45)]!;
    const county = (10 * 0.05 + 0.1) / 11;
    expect(Math.abs(at(0) - 0.05) / 0.05).toBeLessThan(0.02);
    expect(at(1)).toBeLessThan(0.1);
    expect(at(1)).toBeGreaterThan(county);
  });

  test('years of which only totals are told raise or lower the level', () => {
    const history = made();
    const doubled = history.events.map((entry, index) =>
      index === history.events.length - 1
        ? entry
        : { ...entry, arrivals: { byAge: null, total: entry.arrivals!.total.map((people) => 2 * people) } },
    );
    const rates = componentRates({ ...history, events: doubled }, 2020, settings);
    // Four years of twice as many and one as it was: 9/5 of the ages of the one year that tells them.
    expect(rates.arrive[cellOf(shape, 0, 0, 30)]).toBeCloseTo((9 / 5) * arrivals(0, 30), 9);
  });
});

describe('cohort change ratios', () => {
  test('what grows by a tenth in every cohort has the ratio 1.1; children follow the women', () => {
    const small: Shape = { areas: 1, sexes: 1, ages: 4 };
    const stocks = [
      { year: 2014, people: Float64Array.of(100, 50, 40, 200) },
      { year: 2015, people: Float64Array.of(30, 110, 55, 264) },
    ];
    const rates = cohortChangeRates({ shape: small, stocks, events: [] }, 2015, { years: 5, shrinkage: 0, boys: 0.5 });
    // (40 + 200)·1.1 = 264; 30 children of the 200 who are of the open age.
    expect([...rates.stay]).toEqual([1, 1.1, 1.1, 1.1]);
    expect([...rates.births]).toEqual([0, 0, 0, 0.15]);
  });

  test('(n·x + k·R) / (n + k)', () => {
    expect(shrunk(10, 100, 0.3, 100)).toBeCloseTo(0.2, 12);
    expect(shrunk(0, 0, 0.3, 0)).toBe(0.3);
  });
});
