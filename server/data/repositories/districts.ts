/** School districts in force: which editions there are, their districts, rows of streets, and faults of what is drawn. */
import type { MultiPolygon } from 'geojson';
import { sql } from 'kysely';
import type { NamedStreet, StreetRow } from '../../planning/districts/streetRows.ts';
import type { Db } from '../open.ts';
import { geoJson, parseGeometry } from '../spatial.ts';
import { drawnGaps, drawnOverlaps } from './areas.ts';

export interface DistrictEdition {
  county: string;
  schoolType: string;
  validFrom: string;
  importId: string;
}

/** By school type, newest first. */
export async function districtEditions(db: Db, counties: string[]): Promise<DistrictEdition[]> {
  const rows = await db
    .selectFrom('current_scope')
    .where('kind', '=', 'districts')
    .where('county', 'in', counties)
    .select(['county', 'scope', 'import_id as importId'])
    .execute();
  return rows
    .map(({ county, scope, importId }) => {
      const [schoolType = '', validFrom = ''] = scope.split('@');
      return { county, schoolType, validFrom, importId };
    })
    .sort((a, b) =>
      a.schoolType < b.schoolType ? -1 : a.schoolType > b.schoolType ? 1 : a.validFrom < b.validFrom ? 1 : -1,
    );
}

export interface DistrictRecord {
  key: string;
  name: string;
  schools: string[];
  validFrom: string;
  validTo: string | null;
  squareMetres: number | null;
}

type Edition = Pick<DistrictEdition, 'importId' | 'schoolType'>;

/** @param date only those valid on it; null: all of the edition */
export async function listDistricts(
  db: Db,
  { importId, schoolType }: Edition,
  date: string | null,
): Promise<DistrictRecord[]> {
  return db
    .selectFrom('school_district')
    .where('import_id', '=', importId)
    .where('school_type', '=', schoolType)
    .$if(date !== null, (query) =>
      query.where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>', date)])),
    )
    .select([
      'key',
      'name',
      'schools',
      'valid_from as validFrom',
      'valid_to as validTo',
      'square_metres as squareMetres',
    ])
    .orderBy(sql`key collate "C"`)
    .execute();
}

export async function districtShapes(
  db: Db,
  { importId, schoolType }: Edition,
): Promise<{ key: string; geometry: MultiPolygon }[]> {
  const rows = await db
    .selectFrom('school_district')
    .where('import_id', '=', importId)
    .where('school_type', '=', schoolType)
    .where('geom', 'is not', null)
    .select(['key', geoJson('geom').as('geometry')])
    .execute();
  return rows.map(({ key, geometry }) => ({ key, geometry: parseGeometry<MultiPolygon>(geometry) }));
}

export async function districtStreets(db: Db, { importId, schoolType }: Edition): Promise<StreetRow[]> {
  return db
    .selectFrom('district_street')
    .where('import_id', '=', importId)
    .where('school_type', '=', schoolType)
    .select(['district', 'place', 'locality', 'street', 'number_from as from', 'number_to as to', 'parity'])
    .orderBy('district')
    .orderBy('seq')
    .execute();
}

const shapesOf = ({ importId, schoolType }: Edition) =>
  sql`select key, geom from school_district
    where import_id = ${importId}::uuid and school_type = ${schoolType} and geom is not null`;

/** Overlaps of drawn districts above the threshold, in square metres of the CRS. */
export const districtOverlaps = (db: Db, edition: Edition, epsg: number, above: number) =>
  drawnOverlaps(db, shapesOf(edition), epsg, above);

/** Holes between drawn districts above the threshold, in square metres of the CRS. */
export const districtGaps = (db: Db, edition: Edition, epsg: number, above: number) =>
  drawnGaps(db, shapesOf(edition), epsg, above);

/** Names of the Gemeinden by key. */
export async function gemeindeNames(db: Db, imports: string[]): Promise<Map<string, string>> {
  if (imports.length === 0) return new Map();
  const rows = await db
    .selectFrom('area')
    .where('import_id', 'in', imports)
    .where('is_water', '=', false)
    .select(['key', 'name'])
    .execute();
  return new Map(rows.map(({ key, name }) => [key, name]));
}

/** Each street of the address register once, with its Gemeinde: by its key, else by where it lies. */
export async function registeredStreets(db: Db, county: string, gemeinden: string[]): Promise<NamedStreet[]> {
  const imports = gemeinden.length === 0 ? sql`null::uuid` : sql.join(gemeinden.map((id) => sql`${id}::uuid`));
  const { rows } = await sql<NamedStreet>`
    with own as (select key, name, geom from area where import_id in (${imports}) and not is_water),
    streets as (
      select distinct on (a.street, a.place, a.district, a.area_key) a.street, a.place, a.district, a.area_key, a.geom
      from address a join current_scope c on c.import_id = a.import_id
      where a.county = ${county}
      order by a.street, a.place, a.district, a.area_key)
    select s.street, coalesce(s.place, '') as place, s.district as locality,
      coalesce(own.name, (select o.name from own o where own.key is null and ST_Intersects(o.geom, s.geom) limit 1)) as gemeinde
    from streets s left join own on own.key = s.area_key`.execute(db);
  return rows;
}

/** Street, house number, place, Ortsteil, longitude, latitude. */
export type HouseText = [string, string, string | null, string | null, number, number];

/**
 * The county's own houses, in no order, as one JSON text: addressTexts() sorts and rounds them for lists of people, which
 * takes most of its time.
 */
export async function ownHouses(db: Db, county: string): Promise<HouseText[]> {
  const { rows } = await sql<{ list: string | null }>`
    select json_agg(json_build_array(a.street, a.house_number, a.place, a.district, ST_X(a.geom), ST_Y(a.geom)))::text as list
    from address a join current_scope c on c.import_id = a.import_id
    where a.county = ${county}
      and (a.county = 'DE' or a.area_key is null or a.area_key !~ '^[0-9]{8}$' or left(a.area_key, 5) = a.county)`.execute(
    db,
  );
  return JSON.parse(rows[0]?.list ?? '[]') as HouseText[];
}

/** The parts of an edition's atoms ('cell/Gemeinde/planning area/district'). */
export async function atomParts(db: Db, edition: string): Promise<{ key: string; cells: string[] }[]> {
  return db
    .selectFrom('pupil_atom')
    .where('edition', '=', edition)
    .select(['key', 'cells'])
    .orderBy(sql`key collate "C"`)
    .execute();
}
