/** What a forecast takes for granted, in words and numbers that people use. */
import type { Assumption, ForecastQuery } from '../../contract/demography.ts';
import { releaseFigure, type Policy } from '../../planning/confidentiality/release.ts';
import type { ForecastAssumptions } from '../../planning/forecast/assumptions.ts';
import type { ForecastResult } from '../../planning/forecast/forecast.ts';
import { sumOf } from '../../planning/forecast/people.ts';
import type { Levers } from '../../planning/forecast/project.ts';
import type { Rates } from '../../planning/forecast/rates.ts';

export function leversOf(query: ForecastQuery, { scenarios }: ForecastAssumptions): Levers {
  const scenario = scenarios[query.scenario ?? 'middle'];
  return {
    births: scenario.births * (query.births ?? 1),
    arrivals: scenario.arrivals * (query.arrivals ?? 1),
    departures: scenario.departures * (query.departures ?? 1),
    deaths: scenario.deaths * (query.deaths ?? 1),
  };
}

/** Years that a newborn lives by the risks of one year (both sexes by their share at birth); the open age lives on by its own. */
export function lifeExpectancy({ shape, stay, atBirth }: Rates): number {
  let years = 0;
  atBirth.forEach((share, sex) => {
    let alive = share;
    for (let age = 0; age < shape.ages; age++) {
      const survives = stay[sex * shape.ages + age]!;
      const open = age === shape.ages - 1;
      // Who dies lives half of the year of his death.
      years += open ? (survives < 1 ? (alive * (1 + survives)) / 2 / (1 - survives) : 0) : (alive * (1 + survives)) / 2;
      alive *= survives;
    }
  });
  return years;
}

export function assumptionsOf(
  policy: Policy,
  { method, county, rateYears, middle }: ForecastResult,
  levers: Levers,
): Assumption[] {
  const years = { fromYear: rateYears.from, toYear: rateYears.to };
  const told = (value: number) => releaseFigure(policy, Math.round(value * 100) / 100, []);
  const perWoman: Assumption = {
    key: 'births',
    label: { de: 'Geburten', en: 'Births' },
    value: method === 'cohortComponent' ? told(sumOf(county.births)) : null,
    unit: { de: 'Kinder je Frau', en: 'children per woman' },
    factor: levers.births,
    ...years,
  };
  if (method === 'cohortChange') return [perWoman];
  const first = middle[0]!;
  const people = new Float64Array(county.shape.sexes * county.shape.ages);
  first.forEach((count, at) => (people[at % people.length]! += count));
  const leaving = county.leave.reduce((sum, share, at) => sum + share * (people[at] ?? 0), 0);
  const aYear = { de: 'Personen im Jahr', en: 'people a year' };
  return [
    perWoman,
    {
      key: 'arrivals',
      label: { de: 'Zuzüge', en: 'Moves in' },
      value: told(Math.round(sumOf(county.arrive))),
      unit: aYear,
      factor: levers.arrivals,
      ...years,
    },
    {
      key: 'departures',
      label: { de: 'Fortzüge', en: 'Moves out' },
      value: told(Math.round(leaving)),
      unit: aYear,
      factor: levers.departures,
      ...years,
    },
    {
      key: 'deaths',
      label: { de: 'Sterblichkeit', en: 'Mortality' },
      value: told(Math.round(lifeExpectancy(county) * 10) / 10),
      unit: { de: 'Jahre Lebenserwartung', en: 'years of life expected' },
      factor: levers.deaths,
      ...years,
    },
  ];
}
