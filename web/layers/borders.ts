/** Hierarchy by line, not by fill: the finest borders thin and light, coarser ones darker, the county's strongest. */
import type { LayerSpecification } from 'maplibre-gl';
import type { CountyOverview } from '../../server/contract/counties.ts';
import { palette } from './palette.ts';

const looks = [
  { 'line-color': palette.border, 'line-width': 1.8 },
  { 'line-color': palette.border, 'line-width': 1.1 },
  { 'line-color': '#aab1a9', 'line-width': 0.8 },
  { 'line-color': palette.line, 'line-width': 0.7 },
] as const;

export function borderLayers(overview: CountyOverview): LayerSpecification[] {
  const fineFirst = overview.layers.map((layer, depth) => ({ layer, depth })).reverse();
  return fineFirst.map(({ layer, depth }) => ({
    id: `border-${layer.key}`,
    type: 'line',
    source: `areas-${layer.key}`,
    'source-layer': `areas-${layer.key}`,
    layout: { 'line-join': 'round' },
    paint: looks[Math.min(depth, looks.length - 1)] ?? looks[0],
    metadata: { slot: 'borders' },
  }));
}
