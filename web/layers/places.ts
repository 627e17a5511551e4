/** Names of places, more of them the nearer one looks. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { groundTile } from '../../server/contract/tiles.ts';

export const placeRanks = [
  { id: 'town', kinds: ['city', 'town'], minzoom: 7, size: [12, 16], colour: '#3c4441', font: 'Noto Sans Bold' },
  {
    id: 'village',
    kinds: ['village', 'suburb'],
    minzoom: 10,
    size: [10.5, 14],
    colour: '#5d6762',
    font: 'Noto Sans Regular',
  },
  { id: 'hamlet', kinds: ['hamlet'], minzoom: 12, size: [10, 12], colour: '#6d7570', font: 'Noto Sans Regular' },
] as const;

export function placeLayers(drawnByBasemap: boolean): LayerSpecification[] {
  if (drawnByBasemap) return [];
  return [...placeRanks].reverse().map((rank) => ({
    id: `place-${rank.id}`,
    type: 'symbol',
    source: groundTile,
    'source-layer': 'places',
    minzoom: rank.minzoom,
    filter: ['in', ['get', 'kind'], ['literal', [...rank.kinds]]] as ExpressionSpecification,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': [rank.font],
      'text-size': ['interpolate', ['linear'], ['zoom'], 8, rank.size[0], 14, rank.size[1]],
      'text-padding': 6,
      'symbol-sort-key': ['-', 0, ['coalesce', ['get', 'population'], 0]],
    },
    paint: { 'text-color': rank.colour, 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
    metadata: { slot: 'names' },
  }));
}
