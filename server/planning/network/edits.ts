/** What the county knows better than the map: footpaths that are missing there, and ways that are dangerous for children. */
import Flatbush from 'flatbush';
import type { Network, Point } from './build.ts';
import { metresPerDegree, shortMetres } from './metres.ts';
import { STEPS, type Roads } from './roads.ts';

export type Line = readonly Point[];

/** Metres within which the corner of a drawn footpath is joined to a way. */
export const JOIN = 15;
/** Metres on either side within which a way runs along a drawn line. */
const ALONG = 12;
/** Metres of a section along a line from which it counts as the way that was meant; crossing it is not enough. */
const STRETCH = 25;
const SAMPLE = 5;

interface Segment {
  way: number;
  /** Number of the node it begins with, in its way. */
  at: number;
}

/**
 * The roads with drawn footpaths. Each corner of a footpath is joined to the nearest way on foot within JOIN metres; the
 * ids of new ways are negative.
 */
export function withFootpaths(roads: Roads, footpaths: readonly Line[]): Roads {
  if (footpaths.length === 0) return roads;
  const lon = [...roads.lon];
  const lat = [...roads.lat];
  const nodeAt = ([x, y]: Point): number => {
    lon.push(Math.round(x * STEPS));
    lat.push(Math.round(y * STEPS));
    return lon.length - 1;
  };
  const nearest = nearestSegment(roads);
  const joints = new Map<number, { at: number; share: number; node: number }[]>();
  const ways = footpaths.map((line, index) => {
    const nodes = line.flatMap((corner): number[] => {
      const found = nearest(corner);
      const own = nodeAt(corner);
      if (!found) return [own];
      const { way, at, share, foot } = found;
      const node = nodeAt(foot);
      joints.set(way, [...(joints.get(way) ?? []), { at, share, node }]);
      return [own, node, own];
    });
    // An end need not be walked twice.
    return { id: -1 - index, nodes: trimmed(nodes), onFoot: true, forward: 0, backward: 0 };
  });
  const joined = roads.ways.map((way, index) => {
    const own = joints.get(index);
    return own ? { ...way, nodes: inserted(way.nodes, own) } : way;
  });
  return { ...roads, lon: Int32Array.from(lon), lat: Int32Array.from(lat), ways: [...joined, ...ways] };
}

/** a j a b … y k y → j a b … y k */
const trimmed = (nodes: readonly number[]): number[] => {
  const from = nodes[0] === nodes[2] ? 1 : 0;
  const to = nodes.at(-1) === nodes.at(-3) ? -1 : undefined;
  return nodes.slice(from, to);
};

function inserted(nodes: readonly number[], joints: readonly { at: number; share: number; node: number }[]): number[] {
  return nodes.flatMap((node, at) => [
    node,
    ...joints
      .filter((joint) => joint.at === at)
      .sort((a, b) => a.share - b.share)
      .map((joint) => joint.node),
  ]);
}

function nearestSegment({ lon, lat, ways }: Roads) {
  const segments: Segment[] = ways.flatMap(({ onFoot, nodes }, way) =>
    onFoot ? nodes.slice(1).map((_, at) => ({ way, at })) : [],
  );
  const placeOf = (node: number): Point => [lon[node]! / STEPS, lat[node]! / STEPS];
  const endsOf = ({ way, at }: Segment) =>
    [placeOf(ways[way]!.nodes[at]!), placeOf(ways[way]!.nodes[at + 1]!)] as const;
  const index = segments.length > 0 ? new Flatbush(segments.length) : null;
  for (const segment of segments) {
    const [[ax, ay], [bx, by]] = endsOf(segment);
    index!.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index?.finish();
  return (point: Point): (Segment & { share: number; foot: Point }) | null => {
    const scale = metresPerDegree(point[1]);
    const [dx, dy] = [JOIN / scale.east, JOIN / scale.north];
    const near = index?.search(point[0] - dx, point[1] - dy, point[0] + dx, point[1] + dy) ?? [];
    const feet = near.map((number) => {
      const segment = segments[number]!;
      return { ...segment, ...footOn(point, ...endsOf(segment)) };
    });
    const best = feet.sort((a, b) => a.away - b.away || a.way - b.way || a.at - b.at)[0];
    return best && best.away <= JOIN ? best : null;
  };
}

function footOn(point: Point, a: Point, b: Point): { share: number; foot: Point; away: number } {
  const { east, north } = metresPerDegree(point[1]);
  const [dx, dy] = [(b[0] - a[0]) * east, (b[1] - a[1]) * north];
  const squared = dx * dx + dy * dy;
  const along = ((point[0] - a[0]) * east * dx + (point[1] - a[1]) * north * dy) / squared;
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, along));
  const foot: Point = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
  return { share, foot, away: shortMetres(point, foot) };
}

/** Sections that run along one of the lines. */
export function sectionsAlong({ shape, shapeStart, metres }: Network, lines: readonly Line[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (let section = 0; section < metres.length; section++) {
    const wanted = Math.min(STRETCH, metres[section]! / 2);
    let run = 0;
    let longest = 0;
    for (const { point, step } of samples(shape, shapeStart[section]!, shapeStart[section + 1]!)) {
      run = lines.some((line) => isOn(point, line)) ? run + step : 0;
      longest = Math.max(longest, run);
    }
    if (longest > 0 && longest >= wanted) found.add(section);
  }
  return found;
}

function* samples(shape: Float64Array, start: number, end: number): Generator<{ point: Point; step: number }> {
  for (let at = start; at < end - 2; at += 2) {
    const [a, b] = [at, at + 2].map((index): Point => [shape[index]!, shape[index + 1]!]) as [Point, Point];
    const length = shortMetres(a, b);
    const pieces = Math.max(1, Math.round(length / SAMPLE));
    for (let piece = 0; piece < pieces; piece++) {
      const share = (piece + 0.5) / pieces;
      yield { point: [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share], step: length / pieces };
    }
  }
}

function isOn(point: Point, line: Line): boolean {
  return line.slice(1).some((end, index) => footOn(point, line[index]!, end).away <= ALONG);
}
