/** Residents year by year: the areas by their own rates, in every cell raised or lowered to what the county's rates give. */
import { asOneArea, cellOf, cells, sumOf, type Shape } from './people.ts';
import type { Rates } from './rates.ts';

/** By how much a planner, or a scenario, raises or lowers what the past years say. */
export interface Levers {
  births: number;
  arrivals: number;
  departures: number;
  deaths: number;
}

export const asInThePast: Levers = { births: 1, arrivals: 1, departures: 1, deaths: 1 };

export interface Plan {
  /** Stock at the end of the base year. Shape of `areas`. */
  base: Float64Array;
  years: number;
  areas: Rates;
  /** The same ages and sexes, one area. */
  county: Rates;
  levers: Levers;
  /** People who come by building, of each year after the base: on top of everything else. Shape of `areas`; null: nobody. */
  housing: (Float64Array | null)[];
}

/** Rates as they are with levers pulled. */
export function withLevers(rates: Rates, { births, arrivals, departures, deaths }: Levers): Rates {
  const isRatio = rates.leave.every((share) => share === 0) && rates.arrive.every((people) => people === 0);
  return {
    ...rates,
    // A cohort change ratio holds moves and deaths in one: only the births can be told apart.
    stay: isRatio ? rates.stay : rates.stay.map((share) => Math.max(0, 1 - (1 - share) * deaths)),
    leave: rates.leave.map((share) => Math.min(1, share * departures)),
    arrive: rates.arrive.map((people) => people * arrivals),
    births: rates.births.map((rate) => rate * births),
  };
}

/** Children born in a year to the people of its beginning, by area. */
export function births(rates: Rates, people: Float64Array): Float64Array {
  const { shape } = rates;
  return Float64Array.from({ length: shape.areas }, (_, area) => {
    const women = cellOf(shape, area, shape.sexes - 1, 0);
    let born = 0;
    for (let age = 0; age < shape.ages; age++) born += rates.births[area * shape.ages + age]! * people[women + age]!;
    return born;
  });
}

/** One year on, without chance. */
export function step(rates: Rates, people: Float64Array): Float64Array {
  const { shape, stay, leave, arrive, atBirth } = rates;
  const { areas, sexes, ages } = shape;
  const next = new Float64Array(cells(shape));
  const born = births(rates, people);
  for (let area = 0; area < areas; area++) {
    for (let sex = 0; sex < sexes; sex++) {
      const first = cellOf(shape, area, sex, 0);
      for (let age = 0; age < ages; age++) {
        let from = age === 0 ? born[area]! * atBirth[sex]! : people[first + age - 1]!;
        if (age === ages - 1) from += people[first + age]!;
        next[first + age] = from * Math.max(0, stay[first + age]! - leave[first + age]!) + arrive[first + age]!;
      }
    }
  }
  return next;
}

/** Fewer people than this are none: dividing by them would leave the range of numbers. */
const NOBODY = 1e-9;

/** Every cell of the areas times one factor, so that they sum to the county's; a cell of nobody is shared out by `weights`. */
export function toCounty(shape: Shape, areas: Float64Array, county: Float64Array, weights: Float64Array): void {
  const factors = asOneArea(shape, areas);
  const size = factors.length;
  const all = sumOf(weights);
  for (let cell = 0; cell < size; cell++) {
    if (factors[cell]! > NOBODY) factors[cell] = county[cell]! / factors[cell]!;
    else if (county[cell]! > 0 && all > NOBODY) {
      for (let area = 0; area < shape.areas; area++) areas[area * size + cell] = (county[cell]! * weights[area]!) / all;
      factors[cell] = 1;
    }
  }
  for (let first = 0; first < areas.length; first += size) {
    for (let cell = 0; cell < size; cell++) areas[first + cell]! *= factors[cell]!;
  }
}

/** People of each area. */
export function residents(shape: Shape, people: Float64Array): Float64Array {
  const size = shape.sexes * shape.ages;
  return Float64Array.from({ length: shape.areas }, (_, area) => sumOf(people, area * size, (area + 1) * size));
}

/** Stocks from the base year on, without chance: years + 1 of them. */
export function project({ base, years, areas, county, levers, housing }: Plan): Float64Array[] {
  const { shape } = areas;
  const [own, whole] = [withLevers(areas, levers), withLevers(county, levers)];
  const stocks = [base];
  let all = asOneArea(shape, base);
  for (let year = 1; year <= years; year++) {
    const before = stocks[year - 1]!;
    const next = step(own, before);
    all = step(whole, all);
    toCounty(shape, next, all, residents(shape, before));
    const built = housing[year - 1];
    if (built) {
      built.forEach((people, at) => (next[at]! += people));
      all = asOneArea(shape, next);
    }
    stocks.push(next);
  }
  return stocks;
}
