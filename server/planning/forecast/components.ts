/** From births, deaths and moves of past years to the rates of a forecast (cohort component). */
import { asOneArea, cellOf, cells, sumOf, type Flows, type History, type Shape, type YearEvents } from './people.ts';
import { shrunk, smoothed, type Rates } from './rates.ts';

export interface Settings {
  /** Years of events that the rates are taken from, the newest ones. */
  years: number;
  /** People who weigh as much as the county does (k): in a rate of one age, and in the level of an area. */
  shrinkage: { age: number; level: number };
  /** Ages on each side over which rates are smoothed. */
  reach: number;
  /** Share of boys among the newborn. */
  boys: number;
  /** Children per woman of each age, of which only the shape counts: where no table tells the mothers' ages. ages. */
  motherhood: Float64Array;
}

type Kind = 'deaths' | 'arrivals' | 'departures';

/** Who could be met by an event at age a in the year: the people of age a − 1 at its beginning, of age 0 the newborn. */
function exposure({ shape, stocks, events }: History, year: number): Float64Array | null {
  const before = stocks.find((stock) => stock.year === year - 1)?.people;
  const here = stocks.find((stock) => stock.year === year)?.people;
  const born = events.find((entry) => entry.year === year)?.births ?? null;
  // Without the stock before, those who are of that age at the end of the year stand for them.
  if (!before) return here ?? null;
  const { areas, sexes, ages } = shape;
  const people = new Float64Array(cells(shape));
  for (let area = 0; area < areas; area++) {
    for (let sex = 0; sex < sexes; sex++) {
      const first = cellOf(shape, area, sex, 0);
      people[first] = born ? born[area]! / sexes : (here?.[first] ?? before[first]!);
      for (let age = 1; age < ages; age++) people[first + age] = before[first + age - 1]!;
      people[first + ages - 1]! += before[first + ages - 1]!;
    }
  }
  return people;
}

/** A total where no ages are told, spread as people are; used for no profile, only where there is none. */
function byAge(flows: Flows, people: Float64Array, shape: Shape): Float64Array {
  if (flows.byAge) return flows.byAge;
  const size = shape.sexes * shape.ages;
  return people.map((count, at) => {
    const area = Math.floor(at / size);
    const all = sumOf(people, area * size, (area + 1) * size);
    return all > 0 ? (flows.total[area]! * count) / all : 0;
  });
}

interface Sums {
  /** Events and people over the years of which ages are told. Shape. */
  events: Float64Array;
  people: Float64Array;
  years: number;
  /** Events a year over all years of which at least a total is told, ÷ those of the years with ages: areas. */
  level: Float64Array;
}

function sumsOf(history: History, years: YearEvents[], kind: Kind): Sums | null {
  const { shape } = history;
  const told = years.flatMap((year) => (year[kind] ? [{ year: year.year, flows: year[kind] }] : []));
  const ofAge = told.filter(({ flows }) => flows.byAge !== null);
  const used = (ofAge.length > 0 ? ofAge : told).flatMap(({ year, flows }) => {
    const people = exposure(history, year);
    return people ? [{ people, flows }] : [];
  });
  if (used.length === 0) return null;
  const events = new Float64Array(cells(shape));
  const people = new Float64Array(cells(shape));
  const mean = new Float64Array(shape.areas);
  for (const entry of used) {
    byAge(entry.flows, entry.people, shape).forEach((count, at) => (events[at]! += count));
    entry.people.forEach((count, at) => (people[at]! += count));
    entry.flows.total.forEach((count, area) => (mean[area]! += count / used.length));
  }
  const level = mean.map((count, area) =>
    count > 0 ? told.reduce((sum, { flows }) => sum + flows.total[area]!, 0) / told.length / count : 1,
  );
  return { events, people, years: used.length, level };
}

/** By how much an area's events differ from what the county's rates would give, drawn toward 1. areas. */
function levels(shape: Shape, { events, people }: Sums, county: Float64Array, k: number): Float64Array {
  const size = shape.sexes * shape.ages;
  const whole = sumOf(events) / Math.max(1, sumOf(people));
  return Float64Array.from({ length: shape.areas }, (_, area) => {
    let [happened, expected] = [0, 0];
    for (let at = 0; at < size; at++) {
      happened += events[area * size + at]!;
      expected += people[area * size + at]! * county[at]!;
    }
    // k people of the county have k·whole events.
    return expected + k * whole > 0 ? (happened + k * whole) / (expected + k * whole) : 1;
  });
}

/** Rates by area, sex and age: the county's smoothed ones at the area's level, then as the area's own ages allow. */
function ratesOf(history: History, years: YearEvents[], kind: Kind, { shrinkage, reach }: Settings): Float64Array {
  const { shape } = history;
  const sums = sumsOf(history, years, kind);
  const rates = new Float64Array(cells(shape));
  if (!sums) return rates;
  const [events, people] = [asOneArea(shape, sums.events), asOneArea(shape, sums.people)];
  const county = new Float64Array(events.length);
  for (let sex = 0; sex < shape.sexes; sex++) {
    const from = sex * shape.ages;
    county.set(
      smoothed(events.subarray(from, from + shape.ages), people.subarray(from, from + shape.ages), reach),
      from,
    );
  }
  const level = levels(shape, sums, county, shrinkage.level);
  return rates.map((_, at) => {
    const area = Math.floor(at / county.length);
    const expected = county[at % county.length]! * level[area]!;
    return shrunk(sums.events[at]!, sums.people[at]!, expected, shrinkage.age) * sums.level[area]!;
  });
}

/** Children a year per woman by age, at the area's level. areas × ages. */
function fertility(history: History, years: YearEvents[], settings: Settings): Float64Array {
  const { shape } = history;
  const { areas, ages, sexes } = shape;
  const known = years.flatMap((entry) => {
    const people = exposure(history, entry.year);
    return entry.births && people ? [{ ...entry, births: entry.births, people }] : [];
  });
  const mothers = known.filter(({ byMother }) => byMother !== null);
  const profile = new Float64Array(ages);
  const women = new Float64Array(ages);
  /** People of the sex that bears children, at the beginning of the year: one age younger than at its end. */
  const at = (people: Float64Array, area: number, age: number) =>
    age + 1 < ages ? people[cellOf(shape, area, sexes - 1, age + 1)]! : 0;
  for (const { byMother, people } of mothers) {
    for (let area = 0; area < areas; area++) {
      for (let age = 0; age + 1 < ages; age++) {
        // The mother's age is told as she reaches it in the year.
        profile[age]! += byMother![area * ages + age + 1]!;
        women[age]! += at(people, area, age);
      }
    }
  }
  const shapeOf = mothers.length > 0 ? smoothed(profile, women, 1) : settings.motherhood;
  const born = new Float64Array(areas);
  const expected = new Float64Array(areas);
  for (const { births, people } of known) {
    for (let area = 0; area < areas; area++) {
      born[area]! += births[area]!;
      for (let age = 0; age < ages; age++) expected[area]! += at(people, area, age) * shapeOf[age]!;
    }
  }
  const whole = sumOf(expected) > 0 ? sumOf(born) / sumOf(expected) : 0;
  // k people are about k/4 women of those ages, in which one in twenty bears a child in a year.
  const k = settings.shrinkage.level / 80;
  return Float64Array.from({ length: areas * ages }, (_, index) => {
    const area = Math.floor(index / ages);
    const own = whole > 0 ? (born[area]! + k) / (expected[area]! * whole + k) : 0;
    return shapeOf[index % ages]! * whole * own;
  });
}

/** Rates from the newest years of events up to `base`. */
export function componentRates(history: History, base: number, settings: Settings): Rates {
  const { shape } = history;
  const years = history.events.filter(({ year }) => year <= base).slice(-settings.years);
  const deaths = ratesOf(history, years, 'deaths', settings);
  const departures = ratesOf(history, years, 'departures', settings);
  const arrivals = sumsOf(history, years, 'arrivals');
  return {
    shape,
    stay: deaths.map((risk) => 1 - Math.min(1, risk)),
    leave: departures.map((rate, at) => Math.min(rate, 1 - Math.min(1, deaths[at]!))),
    arrive: arrivals ? arrivalsAYear(shape, arrivals, settings.shrinkage.age) : new Float64Array(cells(shape)),
    births: fertility(history, years, settings),
    atBirth: shape.sexes === 2 ? [settings.boys, 1 - settings.boys] : [1],
  };
}

/** As many as came to the area, of the county's ages where few came: the sum of an area stays what it was. */
function arrivalsAYear(shape: Shape, { events, years, level }: Sums, k: number): Float64Array {
  const size = shape.sexes * shape.ages;
  const county = asOneArea(shape, events);
  const all = sumOf(county);
  return events.map((count, at) => {
    const area = Math.floor(at / size);
    const own = sumOf(events, area * size, (area + 1) * size);
    if (all === 0 || own === 0) return 0;
    const share = (count + (k * county[at % size]!) / all) / (own + k);
    return (share * own * level[area]!) / years;
  });
}
