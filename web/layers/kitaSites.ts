/** Numbered points: sites for new places with what each gains, or Kitas with what they give up. */
import { bold } from '../map/fonts.ts';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

const source = 'kita-planned-sites';

export interface PlannedPoint {
  position: [number, number];
  label: string;
  /** Drawn above the others. */
  isFirst: boolean;
}

export function plannedPoints(points: readonly PlannedPoint[], words: { title: string; note: string }): MapLayer {
  return {
    id: 'kita-planned-sites',
    slot: 'sites',
    data: {
      [source]: {
        type: 'FeatureCollection',
        features: points.map(({ position, label, isFirst }, id) => ({
          type: 'Feature' as const,
          id,
          properties: { label, isFirst, order: points.length - id },
          geometry: { type: 'Point' as const, coordinates: position },
        })),
      },
    },
    styles: [
      {
        id: 'kita-planned-sites-dot',
        type: 'circle',
        source,
        layout: { 'circle-sort-key': ['get', 'order'] },
        paint: {
          'circle-radius': ['case', ['get', 'isFirst'], 10, 7],
          'circle-color': ['case', ['get', 'isFirst'], palette.accent, '#ffffff'],
          'circle-stroke-color': ['case', ['get', 'isFirst'], '#ffffff', palette.accent],
          'circle-stroke-width': 2.5,
        },
      },
      {
        id: 'kita-planned-sites-label',
        type: 'symbol',
        source,
        layout: {
          'text-field': ['get', 'label'],
          'text-font': bold,
          'text-size': 12,
          'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
          'text-radial-offset': 1.1,
          'text-justify': 'auto',
        },
        paint: { 'text-color': palette.ink, 'text-halo-color': '#ffffff', 'text-halo-width': 1.8 },
        metadata: { slot: 'values' },
      },
    ],
    legend: { title: words.title, entries: [{ kind: 'note', label: words.note }] },
    sources: [],
  };
}
