/** A timetable in GTFS: stops, lines, trips, the days on which they run. */
import type { MultiLineString, Position } from 'geojson';
import { openSource } from '../../formats/open.ts';
import { expandServices, NO_TIME, readGtfs, type GtfsFeed } from '../../formats/gtfs.ts';
import { SourceError } from '../../formats/source.ts';
import { GERMANY } from '../crs.ts';
import { finish } from '../finish.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { TransitRows } from '../rows.ts';

type Mode = TransitRows['routes'][number]['mode'];

export const gtfs: KindDefinition = {
  kind: 'gtfs',
  label: { de: 'Fahrplan (GTFS)', en: 'Timetable (GTFS)' },
  description: {
    de: 'Haltestellen, Linien und Fahrten des Verkehrsverbunds',
    en: 'Stops, lines and trips of the transport association',
  },
  formats: ['GTFS (zip)'],
  fields: [],
  options: [{ key: 'feed', label: { de: 'Name des Fahrplans', en: 'Name of the timetable' }, example: 'Verbund 2026' }],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { report } = context;
    const feed = readGtfs(await openSource(context.name, context.bytes));
    for (const found of feed.problems) report.warn(found.code, found.text.de, found.text.en, found);
    checkPlace(context, feed);
    const services = expandServices(feed);
    const days = [...new Set([...services.values()].flat())].sort();
    const firstDay = days[0];
    const lastDay = days.at(-1);
    if (firstDay === undefined || lastDay === undefined) throw neverRuns();
    const rows = transitRows(feed, services, firstDay, lastDay);
    report.read = feed.trips.length;
    report.rejected = feed.trips.length - rows.trips.length;
    const count = (n: number, locale: string) => n.toLocaleString(locale);
    const stops = rows.stops.filter(({ locationType }) => locationType === 0).length;
    report.note(
      `${rows.routes.length} Linien, ${count(rows.trips.length, 'de-DE')} Fahrten, ${count(stops, 'de-DE')} Haltestellen, ${count(rows.stopTimes.length, 'de-DE')} Halte; ${days.length} Verkehrstage vom ${firstDay} bis ${lastDay}.`,
      `${rows.routes.length} lines, ${count(rows.trips.length, 'en-GB')} trips, ${count(stops, 'en-GB')} stops, ${count(rows.stopTimes.length, 'en-GB')} stop times; ${days.length} days of service from ${firstDay} to ${lastDay}.`,
    );
    const single = rows.trips.filter(({ stops: halts }) => halts === 1).length;
    if (single > 0) {
      report.note(
        `${single} Fahrten haben nur einen Halt und befördern niemanden; sie bleiben gespeichert, wie der Fahrplan sie nennt.`,
        `${single} trips have only one stop and carry nobody; they are stored as the timetable names them.`,
      );
    }
    if (feed.shapes.length === 0) {
      report.note(
        'Der Fahrplan enthält keine Linienwege (shapes.txt): die Linien werden entlang des Straßennetzes gezeichnet, wo eines geladen ist, sonst von Halt zu Halt gerade.',
        'The timetable has no shapes.txt: lines are drawn along the road network where one is loaded, else straight from stop to stop.',
      );
    }
    return finish(
      context,
      { format: 'gtfs', columns: [], mapping: {}, layers: [] },
      {
        scopes: [context.options['feed'] ?? 'gtfs'],
        referenceDate: firstDay,
        stored: rows.trips.length,
        rows: { kind: 'gtfs', rows },
      },
    );
  },
};

function transitRows(feed: GtfsFeed, services: Map<string, string[]>, firstDay: string, lastDay: string): TransitRows {
  const { stopTimes: times } = feed;
  const agencies = new Map(feed.agencies.map(({ id, name }) => [id, name]));
  const trips: TransitRows['trips'] = [];
  const stopTimes: TransitRows['stopTimes'] = [];
  const onDemandRoutes = new Map<number, boolean>();
  const headways = new Map<number, { from: number; to: number; seconds: number }[]>();
  for (const { trip, start, end, headway } of feed.frequencies)
    if (headway > 0 && end > start)
      headways.set(trip, [...(headways.get(trip) ?? []), { from: start, to: end, seconds: headway }]);
  feed.trips.forEach((trip, index) => {
    const start = times.offsets[index] ?? 0;
    const end = times.offsets[index + 1] ?? start;
    if (end === start) return;
    let byCall = true;
    for (let row = start; row < end; row++) {
      const pickup = times.pickupType[row] ?? 0;
      if (pickup === 0) byCall = false;
      const arrival = stated(times.arrival[row], times.departure[row]);
      stopTimes.push({
        trip: trip.id,
        seq: times.sequence[row] ?? row - start,
        stop: feed.stops[times.stop[row] ?? 0]?.id ?? '',
        arrival,
        departure: stated(times.departure[row], times.arrival[row]),
        pickupType: pickup,
        dropOffType: times.dropOffType[row] ?? 0,
      });
    }
    onDemandRoutes.set(trip.route, (onDemandRoutes.get(trip.route) ?? true) && byCall);
    trips.push({
      key: trip.id,
      route: feed.routes[trip.route]?.id ?? '',
      service: trip.serviceId,
      headsign: trip.headsign || null,
      shape: trip.shapeId,
      onDemand: byCall,
      firstDeparture: stated(times.departure[start], times.arrival[start]),
      lastArrival: stated(times.arrival[end - 1], times.departure[end - 1]),
      stops: end - start,
      block: trip.blockId,
      headways: headways.get(index) ?? [],
      departures: (headways.get(index) ?? [{ from: 0, to: 1, seconds: 1 }]).reduce(
        (sum, { from, to, seconds }) => sum + Math.ceil((to - from) / seconds),
        0,
      ),
    });
  });
  const paths = routePaths(feed);
  return {
    timezone: feed.timezone,
    firstDay,
    lastDay,
    stops: feed.stops.map((stop) => ({
      key: stop.id,
      name: stop.name,
      parent: stop.parentStation,
      locationType: stop.locationType,
      lon: stop.lon,
      lat: stop.lat,
    })),
    routes: feed.routes.map((route, index) => ({
      key: route.id,
      agency: agencies.get(route.agencyId) ?? null,
      shortName: route.shortName || route.longName || route.id,
      longName: route.longName || null,
      mode: onDemandRoutes.get(index) === true ? 'onDemand' : modeOf(route.type),
      color: /^[0-9a-f]{6}$/i.test(route.color) ? route.color : null,
      geometry: paths.get(index) ?? null,
    })),
    serviceDays: [...services].flatMap(([service, list]) => list.map((day) => ({ service, day }))),
    trips,
    stopTimes,
  };
}

/** A stop without a stated time is passed between its neighbours: -1 is kept and never taken for midnight. */
const stated = (time: number | undefined, other: number | undefined): number =>
  time !== undefined && time !== NO_TIME ? time : (other ?? NO_TIME);

/** Basic and extended route types (gtfs.org, Extended GTFS Route Types). */
function modeOf(type: number): Mode {
  if (type === 715) return 'onDemand';
  if (type === 3 || type === 11 || (type >= 200 && type < 300) || (type >= 700 && type < 900)) return 'bus';
  if (type === 2 || (type >= 100 && type < 200)) return 'rail';
  if (type === 0 || type === 1 || type === 5 || (type >= 400 && type < 700) || (type >= 900 && type < 1000))
    return 'tram';
  return type === 4 || (type >= 1000 && type < 1100) ? 'ferry' : 'other';
}

/** Per route its distinct shapes, or where there are none its distinct sequences of stops as straight lines. */
function routePaths(feed: GtfsFeed): Map<number, MultiLineString> {
  const shapes = new Map(feed.shapes.map(({ id, coordinates }) => [id, coordinates]));
  const lines = new Map<number, Map<string, Position[]>>();
  const { stopTimes: times } = feed;
  feed.trips.forEach((trip, index) => {
    const ofRoute = lines.get(trip.route) ?? new Map<string, Position[]>();
    lines.set(trip.route, ofRoute);
    const shape = trip.shapeId === null ? undefined : shapes.get(trip.shapeId);
    if (shape && trip.shapeId !== null) {
      ofRoute.set(trip.shapeId, shape);
      return;
    }
    const stops = [...times.stop.subarray(times.offsets[index] ?? 0, times.offsets[index + 1] ?? 0)];
    const key = [stops.join(','), [...stops].reverse().join(',')].sort()[0] ?? '';
    if (!ofRoute.has(key))
      ofRoute.set(
        key,
        stops.map((stop) => [feed.stops[stop]?.lon ?? 0, feed.stops[stop]?.lat ?? 0]),
      );
  });
  return new Map(
    [...lines].map(([route, paths]) => [
      route,
      { type: 'MultiLineString', coordinates: [...paths.values()].filter((path) => path.length > 1) },
    ]),
  );
}

function checkPlace(context: PrepareContext, feed: GtfsFeed): void {
  const [west, south, east, north] = context.county.bbox ?? GERMANY;
  const near = feed.stops.some(({ lon, lat }) => lon >= west && lon <= east && lat >= south && lat <= north);
  if (near || feed.stops.length === 0) return;
  throw new SourceError('gtfs.elsewhere', {
    de: `Keine der ${feed.stops.length} Haltestellen liegt im Kreis ${context.county.key}: bitte den Fahrplan dieses Kreises wählen.`,
    en: `None of the ${feed.stops.length} stops lies in county ${context.county.key}: please choose this county's timetable.`,
  });
}

function neverRuns(): SourceError {
  return new SourceError('gtfs.noDays', {
    de: 'Der Fahrplan nennt keinen einzigen Verkehrstag: bitte calendar.txt oder calendar_dates.txt ergänzen.',
    en: 'The timetable names no day of service: please add calendar.txt or calendar_dates.txt.',
  });
}
