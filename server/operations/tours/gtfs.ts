/** The tours as a GTFS feed (gtfs.org, schedule reference) for the transport authority. */
import { gtfsClock, gtfsZip, type GtfsCell } from '../../../geodata/formats/gtfs/feedZip.ts';
import type { TourRoute } from '../../contract/tours.ts';
import type { ToursReport } from './report.ts';

const SERVICE = 'schultage';
const AGENCY = 'schulbus';
const AGENCY_URL = 'https://example.org/';
/** Route type of school buses (extended types of GTFS). */
const SCHOOL_BUS = 712;
/** Pickup and drop-off: not available. */
const NONE = 1;
/** So that the bytes are the same whenever it is written. */
const WRITTEN = new Date(2026, 0, 1);

type Point = readonly [longitude: number, latitude: number];
type Row = GtfsCell[];

/** Stops of the feed, once each: what is at another place is another stop. */
class Stops {
  readonly rows: Row[] = [];
  readonly #ids = new Map<string, string>();

  idOf(code: string, name: string, point: Point): string {
    const place = `${code} ${point.join()}`;
    const known = this.#ids.get(place);
    if (known !== undefined) return known;
    const id = `h${this.#ids.size + 1}`;
    this.#ids.set(place, id);
    const [lon, lat] = point;
    this.rows.push([id, code, name, degrees(lat), degrees(lon)]);
    return id;
  }
}

/** @returns a zip: a route for each trip of a bus, whose trips follow each other as a block */
export function toursGtfs({ result, service: { from, to, without } }: ToursReport): Uint8Array {
  const stops = new Stops();
  const isHome = result.wish.direction === 'back';
  const trips = result.buses.flatMap(({ number, routes }) => routes.map((route) => ({ number, route })));
  const goalOf = ({ destination }: TourRoute) => result.destinations[destination]!;
  const calls = trips.flatMap(({ route }): Row[] => {
    const { point, schools } = goalOf(route);
    const first = isHome ? 2 : 1;
    const halts = route.stops.map(({ key, name, point: at, arrive, leave }, index): Row => {
      const may = isHome ? [NONE, 0] : [0, NONE];
      return [route.key, gtfsClock(arrive), gtfsClock(leave), stops.idOf(key, name, at), index + first, ...may];
    });
    const time = gtfsClock(isHome ? route.leave : route.arrive);
    const school = stops.idOf(`schule-${schools[0]!.key}`, schools[0]!.name, point);
    return isHome
      ? [[route.key, time, time, school, 1, 0, NONE], ...halts]
      : [...halts, [route.key, time, time, school, halts.length + 1, NONE, 0]];
  });
  const table = (columns: string, rows: Row[]) => ({ columns: columns.split(' '), rows });
  return gtfsZip(
    {
      agency: table('agency_id agency_name agency_url agency_timezone agency_lang', [
        [AGENCY, 'Schulbus (Planung)', AGENCY_URL, 'Europe/Berlin', 'de'],
      ]),
      stops: table('stop_id stop_code stop_name stop_lat stop_lon', stops.rows),
      routes: table(
        'route_id agency_id route_short_name route_long_name route_type',
        trips.map(({ route }) => [route.key, AGENCY, `S ${route.key}`, goalOf(route).name, SCHOOL_BUS]),
      ),
      trips: table(
        'route_id service_id trip_id trip_headsign block_id shape_id',
        trips.map(({ number, route: { key, ...route } }) => {
          const headsign = isHome ? route.stops.at(-1)!.name : result.destinations[route.destination]!.name;
          return [key, SERVICE, key, headsign, `bus-${number}`, route.line.length > 1 ? key : ''];
        }),
      ),
      stop_times: table('trip_id arrival_time departure_time stop_id stop_sequence pickup_type drop_off_type', calls),
      calendar: table('service_id monday tuesday wednesday thursday friday saturday sunday start_date end_date', [
        [SERVICE, 1, 1, 1, 1, 1, 0, 0, day(from), day(to)],
      ]),
      calendar_dates: table(
        'service_id date exception_type',
        without.map((date) => [SERVICE, day(date), 2]),
      ),
      shapes: table(
        'shape_id shape_pt_lat shape_pt_lon shape_pt_sequence',
        trips.flatMap(({ route: { key, line } }) =>
          line.length < 2 ? [] : line.map(([lon, lat], index): Row => [key, degrees(lat), degrees(lon), index + 1]),
        ),
      ),
      feed_info: table('feed_publisher_name feed_publisher_url feed_lang feed_start_date feed_end_date', [
        ['Planungsraum', AGENCY_URL, 'de', day(from), day(to)],
      ]),
    },
    WRITTEN,
  );
}

const day = (date: string): string => date.replaceAll('-', '');
const degrees = (value: number): string => value.toFixed(6);
