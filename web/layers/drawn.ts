/** What is being drawn: corners and the line between them, over everything else. */
import type { FeatureCollection } from 'geojson';
import type { LayerSpecification } from 'maplibre-gl';
import { palette } from './palette.ts';

export const drawnSource = 'drawn';

export const drawnStyles = (): LayerSpecification[] => [
  {
    id: 'drawn-line',
    type: 'line',
    source: drawnSource,
    filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': palette.ink, 'line-width': 3, 'line-dasharray': [1.5, 1.5] },
  },
  {
    id: 'drawn-corner',
    type: 'circle',
    source: drawnSource,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 5,
      'circle-color': '#ffffff',
      'circle-stroke-color': palette.ink,
      'circle-stroke-width': 2,
    },
  },
];

export const drawnData = (corners: readonly [number, number][]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [
    ...(corners.length > 1
      ? [
          {
            type: 'Feature' as const,
            properties: {},
            geometry: { type: 'LineString' as const, coordinates: corners.map((corner) => [...corner]) },
          },
        ]
      : []),
    ...corners.map((corner) => ({
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'Point' as const, coordinates: [...corner] },
    })),
  ],
});
