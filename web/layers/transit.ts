/** Lines and stops of one day: width by trips, the number printed on the line, stops without service small and grey. */
import type { ExpressionSpecification } from 'maplibre-gl';
import type { SourceNote } from '../../server/contract/common.ts';
import type { TransitLine } from '../../server/contract/transport.ts';
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

export function transitLines(lines: TransitLine[], text: Text, format: Formatter, sources: SourceNote[]): MapLayer {
  const running: ExpressionSpecification = ['in', ['get', 'fid'], ['literal', lines.map(fidOf)]];
  const values = new Map<string, Record<string, StateValue>>(
    lines.map((line) => [fidOf(line), { width: widthOfTrips(line.trips) }]),
  );
  const width: ExpressionSpecification = ['coalesce', ['feature-state', 'width'], 1.4];
  /** Thinner while the whole county is in view, where many lines share a road. */
  const widthPlus = (casing: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    8.5,
    ['+', ['*', 0.5, width], casing],
    12,
    ['+', width, casing],
  ];
  const isRail: ExpressionSpecification = ['in', ['get', 'mode'], ['literal', ['rail', 'tram']]];
  const onDemand: ExpressionSpecification = ['==', ['get', 'mode'], 'onDemand'];
  const colour: ExpressionSpecification = ['case', isRail, rail, palette.accent];
  const common = { type: 'line', source: 'lines', 'source-layer': 'lines' } as const;
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const hasRail = lines.some((line) => line.mode === 'rail' || line.mode === 'tram');
  return {
    id: 'transit-lines',
    slot: 'transit',
    styles: [
      {
        id: 'transit-casing',
        ...common,
        filter: ['all', running, ['!', onDemand]],
        layout: round,
        paint: { 'line-color': '#ffffff', 'line-width': widthPlus(1.4) },
      },
      {
        id: 'transit-line',
        ...common,
        filter: ['all', running, ['!', onDemand]],
        layout: round,
        paint: { 'line-color': colour, 'line-width': widthPlus(0) },
      },
      {
        id: 'transit-on-demand',
        ...common,
        filter: ['all', running, onDemand],
        paint: { 'line-color': palette.accent, 'line-width': 1.6, 'line-dasharray': [2, 2] },
      },
      {
        id: 'transit-number',
        type: 'symbol',
        source: 'lines',
        'source-layer': 'lines',
        filter: running,
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
    ],
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
