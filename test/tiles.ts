/** Addresses of vector tiles, and what is in one. */
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/** The tile (Web Mercator, OSM numbering) that holds a position. */
export function tileAt(lon: number, lat: number, z: number): { z: number; x: number; y: number } {
  const side = 2 ** z;
  const rad = (lat * Math.PI) / 180;
  const x = Math.floor(((lon + 180) / 360) * side);
  const y = Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * side);
  return { z, x, y };
}

export interface DecodedFeature {
  properties: Record<string, string | number | boolean>;
  /** Rings, lines or points in tile units (0…4096). */
  parts: { x: number; y: number }[][];
}

export function decodeTile(bytes: Uint8Array, layer: string): DecodedFeature[] {
  const found = new VectorTile(new PbfReader(bytes)).layers[layer];
  if (!found) return [];
  return Array.from({ length: found.length }, (_, index) => {
    const feature = found.feature(index);
    return { properties: feature.properties, parts: feature.loadGeometry() };
  });
}
