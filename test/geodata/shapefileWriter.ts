/** The smallest shapefiles: points and one text column. */

export function shp(points: [number, number][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(100 + points.length * 28));
  view.setInt32(0, 9994);
  view.setInt32(24, view.byteLength / 2);
  view.setInt32(28, 1000, true);
  view.setInt32(32, 1, true);
  for (const [i, [x, y]] of points.entries()) {
    const at = 100 + i * 28;
    view.setInt32(at, i + 1);
    view.setInt32(at + 4, 10);
    view.setInt32(at + 8, 1, true);
    view.setFloat64(at + 12, x, true);
    view.setFloat64(at + 20, y, true);
  }
  return new Uint8Array(view.buffer);
}

export function dbf(column: string, values: string[], encoding: 'latin1' | 'utf8'): Uint8Array {
  const width = 20;
  const header = Buffer.alloc(65);
  header[0] = 3;
  header.writeUInt32LE(values.length, 4);
  header.writeUInt16LE(65, 8);
  header.writeUInt16LE(width + 1, 10);
  header.write(column, 32, 'latin1');
  header.write('C', 43, 'latin1');
  header[48] = width;
  header[64] = 0x0d;
  const rows = values.map((value) => {
    const row = Buffer.alloc(width + 1, ' ');
    Buffer.from(value, encoding).copy(row, 1);
    return row;
  });
  return new Uint8Array(Buffer.concat([header, ...rows]));
}
