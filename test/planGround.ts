/** The ground of a plan by other means than the service's: plane areas, points in polygons, and what hangs together. */
import proj4 from 'proj4';
import type { planGround } from '../server/contract/variants.ts';
import type { Response as Answer } from '../server/contract/endpoint.ts';

type Ground = Answer<typeof planGround>;
type Point = readonly [x: number, y: number];

// Equal-area: plane sums are square metres of ground.
const LAEA = '+proj=laea +lat_0=52 +lon_0=10 +x_0=4321000 +y_0=3210000 +ellps=GRS80 +units=m +no_defs';
export function toPlane([lon, lat]: readonly [number, number]): Point {
  const [x = 0, y = 0] = proj4('EPSG:4326', LAEA, [lon, lat]);
  return [x, y];
}

const shoelace = (ring: readonly Point[]): number =>
  ring.reduce((sum, [x, y], at) => {
    const [toX, toY] = ring[(at + 1) % ring.length]!;
    return sum + (x * toY - toX * y) / 2;
  }, 0);

/** Of a polygon in degrees, square metres; holes turn the other way round. */
export const planeArea = (rings: readonly (readonly (readonly [number, number])[])[]): number =>
  rings.reduce((sum, ring) => sum + shoelace(ring.map(toPlane)), 0);

/** Even-odd over all rings. */
export function holds(rings: readonly (readonly Point[])[], [x, y]: Point): boolean {
  let inside = false;
  for (const ring of rings)
    ring.forEach(([ax, ay], at) => {
      const [bx, by] = ring[(at + 1) % ring.length]!;
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    });
  return inside;
}

export interface PlaneAtom {
  rings: Point[][];
  squareMetres: number;
  box: [west: number, south: number, east: number, north: number];
}

export function planeAtoms({ arcs, polygons }: Ground): PlaneAtom[] {
  const plane = arcs.map((arc) => arc.map(([lon, lat]) => toPlane([lon, lat])));
  const ringOf = (ring: readonly number[]) =>
    ring.flatMap((arc) => (arc < 0 ? [...plane[~arc]!].reverse() : plane[arc]!).slice(0, -1));
  return polygons.map((own) => {
    const rings = own.flatMap((rings) => rings.map(ringOf));
    const points = rings.flat();
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    return {
      rings,
      squareMetres: rings.reduce((sum, ring) => sum + shoelace(ring), 0),
      box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    };
  });
}

/** Atoms whose ground holds the place: one, or none outside the county. */
export const atomsAt = (atoms: readonly PlaneAtom[], [x, y]: Point): number[] =>
  atoms.flatMap(({ box: [west, south, east, north], rings }, atom) =>
    x >= west && x <= east && y >= south && y <= north && holds(rings, [x, y]) ? [atom] : [],
  );

/** Union-find over the arcs between atoms: of each atom (that is meant) the smallest number of its piece. */
export function piecesOf({ sides }: Ground, atoms: readonly number[]): Map<number, number> {
  const parent = new Map(atoms.map((atom) => [atom, atom]));
  const root = (atom: number): number => {
    let at = atom;
    while (parent.get(at) !== at) at = parent.get(at)!;
    parent.set(atom, at);
    return at;
  };
  for (const [left, right] of sides) {
    if (!parent.has(left) || !parent.has(right)) continue;
    const [a, b] = [root(left), root(right)];
    parent.set(Math.max(a, b), Math.min(a, b));
  }
  return new Map(atoms.map((atom) => [atom, root(atom)]));
}
