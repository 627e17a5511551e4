/** TopoJSON: borders stored once per shared arc. */
import { feature as toGeoJson } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { guarded, refuse } from '../say.ts';
import type { FeatureSource, SourceMember } from '../source.ts';
import { isObject, parseJson, toFeatureSource } from './geojson.ts';

function topologyOf(member: SourceMember): Topology {
  const root = parseJson(member);
  if (isObject(root.objects) && Array.isArray(root.arcs)) return root as unknown as Topology;
  return refuse(
    'topojson-unknown',
    `„${member.path}“ ist kein vollständiges TopoJSON: bitte neu exportieren.`,
    `'${member.path}' is not complete TopoJSON: please export it again.`,
  );
}

export function listTopoObjects(member: SourceMember): string[] {
  return Object.keys(topologyOf(member).objects);
}

export async function readTopoJson(member: SourceMember, layer: string): Promise<FeatureSource> {
  const topology = topologyOf(member);
  const object = topology.objects[layer];
  const converted = await guarded(
    'topojson-broken',
    `Die Grenzlinien in „${member.path}“ sind nicht lesbar: bitte neu exportieren.`,
    `The border lines in '${member.path}' cannot be read: please export it again.`,
    () => (object ? toGeoJson(topology, object) : null),
  );
  const features: unknown[] =
    converted === null ? [] : converted.type === 'FeatureCollection' ? converted.features : [converted];
  return toFeatureSource(layer, features, 'crs' in topology ? topology.crs : undefined);
}
