/** What runs on a day, as the timetable search takes it. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import type { Headway } from '../schema/transit.ts';

export interface StoredStop {
  importId: string;
  key: string;
  name: string;
  lon: number;
  lat: number;
}

/** Stops at which vehicles call. */
export async function boardingStops(db: Db, imports: string[]): Promise<StoredStop[]> {
  if (imports.length === 0) return [];
  const { rows } = await sql<{ list: string | null }>`
    select json_agg(json_build_array(import_id, key, name, ST_X(point), ST_Y(point)) order by import_id, key collate "C")::text as list
    from transit_stop where import_id in (${sql.join(imports)}) and location_type in (0, 4)`.execute(db);
  const list = JSON.parse(rows[0]?.list ?? '[]') as [string, string, string, number, number][];
  return list.map(([importId, key, name, lon, lat]) => ({ importId, key, name, lon, lat }));
}

export interface StoredTrip {
  importId: string;
  key: string;
  line: string;
  mode: 'bus' | 'rail' | 'tram' | 'ferry' | 'onDemand' | 'other';
  runsToday: boolean;
  runsYesterday: boolean;
  onDemand: boolean;
  firstDeparture: number;
  lastArrival: number;
  block: string | null;
  headways: Headway[];
}

export interface StoredCall {
  /** Index of the trip. */
  trip: number;
  stop: string;
  arrival: number;
  departure: number;
  boards: boolean;
  alights: boolean;
}

/** Trips of the day, and those of the day before that are still under way at midnight, with their calls in order. */
export async function tripsOfDay(
  db: Db,
  imports: string[],
  day: string,
): Promise<{ trips: StoredTrip[]; calls: StoredCall[] }> {
  if (imports.length === 0) return { trips: [], calls: [] };
  // One JSON text each: tens of thousands of rows take the embedded engine over a second to hand out.
  const running = sql`
    with today as (select import_id, service from transit_service_day where import_id in (${sql.join(imports)}) and day = ${day}::date),
    before as (select import_id, service from transit_service_day where import_id in (${sql.join(imports)}) and day = ${day}::date - 1),
    running as (
      select t.import_id, t.key, r.short_name as line, r.mode, t.on_demand, t.first_departure, t.last_arrival, t.block, t.headways,
        exists (select 1 from today d where d.import_id = t.import_id and d.service = t.service) as runs_today,
        greatest(t.last_arrival, (
          select max((h->>'to')::int) + t.last_arrival - t.first_departure from jsonb_array_elements(t.headways) h)) >= 86400
          and exists (select 1 from before d where d.import_id = t.import_id and d.service = t.service) as runs_before
      from transit_trip t join transit_route r on r.import_id = t.import_id and r.key = t.route
      where t.import_id in (${sql.join(imports)}))`;
  const { rows: trips } = await sql<{ list: string | null }>`${running}
    select json_agg(json_build_array(import_id, key, line, mode, runs_today, runs_before, on_demand, first_departure, last_arrival, block, headways)
      order by import_id, key collate "C")::text as list from running where runs_today or runs_before`.execute(db);
  const list = JSON.parse(trips[0]?.list ?? '[]') as [
    ...[importId: string, key: string, line: string, mode: StoredTrip['mode']],
    ...[runsToday: boolean, runsYesterday: boolean, onDemand: boolean],
    ...[firstDeparture: number, lastArrival: number, block: string | null, headways: Headway[]],
  ][];
  const at = new Map(list.map(([importId, key], index) => [`${importId} ${key}`, index]));
  const { rows: calls } = await sql<{ list: string | null }>`${running}
    select json_agg(json_build_array(s.import_id, s.trip, s.stop, s.arrival, s.departure, s.pickup_type, s.drop_off_type)
      order by s.import_id, s.trip collate "C", s.seq)::text as list
    from transit_stop_time s join running r on r.import_id = s.import_id and r.key = s.trip
    where s.import_id in (${sql.join(imports)}) and (r.runs_today or r.runs_before)`.execute(db);
  const called = JSON.parse(calls[0]?.list ?? '[]') as [string, string, string, number, number, number, number][];
  return {
    trips: list.map(([importId, key, line, mode, runsToday, runsYesterday, onDemand, ...rest]) => {
      const [firstDeparture, lastArrival, block, headways] = rest;
      return {
        importId,
        key,
        line,
        mode,
        runsToday,
        runsYesterday,
        onDemand,
        firstDeparture,
        lastArrival,
        block,
        headways,
      };
    }),
    calls: called.map(([importId, trip, stop, arrival, departure, pickup, dropOff]) => ({
      trip: at.get(`${importId} ${trip}`)!,
      stop: `${importId} ${stop}`,
      arrival,
      departure,
      boards: pickup !== 1,
      alights: dropOff !== 1,
    })),
  };
}
