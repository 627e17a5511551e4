/** Where the data of a file lie before anything is stored: outlined, so that the county shows beneath. */
import type { FeatureCollection } from 'geojson';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

export function importPreviewLayer(features: FeatureCollection, title: string, fileName: string): MapLayer {
  return {
    id: 'import-preview',
    slot: 'highlight',
    data: { 'import-preview': features },
    styles: [
      {
        id: 'import-preview-fill',
        type: 'fill',
        source: 'import-preview',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': palette.accent, 'fill-opacity': 0.12 },
      },
      {
        id: 'import-preview-line',
        type: 'line',
        source: 'import-preview',
        filter: ['!=', ['geometry-type'], 'Point'],
        paint: { 'line-color': palette.accent, 'line-width': 1.4 },
      },
      {
        id: 'import-preview-point',
        type: 'circle',
        source: 'import-preview',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': 4,
          'circle-color': palette.accent,
          'circle-stroke-color': '#ffffff',
          'circle-stroke-width': 1.2,
        },
      },
    ],
    legend: { title, entries: [{ kind: 'line', colour: palette.accent, width: 2, label: fileName }] },
    sources: [],
  };
}
