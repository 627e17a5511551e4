/**
 * .osm.pbf (wiki.openstreetmap.org/wiki/PBF_Format) by the protobuf library alone. osm-pbf-parser-node loops forever on a damaged block
 * (it looks for a closing zero past the end of the tags) and unpacks without a limit, which an upload must not be able to use.
 */
import { inflateSync } from 'node:zlib';
import { PbfReader } from 'pbf';
import { refuse } from '../say.ts';
import type { OsmHandlers, OsmMember, Tags } from './elements.ts';

/** The format's own limits. */
const MAX_HEADER = 64 * 1024;
const MAX_BLOB = 32 * 1024 * 1024;

const MEMBER_TYPES = ['node', 'way', 'relation'] as const;

interface Blob {
  raw: Uint8Array | null;
  zlib: Uint8Array | null;
}

export function readPbf(bytes: Uint8Array, handlers: OsmHandlers): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const headerLength = view.getUint32(at);
    if (headerLength > MAX_HEADER) throw new RangeError('header length');
    const header = new PbfReader(slice(bytes, at + 4, headerLength)).readFields(readBlobHeader, { type: '', size: 0 });
    at += 4 + headerLength;
    if (header.size > MAX_BLOB) throw new RangeError('blob length');
    if (header.type === 'OSMData') readBlock(unpack(slice(bytes, at, header.size)), handlers);
    at += header.size;
  }
}

function slice(bytes: Uint8Array, start: number, length: number): Uint8Array {
  if (start + length > bytes.length) throw new RangeError('cut off');
  return bytes.subarray(start, start + length);
}

function readBlobHeader(tag: number, header: { type: string; size: number }, pbf: PbfReader): void {
  if (tag === 1) header.type = pbf.readString();
  else if (tag === 3) header.size = pbf.readVarint();
}

function unpack(bytes: Uint8Array): Uint8Array {
  const blob = new PbfReader(bytes).readFields<Blob>(
    (tag, result, pbf) => {
      if (tag === 1) result.raw = pbf.readBytes();
      else if (tag === 3) result.zlib = pbf.readBytes();
    },
    { raw: null, zlib: null },
  );
  if (blob.zlib) return inflateSync(blob.zlib, { maxOutputLength: MAX_BLOB });
  return (
    blob.raw ??
    refuse(
      'osm-pbf-compression',
      'Die OSM-Datei ist mit einem Verfahren gepackt, das nicht unterstützt wird: bitte mit „osmium cat“ neu als .osm.pbf schreiben.',
      "The OSM file is packed with a method that is not supported: please rewrite it as .osm.pbf with 'osmium cat'.",
    )
  );
}

interface Block {
  strings: string[];
  groups: [start: number, end: number][];
  granularity: number;
  latOffset: number;
  lonOffset: number;
}

function readBlock(bytes: Uint8Array, handlers: OsmHandlers): void {
  const reader = new PbfReader(bytes);
  const block: Block = { strings: [], groups: [], granularity: 100, latOffset: 0, lonOffset: 0 };
  reader.readFields((tag, result, pbf) => {
    if (tag === 1) pbf.readMessage((field, strings) => field === 1 && strings.push(pbf.readString()), result.strings);
    // Groups wait until the strings are known, wherever in the block these stand.
    else if (tag === 2) {
      const length = pbf.readVarint();
      result.groups.push([pbf.pos, pbf.pos + length]);
      pbf.pos += length;
    } else if (tag === 17) result.granularity = pbf.readVarint();
    else if (tag === 19) result.latOffset = pbf.readVarint(true);
    else if (tag === 20) result.lonOffset = pbf.readVarint(true);
  }, block);
  for (const [start, end] of block.groups) {
    if (end > bytes.length) throw new RangeError('group length');
    new PbfReader(bytes.subarray(start, end)).readFields((tag, _result, pbf) => {
      if (tag === 1 && handlers.node) readNode(pbf, block, handlers.node);
      else if (tag === 2 && handlers.node) readDense(pbf, block, handlers.node);
      else if (tag === 3 && handlers.way) readWay(pbf, block, handlers.way);
      else if (tag === 4 && handlers.relation) readRelation(pbf, block, handlers.relation);
    }, null);
  }
}

/** Rounded to OSM's own seven decimals: what a sum of offsets and products leaves behind is no data. */
function degrees(offset: number, granularity: number, value: number): number {
  return Math.round((offset + granularity * value) / 100) / 1e7;
}

function tagsOf(strings: string[], keys: number[], values: number[]): Tags | null {
  if (keys.length === 0) return null;
  const tags: Tags = {};
  for (const [i, key] of keys.entries()) setTag(tags, strings[key], strings[values[i] ?? 0]);
  return tags;
}

function setTag(tags: Tags, key: string | undefined, value: string | undefined): void {
  if (key !== undefined && value !== undefined && key !== '__proto__') tags[key] = value;
}

interface Fields {
  id: number;
  keys: number[];
  values: number[];
  a: number[];
  b: number[];
  c: number[];
  lat: number;
  lon: number;
}

function fields(): Fields {
  return { id: 0, keys: [], values: [], a: [], b: [], c: [], lat: 0, lon: 0 };
}

function readNode(group: PbfReader, block: Block, handle: NonNullable<OsmHandlers['node']>): void {
  const node = group.readMessage((tag, result, pbf) => {
    if (tag === 1) result.id = pbf.readSVarint();
    else if (tag === 2) pbf.readPackedVarint(result.keys);
    else if (tag === 3) pbf.readPackedVarint(result.values);
    else if (tag === 8) result.lat = pbf.readSVarint();
    else if (tag === 9) result.lon = pbf.readSVarint();
  }, fields());
  const lon = degrees(block.lonOffset, block.granularity, node.lon);
  const lat = degrees(block.latOffset, block.granularity, node.lat);
  handle(node.id, lon, lat, tagsOf(block.strings, node.keys, node.values));
}

function readDense(group: PbfReader, block: Block, handle: NonNullable<OsmHandlers['node']>): void {
  const {
    a: ids,
    b: lats,
    c: lons,
    keys,
  } = group.readMessage((tag, result, pbf) => {
    if (tag === 1) pbf.readPackedSVarint(result.a);
    else if (tag === 8) pbf.readPackedSVarint(result.b);
    else if (tag === 9) pbf.readPackedSVarint(result.c);
    else if (tag === 10) pbf.readPackedVarint(result.keys);
  }, fields());
  if (lats.length !== ids.length || lons.length !== ids.length) throw new RangeError('dense nodes');
  let [id, lat, lon, k] = [0, 0, 0, 0];
  for (let i = 0; i < ids.length; i++) {
    id += ids[i] ?? 0;
    lat += lats[i] ?? 0;
    lon += lons[i] ?? 0;
    let tags: Tags | null = null;
    // Keys and values of all nodes in one list, a zero behind each node.
    for (; k < keys.length && keys[k] !== 0; k += 2)
      setTag((tags ??= {}), block.strings[keys[k] ?? 0], block.strings[keys[k + 1] ?? 0]);
    k++;
    handle(
      id,
      degrees(block.lonOffset, block.granularity, lon),
      degrees(block.latOffset, block.granularity, lat),
      tags,
    );
  }
}

function readWay(group: PbfReader, block: Block, handle: NonNullable<OsmHandlers['way']>): void {
  const way = group.readMessage((tag, result, pbf) => {
    if (tag === 1) result.id = pbf.readVarint(true);
    else if (tag === 2) pbf.readPackedVarint(result.keys);
    else if (tag === 3) pbf.readPackedVarint(result.values);
    else if (tag === 8) pbf.readPackedSVarint(result.a);
  }, fields());
  handle(way.id, undelta(way.a), tagsOf(block.strings, way.keys, way.values));
}

function readRelation(group: PbfReader, block: Block, handle: NonNullable<OsmHandlers['relation']>): void {
  const relation = group.readMessage((tag, result, pbf) => {
    if (tag === 1) result.id = pbf.readVarint(true);
    else if (tag === 2) pbf.readPackedVarint(result.keys);
    else if (tag === 3) pbf.readPackedVarint(result.values);
    else if (tag === 8) pbf.readPackedVarint(result.a);
    else if (tag === 9) pbf.readPackedSVarint(result.b);
    else if (tag === 10) pbf.readPackedVarint(result.c);
  }, fields());
  const refs = undelta(relation.b);
  const members = refs.map((ref, i): OsmMember => ({
    type: MEMBER_TYPES[relation.c[i] ?? 0] ?? 'node',
    ref,
    role: block.strings[relation.a[i] ?? 0] ?? '',
  }));
  handle(relation.id, members, tagsOf(block.strings, relation.keys, relation.values));
}

function undelta(values: number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += value));
}
