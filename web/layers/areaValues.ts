/** Parts that every layer of values on areas shares: fill by class, hatching for hidden, grey for missing, printed numbers. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { FeatureCollection } from 'geojson';
import { bold, regular } from '../map/fonts.ts';
import { hatch } from '../map/patterns.ts';
import type { Slot } from '../map/layerOrder.ts';
import { palette } from './palette.ts';

export type SlottedLayer = LayerSpecification & { metadata: { slot: Slot } };

export interface ValueLabel {
  point: [number, number];
  name: string;
  value: string;
  /** The weightier label is placed first where two would touch. */
  weight: number;
}

/** Fill by feature-state `class` (index into colours) or `hidden`; whatever has neither has no data, or what `fallback` says. */
export function classFill(
  id: string,
  source: string,
  colours: readonly string[],
  fallback: string | ExpressionSpecification = palette.missing,
  border: number | ExpressionSpecification = 1.6,
): SlottedLayer[] {
  const byClass: ExpressionSpecification = [
    'match',
    ['coalesce', ['feature-state', 'class'], -1],
    0,
    colours[0] ?? palette.missing,
    ...colours.slice(1).flatMap((colour, index) => [index + 1, colour]),
    fallback,
  ] as unknown as ExpressionSpecification;
  return [
    {
      id: `${id}-fill`,
      type: 'fill',
      source,
      'source-layer': source,
      // Opaque while the whole county is in view, so that colours equal the legend; nearer, the roads shine through.
      paint: {
        'fill-color': byClass,
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 11, 1, 12.5, 0.72],
      },
      metadata: { slot: 'fills' },
    },
    {
      id: `${id}-hidden`,
      type: 'fill',
      source,
      'source-layer': source,
      paint: {
        'fill-pattern': hatch,
        'fill-opacity': ['case', ['boolean', ['feature-state', 'hidden'], false], 1, 0],
      },
      metadata: { slot: 'patterns' },
    },
    {
      id: `${id}-border`,
      type: 'line',
      source,
      'source-layer': source,
      layout: { 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': border },
      metadata: { slot: 'patterns' },
    },
  ];
}

/**
 * Fallback for areas that an answer on a school leaves out: fewer than the base live there; nobody knows it in another
 * county (`county`: the school's), or where the list does not name the school (null).
 */
export const fewOrMissing = (county: string | null): string | ExpressionSpecification =>
  county === null ? palette.missing : ['case', ['==', ['get', 'county'], county], palette.inside, palette.missing];

export function labelData(labels: ValueLabel[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: labels.map(({ point, name, value, weight }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: point },
      properties: { name, value, order: -weight },
    })),
  };
}

/** The value below its name. */
export const namedValue: ExpressionSpecification = [
  'format',
  ['get', 'name'],
  { 'font-scale': 0.86, 'text-font': ['literal', regular] },
  '\n',
  {},
  ['get', 'value'],
  {},
];

/** Numbers printed on the areas from zoom `minzoom` on; names join them where there is room. */
export function valueText(id: string, source: string, nameFrom: number, minzoom = 0): SlottedLayer {
  return {
    id,
    type: 'symbol',
    source,
    minzoom,
    layout: {
      'text-field': ['step', ['zoom'], ['format', ['get', 'value'], {}], nameFrom, namedValue],
      'text-font': bold,
      'text-size': ['interpolate', ['linear'], ['zoom'], 8, 11.5, 12, 15],
      'text-padding': 1,
      // Where two would touch, one moves a little rather than disappear.
      'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right'],
      'text-radial-offset': 0.5,
      'text-line-height': 1.1,
      'text-max-width': 9,
      'symbol-sort-key': ['get', 'order'],
    },
    paint: { 'text-color': palette.ink, 'text-halo-color': 'rgba(255,255,255,0.92)', 'text-halo-width': 2 },
    metadata: { slot: 'values' },
  };
}
