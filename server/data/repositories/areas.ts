/** Areas in the edition in force on a date, their geometry, and the layers a county has. */
import type { MultiPolygon } from 'geojson';
import { sql, type RawBuilder } from 'kysely';
import type { Sentence } from '../../planning/types.ts';
import type { Db } from '../open.ts';
import { commonEpsg, extent, geoJson, latitude, longitude, parseGeometry } from '../spatial.ts';

export interface AreaRecord {
  county: string;
  layer: string;
  key: string;
  name: string;
  parentLayer: string | null;
  parentKey: string | null;
  squareMetres: number;
  point: [number, number];
  /** The same point in metres of the chosen counties' common CRS. */
  metres: [number, number];
  bbox: [number, number, number, number];
  validFrom: string;
  validTo: string | null;
}

/** Per county the import that holds the layer's edition: valid on the date, else (no date) the newest. */
export async function layerImports(db: Db, counties: string[], layer: string, date: string | null): Promise<string[]> {
  const { rows } = await sql<{ import_id: string }>`
    select distinct on (s.county) s.import_id
    from current_scope s
    join lateral (select valid_from, valid_to from area where import_id = s.import_id limit 1) e on true
    where s.kind = 'areas' and s.county in (${sql.join(counties)}) and s.scope like ${`${layer}@%`}
    order by s.county,
      (${date}::date is null or (e.valid_from <= ${date}::date and (e.valid_to is null or e.valid_to > ${date}::date))) desc,
      e.valid_from desc`.execute(db);
  return rows.map(({ import_id }) => import_id);
}

/** `counties`: the chosen view, whose common CRS gives the metres. */
export async function listAreas(db: Db, imports: string[], counties: string[]): Promise<AreaRecord[]> {
  if (imports.length === 0) return [];
  const rows = await db
    .selectFrom('area as a')
    .where('a.import_id', 'in', imports)
    .where('a.is_water', '=', false)
    .select([
      'a.county',
      'a.layer',
      'a.key',
      'a.name',
      'a.parent_layer as parentLayer',
      'a.parent_key as parentKey',
      'a.square_metres as squareMetres',
      longitude('a.point').as('lon'),
      latitude('a.point').as('lat'),
      sql<number>`ST_X(ST_Transform(a.point, ${commonEpsg(counties)}))`.as('x'),
      sql<number>`ST_Y(ST_Transform(a.point, ${commonEpsg(counties)}))`.as('y'),
      extent('a.geom').as('bbox'),
      'a.valid_from as validFrom',
      'a.valid_to as validTo',
    ])
    .orderBy('a.county')
    .orderBy('a.key')
    .execute();
  return rows.map(({ lon, lat, x, y, bbox, ...row }) => ({
    ...row,
    point: [lon, lat],
    metres: [x, y],
    bbox: bbox ?? [lon, lat, lon, lat],
  }));
}

export interface AreaShape {
  county: string;
  key: string;
  name: string;
  parentKey: string | null;
  squareMetres: number;
  geometry: MultiPolygon;
}

export async function areaShapes(db: Db, imports: string[]): Promise<AreaShape[]> {
  if (imports.length === 0) return [];
  const rows = await db
    .selectFrom('area')
    .where('import_id', 'in', imports)
    .where('is_water', '=', false)
    .select([
      'county',
      'key',
      'name',
      'parent_key as parentKey',
      'square_metres as squareMetres',
      geoJson('geom').as('geometry'),
    ])
    .orderBy('county')
    .orderBy('key')
    .execute();
  return rows.map((row) => ({ ...row, geometry: parseGeometry<MultiPolygon>(row.geometry) }));
}

/** Outline of the areas in metres of the CRS, simplified to 20 m: for cells and maps, not for measuring. */
export async function outline(db: Db, imports: string[], epsg: number): Promise<MultiPolygon | null> {
  if (imports.length === 0) return null;
  const { rows } = await sql<{ geometry: string | null }>`
    select ST_AsGeoJSON(ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_Simplify(ST_Union(ST_Transform(geom, ${epsg}::int)), 20)), 3)), 1) as geometry
    from area where import_id in (${sql.join(imports)}) and not is_water`.execute(db);
  const text = rows[0]?.geometry;
  return text ? parseGeometry<MultiPolygon>(text) : null;
}

export interface LayerRecord {
  county: string;
  key: string;
  label: Sentence;
  rank: number;
  areas: number;
  squareMetres: number;
  validFrom: string;
}

/** Layers with the newest edition of each, coarse to fine. */
export async function listLayers(db: Db, counties: string[]): Promise<LayerRecord[]> {
  const { rows } = await sql<LayerRecord>`
    select distinct on (l.county, l.key) l.county, l.key, l.label, l.rank, e.areas, e."squareMetres", e."validFrom"
    from area_layer l
    join current_scope s on s.county = l.county and s.kind = 'areas' and split_part(s.scope, '@', 1) = l.key
    join lateral (
      select count(*)::int as areas, sum(square_metres) as "squareMetres", min(valid_from)::text as "validFrom"
      from area a where a.import_id = s.import_id and not a.is_water
    ) e on e.areas > 0
    where l.county in (${sql.join(counties)})
    order by l.county, l.key, e."validFrom" desc`.execute(db);
  return rows.sort((a, b) => a.rank - b.rank || a.areas - b.areas);
}

/** Atoms that can carry counts, per edition. */
export async function listAtoms(
  db: Db,
  county: string,
): Promise<{ edition: string; layer: string; validFrom: string; validTo: string | null; keys: string[] }[]> {
  const { rows } = await sql<{
    edition: string;
    layer: string;
    valid_from: string;
    valid_to: string | null;
    keys: string[];
  }>`
    select e.id as edition, e.layer, min(a.valid_from)::text as valid_from, min(a.valid_to)::text as valid_to,
      json_agg(a.key order by a.key) as keys
    from atom_edition e
    join current_scope s on s.import_id = e.import_id and s.kind = 'areas'
    join area a on a.import_id = e.import_id and not a.is_water
    where e.county = ${county}
    group by e.id, e.layer`.execute(db);
  return rows.map((row) => ({
    edition: row.edition,
    layer: row.layer,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    keys: row.keys,
  }));
}

const shapesOf = (importId: string) =>
  sql`select key, geom from area where import_id = ${importId}::uuid and not is_water`;

/** Overlaps of neighbouring areas of one import, above the threshold, in square metres of the CRS. */
export const overlaps = (db: Db, importId: string, epsg: number, above: number) =>
  drawnOverlaps(db, shapesOf(importId), epsg, above);

/** Holes inside the union of an import's areas, above the threshold, in square metres. */
export const gaps = (db: Db, importId: string, epsg: number, above: number) =>
  drawnGaps(db, shapesOf(importId), epsg, above);

export interface DrawnOverlap {
  a: string;
  b: string;
  squareMetres: number;
  point: [number, number];
}

/** @param shapes a query of key and geom */
export async function drawnOverlaps(
  db: Db,
  shapes: RawBuilder<unknown>,
  epsg: number,
  above: number,
): Promise<DrawnOverlap[]> {
  const { rows } = await sql<Omit<DrawnOverlap, 'point'> & { lon: number; lat: number }>`
    with metric as (
      select key, ST_Transform(geom, ${epsg}::int) as g from (${shapes}) own
    ), pairs as (
      select m.key as a, n.key as b, ST_Intersection(m.g, n.g) as common
      from metric m join metric n on m.key < n.key and m.g && n.g and ST_Intersects(m.g, n.g) and not ST_Touches(m.g, n.g)
    )
    select a, b, ST_Area(common) as "squareMetres", ST_X(place) as lon, ST_Y(place) as lat
    from pairs, lateral (select ST_Transform(ST_PointOnSurface(common), 4326) as place) on_surface
    where ST_Area(common) > ${above}::float8 order by "squareMetres" desc limit 200`.execute(db);
  return rows.map(({ lon, lat, ...row }) => ({ ...row, point: [lon, lat] }));
}

/** @param shapes a query of key and geom */
export async function drawnGaps(
  db: Db,
  shapes: RawBuilder<unknown>,
  epsg: number,
  above: number,
): Promise<{ squareMetres: number; point: [number, number] }[]> {
  const { rows } = await sql<{ squareMetres: number; lon: number; lat: number }>`
    with whole as (
      select ST_Union(ST_Transform(geom, ${epsg}::int)) as g from (${shapes}) own
    ), parts as (
      select (ST_Dump(g)).geom as part from whole
    ), rings as (
      select (ST_DumpRings(part)).path[1] as ring, (ST_DumpRings(part)).geom as hole from parts
    )
    select ST_Area(hole) as "squareMetres",
      ST_X(ST_Transform(ST_PointOnSurface(hole), 4326)) as lon, ST_Y(ST_Transform(ST_PointOnSurface(hole), 4326)) as lat
    from rings where ring > 0 and ST_Area(hole) > ${above}::float8
    order by 1 desc limit 200`.execute(db);
  return rows.map(({ squareMetres, lon, lat }) => ({ squareMetres, point: [lon, lat] }));
}
