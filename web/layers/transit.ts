/** Lines and stops of one day: width by trips, the number printed on the line, stops without service small and grey. */
import type { ExpressionSpecification } from 'maplibre-gl';
import type { SourceNote } from '../../server/contract/common.ts';
import type { LineCourses, TransitLine } from '../../server/contract/transport.ts';
import { bold, regular } from '../map/fonts.ts';
import { fidOf } from '../state/highlight.svelte.ts';
import type { Text } from '../text/de.ts';
import type { Formatter } from '../text/format.ts';
import type { MapLayer, StateValue } from './layer.ts';
import { palette } from './palette.ts';

const tripClasses = [
  { below: 10, width: 1.4 },
  { below: 30, width: 2.8 },
  { below: Infinity, width: 4.6 },
] as const;

export const widthOfTrips = (trips: number): number => tripClasses.find(({ below }) => trips < below)?.width ?? 1.4;

const rail = '#5a4a78';

/** Along the roads where the timetable states no course: a GeoJSON source of its own, the tile of such a line is not drawn. */
export const courseSource = 'line-courses';

/** Thinner while the whole county is in view, where many lines share a road. */
const widthPlus = (width: ExpressionSpecification, casing: number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  8.5,
  ['+', ['*', 0.5, width], casing],
  12,
  ['+', width, casing],
];
const onDemand: ExpressionSpecification = ['==', ['get', 'mode'], 'onDemand'];
const colour: ExpressionSpecification = [
  'case',
  ['in', ['get', 'mode'], ['literal', ['rail', 'tram']]],
  rail,
  palette.accent,
];
const round = { 'line-cap': 'round', 'line-join': 'round' } as const;

function lineStyles(
  name: string,
  from: { source: string; 'source-layer'?: string },
  shown: ExpressionSpecification,
  width: ExpressionSpecification,
): MapLayer['styles'] {
  const common = { type: 'line', ...from } as const;
  return [
    {
      id: `${name}-casing`,
      ...common,
      filter: ['all', shown, ['!', onDemand]],
      layout: round,
      paint: { 'line-color': '#ffffff', 'line-width': widthPlus(width, 1.4) },
    },
    {
      id: `${name}-line`,
      ...common,
      filter: ['all', shown, ['!', onDemand]],
      layout: round,
      paint: { 'line-color': colour, 'line-width': widthPlus(width, 0) },
    },
    {
      id: `${name}-on-demand`,
      ...common,
      filter: ['all', shown, onDemand],
      paint: { 'line-color': palette.accent, 'line-width': 1.6, 'line-dasharray': [2, 2] },
    },
    {
      id: `${name}-number`,
      type: 'symbol',
      ...from,
      filter: shown,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 260,
        'text-field': ['get', 'shortName'],
        'text-font': bold,
        'text-size': 11,
        'text-rotation-alignment': 'viewport',
        'text-padding': 8,
      },
      paint: { 'text-color': palette.accent, 'text-halo-color': '#ffffff', 'text-halo-width': 2.4 },
      metadata: { slot: 'names' },
    },
  ];
}

/** Lines that are drawn along the roads. */
export const onRoads = (courses: LineCourses | null): LineCourses['lines'] =>
  (courses?.lines ?? []).filter(({ paths }) => paths.length > 0);

/** What a reader must know of lines whose course the timetable does not state. */
export function courseNotes(courses: LineCourses | null, { transportScene: words }: Text): string[] {
  const has = (of: 'derived' | 'straight') => (courses?.lines ?? []).some((line) => line[of] > 0);
  return [...(has('derived') ? [words.coursesDerived] : []), ...(has('straight') ? [words.coursesStraight] : [])];
}

export function courseLayer(courses: LineCourses, lines: readonly TransitLine[]): MapLayer {
  const running = new Map(lines.map((line) => [fidOf(line), line]));
  return {
    id: courseSource,
    slot: 'transit',
    data: {
      [courseSource]: {
        type: 'FeatureCollection',
        features: onRoads(courses).flatMap((course) => {
          const line = running.get(fidOf(course));
          if (!line) return [];
          const { mode, shortName, trips } = line;
          return [
            {
              type: 'Feature' as const,
              geometry: { type: 'MultiLineString' as const, coordinates: course.paths },
              properties: { fid: fidOf(course), mode, shortName, width: widthOfTrips(trips) },
            },
          ];
        }),
      },
    },
    styles: lineStyles('course', { source: courseSource }, ['literal', true], ['get', 'width']),
    legend: null,
    sources: courses.sources,
  };
}

export function transitLines(
  lines: TransitLine[],
  courses: LineCourses | null,
  text: Text,
  format: Formatter,
  sources: SourceNote[],
): MapLayer {
  const elsewhere = new Set(onRoads(courses).map(fidOf));
  const inTiles = lines.map(fidOf).filter((fid) => !elsewhere.has(fid));
  const values = new Map<string, Record<string, StateValue>>(
    lines.map((line) => [fidOf(line), { width: widthOfTrips(line.trips) }]),
  );
  const hasRail = lines.some((line) => line.mode === 'rail' || line.mode === 'tram');
  return {
    id: 'transit-lines',
    slot: 'transit',
    styles: lineStyles(
      'transit',
      { source: 'lines', 'source-layer': 'lines' },
      ['in', ['get', 'fid'], ['literal', inTiles]],
      ['coalesce', ['feature-state', 'width'], 1.4],
    ),
    states: { source: 'lines', sourceLayer: 'lines', values },
    legend: lines.length
      ? {
          title: text.transportScene.legendLines,
          entries: [
            ...tripClasses.map(({ below, width: pixels }, index) => ({
              kind: 'line' as const,
              colour: palette.accent,
              width: pixels,
              label:
                below === Infinity
                  ? `≥ ${format.number(tripClasses[index - 1]?.below ?? 0)}`
                  : `< ${format.number(below)}`,
            })),
            ...(hasRail
              ? [{ kind: 'line' as const, colour: rail, width: 3, label: text.transportScene.modes.rail }]
              : []),
            ...(lines.some((line) => line.mode === 'onDemand')
              ? [
                  {
                    kind: 'line' as const,
                    colour: palette.accent,
                    width: 2,
                    dashed: true,
                    label: text.transportScene.modes.onDemand,
                  },
                ]
              : []),
            ...courseNotes(courses, text).map((label) => ({ kind: 'note' as const, label })),
          ],
        }
      : null,
    sources,
  };
}

export function transitStops(served: string[], text: Text): MapLayer {
  const isServed: ExpressionSpecification = ['in', ['get', 'key'], ['literal', served]];
  return {
    id: 'transit-stops',
    slot: 'stops',
    styles: [
      {
        id: 'stops-idle',
        type: 'circle',
        source: 'stops',
        'source-layer': 'stops',
        minzoom: 9.5,
        filter: ['!', isServed],
        paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 9, 1, 14, 3], 'circle-color': '#aab1a9' },
      },
      {
        id: 'stops-served',
        type: 'circle',
        source: 'stops',
        'source-layer': 'stops',
        filter: isServed,
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 8, 1.3, 14, 5],
          'circle-color': '#ffffff',
          'circle-stroke-color': palette.ink,
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 8, 0.7, 14, 1.8],
        },
      },
      {
        id: 'stops-name',
        type: 'symbol',
        source: 'stops',
        'source-layer': 'stops',
        minzoom: 12.5,
        filter: isServed,
        layout: {
          'text-field': ['get', 'name'],
          'text-font': regular,
          'text-size': 10.5,
          'text-anchor': 'left',
          'text-offset': [0.7, 0],
          'text-max-width': 12,
        },
        paint: { 'text-color': palette.muted, 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
      },
    ],
    legend: {
      title: '',
      entries: [
        { kind: 'dot', colour: '#ffffff', label: text.transportScene.legendStops },
        { kind: 'dot', colour: '#aab1a9', label: text.transportScene.legendIdle },
      ],
    },
    sources: [],
  };
}
