/** A few social indicators as counties publish them: rates by Gemeinde and Planungsraum, three years. */
import {
  FIRST_YEAR,
  LAST_YEAR,
  type SampleIndicator,
  type SampleMunicipality,
  type SamplePopulation,
} from './model.ts';
import type { Random } from './random.ts';

interface Measure {
  indicator: string;
  unit: string;
  /** Rate in per cent in a middling place; towns have more of it by `town`. */
  level: number;
  town: number;
  trend: number;
  from: number;
  to: number;
}

const MEASURES: readonly Measure[] = [
  {
    indicator: 'Kinder unter 15 Jahren in Bedarfsgemeinschaften (SGB II)',
    unit: '%',
    level: 8.4,
    town: 1.75,
    trend: 0.015,
    from: 0,
    to: 14,
  },
  {
    indicator: 'Arbeitslose je 100 Einwohner von 15 bis 64 Jahren',
    unit: '%',
    level: 4.3,
    town: 1.4,
    trend: 0.03,
    from: 15,
    to: 64,
  },
  {
    indicator: 'Anteil der Einwohner mit ausländischer Staatsangehörigkeit',
    unit: '%',
    level: 3.1,
    town: 2.4,
    trend: 0.07,
    from: 0,
    to: 100,
  },
  {
    indicator: 'Hilfen zur Erziehung je 100 Einwohner unter 21 Jahren',
    unit: '%',
    level: 2.6,
    town: 1.5,
    trend: 0.02,
    from: 0,
    to: 20,
  },
];
const YEARS = 3;
/** Below this many people a rate would tell of single families. */
const LEAST_PEOPLE = 40;

export function buildIndicators(
  municipalities: readonly SampleMunicipality[],
  planningAreas: number,
  population: SamplePopulation,
  scale: number,
  random: Random,
): SampleIndicator[] {
  const rows: SampleIndicator[] = [];
  for (const { indicator, unit, level, town, trend, from, to } of MEASURES) {
    const own = municipalities.map(({ residents }) => {
      const urban = Math.max(0, Math.min(1, Math.log(residents / scale / 900) / Math.log(20)));
      return level * (1 + (town - 1) * urban) * Math.exp(0.18 * random.normal());
    });
    for (let year = LAST_YEAR - YEARS + 1; year <= LAST_YEAR; year++) {
      const cases = new Float64Array(planningAreas);
      const people = new Float64Array(planningAreas);
      municipalities.forEach(({ planningArea }, m) => {
        const denominator = countAges(population, m, year, from, to);
        const rate = own[m]! * (1 + trend * (year - LAST_YEAR)) * random.between(0.95, 1.05);
        const affected = random.round((denominator * rate) / 100);
        cases[planningArea]! += affected;
        people[planningArea]! += denominator;
        if (denominator < LEAST_PEOPLE) return;
        rows.push({
          level: 'gemeinde',
          area: m,
          year,
          indicator,
          value: percent(affected, denominator),
          unit,
          denominator,
        });
      });
      const all = (list: Float64Array) => list.reduce((sum, one) => sum + one, 0);
      rows.push({
        ...{ level: 'kreis', area: 0, year, indicator, unit, denominator: all(people) },
        value: percent(all(cases), all(people)),
      });
      cases.forEach((count, area) => {
        const denominator = people[area]!;
        rows.push({
          level: 'planungsraum',
          area,
          year,
          indicator,
          value: percent(count, denominator),
          unit,
          denominator,
        });
      });
    }
  }
  return rows;
}

const percent = (part: number, whole: number): number => (whole > 0 ? Math.round((part / whole) * 1000) / 10 : 0);

function countAges({ residents }: SamplePopulation, m: number, year: number, from: number, to: number): number {
  let sum = 0;
  for (const bySex of residents[m]![year - FIRST_YEAR]!) for (let age = from; age <= to; age++) sum += bySex[age]!;
  return sum;
}
