/** Areas as paths of a small drawing, on the screen and on paper: a page has no map of tiles. */
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { extentOf } from './profileRows.ts';

export interface Outline {
  width: number;
  height: number;
  /** By `county/key`. */
  paths: Map<string, string>;
}

export type AreaFeature = Feature<Polygon | MultiPolygon, { county: string; key: string }>;

/** In pixels of the drawing: nearer corners are one. */
const FINEST = 0.5;

/** @param width of the drawing; its height follows */
export function outlineOf(features: readonly AreaFeature[], width: number): Outline {
  const rings = features.map(({ geometry }) =>
    (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat(),
  );
  const all = rings.flat(2);
  const [west, east] = extentOf(all.map(([lon]) => lon ?? 0));
  const [south, north] = extentOf(all.map(([, lat]) => lat ?? 0));
  // A degree of longitude is shorter the farther north it lies.
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = width / Math.max(1e-9, (east - west) * shrink);
  const at = ([lon = 0, lat = 0]: readonly number[]): [number, number] => [
    (lon - west) * shrink * scale,
    (north - lat) * scale,
  ];
  const draw = (ring: readonly (readonly number[])[]): string => {
    const corners: [number, number][] = [];
    for (const corner of ring) {
      const next = at(corner);
      const last = corners.at(-1);
      if (!last || Math.hypot(next[0] - last[0], next[1] - last[1]) >= FINEST) corners.push(next);
    }
    return corners.length < 3 ? '' : `M${corners.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;
  };
  return {
    width,
    height: Math.max(1, (north - south) * scale),
    paths: new Map(
      features.map(({ properties }, index) => [
        `${properties.county}/${properties.key}`,
        rings[index]!.map(draw).join(''),
      ]),
    ),
  };
}
