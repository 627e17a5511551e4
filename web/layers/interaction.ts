/** What the pointer meets, and how the lit and the chosen feature look. Invisible until something is lit. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { palette } from './palette.ts';

export type Shape = 'area' | 'line' | 'point';

const lit = (hover: number, selected: number, rest: number): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', 'selected'], false],
  selected,
  ['boolean', ['feature-state', 'hover'], false],
  hover,
  rest,
];

/** @param inTiles the layer of that name in vector tiles; else GeoJSON, which has none */
export function interactionLayers(
  source: string,
  shape: Shape,
  fids: string[] | null,
  inTiles = true,
): LayerSpecification[] {
  const common = {
    source,
    ...(inTiles ? { 'source-layer': source } : {}),
    ...(fids ? { filter: ['in', ['get', 'fid'], ['literal', fids]] as ExpressionSpecification } : {}),
  };
  if (shape === 'area') {
    return [
      { id: `${source}-hit`, type: 'fill', ...common, paint: { 'fill-color': '#000000', 'fill-opacity': 0 } },
      {
        id: `${source}-lit-halo`,
        type: 'line',
        ...common,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': '#ffffff', 'line-width': lit(4.5, 5.5, 0) },
      },
      {
        id: `${source}-lit`,
        type: 'line',
        ...common,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.ink, 'line-width': lit(2, 3, 0) },
      },
    ];
  }
  if (shape === 'line') {
    return [
      {
        id: `${source}-hit`,
        type: 'line',
        ...common,
        paint: { 'line-color': '#000000', 'line-opacity': 0, 'line-width': 12 },
      },
      {
        id: `${source}-lit`,
        type: 'line',
        ...common,
        layout: { 'line-join': 'round', 'line-cap': 'round' },
        paint: { 'line-color': palette.load.over, 'line-width': lit(5, 6, 0), 'line-opacity': lit(1, 1, 0) },
      },
    ];
  }
  return [
    {
      id: `${source}-hit`,
      type: 'circle',
      ...common,
      paint: { 'circle-radius': 13, 'circle-color': '#000000', 'circle-opacity': 0 },
    },
    {
      id: `${source}-lit`,
      type: 'circle',
      ...common,
      paint: {
        'circle-radius': lit(10, 11, 0),
        'circle-color': '#000000',
        'circle-opacity': 0,
        'circle-stroke-color': palette.accent,
        'circle-stroke-width': lit(2.5, 3.5, 0),
      },
    },
  ];
}
