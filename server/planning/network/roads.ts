/** What a road network is built from, by the rules that held at its import, and how it is kept: as a few plain arrays. */
import { buildNetwork, type Network, type Point } from './build.ts';
import type { Restriction } from './turns.ts';

export interface RoadWay {
  /** Of OpenStreetMap. */
  id: number;
  /** Numbers of its nodes, in the way's direction. */
  nodes: number[];
  onFoot: boolean;
  /** km/h of a bus along the nodes and against them; 0: not allowed. */
  forward: number;
  backward: number;
}

export interface Roads {
  /** Longitude and latitude of each node in steps of 10⁻⁷ degree, as OpenStreetMap has them. */
  lon: Int32Array;
  lat: Int32Array;
  ways: RoadWay[];
  /** Numbers of nodes that nobody passes on foot, or driving. */
  barredOnFoot: number[];
  barredDriving: number[];
  /** Nodes in `via` by their numbers. */
  restrictions: Restriction[];
}

export const STEPS = 1e7;
/** km/h at which lengths on foot become times where somebody asks for them; no figure depends on it yet. */
const ON_FOOT = 4;

const placeOf =
  ({ lon, lat }: Roads) =>
  (node: number): Point => [lon[node]! / STEPS, lat[node]! / STEPS];

/** What may be walked, in both directions. */
export const footNetwork = (roads: Roads): Network =>
  buildNetwork(
    roads.ways
      .filter(({ onFoot }) => onFoot)
      .map(({ id, nodes }) => ({ id, nodes, forward: ON_FOOT, backward: ON_FOOT })),
    placeOf(roads),
    { barred: new Set(roads.barredOnFoot) },
  );

/** What may be driven; nodes of turn restrictions are vertices. */
export const driveNetwork = (roads: Roads): Network =>
  buildNetwork(
    roads.ways.filter(({ forward, backward }) => forward > 0 || backward > 0),
    placeOf(roads),
    {
      barred: new Set(roads.barredDriving),
      kept: new Set(
        roads.restrictions.flatMap(({ via }) => via.flatMap(({ type, ref }) => (type === 'node' ? [ref] : []))),
      ),
    },
  );

interface Header {
  version: 1;
  nodes: number;
  ways: number;
  wayNodes: number;
  barredOnFoot: number[];
  barredDriving: number[];
  restrictions: Restriction[];
}

/** Little-endian: a header as JSON, then the arrays one after the other, each from a multiple of 8 bytes on. */
export function packRoads({ lon, lat, ways, ...rest }: Roads): Uint8Array {
  const nodes = ways.flatMap((way) => way.nodes);
  const header: Header = { version: 1, nodes: lon.length, ways: ways.length, wayNodes: nodes.length, ...rest };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const parts = [
    Uint32Array.of(text.length),
    text,
    lon,
    lat,
    Float64Array.from(ways, ({ id }) => id),
    Int32Array.from(ways, (way) => way.nodes.length),
    Int32Array.from(nodes),
    Uint8Array.from(ways, ({ onFoot }) => (onFoot ? 1 : 0)),
    Float32Array.from(ways, ({ forward }) => forward),
    Float32Array.from(ways, ({ backward }) => backward),
  ];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + padded(part.byteLength), 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += padded(part.byteLength);
  }
  return bytes;
}

const padded = (bytes: number): number => Math.ceil(bytes / 8) * 8;

/** @throws Error where the bytes are of another version */
export function unpackRoads(packed: Uint8Array): Roads {
  // A copy of its own begins at a multiple of 8, which the arrays ask for.
  const bytes = packed.slice();
  let at = 0;
  const take = (length: number): ArrayBuffer => {
    const part = bytes.buffer.slice(at, at + length);
    at += padded(length);
    return part;
  };
  const [textLength = 0] = new Uint32Array(take(4));
  const header = JSON.parse(new TextDecoder().decode(take(textLength))) as Header;
  if (header.version !== 1) throw new Error('The stored road network is of another version: please import it again.');
  const [lon, lat] = [new Int32Array(take(4 * header.nodes)), new Int32Array(take(4 * header.nodes))];
  const ids = new Float64Array(take(8 * header.ways));
  const counts = new Int32Array(take(4 * header.ways));
  const nodes = new Int32Array(take(4 * header.wayNodes));
  const onFoot = new Uint8Array(take(header.ways));
  const [forward, backward] = [new Float32Array(take(4 * header.ways)), new Float32Array(take(4 * header.ways))];
  let first = 0;
  const ways = Array.from(ids, (id, way): RoadWay => {
    const own = [...nodes.subarray(first, (first += counts[way]!))];
    return { id, nodes: own, onFoot: onFoot[way] === 1, forward: forward[way]!, backward: backward[way]! };
  });
  const { barredOnFoot, barredDriving, restrictions } = header;
  return { lon, lat, ways, barredOnFoot, barredDriving, restrictions };
}
