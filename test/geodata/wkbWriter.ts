/** WKB for the tests, written from the standard and not from the reader. */
import type { Geometry, Position } from 'geojson';

type Dimensions = 'xy' | 'z' | 'm' | 'zm' | 'ewkb-z';

const CODES = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
};

export function writeWkb(geometry: Geometry, options: { little?: boolean; dimensions?: Dimensions } = {}): Uint8Array {
  const { little = true, dimensions = 'xy' } = options;
  const out: number[] = [];
  const number = (size: 4 | 8, value: number) => {
    const view = new DataView(new ArrayBuffer(size));
    if (size === 4) view.setUint32(0, value, little);
    else view.setFloat64(0, value, little);
    out.push(...new Uint8Array(view.buffer));
  };
  const extra = { xy: 0, z: 1, m: 1, zm: 2, 'ewkb-z': 1 }[dimensions];
  const point = ([x = 0, y = 0]: Position) => [x, y, ...[7, 8].slice(0, extra)].forEach((value) => number(8, value));
  const line = (positions: Position[]) => {
    number(4, positions.length);
    positions.forEach(point);
  };
  const rings = (lines: Position[][]) => {
    number(4, lines.length);
    lines.forEach(line);
  };
  const write = (shape: Geometry) => {
    out.push(little ? 1 : 0);
    const shift = { xy: 0, z: 1000, m: 2000, zm: 3000, 'ewkb-z': 0x8000_0000 }[dimensions];
    number(4, CODES[shape.type] + shift);
    if (shape.type === 'Point') point(shape.coordinates);
    else if (shape.type === 'LineString') line(shape.coordinates);
    else if (shape.type === 'Polygon') rings(shape.coordinates);
    else {
      const parts: Geometry[] =
        shape.type === 'MultiPoint'
          ? shape.coordinates.map((coordinates) => ({ type: 'Point', coordinates }))
          : shape.type === 'MultiLineString'
            ? shape.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }))
            : shape.type === 'MultiPolygon'
              ? shape.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))
              : shape.geometries;
      number(4, parts.length);
      parts.forEach(write);
    }
  };
  write(geometry);
  return Uint8Array.from(out);
}
