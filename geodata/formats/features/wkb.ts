/** Well-known binary of GeoPackage and PostGIS; heights and measures are dropped. */
import type { Geometry, GeometryCollection, Position } from 'geojson';

const TYPES = [
  '',
  'Point',
  'LineString',
  'Polygon',
  'MultiPoint',
  'MultiLineString',
  'MultiPolygon',
  'GeometryCollection',
] as const;

/** null for an empty geometry; throws a RangeError for bytes that are no geometry. */
export function parseWkb(bytes: Uint8Array): Geometry | null {
  return new WkbReader(bytes).geometry(0);
}

class WkbReader {
  readonly #view: DataView;
  #at = 0;
  #little = true;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  geometry(depth: number): Geometry | null {
    if (depth > 8) throw new RangeError('WKB nested too deeply');
    this.#little = this.#view.getUint8(this.#at) === 1;
    const raw = this.#view.getUint32(this.#at + 1, this.#little);
    this.#at += 5;
    // ISO adds 1000 (Z), 2000 (M) or 3000 (ZM); PostGIS sets high bits instead, one of them for an SRID.
    const iso = (raw & 0x0fff_ffff) % 1000;
    const family = Math.floor((raw & 0x0fff_ffff) / 1000);
    const hasZ = (raw & 0x8000_0000) !== 0 || family === 1 || family === 3;
    const hasM = (raw & 0x4000_0000) !== 0 || family === 2 || family === 3;
    if ((raw & 0x2000_0000) !== 0) this.#at += 4;
    const size = 2 + Number(hasZ) + Number(hasM);
    switch (TYPES[iso]) {
      case 'Point': {
        const position = this.#position(size);
        return Number.isNaN(position[0]) || Number.isNaN(position[1]) ? null : { type: 'Point', coordinates: position };
      }
      case 'LineString':
        return orNull({ type: 'LineString', coordinates: this.#line(size) });
      case 'Polygon':
        return orNull({ type: 'Polygon', coordinates: this.#rings(size) });
      case 'MultiPoint':
        return orNull({ type: 'MultiPoint', coordinates: this.#parts(depth, 'Point') as Position[] });
      case 'MultiLineString':
        return orNull({ type: 'MultiLineString', coordinates: this.#parts(depth, 'LineString') as Position[][] });
      case 'MultiPolygon':
        return orNull({ type: 'MultiPolygon', coordinates: this.#parts(depth, 'Polygon') as Position[][][] });
      case 'GeometryCollection':
        return { type: 'GeometryCollection', geometries: this.#children(depth) };
      default:
        throw new RangeError(`WKB type ${raw}`);
    }
  }

  #count(bytesEach: number): number {
    const count = this.#view.getUint32(this.#at, this.#little);
    this.#at += 4;
    if (count * bytesEach > this.#view.byteLength - this.#at) throw new RangeError('WKB count beyond its bytes');
    return count;
  }

  #position(size: number): Position {
    const x = this.#view.getFloat64(this.#at, this.#little);
    const y = this.#view.getFloat64(this.#at + 8, this.#little);
    this.#at += size * 8;
    return [x, y];
  }

  #line(size: number): Position[] {
    const count = this.#count(size * 8);
    return Array.from({ length: count }, () => this.#position(size));
  }

  #rings(size: number): Position[][] {
    const count = this.#count(4);
    return Array.from({ length: count }, () => this.#line(size));
  }

  #children(depth: number): Geometry[] {
    const count = this.#count(5);
    const children: Geometry[] = [];
    for (let i = 0; i < count; i++) {
      const child = this.geometry(depth + 1);
      if (child) children.push(child);
    }
    return children;
  }

  #parts(depth: number, type: 'Point' | 'LineString' | 'Polygon'): unknown[] {
    return this.#children(depth).map((child) => {
      if (child.type !== type) throw new RangeError(`WKB part ${child.type} where ${type} belongs`);
      return child.coordinates;
    });
  }
}

function orNull<G extends Exclude<Geometry, GeometryCollection>>(geometry: G): G | null {
  return geometry.coordinates.length === 0 ? null : geometry;
}
