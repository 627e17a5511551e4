/** School bus tours: a line along the roads for each bus, its number on it; the stops of the chosen tour in their order. */
import type { FeatureCollection, Feature } from 'geojson';
import type { Tours } from '../../server/contract/tours.ts';
import { bold } from '../map/fonts.ts';
import type { Text } from '../text/de.ts';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

/** ColorBrewer Dark2; buses beyond it begin anew, and the number on the line tells them apart. */
const colours = ['#1b9e77', '#d95f02', '#7570b3', '#e7298a', '#66a61e', '#a6761d', '#4d4d4d'] as const;
/** Source of the lines; a feature carries the key of its tour. */
export const tourLines = 'tour-lines';

export const colourOfBus = (number: number): string => colours[(number - 1) % colours.length]!;

/** @param chosen key of the tour that is lit; null: all alike */
export function tourLayer(tours: Tours, chosen: string | null, text: Text): MapLayer {
  const words = text.tours;
  const routes = tours.buses.flatMap(({ number, routes: own }) => own.map((route) => ({ number, route })));
  const isChosen = (key: string) => chosen === null || chosen === key;
  const lines = routes.map(({ number, route }): Feature => ({
    type: 'Feature',
    geometry: { type: 'LineString', coordinates: route.line },
    properties: { key: route.key, colour: colourOfBus(number), label: String(number), chosen: isChosen(route.key) },
  }));
  const stops = routes.flatMap(({ number, route }) =>
    route.stops.map((stop, index): Feature => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: stop.point },
      properties: {
        colour: colourOfBus(number),
        number: chosen === route.key ? String(index + 1) : '',
        chosen: chosen === route.key,
      },
    })),
  );
  const unserved = tours.unserved.map(({ point }): Feature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: point },
    properties: {},
  }));
  const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return {
    id: 'tours',
    slot: 'transit',
    data: {
      [tourLines]: collection(lines),
      'tour-stops': collection(stops),
      'tour-unserved': collection(unserved),
    },
    styles: [
      {
        id: 'tour-casing',
        type: 'line',
        source: tourLines,
        layout: round,
        paint: { 'line-color': '#ffffff', 'line-width': ['case', ['get', 'chosen'], 7, 4.5] },
      },
      {
        id: 'tour-line',
        type: 'line',
        source: tourLines,
        layout: { ...round, 'line-sort-key': ['case', ['get', 'chosen'], 1, 0] },
        paint: {
          'line-color': ['get', 'colour'],
          'line-width': ['case', ['get', 'chosen'], 4.5, 2.2],
          'line-opacity': ['case', ['get', 'chosen'], 1, 0.75],
        },
      },
      {
        id: 'tour-label',
        type: 'symbol',
        source: tourLines,
        layout: {
          'symbol-placement': 'line',
          'symbol-spacing': 220,
          'text-field': ['get', 'label'],
          'text-font': bold,
          'text-size': 12,
          'text-rotation-alignment': 'viewport',
        },
        paint: { 'text-color': ['get', 'colour'], 'text-halo-color': '#ffffff', 'text-halo-width': 2.4 },
        metadata: { slot: 'names' },
      },
      {
        id: 'tour-stop',
        type: 'circle',
        source: 'tour-stops',
        layout: { 'circle-sort-key': ['case', ['get', 'chosen'], 1, 0] },
        paint: {
          'circle-radius': ['case', ['get', 'chosen'], 9, 4],
          'circle-color': '#ffffff',
          'circle-stroke-color': ['get', 'colour'],
          'circle-stroke-width': 2.2,
        },
        metadata: { slot: 'circles' },
      },
      {
        id: 'tour-stop-number',
        type: 'symbol',
        source: 'tour-stops',
        filter: ['get', 'chosen'],
        layout: {
          'text-field': ['get', 'number'],
          'text-font': bold,
          'text-size': 11,
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': palette.ink },
        metadata: { slot: 'values' },
      },
      {
        id: 'tour-unserved',
        type: 'circle',
        source: 'tour-unserved',
        paint: {
          'circle-radius': 5,
          'circle-color': palette.shortage,
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 1.5,
        },
        metadata: { slot: 'circles' },
      },
    ],
    legend: {
      title: words.legend,
      entries: [
        ...tours.buses.slice(0, colours.length).map(({ number }) => ({
          kind: 'line' as const,
          colour: colourOfBus(number),
          width: 4,
          label: words.bus(number),
        })),
        ...(tours.buses.length > colours.length
          ? [{ kind: 'note' as const, label: words.moreBuses(tours.buses.length) }]
          : []),
        { kind: 'dot', colour: '#ffffff', label: words.stopLegend },
        ...(unserved.length > 0
          ? [{ kind: 'dot' as const, colour: palette.shortage, label: words.unservedLegend }]
          : []),
      ],
    },
    sources: tours.sources,
  };
}
