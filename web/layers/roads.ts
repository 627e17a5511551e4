/** Roads by class with a casing, railways dashed; quiet, because the data carry the colour. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { groundTile } from '../../server/contract/tiles.ts';

const ranks: { id: string; classes: string[]; minzoom: number; width: [number, number]; colour: string }[] = [
  { id: 'path', classes: ['track', 'path'], minzoom: 13, width: [0.3, 1.2], colour: '#e3e5df' },
  { id: 'street', classes: ['residential', 'service'], minzoom: 12, width: [0.4, 5], colour: '#ffffff' },
  { id: 'tertiary', classes: ['tertiary'], minzoom: 10.5, width: [0.5, 6], colour: '#ffffff' },
  { id: 'secondary', classes: ['secondary'], minzoom: 9, width: [0.7, 7], colour: '#ffffff' },
  { id: 'primary', classes: ['primary'], minzoom: 8, width: [1, 8.5], colour: '#fdfaf1' },
  { id: 'motorway', classes: ['motorway', 'trunk'], minzoom: 6, width: [1.3, 10], colour: '#f7efdc' },
];

const widening = (from: number, to: number): ExpressionSpecification => [
  'interpolate',
  ['exponential', 1.5],
  ['zoom'],
  9,
  from,
  16,
  to,
];

function road(rank: (typeof ranks)[number], casing: boolean): LayerSpecification {
  const [from, to] = rank.width;
  return {
    id: `road-${rank.id}${casing ? '-casing' : ''}`,
    type: 'line',
    source: groundTile,
    'source-layer': 'roads',
    minzoom: rank.minzoom,
    filter: ['in', ['get', 'class'], ['literal', rank.classes]],
    layout: { 'line-cap': casing ? 'butt' : 'round', 'line-join': 'round' },
    paint: {
      'line-color': casing ? '#c5cac2' : rank.colour,
      'line-width': casing ? widening(from + 0.9, to + 1.6) : widening(from, to),
    },
    metadata: { slot: 'roads' },
  };
}

export function roadLayers(): LayerSpecification[] {
  return [
    ...ranks.map((rank) => road(rank, true)),
    ...ranks.map((rank) => road(rank, false)),
    {
      id: 'rail',
      type: 'line',
      source: groundTile,
      'source-layer': 'roads',
      minzoom: 8,
      filter: ['==', ['get', 'class'], 'rail'],
      paint: { 'line-color': '#a9afa8', 'line-width': widening(0.9, 2.4), 'line-dasharray': [4, 2] },
      metadata: { slot: 'roads' },
    },
    {
      id: 'road-refs',
      type: 'symbol',
      source: groundTile,
      'source-layer': 'roads',
      minzoom: 11,
      filter: [
        'all',
        ['!=', ['get', 'ref'], ''],
        ['in', ['get', 'class'], ['literal', ['motorway', 'trunk', 'primary']]],
      ],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 380,
        'text-field': ['get', 'ref'],
        'text-font': ['Noto Sans Regular'],
        'text-size': 10,
        'text-rotation-alignment': 'viewport',
      },
      paint: { 'text-color': '#6d7570', 'text-halo-color': '#ffffff', 'text-halo-width': 2 },
      metadata: { slot: 'names' },
    },
    {
      id: 'street-names',
      type: 'symbol',
      source: groundTile,
      'source-layer': 'roads',
      minzoom: 14,
      filter: ['all', ['!=', ['get', 'name'], ''], ['!=', ['get', 'class'], 'rail']],
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'name'],
        'text-font': ['Noto Sans Regular'],
        'text-size': 10.5,
      },
      paint: { 'text-color': '#5d6762', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
      metadata: { slot: 'names' },
    },
  ];
}
