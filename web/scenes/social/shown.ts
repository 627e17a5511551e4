/** What the map and the table show of an answer: values of a year, changes between two, classes over all years. */
import type { Figure, Indicator, IndicatorValues } from '../../../server/contract/indicators.ts';
import { classLimits } from '../../../server/planning/socialSpace/classes.ts';
import { changeOf, digitsOf } from '../../../server/planning/socialSpace/profileRows.ts';
import type { Classed, ShownArea } from '../../layers/indicator.ts';
import { rampOf } from '../../layers/ramps.ts';
import type { Formatter } from '../../text/format.ts';
import type { SocialScene } from './address.ts';

/** Of an address that another layer or indicator does not have, the newest or oldest there is. */
export const yearIn = (years: readonly number[], wanted: number | null, other: 'newest' | 'oldest'): number | null =>
  wanted !== null && years.includes(wanted) ? wanted : ((other === 'newest' ? years.at(-1) : years[0]) ?? null);

export const valueAt = ({ years, areas }: IndicatorValues, area: number, year: number): Figure =>
  areas[area]?.values[years.indexOf(year)] ?? null;

export function areasAt(answer: IndicatorValues, year: number): ShownArea[] {
  return answer.areas.map(({ county, key, name, point, estimated }, index) => ({
    ...{ county, key, name, point },
    value: valueAt(answer, index, year),
    estimated: estimated.includes(year),
  }));
}

/** Every value that is told, in all years: what the classes are made of. */
export const allValues = ({ areas }: IndicatorValues): number[] =>
  areas.flatMap(({ values }) => values.filter((value) => typeof value === 'number'));

/** An estimate where either year is one. */
export function changesAt(answer: IndicatorValues, year: number, since: number): ShownArea[] {
  const before = areasAt(answer, since);
  return areasAt(answer, year).map((area, index) => ({
    ...area,
    value: changeOf(area.value, before[index]?.value ?? null),
    estimated: area.estimated || (before[index]?.estimated ?? false),
  }));
}

/** Every change to a year from the one it is compared with: so that the scale is one for all years of the slider. */
export const allChanges = (answer: IndicatorValues, since: number): number[] =>
  answer.years.flatMap((year) =>
    changesAt(answer, year, since).flatMap(({ value }) => (typeof value === 'number' ? [value] : [])),
  );

export function classedBy(
  { method, classes, limits, ramp }: SocialScene,
  values: readonly number[],
  onmove: Classed['onmove'],
): Classed {
  const made = values.length === 0 ? [] : classLimits(method, values, classes, limits);
  return { limits: made, colours: rampOf(ramp, Math.max(1, made.length)), onmove };
}

export function writing({ measure }: Pick<Indicator, 'measure'>, values: readonly number[], format: Formatter) {
  const digits = digitsOf(measure, values);
  return (value: number): string => format.number(value, digits);
}
