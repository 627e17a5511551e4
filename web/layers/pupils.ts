/** Where the pupils of one or two schools live: circles by number, areas by share, straight lines to the school. */
import type { FeatureCollection } from 'geojson';
import type { ObservedArea, ObservedCatchment } from '../../server/contract/catchments.ts';
import type { School } from '../../server/contract/sites.ts';
import { atomLayer } from '../map/baseStyle.ts';
import { hatchDisc } from '../map/patterns.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import { classFill, labelData, valueText } from './areaValues.ts';
import { legendSizes, radiusOf, shareBreaks, shareClass } from './classes.ts';
import type { LegendEntry, MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

/** Of atoms there are many and small ones: their circles must not hide each other, and numbers wait until one looks nearer. */
const looks = {
  areas: { radius: 26, flow: 9, values: 0, names: 11 },
  atoms: { radius: 8, flow: 2.5, values: 12.5, names: 15 },
} as const;
const lookOf = ({ layer }: ObservedCatchment) => (layer === atomLayer ? looks.atoms : looks.areas);

export interface Observed {
  school: School;
  catchment: ObservedCatchment;
}
/** The chosen school, and the second of a comparison. */
export type ObservedPair = [Observed] | [Observed, Observed];

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

/** "34" for one school; "34 | 12" for two, so that the comparison reads without colour. */
function numberLabels(pair: ObservedPair, format: Formatter, print: (area: ObservedArea | undefined) => string) {
  const areas = new Map(pair.flatMap(({ catchment }) => catchment.areas.map((area) => [fidOf(area), area])));
  const byFid = pair.map(({ catchment }) => new Map(catchment.areas.map((area) => [fidOf(area), area])));
  return [...areas].flatMap(([fid, area]) => {
    const texts = byFid.map((areasOfOne) => print(areasOfOne.get(fid)));
    return texts.every((text) => text === '')
      ? []
      : [
          {
            point: area.point,
            name: area.name,
            value: texts.map((text) => text || format.number(0)).join(' | '),
            weight: typeof area.pupils === 'number' ? area.pupils : 0,
          },
        ];
  });
}

const hiddenEntry = (pair: ObservedPair, text: Text): LegendEntry[] =>
  pair.some(({ catchment }) => catchment.areas.some((area) => area.pupils === 'hidden'))
    ? [{ kind: 'hatch', label: `${pair.length > 1 ? '* ' : ''}${text.merged}` }]
    : [];

export function pupilCircles(pair: ObservedPair, names: Map<string, string>, text: Text, format: Formatter): MapLayer {
  const [first, second] = pair;
  const largest = largestOf(pair);
  const look = lookOf(first.catchment);
  const { base } = first.catchment.protection;
  const sizes = look === looks.atoms ? [...new Set([largest, base])] : legendSizes(largest);
  // Beside a second number a protected one needs a sign of its own: left out it would read as zero.
  const print = (area: ObservedArea | undefined) =>
    area?.pupils === 'hidden'
      ? second
        ? '*'
        : ''
      : typeof area?.pupils === 'number'
        ? format.number(area.pupils)
        : '';
  return {
    id: 'pupil-circles',
    slot: 'circles',
    data: {
      'pupils-first': circles(first.catchment.areas, largest, look.radius),
      'pupils-second': circles(second?.catchment.areas ?? [], largest, look.radius),
      'pupils-values': labelData(numberLabels(pair, format, print)),
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
        {
          kind: 'sizes',
          colour: palette.load.free,
          sizes: sizes.map((size) => ({
            label: format.number(size),
            radius: radiusOf(size, largest, look.radius),
          })),
        },
        ...(second
          ? ([
              { kind: 'disc', colour: palette.load.free, label: nameOf(first, names) },
              { kind: 'ring', label: nameOf(second, names) },
            ] satisfies LegendEntry[])
          : []),
        ...hiddenEntry(pair, text),
      ],
    },
    sources: first.catchment.sources,
  };
}

export function pupilShare(pair: ObservedPair, text: Text, format: Formatter): MapLayer {
  const { catchment } = pair[0];
  const source = `areas-${catchment.layer}`;
  const values = new Map<string, Record<string, StateValue>>();
  for (const area of catchment.areas) {
    if (area.share === 'hidden') values.set(fidOf(area), { hidden: true });
    else if (area.share !== null) values.set(fidOf(area), { class: shareClass(area.share) });
  }
  const print = (area: ObservedArea | undefined) =>
    area?.share === 'hidden' ? (pair.length > 1 ? '*' : '') : area?.share ? format.percent(area.share) : '';
  return {
    id: 'pupil-share',
    slot: 'fills',
    data: { 'share-values': labelData(numberLabels(pair, format, print)) },
    // The answer lists the areas with a number; in the others live fewer than the base, or nobody.
    styles: [
      ...classFill('pupil-share', source, palette.sequential, palette.inside),
      valueText('share-values-text', 'share-values', 10.8),
    ],
    states: { source, sourceLayer: source, values },
    legend: {
      title: text.catchmentScene.legendShare,
      entries: [
        {
          kind: 'scale',
          colours: palette.sequential.slice(1),
          ticks: [0, ...shareBreaks, 1].map((limit, at) => ({ at, label: format.percent(limit) })),
        },
        { kind: 'fill', colour: palette.inside, label: format.percent(0) },
        ...hiddenEntry(pair, text),
      ],
    },
    sources: catchment.sources,
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
