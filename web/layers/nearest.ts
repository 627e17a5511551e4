/** Cells of the nearest school: pale tints only tell neighbours apart, the chosen one is teal. */
import type { Feature, FeatureCollection } from 'geojson';
import type { NearestCatchments } from '../../server/contract/catchments.ts';
import type { Text } from '../text/de.ts';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

/** Corners of a cell, rounded to about a metre: cells that share one are neighbours. */
function cornersOf(cell: Feature): Set<string> {
  const corners = new Set<string>();
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [x, y]: unknown[] = value;
    if (typeof x === 'number' && typeof y === 'number') corners.add(`${x.toFixed(5)} ${y.toFixed(5)}`);
    else value.forEach(visit);
  };
  if ('coordinates' in cell.geometry) visit(cell.geometry.coordinates);
  return corners;
}

/** A tint for each school that no neighbouring cell has, as long as there are enough of them. */
export function tintOf(cells: { school: string; corners: Set<string> }[]): Map<string, number> {
  const tints = new Map<string, number>();
  for (const { school, corners } of cells) {
    const taken = cells
      .filter((other) => tints.has(other.school) && [...corners].some((corner) => other.corners.has(corner)))
      .map((other) => tints.get(other.school));
    tints.set(
      school,
      Math.max(
        0,
        palette.tints.findIndex((_, index) => !taken.includes(index)),
      ),
    );
  }
  return tints;
}

const isFeature = (value: unknown): value is Feature =>
  typeof value === 'object' && value !== null && 'geometry' in value && 'properties' in value;

export function nearestCells(nearest: NearestCatchments, chosen: string | null, text: Text): MapLayer {
  const features = nearest.cells.features.filter(isFeature);
  const schoolOf = (cell: Feature) => String(cell.properties?.['school'] ?? '');
  const tints = tintOf(features.map((cell) => ({ school: schoolOf(cell), corners: cornersOf(cell) })));
  const cells: FeatureCollection = {
    type: 'FeatureCollection',
    features: features.map((cell) => {
      const school = schoolOf(cell);
      const colour = school === chosen ? '#a6d3c8' : (palette.tints[tints.get(school) ?? 0] ?? palette.tints[0]);
      return { ...cell, properties: { colour, chosen: school === chosen } };
    }),
  };
  return {
    id: 'nearest-cells',
    slot: 'fills',
    data: { 'nearest-cells': cells },
    styles: [
      {
        id: 'nearest-fill',
        type: 'fill',
        source: 'nearest-cells',
        paint: {
          'fill-color': ['get', 'colour'],
          'fill-opacity': ['interpolate', ['linear'], ['zoom'], 11, 1, 12.5, 0.6],
        },
      },
      {
        id: 'nearest-line',
        type: 'line',
        source: 'nearest-cells',
        layout: { 'line-join': 'round' },
        paint: { 'line-color': palette.muted, 'line-width': ['case', ['get', 'chosen'], 2.2, 1] },
        metadata: { slot: 'borders' },
      },
    ],
    legend: {
      title: text.catchmentScene.legendNearest,
      entries: [
        ...(chosen ? [{ kind: 'fill' as const, colour: '#a6d3c8', label: text.catchmentScene.chosen }] : []),
        { kind: 'note', label: text.catchmentScene.nearestNote },
      ],
    },
    sources: nearest.sources,
  };
}
