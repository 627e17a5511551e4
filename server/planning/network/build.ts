/**
 * A road network as typed arrays: vertices where ways meet, end or are barred, sections between them with their length and
 * shape. Nodes in between are in the shape only, so that a search walks over junctions.
 */
import { shortMetres } from './metres.ts';

export type Point = readonly [longitude: number, latitude: number];

/** A way that may be travelled. Speeds in km/h along its nodes and against them; 0: not allowed. */
export interface TravelledWay {
  id: number;
  nodes: readonly number[];
  forward: number;
  backward: number;
}

export interface Network {
  vertices: number;
  /** Section s runs from[s] → to[s]; both are numbers of vertices. */
  from: Int32Array;
  to: Int32Array;
  metres: Float64Array;
  /** Seconds along the section and against it; Infinity where it may not be travelled so. */
  forward: Float64Array;
  backward: Float64Array;
  /** Id of the way that the section is part of. */
  way: Float64Array;
  /** Shape of section s: longitudes and latitudes in turn, from shapeStart[s] to shapeStart[s + 1]. */
  shapeStart: Int32Array;
  shape: Float64Array;
  /** Sections that begin or end at vertex v: around[i] for i from aroundStart[v] to aroundStart[v + 1]. */
  aroundStart: Int32Array;
  around: Int32Array;
  /** Number of the vertex at a node of the data; undefined inside a section. */
  vertexOf: ReadonlyMap<number, number>;
}

const KMH_TO_MS = 1 / 3.6;

/**
 * @param at place of a node in degrees; every node of the ways has one
 * @param barred nodes that nothing passes: ways end on either side of them
 * @param kept nodes that must be vertices, e.g. those of turn restrictions
 */
export function buildNetwork(
  ways: readonly TravelledWay[],
  at: (node: number) => Point | null,
  { barred = new Set(), kept = new Set() }: { barred?: ReadonlySet<number>; kept?: ReadonlySet<number> } = {},
): Network {
  const isVertex = junctions(ways, barred, kept);
  const vertexOf = new Map<number, number>();
  const sections: { from: number; to: number; way: TravelledWay; line: Point[] }[] = [];
  let vertices = 0;
  const vertexAt = (node: number): number => {
    // Each way has an end of its own at a barred node, so that nobody gets from one to the other.
    if (barred.has(node)) return vertices++;
    const known = vertexOf.get(node);
    if (known !== undefined) return known;
    vertexOf.set(node, vertices);
    return vertices++;
  };
  for (const way of ways) {
    if (way.forward <= 0 && way.backward <= 0) continue;
    let start = 0;
    for (let index = 1; index < way.nodes.length; index++) {
      const node = way.nodes[index]!;
      if (index < way.nodes.length - 1 && !isVertex(node)) continue;
      const line = way.nodes.slice(start, index + 1).map((one) => at(one)!);
      sections.push({ from: vertexAt(way.nodes[start]!), to: vertexAt(node), way, line });
      start = index;
    }
  }
  return pack(sections, vertices, vertexOf);
}

function junctions(
  ways: readonly TravelledWay[],
  barred: ReadonlySet<number>,
  kept: ReadonlySet<number>,
): (node: number) => boolean {
  const seen = new Set<number>();
  const vertices = new Set<number>([...barred, ...kept]);
  for (const { nodes, forward, backward } of ways) {
    if (forward <= 0 && backward <= 0) continue;
    nodes.forEach((node, index) => {
      if (index === 0 || index === nodes.length - 1 || seen.has(node)) vertices.add(node);
      seen.add(node);
    });
  }
  return (node) => vertices.has(node);
}

function pack(
  sections: readonly { from: number; to: number; way: TravelledWay; line: readonly Point[] }[],
  vertices: number,
  vertexOf: ReadonlyMap<number, number>,
): Network {
  const count = sections.length;
  const network: Network = {
    vertices,
    from: Int32Array.from(sections, ({ from }) => from),
    to: Int32Array.from(sections, ({ to }) => to),
    metres: Float64Array.from(sections, ({ line }) => lengthOf(line)),
    forward: new Float64Array(count),
    backward: new Float64Array(count),
    way: Float64Array.from(sections, ({ way }) => way.id),
    shapeStart: new Int32Array(count + 1),
    shape: Float64Array.from(sections.flatMap(({ line }) => line.flat())),
    aroundStart: new Int32Array(vertices + 1),
    around: new Int32Array(2 * count),
    vertexOf,
  };
  sections.forEach(({ way, line }, section) => {
    const seconds = (kmh: number) => (kmh > 0 ? network.metres[section]! / (kmh * KMH_TO_MS) : Infinity);
    network.forward[section] = seconds(way.forward);
    network.backward[section] = seconds(way.backward);
    network.shapeStart[section + 1] = network.shapeStart[section]! + 2 * line.length;
    network.aroundStart[network.from[section]! + 1]!++;
    network.aroundStart[network.to[section]! + 1]!++;
  });
  for (let vertex = 0; vertex < vertices; vertex++) network.aroundStart[vertex + 1]! += network.aroundStart[vertex]!;
  const filled = Int32Array.from(network.aroundStart);
  for (let section = 0; section < count; section++)
    for (const vertex of [network.from[section]!, network.to[section]!]) network.around[filled[vertex]!++] = section;
  return network;
}

const lengthOf = (line: readonly Point[]): number =>
  line.slice(1).reduce((sum, point, index) => sum + shortMetres(line[index]!, point), 0);
