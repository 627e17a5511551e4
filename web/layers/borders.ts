/** Hierarchy by line, not by fill: the finest borders thin and light, coarser ones darker, the county's strongest. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { CountyOverview } from '../../server/contract/counties.ts';
import { palette } from './palette.ts';

const looks = [
  { 'line-color': palette.border, 'line-width': 1.8 },
  { 'line-color': palette.border, 'line-width': 1.1 },
  { 'line-color': '#aab1a9', 'line-width': 0.8 },
  { 'line-color': palette.line, 'line-width': 0.7 },
] as const;

/** Of so many areas the lines would cover them: from afar there are none, nearer they are as of others. */
const MANY_AREAS = 800;
const byZoom = (width: number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  6.5,
  0,
  8,
  0.25,
  10,
  width,
];

/** Width of a line between areas of a layer. */
export const borderWidth = (areas: number, width: number): number | ExpressionSpecification =>
  areas > MANY_AREAS ? byZoom(width) : width;

export function borderLayers(overview: CountyOverview): LayerSpecification[] {
  const fineFirst = overview.layers.map((layer, depth) => ({ layer, depth })).reverse();
  return fineFirst.map(({ layer, depth }) => ({
    id: `border-${layer.key}`,
    type: 'line',
    source: `areas-${layer.key}`,
    'source-layer': `areas-${layer.key}`,
    layout: { 'line-join': 'round' },
    paint: lookOf(depth, layer.areas),
    metadata: { slot: 'borders' },
  }));
}

function lookOf(depth: number, areas: number) {
  const look = looks[Math.min(depth, looks.length - 1)] ?? looks[0];
  return { ...look, 'line-width': borderWidth(areas, look['line-width']) };
}
