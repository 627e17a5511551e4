/** The timetable as GTFS (gtfs.org, schedule reference). */
import { zipSync, type Zippable } from 'fflate';
import type { SampleCounty } from '../model.ts';
import { FIRST_DAY, LAST_DAY, sampleServices } from '../transit/calendar.ts';
import { toDegrees } from './project.ts';
import { utf8 } from './text.ts';

/** Read by its local parts when the archive is written, so the bytes are the same in every time zone. */
const WRITTEN = new Date(2026, 5, 1, 8, 0, 0);
const PHONE = '+49 999 0000000';
const ON_DEMAND = 2;

type Row = readonly (string | number)[];

export function timetableZip({ transit }: SampleCounty): Uint8Array {
  const { agencies, stops, routes, trips, shapes } = transit;
  const onDemand = new Set(routes.filter((route) => route.onDemand).map(({ id }) => id));
  const services = sampleServices();
  const files: Record<string, Uint8Array> = {
    'agency.txt': table(
      'agency_id,agency_name,agency_url,agency_timezone,agency_lang,agency_phone',
      agencies.map(({ id, name }) => [id, name, 'https://example.org/', 'Europe/Berlin', 'de', PHONE]),
    ),
    'stops.txt': table(
      'stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,platform_code',
      stops.map(({ id, name, point, parent, kind, platform }) => {
        const [longitude, latitude] = toDegrees(point);
        return [id, name, degrees(latitude), degrees(longitude), kind === 'station' ? 1 : 0, parent, platform];
      }),
    ),
    'routes.txt': table(
      'route_id,agency_id,route_short_name,route_long_name,route_desc,route_type',
      routes.map(({ id, agency, shortName, longName, type, onDemand: byCall }) => [
        id,
        agency,
        shortName,
        longName,
        byCall ? 'Rufbus: Anmeldung bis eine Stunde vor der Fahrt' : '',
        type,
      ]),
    ),
    'trips.txt': table(
      'route_id,service_id,trip_id,trip_headsign,direction_id,shape_id',
      trips.map(({ id, route, service, headsign, direction, shape }) => [
        route,
        service,
        id,
        headsign,
        direction,
        shape,
      ]),
    ),
    'stop_times.txt': table(
      'trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type,shape_dist_traveled',
      trips.flatMap((trip): Row[] => {
        const how = onDemand.has(trip.route) ? ON_DEMAND : 0;
        return trip.stops.map(({ stop, arrival, departure, travelled }, i) => [
          trip.id,
          clock(arrival),
          clock(departure),
          stops[stop]!.id,
          i + 1,
          how,
          how,
          travelled,
        ]);
      }),
    ),
    'calendar.txt': table(
      'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date',
      services
        .filter(({ week }) => week.includes(1))
        .map(({ id, week }) => [id, ...week, day(FIRST_DAY), day(LAST_DAY)]),
    ),
    'calendar_dates.txt': table(
      'service_id,date,exception_type',
      services.flatMap(({ id, added, removed }): Row[] => [
        ...added.map((date): Row => [id, day(date), 1]),
        ...removed.map((date): Row => [id, day(date), 2]),
      ]),
    ),
    'shapes.txt': table('shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence,shape_dist_traveled', shapeRows(shapes)),
    'feed_info.txt': table(
      'feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,feed_version',
      [
        [
          'Planungsraum Beispieldaten',
          'https://example.org/',
          'de',
          day(FIRST_DAY),
          day(LAST_DAY),
          'Beispieldaten 2026/27',
        ],
      ],
    ),
  };
  return zipSync(files satisfies Zippable, { mtime: WRITTEN, level: 6 });
}

function shapeRows(shapes: SampleCounty['transit']['shapes']): Row[] {
  return shapes.flatMap(({ id, points }) => {
    let travelled = 0;
    return points.map((point, i): Row => {
      const before = points[i - 1];
      if (before) travelled += Math.hypot(point[0] - before[0], point[1] - before[1]);
      const [longitude, latitude] = toDegrees(point);
      return [id, degrees(latitude), degrees(longitude), i + 1, Math.round(travelled)];
    });
  });
}

function table(header: string, rows: readonly Row[]): Uint8Array {
  return utf8([header, ...rows.map((row) => row.map(quoted).join(','))].join('\n') + '\n');
}

function quoted(cell: string | number): string {
  const text = String(cell);
  return /[,"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const degrees = (value: number): string => value.toFixed(6);
const day = (date: string): string => date.replaceAll('-', '');
const two = (value: number): string => String(value).padStart(2, '0');
const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
