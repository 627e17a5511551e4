/** .osm: the same data as XML, read as a stream of tags. */
import { SaxesParser } from 'saxes';
import type { OsmHandlers, OsmMember, Tags } from './elements.ts';

interface Open {
  kind: 'node' | 'way' | 'relation';
  id: number;
  lon: number;
  lat: number;
  tags: Tags | null;
  refs: number[];
  members: OsmMember[];
}

const CHUNK = 1024 * 1024;

export function readXml(bytes: Uint8Array, handlers: OsmHandlers): void {
  const parser = new SaxesParser();
  let open: Open | null = null;
  let complete = false;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'node' || name === 'way' || name === 'relation') {
      open = {
        kind: name,
        id: Number(attributes.id),
        lon: Number(attributes.lon),
        lat: Number(attributes.lat),
        tags: null,
        refs: [],
        members: [],
      };
    } else if (open && name === 'tag' && attributes.k !== '__proto__') {
      open.tags ??= {};
      open.tags[attributes.k ?? ''] = attributes.v ?? '';
    } else if (open && name === 'nd') {
      open.refs.push(Number(attributes.ref));
    } else if (open && name === 'member') {
      const stated = String(attributes.type);
      const type = stated === 'way' || stated === 'relation' ? stated : 'node';
      open.members.push({ type, ref: Number(attributes.ref), role: attributes.role ?? '' });
    }
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'osm') complete = true;
    if (!open || name !== open.kind) return;
    if (open.kind === 'node') handlers.node?.(open.id, open.lon, open.lat, open.tags);
    else if (open.kind === 'way') handlers.way?.(open.id, open.refs, open.tags);
    else handlers.relation?.(open.id, open.members, open.tags);
    open = null;
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < bytes.length; at += CHUNK)
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: true }));
  parser.write(decoder.decode());
  parser.close();
  if (!complete) throw new RangeError('no closing osm tag');
}
