import type { FeatureCollection } from 'geojson';

/** West, south, east, north. */
export type Box = [number, number, number, number];

/** The box of everything in it; null when nothing has a place. */
export function boxOf(features: FeatureCollection): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [x, y]: unknown[] = value;
    if (typeof x === 'number' && typeof y === 'number') {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    } else value.forEach(visit);
  };
  for (const { geometry } of features.features) {
    if (geometry && 'coordinates' in geometry) visit(geometry.coordinates);
  }
  return box[0] <= box[2] ? box : null;
}
