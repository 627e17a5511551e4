/** Cells of the nearest school: pale tints only tell neighbours apart, the chosen one is teal. */
import type { Feature, FeatureCollection } from 'geojson';
import type { NearestCatchments } from '../../server/contract/catchments.ts';
import type { Text } from '../text/de.ts';
import { boxOf, type Box } from '../map/box.ts';
import type { MapLayer } from './layer.ts';
import { palette } from './palette.ts';

const overlap = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/** A tint for each school that no neighbour has. Cells that touch have boxes that overlap, whatever the clipping did. */
export function tintOf(cells: { school: string; box: Box }[]): Map<string, number> {
  const tints = new Map<string, number>();
  for (const { school, box } of cells) {
    const uses = palette.tints.map(() => 0);
    for (const other of cells) {
      const tint = tints.get(other.school);
      if (tint !== undefined && overlap(box, other.box)) uses[tint] = (uses[tint] ?? 0) + 1;
    }
    // Where all are taken nearby, the one with the fewest neighbours.
    tints.set(school, uses.indexOf(Math.min(...uses)));
  }
  return tints;
}

const isFeature = (value: unknown): value is Feature =>
  typeof value === 'object' && value !== null && 'geometry' in value && 'properties' in value;

export function nearestCells(nearest: NearestCatchments, chosen: string | null, text: Text): MapLayer {
  const features = nearest.cells.features.filter(isFeature);
  const schoolOf = (cell: Feature) => String(cell.properties?.['school'] ?? '');
  const tints = tintOf(
    features.flatMap((cell) => {
      const box = boxOf({ type: 'FeatureCollection', features: [cell] });
      return box ? [{ school: schoolOf(cell), box }] : [];
    }),
  );
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
