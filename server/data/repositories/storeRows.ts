/** Writes the rows of an import. One function per kind; all inside the caller's transaction. */
import type { Geometry } from 'geojson';
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { batches, recordset, type ColumnTypes } from '../spatial.ts';

export interface Owner {
  county: string;
  importId: string;
}

export type Progress = (done: number) => void;

const point = sql`ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326)`;
const geometry = sql`ST_SetSRID(ST_GeomFromGeoJSON(x.geojson), 4326)`;

/** Inserts flat rows; a geometry column is computed from `lon`/`lat` or `geojson`, which are not stored themselves. */
async function insertRows<T extends object>(
  db: Db,
  table: string,
  owner: Owner | { importId: string },
  types: ColumnTypes<T>,
  rows: T[],
  geometryColumn: { name: string; from: 'lonlat' | 'geojson' } | null,
  progress: Progress,
): Promise<void> {
  const helpers = new Set(['lon', 'lat', 'geojson']);
  const plain = Object.keys(types).filter((name) => !helpers.has(name));
  const columns = [
    'import_id',
    ...('county' in owner ? ['county'] : []),
    ...plain,
    ...(geometryColumn ? [geometryColumn.name] : []),
  ];
  const values = [
    sql`${owner.importId}::uuid`,
    ...('county' in owner ? [sql`${owner.county}`] : []),
    ...plain.map((name) => sql.ref(`x.${name}`)),
    ...(geometryColumn ? [geometryColumn.from === 'lonlat' ? point : geometry] : []),
  ];
  let done = 0;
  for (const batch of batches(rows)) {
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.id(name)))})
      select ${sql.join(values)} from ${recordset(batch, types)}`.execute(db);
    done += batch.length;
    progress(done / rows.length);
  }
}

export interface AreaInsert {
  key: string;
  name: string;
  parent_layer: string | null;
  parent_key: string | null;
  is_water: boolean;
  attributes: unknown;
  geojson: Geometry;
}

/**
 * Stores areas, repairing invalid polygons on the way in, and makes them carriers of counts (atoms).
 * Returns what was repaired.
 */
export async function insertAreas(
  db: Db,
  owner: Owner,
  layer: {
    key: string;
    label: unknown;
    rank: number;
    validFrom: string;
    validTo: string | null;
    epsg: number;
    edition: string;
  },
  rows: AreaInsert[],
  progress: Progress,
): Promise<{ repaired: { key: string; reason: string }[]; dropped: string[] }> {
  await sql`insert into area_layer (county, key, label, rank)
    values (${owner.county}, ${layer.key}, ${JSON.stringify(layer.label)}::jsonb, ${layer.rank})
    on conflict (county, key) do nothing`.execute(db);
  const types = {
    key: 'text',
    name: 'text',
    parent_layer: 'text',
    parent_key: 'text',
    is_water: 'boolean',
    attributes: 'jsonb',
    geojson: 'jsonb',
  };
  const repaired: { key: string; reason: string }[] = [];
  const stored = new Set<string>();
  let done = 0;
  for (const batch of batches(rows, 500)) {
    const result = await sql<{ key: string; is_water: boolean; reason: string | null }>`
      with raw as (
        select x.*, ST_SetSRID(ST_GeomFromGeoJSON(x.geojson::text), 4326) as g from ${recordset(batch, types)}
      ), fixed as (
        select raw.*, case when ST_IsValid(g) then null else split_part(ST_IsValidReason(g), '[', 1) end as reason,
          ST_Multi(ST_CollectionExtract(case when ST_IsValid(g) then g else ST_MakeValid(g) end, 3)) as valid_geom
        from raw
      ), stored as (
        insert into area (import_id, county, layer, key, name, parent_layer, parent_key, valid_from, valid_to, is_water,
          square_metres, attributes, point, geom)
        select ${owner.importId}::uuid, ${owner.county}, ${layer.key}, key, name, parent_layer, parent_key,
          ${layer.validFrom}::date, ${layer.validTo}::date, is_water,
          ST_Area(valid_geom::geography), attributes, ST_PointOnSurface(valid_geom), valid_geom
        from fixed where not ST_IsEmpty(valid_geom)
        returning key, is_water
      )
      select stored.key, stored.is_water, fixed.reason from stored join fixed using (key, is_water)`.execute(db);
    for (const row of result.rows) {
      stored.add(`${row.key}|${row.is_water}`);
      if (row.reason !== null) repaired.push({ key: row.key, reason: row.reason });
    }
    done += batch.length;
    progress(done / rows.length);
  }
  await sql`insert into atom_edition (id, county, layer, import_id)
    values (${layer.edition}::uuid, ${owner.county}, ${layer.key}, ${owner.importId}::uuid)`.execute(db);
  await sql`insert into atom (county, edition, key)
    select county, ${layer.edition}::uuid, key from area where import_id = ${owner.importId}::uuid and not is_water`.execute(
    db,
  );
  const dropped = rows.filter((row) => !stored.has(`${row.key}|${row.is_water}`)).map(({ key }) => key);
  return { repaired, dropped };
}

const siteAddress = { street: 'text', postcode: 'text', place: 'text', lon: 'float8', lat: 'float8' };

export interface SchoolInsert {
  key: string;
  name: string;
  school_type: string;
  authority: string | null;
  legal_status: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  grade_from: number | null;
  grade_to: number | null;
  parallel_classes: number | null;
  places: number | null;
  all_day: string | null;
  enrolment: number | null;
  lon: number;
  lat: number;
}

export const insertSchools = (db: Db, owner: Owner, rows: SchoolInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'school',
    owner,
    {
      key: 'text',
      name: 'text',
      school_type: 'text',
      authority: 'text',
      legal_status: 'text',
      grade_from: 'int',
      grade_to: 'int',
      parallel_classes: 'float8',
      places: 'int',
      all_day: 'text',
      enrolment: 'int',
      ...siteAddress,
    },
    rows,
    { name: 'point', from: 'lonlat' },
    progress,
  );

export interface KitaInsert {
  key: string;
  name: string;
  provider: string | null;
  provider_type: string | null;
  street: string | null;
  postcode: string | null;
  place: string | null;
  licensed_places: number | null;
  usable_places: number | null;
  places_u3: number | null;
  places_ue3: number | null;
  occupied_u3: number | null;
  occupied_ue3: number | null;
  lon: number;
  lat: number;
}

export const insertKitas = (db: Db, owner: Owner, rows: KitaInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'kita',
    owner,
    {
      key: 'text',
      name: 'text',
      provider: 'text',
      provider_type: 'text',
      licensed_places: 'int',
      usable_places: 'int',
      places_u3: 'int',
      places_ue3: 'int',
      occupied_u3: 'int',
      occupied_ue3: 'int',
      ...siteAddress,
    },
    rows,
    { name: 'point', from: 'lonlat' },
    progress,
  );

export interface PopulationInsert {
  edition: string;
  atom: string;
  reference_date: string;
  basis: string;
  age_from: number;
  age_to: number | null;
  sex: string;
  people: number;
}

export const insertPopulation = (db: Db, owner: Owner, rows: PopulationInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'population',
    owner,
    {
      edition: 'uuid',
      atom: 'text',
      reference_date: 'date',
      basis: 'text',
      age_from: 'int',
      age_to: 'int',
      sex: 'text',
      people: 'int',
    },
    rows,
    null,
    progress,
  );

export interface PupilsInsert {
  edition: string | null;
  atom: string | null;
  school: string;
  grade: number | null;
  school_year: string;
  people: number;
}

export const insertPupils = (db: Db, owner: Owner, rows: PupilsInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'pupils',
    owner,
    { edition: 'uuid', atom: 'text', school: 'text', grade: 'int', school_year: 'text', people: 'int' },
    rows,
    null,
    progress,
  );

export interface VitalEventInsert {
  edition: string;
  atom: string;
  year: number;
  event: string;
  age_from: number | null;
  age_to: number | null;
  sex: string;
  people: number;
}

export const insertVitalEvents = (db: Db, owner: Owner, rows: VitalEventInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'vital_event',
    owner,
    {
      edition: 'uuid',
      atom: 'text',
      year: 'int',
      event: 'text',
      age_from: 'int',
      age_to: 'int',
      sex: 'text',
      people: 'int',
    },
    rows,
    null,
    progress,
  );

export interface IndicatorInsert {
  indicator: string;
  unit: string | null;
  layer: string;
  area: string;
  year: number;
  value: number | null;
  status: string;
}

export const insertIndicators = (db: Db, owner: Owner, rows: IndicatorInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'indicator_value',
    owner,
    { indicator: 'text', unit: 'text', layer: 'text', area: 'text', year: 'int', value: 'float8', status: 'text' },
    rows,
    null,
    progress,
  );

export interface ControlTotalInsert {
  dataset: string;
  item: string;
  sum_of_areas: number;
  published: number;
}

export const insertControlTotals = (db: Db, owner: Owner, rows: ControlTotalInsert[]): Promise<void> =>
  insertRows(
    db,
    'control_total',
    owner,
    { dataset: 'text', item: 'text', sum_of_areas: 'int', published: 'int' },
    rows,
    null,
    () => undefined,
  );

export interface RoadInsert {
  osm_id: string;
  class: string;
  name: string | null;
  ref: string | null;
  geojson: string;
}

export const insertRoads = (db: Db, owner: Owner, rows: RoadInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'road',
    owner,
    { osm_id: 'text', class: 'text', name: 'text', ref: 'text', geojson: 'text' },
    rows,
    { name: 'geom', from: 'geojson' },
    progress,
  );

export interface LandscapeInsert {
  osm_id: string;
  kind: string;
  name: string | null;
  geojson: string;
}

export const insertLandscape = (db: Db, owner: Owner, rows: LandscapeInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'landscape',
    owner,
    { osm_id: 'text', kind: 'text', name: 'text', geojson: 'text' },
    rows,
    { name: 'geom', from: 'geojson' },
    progress,
  );

export interface PlaceInsert {
  osm_id: string;
  name: string;
  kind: string;
  population: number | null;
  lon: number;
  lat: number;
}

export const insertPlaces = (db: Db, owner: Owner, rows: PlaceInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'place',
    owner,
    { osm_id: 'text', name: 'text', kind: 'text', population: 'int', lon: 'float8', lat: 'float8' },
    rows,
    { name: 'geom', from: 'lonlat' },
    progress,
  );

export interface AddressInsert {
  street: string;
  house_number: string;
  postcode: string | null;
  place: string | null;
  area_key: string | null;
  lon: number;
  lat: number;
}

export const insertAddresses = (db: Db, owner: Owner, rows: AddressInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'address',
    owner,
    {
      street: 'text',
      house_number: 'text',
      postcode: 'text',
      place: 'text',
      area_key: 'text',
      lon: 'float8',
      lat: 'float8',
    },
    rows,
    { name: 'geom', from: 'lonlat' },
    progress,
  );

export interface TransitInsert {
  timezone: string;
  firstDay: string;
  lastDay: string;
  stops: { key: string; name: string; parent: string | null; location_type: number; lon: number; lat: number }[];
  routes: {
    key: string;
    agency: string | null;
    short_name: string;
    long_name: string | null;
    mode: string;
    color: string | null;
    geojson: string | null;
  }[];
  serviceDays: { service: string; day: string }[];
  trips: {
    key: string;
    route: string;
    service: string;
    headsign: string | null;
    shape: string | null;
    on_demand: boolean;
    first_departure: number;
    last_arrival: number;
    stops: number;
  }[];
  stopTimes: {
    trip: string;
    seq: number;
    stop: string;
    arrival: number;
    departure: number;
    pickup_type: number;
    drop_off_type: number;
  }[];
}

export async function insertTransit(db: Db, owner: Owner, feed: TransitInsert, progress: Progress): Promise<void> {
  const quiet = () => undefined;
  await db
    .insertInto('transit_feed')
    .values({
      import_id: owner.importId,
      county: owner.county,
      timezone: feed.timezone,
      first_day: feed.firstDay,
      last_day: feed.lastDay,
    })
    .execute();
  await insertRows(
    db,
    'transit_stop',
    owner,
    { key: 'text', name: 'text', parent: 'text', location_type: 'int', lon: 'float8', lat: 'float8' },
    feed.stops,
    { name: 'point', from: 'lonlat' },
    quiet,
  );
  await insertRows(
    db,
    'transit_route',
    owner,
    {
      key: 'text',
      agency: 'text',
      short_name: 'text',
      long_name: 'text',
      mode: 'text',
      color: 'text',
      geojson: 'text',
    },
    feed.routes,
    { name: 'geom', from: 'geojson' },
    quiet,
  );
  const importOnly = { importId: owner.importId };
  await insertRows(
    db,
    'transit_service_day',
    importOnly,
    { service: 'text', day: 'date' },
    feed.serviceDays,
    null,
    quiet,
  );
  await insertRows(
    db,
    'transit_trip',
    importOnly,
    {
      key: 'text',
      route: 'text',
      service: 'text',
      headsign: 'text',
      shape: 'text',
      on_demand: 'boolean',
      first_departure: 'int',
      last_arrival: 'int',
      stops: 'int',
    },
    feed.trips,
    null,
    quiet,
  );
  await insertRows(
    db,
    'transit_stop_time',
    importOnly,
    {
      trip: 'text',
      seq: 'int',
      stop: 'text',
      arrival: 'int',
      departure: 'int',
      pickup_type: 'int',
      drop_off_type: 'int',
    },
    feed.stopTimes,
    null,
    progress,
  );
}
