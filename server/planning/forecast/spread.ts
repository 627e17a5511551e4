/** How far the past strayed from its own mean rates: what the futures are drawn with. */
import { cellOf, cells, sumOf, type History, type YearEvents } from './people.ts';
import type { Rates, Spread } from './rates.ts';

export interface Least {
  /** What no county's rates are surer than (standard deviation of the logarithm): from year to year, and of an area. */
  county: { births: number; arrivals: number; departures: number; cohorts: number };
  area: { births: number; arrivals: number; departures: number; cohorts: number };
  memory: number;
}

const totalOf = (year: YearEvents, kind: 'births' | 'arrivals' | 'departures'): Float64Array | null =>
  kind === 'births' ? year.births : (year[kind]?.total ?? null);

/** Standard deviation of the change of the logarithm from one year to the next, half of which is undone the year after. */
function wandering(values: number[]): number {
  const changes = values
    .slice(1)
    .flatMap((value, at) => (value > 0 && values[at]! > 0 ? [Math.log(value / values[at]!)] : []));
  if (changes.length < 2) return 0;
  return Math.sqrt(sumOf(changes.map((change) => change ** 2)) / changes.length / 2);
}

/** What is more than chance in how areas' events differ from year to year: by moments, all areas pooled. */
function between(years: Float64Array[]): number {
  const sums = new Float64Array(years[0]?.length ?? 0);
  for (const year of years) year.forEach((count, area) => (sums[area]! += count));
  const all = sumOf(sums);
  if (years.length < 3 || all === 0) return 0;
  let [variance, weight] = [0, 0];
  for (const year of years) {
    const share = sumOf(year) / all;
    year.forEach((count, area) => {
      const expected = sums[area]! * share;
      if (expected === 0) return;
      variance += (count - expected) ** 2 - expected;
      weight += expected ** 2;
    });
  }
  return weight > 0 ? Math.sqrt(Math.max(0, variance / weight)) : 0;
}

/** `base`: nothing after it is looked at. */
export function componentSpread(history: History, base: number, years: number, least: Least): Spread {
  const { areas } = history.shape;
  const used = history.events.filter(({ year }) => year <= base);
  const county = { ...least.county };
  const area = {
    births: new Float64Array(areas),
    arrivals: new Float64Array(areas),
    departures: new Float64Array(areas),
    cohorts: new Float64Array(areas).fill(least.area.cohorts),
  };
  for (const kind of ['births', 'arrivals', 'departures'] as const) {
    const told = used.flatMap((year) => totalOf(year, kind) ?? []);
    county[kind] = Math.max(least.county[kind], wandering(told.map((year) => sumOf(year))));
    const strays = Math.max(least.area[kind], between(told.slice(-2 * years)));
    const recent = told.slice(-years);
    for (let at = 0; at < areas; at++) {
      // The level itself is known from few events where an area is small.
      const behind = recent.reduce((sum, year) => sum + year[at]!, 0);
      area[kind][at] = Math.sqrt(strays ** 2 + 1 / (behind + 50));
    }
  }
  return { county, area, memory: least.memory };
}

/** Who comes, goes and dies by chance: as many as do so, a Poisson's variance. Shape. */
export const componentTurnover = ({ stay, leave }: Rates): Float64Array =>
  stay.map((share, at) => Math.max(0, 1 - share) + leave[at]!);

interface Residuals {
  /** Variance per person and year beyond the ratios. */
  turnover: number;
  county: { births: number; cohorts: number };
}

/** How far single years lay from the mean ratios. */
function residuals(history: History, base: number, rates: Rates): Residuals {
  const { shape } = history;
  const { areas, sexes, ages } = shape;
  let [square, people] = [0, 0];
  const born: number[] = [];
  const carried: number[] = [];
  for (const { year, people: after } of history.stocks) {
    const before = history.stocks.find((stock) => stock.year === year - 1)?.people;
    if (!before || year > base) continue;
    let [newborn, expectedBirths, grown, expected] = [0, 0, 0, 0];
    for (let area = 0; area < areas; area++) {
      for (let sex = 0; sex < sexes; sex++) {
        const first = cellOf(shape, area, sex, 0);
        newborn += after[first]!;
        for (let age = 1; age < ages - 1; age++) {
          const from = before[first + age - 1]!;
          const mean = from * rates.stay[first + age]!;
          square += (after[first + age]! - mean) ** 2;
          people += from;
          grown += after[first + age]!;
          expected += mean;
        }
      }
      const women = cellOf(shape, area, sexes - 1, 0);
      for (let age = 0; age < ages; age++) expectedBirths += rates.births[area * ages + age]! * before[women + age]!;
    }
    if (expectedBirths > 0) born.push(newborn / expectedBirths);
    if (expected > 0) carried.push(grown / expected);
  }
  const deviation = (ratios: number[]) =>
    Math.sqrt(sumOf(ratios.map((ratio) => Math.log(Math.max(0.5, ratio)) ** 2)) / Math.max(1, ratios.length));
  return {
    turnover: people > 0 ? square / people : 0.1,
    county: { births: deviation(born), cohorts: deviation(carried) },
  };
}

/** Of cohort change ratios: their residuals take the place of the events that are not known. */
export function changeSpread(
  history: History,
  base: number,
  rates: Rates,
  least: Least,
): { spread: Spread; turnover: { areas: Float64Array; county: Float64Array } } {
  const { areas } = history.shape;
  const { turnover, county } = residuals(history, base, rates);
  const none = () => new Float64Array(areas);
  return {
    spread: {
      county: {
        births: Math.max(least.county.births, county.births),
        cohorts: Math.max(least.county.cohorts, county.cohorts),
        arrivals: 0,
        departures: 0,
      },
      area: {
        births: none().fill(least.area.births),
        cohorts: none().fill(least.area.cohorts),
        arrivals: none(),
        departures: none(),
      },
      memory: least.memory,
    },
    turnover: {
      areas: new Float64Array(cells(history.shape)).fill(turnover),
      county: new Float64Array(cells({ ...history.shape, areas: 1 })).fill(turnover),
    },
  };
}
