/** Land, woods and waters. */
import type { LayerSpecification } from 'maplibre-gl';
import type { CountyOverview } from '../../server/contract/counties.ts';
import { groundTile } from '../../server/contract/tiles.ts';
import { palette } from './palette.ts';

export function groundLayers(overview: CountyOverview): LayerSpecification[] {
  const coarsest = overview.layers[0]?.key;
  const inside: LayerSpecification[] = coarsest
    ? [
        {
          id: 'inside',
          type: 'fill',
          source: `areas-${coarsest}`,
          'source-layer': `areas-${coarsest}`,
          paint: { 'fill-color': palette.inside, 'fill-antialias': false },
          metadata: { slot: 'ground' },
        },
      ]
    : [];
  return [
    { id: 'land', type: 'background', paint: { 'background-color': palette.land }, metadata: { slot: 'ground' } },
    ...inside,
    {
      id: 'woods',
      type: 'fill',
      source: groundTile,
      'source-layer': 'woods',
      paint: { 'fill-color': palette.wood, 'fill-opacity': 0.9, 'fill-antialias': false },
      metadata: { slot: 'woods' },
    },
    {
      id: 'waters',
      type: 'fill',
      source: groundTile,
      'source-layer': 'waters',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': palette.water },
      metadata: { slot: 'waters' },
    },
    {
      id: 'streams',
      type: 'line',
      source: groundTile,
      'source-layer': 'waters',
      filter: ['==', ['geometry-type'], 'LineString'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': palette.water,
        'line-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          8,
          ['match', ['get', 'kind'], 'river', 1.4, 0.4],
          14,
          ['match', ['get', 'kind'], 'river', 6, 'canal', 4, 2],
        ],
      },
      metadata: { slot: 'waters' },
    },
    {
      id: 'water-names',
      type: 'symbol',
      source: groundTile,
      'source-layer': 'waters',
      minzoom: 11,
      filter: ['all', ['==', ['geometry-type'], 'LineString'], ['!=', ['get', 'name'], '']],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 400,
        'text-field': ['get', 'name'],
        'text-font': ['Noto Sans Regular'],
        'text-size': 11,
      },
      paint: { 'text-color': '#4f7688', 'text-halo-color': '#ffffff', 'text-halo-width': 1.2 },
      metadata: { slot: 'names' },
    },
  ];
}
