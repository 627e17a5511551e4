/** Where the pupils of one or two schools live, as the map and the table take it; and what they print of it. */
import type { ObservedArea, ObservedCatchment } from '../../server/contract/catchments.ts';
import type { School } from '../../server/contract/sites.ts';
import { boxOf, type Box } from '../map/box.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import type { ValueLabel } from './areaValues.ts';
import type { LegendEntry } from './layer.ts';

export interface Observed {
  school: School;
  catchment: ObservedCatchment;
}
/** The chosen school, and the second of a comparison. */
export type ObservedPair = [Observed] | [Observed, Observed];

/**
 * What holds of an area that the answer leaves out: fewer than the base live there. Nobody knows where the list does not
 * name the school, and in another county, whose residents are guests of this one.
 */
export const leftOut = ({ school, catchment }: Observed, fid: string): 'few' | null =>
  catchment.pupils !== null && fid.startsWith(`${school.county}/`) ? 'few' : null;

/** Does the answer say nothing of some areas in view? */
export const hasMissing = (pair: ObservedPair, counties: readonly string[]): boolean =>
  counties.length > 1 || pair.some(({ catchment }) => catchment.pupils === null);

/** The box of the schools and of every area with a number. */
export const boxOfHomes = (pair: ObservedPair): Box | null =>
  boxOf({
    type: 'FeatureCollection',
    features: pair
      .flatMap(({ school, catchment }) => [
        school.position,
        ...catchment.areas.filter(({ pupils }) => typeof pupils === 'number').map(({ point }) => point),
      ])
      .map((coordinates) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates } })),
  });

export const rangeOfFew = ({ catchment }: Observed, format: Formatter): string =>
  format.range(0, catchment.protection.base - 1);

/** "34" for one school; "34 | 12" for two, so that the comparison reads without colour. */
export function valueLabels(
  pair: ObservedPair,
  kind: 'pupils' | 'share',
  number: (value: number) => string,
  format: Formatter,
): ValueLabel[] {
  const areas = new Map(pair.flatMap(({ catchment }) => catchment.areas.map((area) => [fidOf(area), area])));
  const columns = pair.map((one) => {
    const byFid = new Map(one.catchment.areas.map((area) => [fidOf(area), area]));
    return (fid: string): string => {
      const area = byFid.get(fid);
      const value = area ? area[kind] : leftOut(one, fid);
      if (typeof value === 'number') return number(value);
      // Alone the look of the area says it; beside a second number a sign left out would read as zero.
      if (pair.length === 1) return '';
      return value === 'hidden' ? '*' : value === 'few' ? rangeOfFew(one, format) : '–';
    };
  });
  const weight = ({ pupils }: ObservedArea) => (typeof pupils === 'number' ? pupils : 0);
  return [...areas].flatMap(([fid, area]) => {
    const value = columns.map((print) => print(fid)).join(' | ');
    return value ? [{ point: area.point, name: area.name, value, weight: weight(area) }] : [];
  });
}

export const hiddenEntry = (pair: ObservedPair, text: Text): LegendEntry[] =>
  pair.some(({ catchment }) => catchment.areas.some((area) => area.pupils === 'hidden'))
    ? [{ kind: 'hatch', label: `${pair.length > 1 ? '* ' : ''}${text.merged}` }]
    : [];
