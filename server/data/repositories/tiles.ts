/** Features of a map layer: one query per layer, encoded by PostGIS where it can, else handed out whole. */
import type { Feature, Geometry } from 'geojson';
import { sql, type RawBuilder } from 'kysely';
import type { Db } from '../open.ts';
import { parseGeometry, tileEnvelope } from '../spatial.ts';

export type Properties = Record<string, string | number>;

interface Layer {
  /** Columns besides the geometry, by the names tiles give them. */
  properties: string[];
  geometry: string;
  /** Smallest zoom at which a feature shows (an SQL expression over the layer's row). */
  minZoom: RawBuilder<number>;
  from: (counties: string[]) => RawBuilder<unknown>;
}

const inForce = (alias: string) => sql`join current_scope cs on cs.import_id = ${sql.ref(`${alias}.import_id`)}`;

const everywhere = sql<number>`0`;

const layers: Record<string, Layer> = {
  waters: {
    properties: ['kind', 'name'],
    geometry: 'geom',
    minZoom: sql<number>`case when kind = 'stream' then 11 when kind = 'canal' then 10 else 0 end`,
    from: (counties) => sql`
      select l.kind, coalesce(l.name, '') as name, l.geom from landscape l ${inForce('l')}
      where l.county in (${sql.join(counties)}) and l.kind <> 'wood'
      union all
      select 'water', a.name, a.geom from area a ${inForce('a')} where a.county in (${sql.join(counties)}) and a.is_water`,
  },
  woods: {
    properties: ['kind'],
    geometry: 'geom',
    minZoom: everywhere,
    from: (counties) => sql`select l.kind, l.geom from landscape l ${inForce('l')}
      where l.county in (${sql.join(counties)}) and l.kind = 'wood'`,
  },
  roads: {
    properties: ['class', 'name', 'ref'],
    geometry: 'geom',
    minZoom: sql<number>`case class when 'motorway' then 0 when 'trunk' then 0 when 'primary' then 0 when 'secondary' then 9
      when 'tertiary' then 10 when 'rail' then 8 when 'residential' then 12 else 13 end`,
    from: (counties) => sql`select r.class, coalesce(r.name, '') as name, coalesce(r.ref, '') as ref, r.geom
      from road r ${inForce('r')} where r.county in (${sql.join(counties)})`,
  },
  places: {
    properties: ['name', 'kind', 'population'],
    geometry: 'geom',
    minZoom: sql<number>`case kind when 'city' then 0 when 'town' then 0 when 'village' then 9 when 'suburb' then 11 else 11 end`,
    from: (counties) => sql`select p.name, p.kind, coalesce(p.population, 0) as population, p.geom
      from place p ${inForce('p')} where p.county in (${sql.join(counties)})`,
  },
  schools: {
    properties: ['fid', 'key', 'name', 'schoolType'],
    geometry: 'geom',
    minZoom: everywhere,
    from: (
      counties,
    ) => sql`select s.county || '/' || s.key as fid, s.key, s.name, s.school_type as "schoolType", s.point as geom
      from school s ${inForce('s')} where s.county in (${sql.join(counties)})`,
  },
  kitas: {
    properties: ['fid', 'key', 'name'],
    geometry: 'geom',
    minZoom: everywhere,
    from: (counties) => sql`select k.county || '/' || k.key as fid, k.key, k.name, k.point as geom
      from kita k ${inForce('k')} where k.county in (${sql.join(counties)})`,
  },
  stops: {
    properties: ['fid', 'key', 'name'],
    geometry: 'geom',
    minZoom: sql<number>`8`,
    from: (counties) => sql`select t.county || '/' || t.key as fid, t.key, t.name, t.point as geom
      from transit_stop t ${inForce('t')} where t.county in (${sql.join(counties)}) and t.location_type = 0`,
  },
  lines: {
    properties: ['fid', 'key', 'shortName', 'mode'],
    geometry: 'geom',
    minZoom: everywhere,
    from: (counties) => sql`select t.county || '/' || t.key as fid, t.key, t.short_name as "shortName", t.mode, t.geom
      from transit_route t ${inForce('t')} where t.county in (${sql.join(counties)}) and t.geom is not null`,
  },
};

/** Atoms of the newest school year that has them. */
const atoms: Layer = {
  properties: ['fid', 'county', 'key', 'name', 'parent'],
  geometry: 'geom',
  minZoom: everywhere,
  from: (counties) => sql`
    select p.county || '/' || p.key as fid, p.county, p.key, p.key as name, p.home as parent, p.geom
    from pupil_atom p where p.geom is not null and p.edition in (
      select distinct on (e.county) e.edition from pupil_edition e
      join current_scope s on s.import_id = e.import_id and s.kind = 'pupils' and s.scope = e.school_year
      where e.county in (${sql.join(counties)}) and exists (
        select 1 from pupil_atom a where a.edition = e.edition and a.geom is not null)
      order by e.county, e.school_year desc)`,
};

function areaLayer(layer: string): Layer {
  if (layer === 'wohnzelle') return atoms;
  return {
    properties: ['fid', 'county', 'key', 'name', 'parent'],
    geometry: 'geom',
    minZoom: everywhere,
    from: (counties) => sql`
      select a.county || '/' || a.key as fid, a.county, a.key, a.name, coalesce(a.parent_key, '') as parent, a.geom
      from area a where not a.is_water and a.import_id in (
        select distinct on (s.county) s.import_id from current_scope s
        join lateral (select valid_from from area where import_id = s.import_id limit 1) e on true
        where s.kind = 'areas' and s.county in (${sql.join(counties)}) and s.scope like ${`${layer}@%`}
        order by s.county, e.valid_from desc)`,
  };
}

export function hasLayer(name: string): boolean {
  return Object.hasOwn(layers, name) || /^areas-[\p{L}\d_-]{1,60}$/u.test(name);
}

const layerOf = (name: string): Layer => layers[name] ?? areaLayer(name.slice('areas-'.length));

export interface TileFeature extends Feature<Geometry, Properties> {
  minZoom: number;
}

/** All features of a layer, for encoding outside the database. */
export async function allFeatures(db: Db, name: string, counties: string[]): Promise<TileFeature[]> {
  const layer = layerOf(name);
  const columns = sql.join(layer.properties.map((property) => sql.ref(property)));
  const { rows } = await sql<Record<string, string | number>>`
    select ${columns}, ${layer.minZoom} as "minZoom", ST_AsGeoJSON(geom, 6) as "geoJson"
    from (${layer.from(counties)}) f`.execute(db);
  return rows.map(({ minZoom, geoJson, ...properties }) => ({
    type: 'Feature',
    geometry: parseGeometry(String(geoJson)),
    properties,
    minZoom: Number(minZoom),
  }));
}

/** One tile, encoded by PostGIS (ST_AsMVT). */
export async function encodedTile(
  db: Db,
  name: string,
  counties: string[],
  { z, x, y }: { z: number; x: number; y: number },
): Promise<Uint8Array> {
  const layer = layerOf(name);
  const columns = sql.join(layer.properties.map((property) => sql.ref(property)));
  const { rows } = await sql<{ tile: Uint8Array }>`
    with bounds as (select ${tileEnvelope(z, x, y)} as padded, ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int) as tile)
    select ST_AsMVT(t, ${name}, 4096, 'g') as tile from (
      select ${columns}, ST_AsMVTGeom(ST_Transform(geom, 3857), bounds.tile, 4096, 64, true) as g
      from (${layer.from(counties)}) f, bounds
      where geom && ST_Transform(bounds.padded, 4326) and ${layer.minZoom} <= ${z}::int
    ) t where g is not null`.execute(db);
  return rows[0]?.tile ?? new Uint8Array();
}
