/** How the guide's map looks: the county, its places and roads quiet, its schools as discs with the letters of their type. */
import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, FilterSpecification, StyleSpecification } from 'maplibre-gl';
import type { GuideMap } from '../../server/contract/guideData.ts';
import { palette } from '../layers/palette.ts';
import { bold, fontFaces, regular } from '../map/fonts.ts';

export const SCHOOL_LAYER = 'schule';
/** Which disc lies above the others: the chosen one, else by the order of the list. */
export const sortKeys = (chosen: string | null): { id: string; property: string; value: ExpressionSpecification }[] => {
  const order: ExpressionSpecification = ['case', ['==', ['get', 'key'], chosen ?? ''], 1e6, ['get', 'order']];
  return [
    { id: SCHOOL_LAYER, property: 'circle-sort-key', value: order },
    { id: 'schule-zeichen', property: 'symbol-sort-key', value: ['-', 0, order] },
  ];
};

const SCHOOL_LAYERS = [SCHOOL_LAYER, 'schule-zeichen', 'schule-name'];

export const ofSchools = (schools: string[]): { id: string; filter: FilterSpecification }[] =>
  SCHOOL_LAYERS.map((id) => ({ id, filter: ['in', ['get', 'key'], ['literal', schools]] }));

const widening = (from: number, to: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  8,
  from,
  15,
  to,
];

const isA = (property: string, values: string[]): FilterSpecification => ['in', ['get', property], ['literal', values]];
const marked = (name: string): ExpressionSpecification => ['boolean', ['feature-state', name], false];

export function guideStyle(ground: GuideMap, schools: FeatureCollection): StyleSpecification {
  const data = (source: FeatureCollection) => ({ type: 'geojson' as const, data: source });
  return {
    version: 8,
    'font-faces': fontFaces(),
    sources: {
      ...Object.fromEntries(Object.entries(ground).map(([name, source]) => [name, data(source)])),
      schulen: { ...data(schools), promoteId: 'key' },
    },
    layers: [...groundLayers(), ...nameLayers(), ...schoolLayers()],
  };
}

function groundLayers(): StyleSpecification['layers'] {
  const road = (id: string, classes: string[], from: number, to: number, colour: string, minzoom: number) => ({
    ...{ id, type: 'line' as const, source: 'strassen', minzoom, filter: isA('class', classes) },
    layout: { 'line-cap': 'round' as const, 'line-join': 'round' as const },
    paint: { 'line-color': colour, 'line-width': widening(from, to) },
  });
  return [
    { id: 'land', type: 'background', paint: { 'background-color': palette.land } },
    { id: 'kreis', type: 'fill', source: 'gemeinden', paint: { 'fill-color': palette.inside } },
    { id: 'wald', type: 'fill', source: 'wald', paint: { 'fill-color': palette.wood, 'fill-antialias': false } },
    {
      ...{ id: 'gewaesser', type: 'fill', source: 'gewaesser', filter: ['==', ['geometry-type'], 'Polygon'] },
      paint: { 'fill-color': palette.water },
    },
    {
      ...{ id: 'fluesse', type: 'line', source: 'gewaesser', filter: ['==', ['geometry-type'], 'LineString'] },
      paint: { 'line-color': palette.water, 'line-width': widening(1.2, 6) },
    },
    {
      ...{ id: 'bezirk', type: 'fill', source: 'bezirke', filter: ['==', ['get', 'schools'], ''] },
      paint: { 'fill-color': palette.accent, 'fill-opacity': 0.16 },
    },
    road('bahn', ['rail'], 0.8, 2, '#b4bab3', 8),
    road('kreisstrassen', ['tertiary'], 0.6, 4, '#d5dad2', 9.5),
    road('landesstrassen', ['secondary'], 0.9, 5, '#cfd5cc', 0),
    road('bundesstrassen', ['primary'], 1.3, 6, '#d9cfb0', 0),
    road('autobahnen', ['motorway', 'trunk'], 2.2, 8, '#d6c391', 0),
    {
      ...{ id: 'grenzen', type: 'line', source: 'gemeinden', layout: { 'line-join': 'round' } },
      paint: { 'line-color': palette.border, 'line-width': 0.9, 'line-opacity': 0.75 },
    },
  ];
}

function nameLayers(): StyleSpecification['layers'] {
  const names = (id: string, kinds: string[], minzoom: number, size: [number, number], font: string[]) => ({
    ...{ id, type: 'symbol' as const, source: 'orte', minzoom, filter: isA('kind', kinds) },
    layout: {
      'text-field': ['get', 'name'] as ExpressionSpecification,
      'text-font': font,
      'text-size': ['interpolate', ['linear'], ['zoom'], 8, size[0], 14, size[1]] as ExpressionSpecification,
      'text-padding': 6,
      // A town's name steps aside for its schools.
      'text-variable-anchor': ['center' as const, 'bottom' as const, 'top' as const, 'left' as const, 'right' as const],
      'text-radial-offset': 1.3,
      'symbol-sort-key': ['-', 0, ['get', 'population']] as ExpressionSpecification,
    },
    paint: { 'text-color': '#4a534f', 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
  });
  return [
    names('doerfer', ['village', 'suburb'], 10, [10.5, 14], regular),
    names('staedte', ['city', 'town'], 0, [12, 16], bold),
  ];
}

function schoolLayers(): StyleSpecification['layers'] {
  const chosen = marked('chosen');
  const strong: ExpressionSpecification = ['any', chosen, marked('lit')];
  return [
    {
      ...{ id: SCHOOL_LAYER, type: 'circle', source: 'schulen', layout: { 'circle-sort-key': ['get', 'order'] } },
      paint: {
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['zoom'],
          8,
          ['case', strong, 10, 7.5],
          12,
          ['case', strong, 13, 10.5],
        ],
        'circle-color': ['case', chosen, palette.accent, '#ffffff'],
        'circle-stroke-color': ['case', strong, palette.accent, palette.ink],
        'circle-stroke-width': ['case', strong, 2.6, 1.5],
      },
    },
    // Below the letters, which are placed first and keep their room.
    {
      ...{ id: 'schule-name', type: 'symbol', source: 'schulen', minzoom: 11.5 },
      layout: {
        'text-field': ['get', 'name'],
        'text-font': regular,
        'text-size': 11.5,
        'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
        'text-radial-offset': 1.2,
        'text-max-width': 10,
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
    },
    {
      ...{ id: 'schule-zeichen', type: 'symbol', source: 'schulen' },
      layout: {
        'text-field': ['get', 'sign'],
        'text-font': bold,
        'text-size': ['interpolate', ['linear'], ['zoom'], 8, 8.5, 12, 11],
        // Of discs that lie on each other the upper one has its letters: they come apart where one looks nearer.
        'symbol-sort-key': ['-', 0, ['get', 'order']],
        'text-padding': 4,
      },
      paint: { 'text-color': ['case', chosen, '#ffffff', palette.ink] },
    },
  ];
}
