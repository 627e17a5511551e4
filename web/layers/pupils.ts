/** Where the pupils of one or two schools live: circles by number, and straight lines to the school. */
import type { FeatureCollection } from 'geojson';
import type { ObservedArea, ObservedCatchment } from '../../server/contract/catchments.ts';
import { atomLayer } from '../map/baseStyle.ts';
import { hatchDisc } from '../map/patterns.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { labelData, valueText } from './areaValues.ts';
import { legendSizes, radiusOf } from './classes.ts';
import type { LegendEntry, MapLayer } from './layer.ts';
import { hasMissing, hiddenEntry, rangeOfFew, valueLabels, type Observed, type ObservedPair } from './observed.ts';
import { palette } from './palette.ts';

/** Of atoms there are many and small ones: their circles must not hide each other, and numbers wait until one looks nearer. */
const looks = {
  areas: { radius: 26, flow: 9, values: 0, names: 11 },
  atoms: { radius: 8, flow: 2.5, values: 12.5, names: 15 },
} as const;
const lookOf = ({ layer }: ObservedCatchment) => (layer === atomLayer ? looks.atoms : looks.areas);

const nameOf = ({ school }: Observed, names: Map<string, string>): string => names.get(fidOf(school)) ?? school.name;
const known = (areas: ObservedArea[]): number[] =>
  areas.flatMap((area) => (typeof area.pupils === 'number' ? [area.pupils] : []));
export const largestOf = (pair: ObservedPair): number =>
  Math.max(1, ...pair.flatMap(({ catchment }) => known(catchment.areas)));

function circles(areas: ObservedArea[], largest: number, largestRadius: number): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: areas
      .filter((area) => area.pupils === 'hidden' || typeof area.pupils === 'number')
      .map((area) => ({
        type: 'Feature',
        geometry: { type: 'Point', coordinates: area.point },
        properties: {
          hidden: area.pupils === 'hidden',
          radius: typeof area.pupils === 'number' ? radiusOf(area.pupils, largest, largestRadius) : 0,
        },
      })),
  };
}

/** @param counties those in view */
export function pupilCircles(
  pair: ObservedPair,
  counties: readonly string[],
  names: Map<string, string>,
  text: Text,
  format: Formatter,
): MapLayer {
  const [first, second] = pair;
  const largest = largestOf(pair);
  const look = lookOf(first.catchment);
  const { base } = first.catchment.protection;
  const sizes = look === looks.atoms ? [...new Set([largest, base])] : legendSizes(largest);
  const hasNumbers = pair.some(({ catchment }) => known(catchment.areas).length > 0);
  return {
    id: 'pupil-circles',
    slot: 'circles',
    data: {
      'pupils-first': circles(first.catchment.areas, largest, look.radius),
      'pupils-second': circles(second?.catchment.areas ?? [], largest, look.radius),
      'pupils-values': labelData(valueLabels(pair, 'pupils', (value) => format.number(value), format)),
    },
    styles: [
      {
        id: 'pupils-first-disc',
        type: 'circle',
        source: 'pupils-first',
        filter: ['!', ['get', 'hidden']],
        paint: {
          'circle-radius': ['get', 'radius'],
          'circle-color': palette.load.free,
          'circle-opacity': 0.72,
          'circle-stroke-color': palette.accent,
          'circle-stroke-width': 1,
        },
      },
      {
        id: 'pupils-first-hidden',
        type: 'symbol',
        source: 'pupils-first',
        filter: ['get', 'hidden'],
        layout: { 'icon-image': hatchDisc, 'icon-allow-overlap': true },
      },
      {
        id: 'pupils-second-ring',
        type: 'circle',
        source: 'pupils-second',
        filter: ['!', ['get', 'hidden']],
        paint: {
          'circle-radius': ['get', 'radius'],
          'circle-color': '#ffffff',
          'circle-opacity': 0,
          'circle-stroke-color': palette.ink,
          'circle-stroke-width': 2.4,
        },
      },
      valueText('pupils-values-text', 'pupils-values', look.names, look.values),
    ],
    legend: {
      title: look === looks.atoms ? text.homesChoice.legend : text.catchmentScene.legendNumber,
      entries: [
        ...(hasNumbers
          ? [
              {
                kind: 'sizes' as const,
                colour: palette.load.free,
                sizes: sizes.map((size) => ({
                  label: format.number(size),
                  radius: radiusOf(size, largest, look.radius),
                })),
              },
            ]
          : []),
        ...(second
          ? ([
              { kind: 'disc', colour: palette.load.free, label: nameOf(first, names) },
              { kind: 'ring', label: nameOf(second, names) },
            ] satisfies LegendEntry[])
          : []),
        ...(pair.every(({ catchment }) => catchment.pupils === null)
          ? [{ kind: 'note' as const, label: text.missing }]
          : [{ kind: 'note' as const, label: text.catchmentScene.noSymbol(rangeOfFew(first, format)) }]),
        ...hiddenEntry(pair, text),
        ...(counties.length > 1 ? [{ kind: 'note' as const, label: text.catchmentScene.otherCounties }] : []),
        ...(second && hasMissing(pair, counties) ? [{ kind: 'note' as const, label: `– ${text.missing}` }] : []),
      ],
    },
    sources: first.catchment.sources,
  };
}

function lines({ school, catchment }: Observed, largest: number): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: catchment.areas
      .filter((area) => typeof area.pupils === 'number')
      .map((area) => ({
        type: 'Feature',
        geometry: { type: 'LineString', coordinates: [area.point, school.position] },
        properties: { width: Math.max(0.6, (lookOf(catchment).flow * Number(area.pupils)) / largest) },
      })),
  };
}

export function pupilFlows(pair: ObservedPair, names: Map<string, string>, text: Text): MapLayer {
  const largest = largestOf(pair);
  const [first, second] = pair;
  const none: FeatureCollection = { type: 'FeatureCollection', features: [] };
  return {
    id: 'pupil-flows',
    slot: 'flows',
    data: { 'flows-first': lines(first, largest), 'flows-second': second ? lines(second, largest) : none },
    styles: [
      {
        id: 'flows-first-line',
        type: 'line',
        source: 'flows-first',
        layout: { 'line-cap': 'round' },
        paint: { 'line-color': palette.accent, 'line-opacity': 0.5, 'line-width': ['get', 'width'] },
      },
      {
        id: 'flows-second-line',
        type: 'line',
        source: 'flows-second',
        paint: {
          'line-color': palette.ink,
          'line-opacity': 0.7,
          'line-width': ['*', 0.6, ['get', 'width']],
          'line-dasharray': [2, 1.6],
        },
      },
    ],
    legend: {
      title: '',
      entries: [
        { kind: 'line', colour: palette.accent, width: 4, label: text.catchmentScene.flowLegend },
        ...(second
          ? [{ kind: 'line' as const, colour: palette.ink, width: 2, dashed: true, label: nameOf(second, names) }]
          : []),
      ],
    },
    sources: first.catchment.sources,
  };
}
