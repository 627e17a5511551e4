/** A timetable. */
import type { Db } from '../../open.ts';
import type {
  LineVehicleTable,
  SchoolHoursTable,
  TransitRouteTable,
  TransitServiceDayTable,
  TransitStopTable,
  TransitStopTimeTable,
  TransitTripTable,
  SchoolRidersTable,
  TransportCostTable,
} from '../../schema/transit.ts';
import { insertRows, type AtPoint, type Flat, type Owner, type Progress } from './rows.ts';

export interface TransitInsert {
  timezone: string;
  firstDay: string;
  lastDay: string;
  stops: Flat<TransitStopTable, AtPoint>[];
  /** A route may have no course. */
  routes: Flat<TransitRouteTable, { geojson: string | null }>[];
  serviceDays: Flat<TransitServiceDayTable>[];
  trips: Flat<TransitTripTable>[];
  stopTimes: Flat<TransitStopTimeTable>[];
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
      block: 'text',
      headways: 'jsonb',
      departures: 'int',
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

export const insertSchoolHours = (
  db: Db,
  owner: Owner,
  rows: Flat<SchoolHoursTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'school_hours',
    owner,
    {
      seq: 'int',
      school: 'text',
      weekdays: 'smallint[]',
      grade_from: 'int',
      grade_to: 'int',
      begins: 'int',
      ends: 'int',
    },
    rows,
    null,
    progress,
  );

export const insertVehicles = (
  db: Db,
  owner: Owner,
  rows: Flat<LineVehicleTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'line_vehicle',
    owner,
    {
      seq: 'int',
      line: 'text',
      departure: 'int',
      vehicle: 'text',
      seats: 'int',
      standing: 'int',
      others: 'int',
    },
    rows,
    null,
    progress,
  );

export const insertTransportCosts = (
  db: Db,
  owner: Owner,
  rows: Flat<TransportCostTable>[],
  progress: Progress,
): Promise<void> => insertRows(db, 'transport_cost', owner, { item: 'text', euros: 'float8' }, rows, null, progress);

export const insertSchoolRiders = (
  db: Db,
  owner: Owner,
  rows: Flat<SchoolRidersTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(db, 'school_riders', owner, { school: 'text', tickets: 'int', counted: 'int' }, rows, null, progress);
