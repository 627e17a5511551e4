/**
 * The county as a grid of 100 m cells, each of which belongs to one atom: districts that are unions of atoms then have no
 * holes and no overlaps, and whether two atoms share a border is decided on whole cells.
 */
import { Delaunay } from 'd3-delaunay';

/** Metres. */
export const STEP = 100;

type Point = readonly [easting: number, northing: number];

/** Rows from south to north, columns from west to east; -1: not in the county. */
export interface Raster {
  /** Lower left corner of the grid, EPSG:3035, metres. */
  west: number;
  south: number;
  columns: number;
  rows: number;
  /** By row × columns + column. */
  owner: Int32Array;
}

export interface RasterArea {
  key: string;
  /** Rings of all its polygons, holes too; EPSG:3035, metres. */
  rings: readonly (readonly Point[])[];
}

/** A part of a cell in which people live. */
export interface Part {
  atom: number;
  /** Lower left corner of the cell, EPSG:3035. */
  e: number;
  n: number;
  area: string | null;
}

/**
 * A cell lies in the area (Gemeinde) that holds its middle, and belongs to the atom whose nearest inhabited cell of the same area is
 * nearest; in an area where nobody lives, the nearest of all. An atom whose cells all lie across a border from their middle keeps one of them.
 */
export function rasterOf(areas: readonly RasterArea[], parts: readonly Part[]): Raster {
  const grid = emptyRaster(areas);
  const areaOf = new Int32Array(grid.owner.length).fill(-1);
  areas.forEach((area, index) => fillArea(grid, areaOf, area, index));
  const everywhere = nearest(parts);
  const within = areas.map(({ key }) => nearest(parts.filter(({ area }) => area === key)));
  for (let cell = 0; cell < areaOf.length; cell++) {
    const area = areaOf[cell]!;
    if (area === -1) continue;
    const [x, y] = middleOf(grid, cell);
    grid.owner[cell] = (within[area] ?? everywhere)?.(x, y) ?? -1;
  }
  keepEveryAtom(grid, parts);
  return grid;
}

const middleOf = ({ west, south, columns }: Raster, cell: number): Point => [
  west + ((cell % columns) + 0.5) * STEP,
  south + (Math.floor(cell / columns) + 0.5) * STEP,
];

function emptyRaster(areas: readonly RasterArea[]): Raster {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { rings } of areas)
    for (const ring of rings)
      for (const [x, y] of ring) {
        west = Math.min(west, x);
        south = Math.min(south, y);
        east = Math.max(east, x);
        north = Math.max(north, y);
      }
  if (west > east) return { west: 0, south: 0, columns: 0, rows: 0, owner: new Int32Array(0) };
  west = Math.floor(west / STEP) * STEP;
  south = Math.floor(south / STEP) * STEP;
  const columns = Math.ceil((east - west) / STEP);
  const rows = Math.ceil((north - south) / STEP);
  return { west, south, columns, rows, owner: new Int32Array(columns * rows).fill(-1) };
}

/** Even-odd rule along the middles of each row; of two areas that hold one middle the first keeps it. */
function fillArea({ west, south, columns, rows }: Raster, areaOf: Int32Array, { rings }: RasterArea, index: number) {
  const crossings: number[][] = Array.from({ length: rows }, () => []);
  for (const ring of rings)
    ring.forEach(([x, y], at) => {
      const [toX, toY] = ring[(at + 1) % ring.length]!;
      const [low, high] = y < toY ? [y, toY] : [toY, y];
      const first = Math.max(0, Math.ceil((low - south) / STEP - 0.5));
      for (let row = first; row < rows; row++) {
        const middle = south + (row + 0.5) * STEP;
        if (middle >= high) break;
        crossings[row]!.push(x + ((middle - y) / (toY - y)) * (toX - x));
      }
    });
  crossings.forEach((list, row) => {
    list.sort((a, b) => a - b);
    for (let pair = 0; pair + 1 < list.length; pair += 2) {
      const first = Math.max(0, Math.ceil((list[pair]! - west) / STEP - 0.5));
      for (let column = first; column < columns; column++) {
        if (west + (column + 0.5) * STEP >= list[pair + 1]!) break;
        const cell = row * columns + column;
        if (areaOf[cell] === -1) areaOf[cell] = index;
      }
    }
  });
}

function nearest(parts: readonly Part[]): ((x: number, y: number) => number) | null {
  if (parts.length === 0) return null;
  const found = Delaunay.from(
    parts,
    ({ e }) => e + STEP / 2,
    ({ n }) => n + STEP / 2,
  );
  let last = 0;
  return (x, y) => {
    last = found.find(x, y, last);
    return parts[last]!.atom;
  };
}

/** Only from an atom that has others; where no such cell is left the atom has no ground of its own. */
function keepEveryAtom(raster: Raster, parts: readonly Part[]): void {
  const { west, south, columns, rows, owner } = raster;
  const held = new Map<number, number>();
  for (const atom of owner) held.set(atom, (held.get(atom) ?? 0) + 1);
  for (const { atom, e, n } of parts) {
    if (held.has(atom)) continue;
    const [column, row] = [(e - west) / STEP, (n - south) / STEP];
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    const cell = row * columns + column;
    const before = owner[cell]!;
    if (before !== -1 && held.get(before)! < 2) continue;
    owner[cell] = atom;
    held.set(before, (held.get(before) ?? 0) - 1);
    held.set(atom, 1);
  }
}

/** Atoms that share the side of a cell, not only a corner; symmetric, ascending. */
export function neighboursOn({ columns, owner }: Raster, atoms: number): Int32Array[] {
  const sets = Array.from({ length: atoms }, () => new Set<number>());
  const meet = (a: number, b: number) => {
    if (a === b || a === -1 || b === -1) return;
    sets[a]!.add(b);
    sets[b]!.add(a);
  };
  owner.forEach((atom, cell) => {
    if (atom === -1) return;
    if ((cell + 1) % columns !== 0) meet(atom, owner[cell + 1]!);
    if (cell + columns < owner.length) meet(atom, owner[cell + columns]!);
  });
  return sets.map((set) => Int32Array.from(set).sort());
}

/** Atom on whose ground a place (EPSG:3035) lies; −1 outside the county. */
export function ownerAt({ west, south, columns, rows, owner }: Raster, e: number, n: number): number {
  const [column, row] = [Math.floor((e - west) / STEP), Math.floor((n - south) / STEP)];
  return column < 0 || row < 0 || column >= columns || row >= rows ? -1 : owner[row * columns + column]!;
}
