/** Footpaths that the map lacks, drawn by the county, become part of the road network. */
import Flatbush from 'flatbush';
import type { Point } from './build.ts';
import type { Line } from './dangers.ts';
import { footOn, type Foot } from './footOn.ts';
import { metresPerDegree } from './metres.ts';
import { STEPS, type Roads } from './roads.ts';

/** Metres within which the corner of a drawn footpath is joined to a way. */
export const JOIN = 15;

/** A straight piece of a way or of a drawn line. */
interface Piece {
  /** Number of the line: the roads' ways first, then what was drawn. */
  line: number;
  /** Which piece of it. */
  at: number;
  from: Point;
  to: Point;
}

interface Joint {
  at: number;
  share: number;
  node: number;
}

/**
 * The roads with drawn footpaths. Where a footpath crosses a way on foot, or another footpath, they are joined, and so is each
 * of its corners to the nearest of them within JOIN metres. The ids of new ways are negative.
 */
export function withFootpaths(roads: Roads, footpaths: readonly Line[]): Roads {
  if (footpaths.length === 0) return roads;
  const nodes = new Nodes(roads);
  const lines = [
    ...roads.ways.map(({ nodes: own, onFoot }) => (onFoot ? own : [])),
    ...footpaths.map((line) => line.map((corner) => nodes.add(corner))),
  ];
  const first = roads.ways.length;
  const pieces = lines.flatMap((own, line) =>
    own.slice(1).map((node, at): Piece => ({ line, at, from: nodes.placeOf(own[at]!), to: nodes.placeOf(node) })),
  );
  const near = pieceFinder(pieces);
  const joints = new Map<number, Joint[]>();
  const join = ({ line, at }: Piece, share: number, node: number) => {
    const own = joints.get(line);
    if (own) own.push({ at, share, node });
    else joints.set(line, [{ at, share, node }]);
  };
  for (const piece of pieces) {
    if (piece.line < first) continue;
    for (const other of near(piece.from, piece.to, 0)) {
      // Two drawn ones meet once.
      if (other.line === piece.line || (other.line >= first && other.line < piece.line)) continue;
      const crossing = crossingOf(piece, other);
      if (!crossing) continue;
      const node = nodes.add(crossing.point);
      join(piece, crossing.share, node);
      join(other, crossing.otherShare, node);
    }
  }
  const spurs = lines.slice(first).flatMap((corners, index) =>
    corners.flatMap((corner) => {
      const found = nearestOf(nodes.placeOf(corner), near, first + index);
      if (!found) return [];
      const node = nodes.add(found.foot);
      join(found.piece, found.share, node);
      return [[corner, node]];
    }),
  );
  const whole = (line: number) => inserted(lines[line]!, joints.get(line) ?? []);
  const drawn = [...footpaths.map((_, index) => whole(first + index)), ...spurs].map((own, index) => {
    return { id: -1 - index, nodes: own, onFoot: true, forward: 0, backward: 0 };
  });
  return {
    ...roads,
    ...nodes.packed(),
    ways: [...roads.ways.map((way, line) => (joints.has(line) ? { ...way, nodes: whole(line) } : way)), ...drawn],
  };
}

class Nodes {
  readonly #lon: number[];
  readonly #lat: number[];

  constructor({ lon, lat }: Roads) {
    this.#lon = Array.from(lon);
    this.#lat = Array.from(lat);
  }

  add([lon, lat]: Point): number {
    this.#lon.push(Math.round(lon * STEPS));
    this.#lat.push(Math.round(lat * STEPS));
    return this.#lon.length - 1;
  }

  placeOf(node: number): Point {
    return [this.#lon[node]! / STEPS, this.#lat[node]! / STEPS];
  }

  packed(): Pick<Roads, 'lon' | 'lat'> {
    return { lon: Int32Array.from(this.#lon), lat: Int32Array.from(this.#lat) };
  }
}

type Near = (a: Point, b: Point, metres: number) => Piece[];

function pieceFinder(pieces: readonly Piece[]): Near {
  const index = new Flatbush(pieces.length);
  for (const { from, to } of pieces)
    index.add(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1]));
  index.finish();
  return (a, b, metres) => {
    const scale = metresPerDegree(a[1]);
    const [dx, dy] = [metres / scale.east, metres / scale.north];
    return index
      .search(
        Math.min(a[0], b[0]) - dx,
        Math.min(a[1], b[1]) - dy,
        Math.max(a[0], b[0]) + dx,
        Math.max(a[1], b[1]) + dy,
      )
      .map((number) => pieces[number]!);
  };
}

function nearestOf(corner: Point, near: Near, line: number): (Foot & { piece: Piece }) | null {
  const feet = near(corner, corner, JOIN)
    .filter((piece) => piece.line !== line)
    .map((piece) => ({ piece, ...footOn(corner, piece.from, piece.to) }))
    .filter(({ away }) => away <= JOIN)
    .sort((a, b) => a.away - b.away || a.piece.line - b.piece.line || a.piece.at - b.piece.at);
  return feet[0] ?? null;
}

/** Where two pieces cross; null where they do not, or run in parallel. */
function crossingOf(one: Piece, other: Piece): { point: Point; share: number; otherShare: number } | null {
  const [[ax, ay], [bx, by], [cx, cy], [dx, dy]] = [one.from, one.to, other.from, other.to];
  const cross = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (cross === 0) return null;
  const share = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / cross;
  const otherShare = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / cross;
  if (share < 0 || share > 1 || otherShare < 0 || otherShare > 1) return null;
  return { point: [ax + share * (bx - ax), ay + share * (by - ay)], share, otherShare };
}

function inserted(nodes: readonly number[], joints: readonly Joint[]): number[] {
  return nodes.flatMap((node, at) => [
    node,
    ...joints
      .filter((joint) => joint.at === at)
      .sort((a, b) => a.share - b.share)
      .map((joint) => joint.node),
  ]);
}
