/** Districts as they are drawn: which of them a point lies in. */
import { bbox, booleanPointInPolygon } from '@turf/turf';
import Flatbush from 'flatbush';
import type { MultiPolygon, Polygon } from 'geojson';

export interface DrawnDistrict {
  key: string;
  /** EPSG:4326 */
  geometry: Polygon | MultiPolygon;
}

/** @returns for a point the keys of its districts, sorted; on a common border the smaller key, which is no overlap */
export function polygonFinder(
  districts: readonly DrawnDistrict[],
): (point: readonly [number, number]) => readonly string[] {
  if (districts.length === 0) return () => [];
  const sorted = [...districts].sort((a, b) => (a.key < b.key ? -1 : 1));
  const index = new Flatbush(sorted.length);
  for (const { geometry } of sorted) {
    const [west, south, east, north] = bbox(geometry);
    index.add(west, south, east, north);
  }
  index.finish();
  return ([lon, lat]) => {
    const near = index.search(lon, lat, lon, lat).sort((a, b) => a - b);
    const at = (ignoreBoundary: boolean): string[] =>
      near.flatMap((i) => {
        const { key, geometry } = sorted[i]!;
        return booleanPointInPolygon([lon, lat], geometry, { ignoreBoundary }) ? [key] : [];
      });
    const inside = at(true);
    return inside.length > 0 ? inside : at(false).slice(0, 1);
  };
}
