/** School and Kita sites in force. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { commonEpsg, latitude, longitude, recordset } from '../spatial.ts';

export interface SchoolRecord {
  county: string;
  key: string;
  name: string;
  schoolType: string;
  authority: string | null;
  legalStatus: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  gradeFrom: number | null;
  gradeTo: number | null;
  parallelClasses: number | null;
  places: number | null;
  enrolment: number | null;
  lon: number;
  lat: number;
  /** Metres of the chosen counties' common CRS. */
  x: number;
  y: number;
}

/** Without places: the overview needs the numbers only, and geometry would make it wait for PostGIS. */
export async function countSchools(db: Db, counties: string[]): Promise<{ schoolType: string; schools: number }[]> {
  return db
    .selectFrom('school as s')
    .innerJoin('current_scope as c', 'c.import_id', 's.import_id')
    .where('s.county', 'in', counties)
    .select(['s.school_type as schoolType', sql<number>`count(*)`.as('schools')])
    .groupBy('s.school_type')
    .execute();
}

export async function listSchools(
  db: Db,
  counties: string[],
  wanted: { type?: string | undefined; key?: string | undefined } = {},
): Promise<SchoolRecord[]> {
  return db
    .selectFrom('school as s')
    .innerJoin('current_scope as c', 'c.import_id', 's.import_id')
    .where('s.county', 'in', counties)
    .$if(wanted.type !== undefined, (query) => query.where('s.school_type', '=', wanted.type ?? ''))
    .$if(wanted.key !== undefined, (query) => query.where('s.key', '=', wanted.key ?? ''))
    .select([
      's.county',
      's.key',
      's.name',
      's.school_type as schoolType',
      's.authority',
      's.legal_status as legalStatus',
      's.street',
      's.postcode',
      's.place',
      's.grade_from as gradeFrom',
      's.grade_to as gradeTo',
      's.parallel_classes as parallelClasses',
      's.places',
      's.enrolment',
      longitude('s.point').as('lon'),
      latitude('s.point').as('lat'),
      sql<number>`ST_X(ST_Transform(s.point, ${commonEpsg(counties)}))`.as('x'),
      sql<number>`ST_Y(ST_Transform(s.point, ${commonEpsg(counties)}))`.as('y'),
    ])
    .orderBy('s.county')
    .orderBy('s.key')
    .execute();
}

export interface KitaRecord {
  county: string;
  key: string;
  name: string;
  provider: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  licensedPlaces: number | null;
  usablePlaces: number | null;
  placesU3: number | null;
  placesUe3: number | null;
  occupiedU3: number | null;
  occupiedUe3: number | null;
  hortPlaces: number | null;
  occupiedHort: number | null;
  /** Of the usable ones, for more than 35 hours a week. */
  fullDayPlaces: number | null;
  integrationPlaces: number | null;
  /** Children in care who live outside the county. */
  guests: number | null;
  /** Places of an area's childminders, which no list of Kitas holds. */
  isDayCare: boolean;
  lon: number;
  lat: number;
  /** Key of the area of the asked layer that holds the Kita; null outside or without a layer. */
  area: string | null;
}

/** Kitas in force, each with the area (of the given area imports) it lies in: of several on a border the first by key. */
export async function listKitas(db: Db, counties: string[], areaImports: string[] = []): Promise<KitaRecord[]> {
  const area =
    areaImports.length === 0
      ? sql<string | null>`null::text`
      : sql<string | null>`(select a.key from area a where a.import_id in (${sql.join(areaImports)}) and not a.is_water
          and a.county = k.county and ST_Covers(a.geom, k.point) order by a.key limit 1)`;
  const kitas = await db
    .selectFrom('kita as k')
    .innerJoin('current_scope as c', 'c.import_id', 'k.import_id')
    .where('k.county', 'in', counties)
    .select([
      'k.county',
      'k.key',
      'k.name',
      'k.provider',
      'k.street',
      'k.postcode',
      'k.place',
      'k.licensed_places as licensedPlaces',
      'k.usable_places as usablePlaces',
      'k.places_u3 as placesU3',
      'k.places_ue3 as placesUe3',
      'k.occupied_u3 as occupiedU3',
      'k.occupied_ue3 as occupiedUe3',
      'k.hort_places as hortPlaces',
      'k.occupied_hort as occupiedHort',
      'k.full_day_places as fullDayPlaces',
      'k.integration_places as integrationPlaces',
      'k.guests',
      longitude('k.point').as('lon'),
      latitude('k.point').as('lat'),
      area.as('area'),
    ])
    .orderBy('k.county')
    .orderBy('k.key')
    .execute();
  return kitas.map((kita) => ({ ...kita, isDayCare: false }));
}

/** Key of the area (of the given area imports) in which each point lies, by the point's key; of several on a border the first. */
export async function areasAt(
  db: Db,
  county: string,
  areaImports: string[],
  points: readonly { key: string; lon: number; lat: number }[],
): Promise<Map<string, string>> {
  if (points.length === 0 || areaImports.length === 0) return new Map();
  const places = recordset(
    points.map(({ key, lon, lat }) => ({ key, lon, lat })),
    { key: 'text', lon: 'float8', lat: 'float8' },
  );
  const { rows } = await sql<{ key: string; area: string }>`
    select x.key, min(a.key) as area
    from ${places} join area a on ST_Covers(a.geom, ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326))
    where a.county = ${county} and a.import_id in (${sql.join(areaImports)}) and not a.is_water
    group by x.key`.execute(db);
  return new Map(rows.map(({ key, area }) => [key, area]));
}
