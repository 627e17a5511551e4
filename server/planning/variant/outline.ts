/** Outlines of districts that are made of atoms: chained from the arcs that atoms share, so that neighbours meet exactly. */

type Position = readonly [x: number, y: number];

interface SharedBorders<P extends Position> {
  arcs: readonly (readonly P[])[];
  /** Atom on the left and on the right of each arc; -1 outside. */
  sides: readonly (readonly [number, number])[];
}

/** An arc as it is passed with the district on its left. */
interface HalfArc<P> {
  district: number;
  line: readonly P[];
  isPassed: boolean;
}

/**
 * Of each district its polygons: closed rings, the outer one first and counter-clockwise, holes clockwise. Arcs are the only
 * places where borders meet, so that nothing is computed but their order.
 *
 * @param districtOf of each atom its district; -1 none
 */
export function outlinesOf<P extends Position>(
  { arcs, sides }: SharedBorders<P>,
  districtOf: ArrayLike<number>,
): Map<number, P[][][]> {
  const at = (atom: number): number => (atom === -1 ? -1 : (districtOf[atom] ?? -1));
  const halves = sides.flatMap(([left, right], arc): HalfArc<P>[] => {
    const [own, other] = [at(left), at(right)];
    const line = arcs[arc]!;
    return own === other
      ? []
      : [
          { district: own, line, isPassed: false },
          { district: other, line: [...line].reverse(), isPassed: false },
        ].filter(({ district }) => district !== -1);
  });
  const leaving = new Map<string, HalfArc<P>[]>();
  for (const half of halves) {
    const place = placeOf(half, half.line[0]!);
    leaving.set(place, [...(leaving.get(place) ?? []), half]);
  }
  const rings = new Map<number, P[][]>();
  for (const half of halves) {
    if (half.isPassed) continue;
    const own = rings.get(half.district) ?? [];
    rings.set(half.district, own);
    own.push(...simple(ringFrom(half, leaving)).map(closedLine));
  }
  return new Map([...rings].map(([district, own]) => [district, nested(own)]));
}

const placeOf = ({ district }: HalfArc<unknown>, [x, y]: Position): string => `${district} ${x} ${y}`;

function ringFrom<P extends Position>(first: HalfArc<P>, leaving: ReadonlyMap<string, HalfArc<P>[]>): HalfArc<P>[] {
  const ring: HalfArc<P>[] = [];
  for (let half = first; ;) {
    half.isPassed = true;
    ring.push(half);
    const next = leaving
      .get(placeOf(half, half.line.at(-1)!))!
      .reduce((best, other) => (turn(half.line, other.line) > turn(half.line, best.line) ? other : best));
    if (next === first) return ring;
    half = next;
  }
}

/** Sharpest left is largest: where a district meets itself in a corner, the ring stays at the same piece of ground. */
function turn(before: readonly Position[], after: readonly Position[]): number {
  const [[ax, ay], [bx, by]] = [before.at(-2)!, before.at(-1)!];
  const [cx, cy] = after[1]!;
  const [inX, inY, outX, outY] = [bx - ax, by - ay, cx - bx, cy - by];
  return Math.atan2(inX * outY - inY * outX, inX * outX + inY * outY);
}

/** A ring that comes back to a corner is cut there: a hole that touches the outline is a ring of its own. */
function simple<P extends Position>(ring: readonly HalfArc<P>[]): HalfArc<P>[][] {
  const cut: HalfArc<P>[][] = [];
  const open: HalfArc<P>[] = [];
  const startOf = (half: HalfArc<P>): string => placeOf(half, half.line[0]!);
  for (const half of ring) {
    const at = open.findIndex((other) => startOf(other) === startOf(half));
    if (at !== -1) cut.push(open.splice(at));
    open.push(half);
  }
  return [...cut, open];
}

const closedLine = <P extends Position>(ring: readonly HalfArc<P>[]): P[] =>
  ring.flatMap(({ line }, index) => (index === 0 ? line : line.slice(1)));

/** A hole belongs to the smallest ring around it: there may be an island in a hole, with holes of its own. */
function nested<P extends Position>(rings: readonly P[][]): P[][][] {
  const measured = rings.map((ring) => ({ ring, area: signedArea(ring) }));
  const outer = measured
    .filter(({ area }) => area > 0)
    .sort((a, b) => a.area - b.area)
    .map(({ ring }) => [ring]);
  for (const { ring } of measured.filter(({ area }) => area < 0)) {
    const [[ax, ay], [bx, by]] = [ring[0]!, ring[1]!];
    // A side is part of one ring only: its middle lies on no other.
    outer.find(([around]) => holds(around!, [(ax + bx) / 2, (ay + by) / 2]))?.push(ring);
  }
  return outer.reverse();
}

/** Shoelace; counter-clockwise is positive. In the square of the ring's unit. */
export function signedArea(ring: readonly Position[]): number {
  const [originX, originY] = ring[0]!;
  let sum = 0;
  for (let i = 0; i < ring.length - 1; i++) {
    const [[x, y], [toX, toY]] = [ring[i]!, ring[i + 1]!];
    sum += (x - originX) * (toY - originY) - (toX - originX) * (y - originY);
  }
  return sum / 2;
}

function holds(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let i = 0; i < ring.length - 1; i++) {
    const [[ax, ay], [bx, by]] = [ring[i]!, ring[i + 1]!];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
}
