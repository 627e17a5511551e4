/** Kitas that a variant opens, changes or closes. */
import type { ExpressionSpecification } from 'maplibre-gl';
import type { MeasuredKita } from '../../server/contract/kitaOutlook.ts';
import { bold } from '../map/fonts.ts';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

const source = 'kita-measures';

/** @param year of which the map tells: what begins later is pale */
export function measuresLayer(
  measures: readonly MeasuredKita[],
  year: number,
  words: { legendNew: string; legendClosed: string },
): MapLayer {
  // Of several measures for one Kita the last one stands.
  const last = new Map(measures.map((measure) => [measure.key, measure]));
  const features = [...last.values()].map(({ key, name, kind, from, position }, id) => ({
    type: 'Feature' as const,
    id,
    properties: { key, label: `${name}\n${from}`, isClosed: kind === 'kitaClose', isLater: from > year },
    geometry: { type: 'Point' as const, coordinates: position },
  }));
  const is = (property: string): ExpressionSpecification => ['boolean', ['get', property], false];
  const fade: ExpressionSpecification = ['case', is('isLater'), 0.45, 1];
  return {
    id: 'kita-measures',
    slot: 'sites',
    data: { [source]: { type: 'FeatureCollection', features } },
    styles: [
      {
        id: 'kita-measures-ring',
        type: 'circle',
        source,
        paint: {
          'circle-radius': 7,
          'circle-color': ['case', is('isClosed'), palette.missing, '#ffffff'],
          'circle-opacity': fade,
          'circle-stroke-color': ['case', is('isClosed'), palette.ink, palette.accent],
          'circle-stroke-opacity': fade,
          'circle-stroke-width': 3,
        },
      },
      {
        id: 'kita-measures-mark',
        type: 'symbol',
        source,
        filter: is('isClosed'),
        layout: { 'text-field': '×', 'text-font': bold, 'text-size': 15, 'text-allow-overlap': true },
        paint: { 'text-color': palette.ink },
      },
      {
        id: 'kita-measures-name',
        type: 'symbol',
        source,
        layout: {
          'text-field': ['get', 'label'],
          'text-font': bold,
          'text-size': 11.5,
          'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
          'text-radial-offset': 0.95,
          'text-max-width': 11,
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
        metadata: { slot: 'values' },
      },
    ],
    legend: {
      title: '',
      entries: [
        ...(features.some(({ properties }) => !properties.isClosed)
          ? [{ kind: 'ring' as const, label: words.legendNew }]
          : []),
        ...(features.some(({ properties }) => properties.isClosed)
          ? [{ kind: 'note' as const, label: `× ${words.legendClosed}` }]
          : []),
      ],
    },
    sources: [],
  };
}
