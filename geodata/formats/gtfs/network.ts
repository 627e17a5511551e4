/** The smaller tables of a feed: who runs what, where it stops, by which way. */
import { problem, type ProblemList } from '../say.ts';
import type { Source } from '../source.ts';
import { cell, gtfsTable, integer, isoDate, lineOf, requiredTable, seconds } from './table.ts';
import type {
  GtfsAgency,
  GtfsFeedInfo,
  GtfsFrequency,
  GtfsRoute,
  GtfsShape,
  GtfsStop,
  GtfsTransfer,
  GtfsTrip,
} from './types.ts';

export function readAgencies(source: Source): GtfsAgency[] {
  const table = gtfsTable(source, 'agency.txt');
  return (table?.rows ?? []).map((row) => ({
    id: cell(row, table?.at('agency_id') ?? -1),
    name: cell(row, table?.at('agency_name') ?? -1),
    url: cell(row, table?.at('agency_url') ?? -1),
    timezone: cell(row, table?.at('agency_timezone') ?? -1),
  }));
}

/** Stops without a place on earth are left out, and their stop times with them. */
export function readStops(source: Source, problems: ProblemList): GtfsStop[] {
  const table = requiredTable(source, 'stops.txt', ['stop_id', 'stop_lat', 'stop_lon']);
  const stops: GtfsStop[] = [];
  for (const [i, row] of table.rows.entries()) {
    const [latText, lonText] = [cell(row, table.at('stop_lat')), cell(row, table.at('stop_lon'))];
    const [lat, lon] = [Number(latText), Number(lonText)];
    const id = cell(row, table.at('stop_id'));
    const name = cell(row, table.at('stop_name'));
    const nowhere =
      latText === '' || lonText === '' || !(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180) || (lat === 0 && lon === 0);
    if (nowhere) {
      problems.add(
        problem(
          'gtfs-stop-without-coordinates',
          `Die Haltestelle „${name || id}“ (stops.txt Zeile ${lineOf(i)}) hat keine gültigen Koordinaten und wird übergangen: bitte im Fahrplan ergänzen.`,
          `The stop '${name || id}' (stops.txt line ${lineOf(i)}) has no valid coordinates and is skipped: please add them in the timetable.`,
          { row: lineOf(i) },
        ),
      );
      continue;
    }
    stops.push({
      id,
      name,
      code: cell(row, table.at('stop_code')),
      lat,
      lon,
      locationType: integer(row, table.at('location_type'), 0),
      parentStation: cell(row, table.at('parent_station')) || null,
      platformCode: cell(row, table.at('platform_code')),
      wheelchairBoarding: integer(row, table.at('wheelchair_boarding'), 0),
    });
  }
  return stops;
}

export function readRoutes(source: Source): GtfsRoute[] {
  const table = requiredTable(source, 'routes.txt', ['route_id', 'route_type']);
  return table.rows.map((row) => ({
    id: cell(row, table.at('route_id')),
    agencyId: cell(row, table.at('agency_id')),
    shortName: cell(row, table.at('route_short_name')),
    longName: cell(row, table.at('route_long_name')),
    type: integer(row, table.at('route_type'), 3),
    color: cell(row, table.at('route_color')),
  }));
}

export function readTrips(source: Source, routes: Map<string, number>, problems: ProblemList): GtfsTrip[] {
  const table = requiredTable(source, 'trips.txt', ['route_id', 'service_id', 'trip_id']);
  const direction = table.at('direction_id');
  const trips: GtfsTrip[] = [];
  for (const [i, row] of table.rows.entries()) {
    const routeId = cell(row, table.at('route_id'));
    const route = routes.get(routeId);
    if (route === undefined) {
      problems.add(
        problem(
          'gtfs-unknown-route',
          `trips.txt Zeile ${lineOf(i)} nennt die Linie „${routeId}“, die es in routes.txt nicht gibt: die Fahrt wird übergangen.`,
          `trips.txt line ${lineOf(i)} names the route '${routeId}', which routes.txt does not have: the trip is skipped.`,
          { row: lineOf(i) },
        ),
      );
      continue;
    }
    trips.push({
      id: cell(row, table.at('trip_id')),
      route,
      serviceId: cell(row, table.at('service_id')),
      headsign: cell(row, table.at('trip_headsign')),
      shortName: cell(row, table.at('trip_short_name')),
      directionId: cell(row, direction) === '' ? null : integer(row, direction, 0),
      shapeId: cell(row, table.at('shape_id')) || null,
      blockId: cell(row, table.at('block_id')) || null,
      wheelchairAccessible: integer(row, table.at('wheelchair_accessible'), 0),
    });
  }
  return trips;
}

export function readFrequencies(source: Source, trips: Map<string, number>): GtfsFrequency[] {
  const table = gtfsTable(source, 'frequencies.txt');
  const frequencies: GtfsFrequency[] = [];
  for (const row of table?.rows ?? []) {
    const trip = trips.get(cell(row, table?.at('trip_id') ?? -1));
    const start = seconds(cell(row, table?.at('start_time') ?? -1));
    const end = seconds(cell(row, table?.at('end_time') ?? -1));
    const headway = integer(row, table?.at('headway_secs') ?? -1, 0);
    if (trip === undefined || start === null || end === null || headway === 0) continue;
    frequencies.push({ trip, start, end, headway, exact: cell(row, table?.at('exact_times') ?? -1) === '1' });
  }
  return frequencies;
}

export function readShapes(source: Source): GtfsShape[] {
  const table = gtfsTable(source, 'shapes.txt');
  const points = new Map<string, [sequence: number, lon: number, lat: number][]>();
  for (const row of table?.rows ?? []) {
    const id = cell(row, table?.at('shape_id') ?? -1);
    const lat = Number(cell(row, table?.at('shape_pt_lat') ?? -1) || Number.NaN);
    const lon = Number(cell(row, table?.at('shape_pt_lon') ?? -1) || Number.NaN);
    if (!(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) continue;
    const list = points.get(id) ?? [];
    list.push([integer(row, table?.at('shape_pt_sequence') ?? -1, list.length), lon, lat]);
    points.set(id, list);
  }
  return [...points].map(([id, list]) => ({
    id,
    coordinates: list.sort((a, b) => a[0] - b[0]).map(([, lon, lat]) => [lon, lat]),
  }));
}

export function readTransfers(source: Source): GtfsTransfer[] {
  const table = gtfsTable(source, 'transfers.txt');
  return (table?.rows ?? []).map((row) => {
    const time = cell(row, table?.at('min_transfer_time') ?? -1);
    return {
      from: cell(row, table?.at('from_stop_id') ?? -1),
      to: cell(row, table?.at('to_stop_id') ?? -1),
      type: integer(row, table?.at('transfer_type') ?? -1, 0),
      minTime: /^\d+$/.test(time) ? Number(time) : null,
    };
  });
}

export function readFeedInfo(source: Source): GtfsFeedInfo | null {
  const table = gtfsTable(source, 'feed_info.txt');
  const row = table?.rows[0];
  if (!table || !row) return null;
  return {
    publisher: cell(row, table.at('feed_publisher_name')),
    url: cell(row, table.at('feed_publisher_url')),
    language: cell(row, table.at('feed_lang')),
    startDate: isoDate(cell(row, table.at('feed_start_date'))),
    endDate: isoDate(cell(row, table.at('feed_end_date'))),
    version: cell(row, table.at('feed_version')),
  };
}
