/** A forecast of 50 areas, 101 ages, both sexes and 20 years: the middle alone, and with 500 futures. */
import { forecastAssumptions } from '../../geodata/rules/forecast.ts';
import { generateSample } from '../../geodata/sample/index.ts';
import { columnsOf } from '../../server/planning/forecast/bands.ts';
import { componentRates } from '../../server/planning/forecast/components.ts';
import { motherhoodByAge } from '../../server/planning/forecast/assumptions.ts';
import { futures } from '../../server/planning/forecast/futures.ts';
import { cells, sumOf, type Flows, type History, type Shape } from '../../server/planning/forecast/people.ts';
import { asInThePast, project, type Plan } from '../../server/planning/forecast/project.ts';
import { componentSpread, componentTurnover } from '../../server/planning/forecast/spread.ts';
import { countyHistory } from '../../server/operations/demography/history.ts';
import type { Figure } from './measure.ts';

const AREAS = 50;
const YEARS = 20;
const DRAWS = 500;
const FIRST = 2016;

/** The sample county's municipalities over and over until there are enough. */
function invented(): History {
  const { residents, births, deaths, arrivals, departures } = generateSample({ seed: 1, scale: 1 }).population;
  const shape: Shape = { areas: AREAS, sexes: 2, ages: residents[0]![0]![0]!.length };
  const of = (table: typeof residents, year: number): Float64Array => {
    const people = new Float64Array(cells(shape));
    for (let area = 0; area < AREAS; area++)
      table[area % table.length]![year]!.forEach((ages, sex) => people.set(ages, (area * 2 + sex) * shape.ages));
    return people;
  };
  const size = 2 * shape.ages;
  const totals = (byAge: Float64Array) =>
    Float64Array.from({ length: AREAS }, (_, area) => sumOf(byAge, area * size, (area + 1) * size));
  const flows = (table: typeof residents, year: number): Flows => {
    const byAge = of(table, year);
    return { byAge, total: totals(byAge) };
  };
  const years = [...residents[0]!.keys()];
  return {
    shape,
    stocks: years.map((year) => ({ year: FIRST + year, people: of(residents, year) })),
    events: years.slice(1).map((year) => ({
      year: FIRST + year,
      births: totals(of(births, year)),
      byMother: null,
      deaths: flows(deaths, year),
      arrivals: flows(arrivals, year),
      departures: flows(departures, year),
    })),
  };
}

export function measureForecast(): Figure[] {
  const history = invented();
  const { shape } = history;
  const assumptions = forecastAssumptions('TH').values;
  const base = history.stocks.at(-1)!;
  const settings = { ...assumptions, motherhood: motherhoodByAge(assumptions, shape.ages) };
  const plan: Plan = {
    ...{ base: base.people, years: YEARS, levers: asInThePast, housing: [] },
    areas: componentRates(history, base.year, settings),
    county: componentRates(countyHistory(history), base.year, settings),
  };
  const begun = performance.now();
  project(plan);
  const middle = (performance.now() - begun) / 1000;
  const chance = {
    spread: componentSpread(history, base.year, assumptions.years, assumptions.least),
    turnover: { areas: componentTurnover(plan.areas), county: componentTurnover(plan.county) },
    ...{ draws: DRAWS, seed: 1 },
  };
  const kept = {
    ...columnsOf(shape.ages),
    groupOf: Int32Array.from({ length: AREAS }, (_, area) => area),
    groups: AREAS + 1,
  };
  const since = performance.now();
  futures(plan, chance, kept);
  return [
    {
      what: `forecast of ${AREAS} areas × ${shape.ages} ages × 2 sexes × ${YEARS} years, ${DRAWS} futures`,
      value: (performance.now() - since) / 1000,
      unit: 's',
      limit: 3,
      ratio: (performance.now() - since) / 1000 / middle,
      baseline: 'the middle alone',
    },
  ];
}
