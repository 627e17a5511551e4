/** Roads, waters, woods and places as an OpenStreetMap extract (.osm.pbf: wiki.openstreetmap.org/wiki/PBF_Format). */
import { zlibSync } from 'fflate';
import { PbfWriter } from 'pbf';
import type { Point, RoadEdge, RoadNetwork, SampleCounty } from '../model.ts';
import { toDegrees } from './project.ts';

type Tags = Record<string, string>;

interface OsmWay {
  id: number;
  refs: number[];
  tags: Tags;
}

interface OsmArea {
  id: number;
  members: { ref: number; role: 'outer' | 'inner' }[];
  tags: Tags;
}

/** The format allows 16,000; the usual tools write 8,000 to a block. */
const BLOCK = 8000;
const TO_NANO = 10;

export function countyPbf(county: SampleCounty): Uint8Array {
  const extract = new Extract();
  extract.addRoads(county.roads);
  for (const { name, rank, line } of county.rivers)
    extract.addWay(
      line.map((point) => extract.addNode(point)),
      { waterway: rank >= 2 ? 'river' : 'stream', ...named(name) },
    );
  for (const { name, ring } of county.lakes)
    extract.addArea([ring], { natural: 'water', water: 'lake', ...named(name) });
  for (const rings of county.woods) extract.addArea(rings, { landuse: 'forest' });
  for (const line of county.railways)
    extract.addWay(
      line.map((point) => extract.addNode(point)),
      { railway: 'rail', name: 'Ahlelandbahn' },
    );
  for (const { name, kind, residents, centre } of county.localities)
    extract.addNode(centre, { place: kind, name, population: String(residents) });
  return extract.bytes();
}

const named = (name: string): Tags => (name ? { name } : {});

class Extract {
  private readonly nodes: { point: Point; tags: Tags | null }[] = [];
  private readonly ways: OsmWay[] = [];
  private readonly areas: OsmArea[] = [];

  addNode(point: Point, tags: Tags | null = null): number {
    return this.nodes.push({ point, tags });
  }

  addWay(refs: number[], tags: Tags): number {
    const id = this.ways.length + 1;
    this.ways.push({ id, refs, tags });
    return id;
  }

  /** A plain ring is a closed way, one with holes a relation. */
  addArea(rings: readonly (readonly Point[])[], tags: Tags): void {
    const closed = rings.map((ring) => {
      const [first, last] = [ring[0]!, ring.at(-1)!];
      const open = first[0] === last[0] && first[1] === last[1] ? ring.slice(0, -1) : ring;
      const refs = open.map((point) => this.addNode(point));
      return [...refs, refs[0]!];
    });
    if (closed.length === 1) {
      this.addWay(closed[0]!, tags);
      return;
    }
    const members = closed.map((refs, i) => ({
      ref: this.addWay(refs, {}),
      role: i === 0 ? ('outer' as const) : ('inner' as const),
    }));
    this.areas.push({ id: this.areas.length + 1, members, tags: { type: 'multipolygon', ...tags } });
  }

  /** Edges that continue one another and say the same are one way, as mappers draw them. */
  addRoads({ x, y, edges }: RoadNetwork): void {
    const first = this.nodes.length + 1;
    x.forEach((_, node) => this.addNode([x[node]!, y[node]!]));
    for (const { nodes, edge } of chains(x.length, edges)) {
      const tags: Tags = { highway: edge.kind };
      if (edge.name) tags.name = edge.name;
      if (edge.ref) tags.ref = edge.ref;
      if (edge.oneway) tags.oneway = 'yes';
      if (edge.bridge) Object.assign(tags, { bridge: 'yes', layer: '1' });
      this.addWay(
        nodes.map((node) => first + node),
        tags,
      );
    }
  }

  bytes(): Uint8Array {
    const parts = [blob('OSMHeader', header())];
    for (let i = 0; i < this.nodes.length; i += BLOCK) parts.push(blob('OSMData', this.nodeBlock(i)));
    for (let i = 0; i < this.ways.length; i += BLOCK)
      parts.push(blob('OSMData', wayBlock(this.ways.slice(i, i + BLOCK))));
    if (this.areas.length > 0) parts.push(blob('OSMData', relationBlock(this.areas)));
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  private nodeBlock(start: number): Uint8Array {
    const strings = new Strings();
    const group = new PbfWriter();
    const nodes = this.nodes.slice(start, start + BLOCK);
    const degrees = nodes.map(({ point }) => toDegrees(point));
    const keys: number[] = [];
    for (const { tags } of nodes) {
      for (const [key, value] of Object.entries(tags ?? {})) keys.push(strings.index(key), strings.index(value));
      keys.push(0);
    }
    group.writeMessage(
      2,
      (_, dense) => {
        dense.writePackedSVarint(1, deltas(nodes.map((_node, i) => start + i + 1)));
        dense.writePackedSVarint(8, deltas(degrees.map(([, latitude]) => Math.round(latitude * 1e7))));
        dense.writePackedSVarint(9, deltas(degrees.map(([longitude]) => Math.round(longitude * 1e7))));
        if (keys.some((key) => key > 0)) dense.writePackedVarint(10, keys);
      },
      null,
    );
    return primitiveBlock(strings, group);
  }
}

/** Strings of a block; the first is reserved for the ends of lists. */
class Strings {
  private readonly at = new Map<string, number>([['', 0]]);

  index(text: string): number {
    const known = this.at.get(text);
    if (known !== undefined) return known;
    this.at.set(text, this.at.size);
    return this.at.size - 1;
  }

  write(pbf: PbfWriter): void {
    for (const text of this.at.keys()) pbf.writeBytesField(1, new TextEncoder().encode(text));
  }
}

const deltas = (values: readonly number[]): number[] => values.map((value, i) => value - (values[i - 1] ?? 0));

function header(): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeStringField(4, 'OsmSchema-V0.6');
  pbf.writeStringField(4, 'DenseNodes');
  pbf.writeStringField(16, 'Planungsraum Beispieldaten');
  return pbf.finish();
}

function primitiveBlock(strings: Strings, group: PbfWriter): Uint8Array {
  const pbf = new PbfWriter();
  pbf.writeMessage(1, (_, table) => strings.write(table), null);
  pbf.writeBytesField(2, group.finish());
  pbf.writeVarintField(17, 10 * TO_NANO);
  return pbf.finish();
}

function writeTags(pbf: PbfWriter, tags: Tags, strings: Strings): void {
  pbf.writePackedVarint(
    2,
    Object.keys(tags).map((key) => strings.index(key)),
  );
  pbf.writePackedVarint(
    3,
    Object.values(tags).map((value) => strings.index(value)),
  );
}

function wayBlock(ways: readonly OsmWay[]): Uint8Array {
  const strings = new Strings();
  const group = new PbfWriter();
  for (const { id, refs, tags } of ways) {
    group.writeMessage(
      3,
      (_, pbf) => {
        pbf.writeVarintField(1, id);
        writeTags(pbf, tags, strings);
        pbf.writePackedSVarint(8, deltas(refs));
      },
      null,
    );
  }
  return primitiveBlock(strings, group);
}

function relationBlock(areas: readonly OsmArea[]): Uint8Array {
  const strings = new Strings();
  const group = new PbfWriter();
  for (const { id, members, tags } of areas) {
    group.writeMessage(
      4,
      (_, pbf) => {
        pbf.writeVarintField(1, id);
        writeTags(pbf, tags, strings);
        pbf.writePackedVarint(
          8,
          members.map(({ role }) => strings.index(role)),
        );
        pbf.writePackedSVarint(9, deltas(members.map(({ ref }) => ref)));
        // 1 = way.
        pbf.writePackedVarint(
          10,
          members.map(() => 1),
        );
      },
      null,
    );
  }
  return primitiveBlock(strings, group);
}

function blob(type: 'OSMHeader' | 'OSMData', content: Uint8Array): Uint8Array {
  const body = new PbfWriter();
  body.writeVarintField(2, content.length);
  body.writeBytesField(3, zlibSync(content, { level: 6 }));
  const data = body.finish();
  const head = new PbfWriter();
  head.writeStringField(1, type);
  head.writeVarintField(3, data.length);
  const prefix = head.finish();
  const all = new Uint8Array(4 + prefix.length + data.length);
  new DataView(all.buffer).setUint32(0, prefix.length);
  all.set(prefix, 4);
  all.set(data, 4 + prefix.length);
  return all;
}

const signature = ({ kind, ref, name, bridge, oneway }: RoadEdge): string =>
  [kind, ref, name, bridge ? 'b' : '', oneway ? 'o' : ''].join('|');

function chains(count: number, edges: readonly RoadEdge[]): { nodes: number[]; edge: RoadEdge }[] {
  const at: number[][] = Array.from({ length: count }, () => []);
  edges.forEach(({ from, to }, e) => {
    at[from]!.push(e);
    at[to]!.push(e);
  });
  const signatures = edges.map(signature);
  const used = new Uint8Array(edges.length);
  const follow = (nodes: number[], like: number, forwards: boolean): void => {
    for (;;) {
      const node = nodes.at(-1)!;
      const next = at[node]!.find((e) => {
        if (used[e] || signatures[e] !== signatures[like]) return false;
        return !edges[e]!.oneway || (forwards ? edges[e]!.from : edges[e]!.to) === node;
      });
      if (next === undefined) return;
      used[next] = 1;
      nodes.push(edges[next]!.from === node ? edges[next]!.to : edges[next]!.from);
    }
  };
  const found: { nodes: number[]; edge: RoadEdge }[] = [];
  edges.forEach((edge, e) => {
    if (used[e]) return;
    used[e] = 1;
    const onwards = [edge.from, edge.to];
    follow(onwards, e, true);
    const back = [edge.from];
    follow(back, e, false);
    found.push({ nodes: [...back.reverse().slice(0, -1), ...onwards], edge });
  });
  return found;
}
