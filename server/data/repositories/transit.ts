/** The timetable in force: days, lines of a day, stops served. */
import type { MultiLineString } from 'geojson';
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { parseGeometry } from '../spatial.ts';

export async function feedsInForce(
  db: Db,
  counties: string[],
): Promise<{ importId: string; county: string; firstDay: string; lastDay: string }[]> {
  return db
    .selectFrom('transit_feed as f')
    .innerJoin('current_scope as c', 'c.import_id', 'f.import_id')
    .where('f.county', 'in', counties)
    .select([
      'f.import_id as importId',
      'f.county',
      sql<string>`f.first_day::text`.as('firstDay'),
      sql<string>`f.last_day::text`.as('lastDay'),
    ])
    .execute();
}

export async function tripsPerDay(db: Db, imports: string[]): Promise<{ day: string; trips: number }[]> {
  if (imports.length === 0) return [];
  const { rows } = await sql<{ day: string; trips: number }>`
    with per_service as (
      select import_id, service, sum(departures) as trips from transit_trip
      where import_id in (${sql.join(imports)}) group by import_id, service
    )
    select d.day::text as day, sum(s.trips)::int as trips
    from transit_service_day d join per_service s using (import_id, service)
    group by d.day order by d.day`.execute(db);
  return rows;
}

export interface LineOfDay {
  county: string;
  key: string;
  shortName: string;
  longName: string | null;
  mode: 'bus' | 'rail' | 'tram' | 'ferry' | 'onDemand' | 'other';
  trips: number;
  stops: number;
  firstDeparture: number | null;
  lastArrival: number | null;
}

/** Every line with its trips on the day; lines that do not run then have 0. */
export async function linesOfDay(db: Db, imports: string[], day: string): Promise<LineOfDay[]> {
  if (imports.length === 0) return [];
  const { rows } = await sql<LineOfDay>`
    with running as (
      select t.* from transit_trip t
      join transit_service_day d on d.import_id = t.import_id and d.service = t.service and d.day = ${day}::date
      where t.import_id in (${sql.join(imports)})
    )
    select r.county, r.key, r.short_name as "shortName", r.long_name as "longName", r.mode,
      coalesce(sum(t.departures), 0)::int as trips, coalesce(max(t.stops), 0)::int as stops,
      min(t.first_departure) as "firstDeparture", max(t.last_arrival) as "lastArrival"
    from transit_route r left join running t on t.import_id = r.import_id and t.route = r.key
    where r.import_id in (${sql.join(imports)})
    group by r.county, r.key, r.short_name, r.long_name, r.mode`.execute(db);
  return rows;
}

export async function stopsOfDay(db: Db, imports: string[], day: string): Promise<string[]> {
  if (imports.length === 0) return [];
  const { rows } = await sql<{ stop: string }>`
    select distinct s.stop from transit_stop_time s
    join transit_trip t on t.import_id = s.import_id and t.key = s.trip
    join transit_service_day d on d.import_id = t.import_id and d.service = t.service and d.day = ${day}::date
    where s.import_id in (${sql.join(imports)})
    order by s.stop`.execute(db);
  return rows.map(({ stop }) => stop);
}

export async function countStops(db: Db, imports: string[]): Promise<number> {
  if (imports.length === 0) return 0;
  const row = await db
    .selectFrom('transit_stop')
    .where('import_id', 'in', imports)
    .where('location_type', '=', 0)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirst();
  return row?.n ?? 0;
}

/** Stops that lie inside the given areas (of the coarsest layer: the county itself). */
export async function countStopsInside(db: Db, imports: string[], areaImports: string[]): Promise<number> {
  if (imports.length === 0 || areaImports.length === 0) return 0;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from transit_stop s
    where s.import_id in (${sql.join(imports)}) and s.location_type = 0 and exists (
      select 1 from area a where a.import_id in (${sql.join(areaImports)}) and not a.is_water and ST_Covers(a.geom, s.point))`.execute(
    db,
  );
  return rows[0]?.n ?? 0;
}

/** Number of the given stops inside each area. */
export async function stopsPerArea(
  db: Db,
  places: { areaImports: string[] } | { atomEditions: string[] },
  feedImports: string[],
  served: string[],
): Promise<Map<string, number>> {
  const keys = 'areaImports' in places ? places.areaImports : places.atomEditions;
  if (keys.length === 0 || feedImports.length === 0 || served.length === 0) return new Map();
  const shapes =
    'areaImports' in places
      ? sql`select county, key, geom from area where import_id in (${sql.join(keys)}) and not is_water`
      : sql`select county, key, geom from pupil_atom where edition in (${sql.join(keys)})`;
  const { rows } = await sql<{ county: string; key: string; stops: number }>`
    select a.county, a.key, count(*)::int as stops
    from (${shapes}) a join transit_stop s on s.county = a.county and ST_Covers(a.geom, s.point)
    where s.import_id in (${sql.join(feedImports)})
      and s.key in (select jsonb_array_elements_text(${JSON.stringify(served)}::jsonb))
    group by a.county, a.key`.execute(db);
  return new Map(rows.map(({ county, key, stops }) => [`${county}/${key}`, stops]));
}

export interface BarePaths {
  county: string;
  key: string;
  mode: LineOfDay['mode'];
  paths: [longitude: number, latitude: number][][];
}

/** Lines of which a path has no more corners than a trip has stops, as one has that no shape draws; all their paths. */
export async function barePaths(db: Db, imports: string[]): Promise<BarePaths[]> {
  if (imports.length === 0) return [];
  // Fifteen decimals: a corner is compared with the stop from which it was made.
  const { rows } = await sql<Omit<BarePaths, 'paths'> & { geoJson: string }>`
    with longest as (
      select import_id, route, max(stops) as stops from transit_trip
      where import_id in (${sql.join(imports)}) group by import_id, route
    )
    select r.county, r.key, r.mode, ST_AsGeoJSON(r.geom, 15) as "geoJson"
    from transit_route r join longest l on l.import_id = r.import_id and l.route = r.key
    where r.import_id in (${sql.join(imports)}) and exists (
      select 1 from ST_Dump(r.geom) d where ST_NPoints(d.geom) <= l.stops)
    order by r.county, r.key collate "C"`.execute(db);
  return rows.map(({ geoJson, ...line }) => ({
    ...line,
    paths: parseGeometry<MultiLineString>(geoJson).coordinates as BarePaths['paths'],
  }));
}
