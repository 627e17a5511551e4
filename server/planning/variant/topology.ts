/** Borders of the atoms as arcs that both sides share, so that a district's outline is those between it and others. */
import { STEP, type Raster } from './raster.ts';

export interface Topology {
  /** Corners of each arc, EPSG:3035; a closed arc begins and ends in one corner. */
  arcs: [easting: number, northing: number][][];
  /** Atom on the left and on the right of each arc; -1 = not in the county. */
  sides: [left: number, right: number][];
  /** Of each atom: polygons, the outer ring first; an arc's number, or ~number where it is passed backwards (TopoJSON). */
  polygons: number[][][][];
}

/** East, north, west, south: as a corner is left. */
const DX = [1, 0, -1, 0];
const DY = [0, 1, 0, -1];

export function topologyOf(raster: Raster, atoms: number): Topology {
  const { west, south, columns, rows } = raster;
  const width = columns + 1;
  const sidesOf = sidesAlong(raster);
  const isBorder = (corner: number, direction: number): boolean => {
    const [left, right] = sidesOf(corner, direction);
    return left !== right;
  };
  const exits = (corner: number) => [0, 1, 2, 3].filter((direction) => isBorder(corner, direction));
  const done = new Uint8Array(width * (rows + 1) * 4);
  const arcs: Topology['arcs'] = [];
  const sides: Topology['sides'] = [];
  /** Arc by corner × 4 + direction in which it is entered there; ~arc from its end. */
  const entries = new Map<number, number>();
  const place = (corner: number): [number, number] => [
    west + (corner % width) * STEP,
    south + Math.floor(corner / width) * STEP,
  ];

  const trace = (from: number, first: number, isEnd: (corner: number) => boolean) => {
    const points = [place(from)];
    let [corner, direction] = [from, first];
    for (;;) {
      done[corner * 4 + direction] = 1;
      corner += DX[direction]! + DY[direction]! * width;
      const back = (direction + 2) % 4;
      done[corner * 4 + back] = 1;
      if (isEnd(corner)) {
        points.push(place(corner));
        entries.set(from * 4 + first, arcs.length);
        entries.set(corner * 4 + back, ~arcs.length);
        arcs.push(points);
        sides.push(sidesOf(from, first));
        return;
      }
      const next = exits(corner).find((exit) => exit !== back)!;
      if (next !== direction) points.push(place(corner));
      direction = next;
    }
  };

  const corners = width * (rows + 1);
  const isNode = new Uint8Array(corners);
  for (let corner = 0; corner < corners; corner++) isNode[corner] = exits(corner).length > 2 ? 1 : 0;
  const toNode = (corner: number) => isNode[corner] === 1;
  for (let corner = 0; corner < corners; corner++)
    if (isNode[corner] === 1)
      for (const direction of exits(corner)) if (!done[corner * 4 + direction]) trace(corner, direction, toNode);
  // What is left are borders without a node: an atom inside another, the whole county.
  for (let corner = 0; corner < corners; corner++)
    for (const direction of exits(corner))
      if (!done[corner * 4 + direction]) trace(corner, direction, (end) => end === corner);

  return { arcs, sides, polygons: polygonsOf({ arcs, sides }, entries, atoms, raster) };
}

/** Owners on the left and right of the side that leaves a corner in a direction. */
function sidesAlong({ columns, rows, owner }: Raster): (corner: number, direction: number) => [number, number] {
  const width = columns + 1;
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= columns || row >= rows ? -1 : owner[row * columns + column]!;
  return (corner, direction) => {
    const [x, y] = [corner % width, Math.floor(corner / width)];
    if ((direction === 0 && x === columns) || (direction === 1 && y === rows)) return [-1, -1];
    if ((direction === 2 && x === 0) || (direction === 3 && y === 0)) return [-1, -1];
    if (direction === 0) return [at(x, y), at(x, y - 1)];
    if (direction === 1) return [at(x - 1, y), at(x, y)];
    if (direction === 2) return [at(x - 1, y - 1), at(x - 1, y)];
    return [at(x, y - 1), at(x - 1, y - 1)];
  };
}

/** Rings with their atom on the left; where it meets itself in a corner only, they part. */
function polygonsOf(
  { arcs, sides }: Pick<Topology, 'arcs' | 'sides'>,
  entries: ReadonlyMap<number, number>,
  atoms: number,
  { west, south, columns }: Raster,
): number[][][][] {
  const width = columns + 1;
  const corner = ([x, y]: readonly [number, number]) => ((y - south) / STEP) * width + (x - west) / STEP;
  const points = (arc: number) => (arc < 0 ? [...arcs[~arc]!].reverse() : arcs[arc]!);
  const leftOf = (arc: number) => (arc < 0 ? sides[~arc]![1] : sides[arc]![0]);
  const used = new Set<number>();
  const rings: number[][][] = Array.from({ length: atoms }, () => []);
  const ringFrom = (first: number): number[] => {
    const atom = leftOf(first);
    const ring: number[] = [];
    for (let arc = first; ;) {
      used.add(arc);
      ring.push(arc);
      const line = points(arc);
      const [end, before] = [line.at(-1)!, line.at(-2)!];
      const heading = headingOf(before, end);
      // Sharpest left first: it stays at the same piece of ground.
      const next = [1, 0, 3]
        .map((turn) => entries.get(corner(end) * 4 + ((heading + turn) % 4)))
        .find((found) => found !== undefined && leftOf(found) === atom);
      if (next === undefined || next === first) return ring;
      arc = next;
    }
  };
  const startOf = (arc: number) => corner(points(arc)[0]!);
  sides.forEach(([left, right], arc) => {
    if (left !== -1 && !used.has(arc)) rings[left]!.push(...simple(ringFrom(arc), startOf));
    if (right !== -1 && !used.has(~arc)) rings[right]!.push(...simple(ringFrom(~arc), startOf));
  });
  return rings.map((own) => nested(own.map((arcsOfRing) => ({ arcs: arcsOfRing, line: arcsOfRing.flatMap(points) }))));
}

/** A ring that comes back to a corner is cut there: a hole that touches the outline is a ring of its own. */
function simple(ring: readonly number[], startOf: (arc: number) => number): number[][] {
  const cut: number[][] = [];
  const open: number[] = [];
  for (const arc of ring) {
    const start = startOf(arc);
    const at = open.findIndex((other) => startOf(other) === start);
    if (at !== -1) cut.push(open.splice(at));
    open.push(arc);
  }
  return [...cut, open];
}

const headingOf = ([fromX, fromY]: readonly [number, number], [toX, toY]: readonly [number, number]): number =>
  toX > fromX ? 0 : toY > fromY ? 1 : toX < fromX ? 2 : 3;

interface Ring {
  arcs: number[];
  line: [number, number][];
}

function nested(rings: readonly Ring[]): number[][][] {
  const outer = rings.filter(({ line }) => signedArea(line) > 0).map((ring) => ({ ring, holes: [] as Ring[] }));
  // A hole belongs to the smallest ring around it: there may be an island in a hole, with holes of its own.
  const inwards = [...outer].sort((a, b) => signedArea(a.ring.line) - signedArea(b.ring.line));
  for (const hole of rings.filter(({ line }) => signedArea(line) < 0))
    inwards.find(({ ring }) => holds(ring.line, insideOf(hole.line)))?.holes.push(hole);
  return outer.map(({ ring, holes }) => [ring.arcs, ...holes.map(({ arcs }) => arcs)]);
}

const signedArea = (line: readonly (readonly [number, number])[]): number =>
  line.reduce((sum, [x, y], at) => {
    const [toX, toY] = line[(at + 1) % line.length]!;
    return sum + x * toY - toX * y;
  }, 0) / 2;

/** Middle of the cell on the left of a ring's first side: ground of the atom that the hole is cut out of. */
function insideOf(line: readonly [number, number][]): [number, number] {
  const [x, y] = line[0]!;
  const heading = headingOf(
    line[0]!,
    line.find(([toX, toY]) => toX !== x || toY !== y)!,
  );
  const half = STEP / 2;
  return [x + (DX[heading]! - DY[heading]!) * half, y + (DY[heading]! + DX[heading]!) * half];
}

function holds(line: readonly (readonly [number, number])[], [x, y]: readonly [number, number]): boolean {
  let inside = false;
  line.forEach(([ax, ay], at) => {
    const [bx, by] = line[(at + 1) % line.length]!;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}
