/** Timetables in GTFS (gtfs.org, schedule reference), as a zip or a folder. */
import { MOST_STOP_TIMES } from './limits.ts';
import { ProblemList, problem, refuse } from './say.ts';
import type { Source } from './source.ts';
import { readCalendars } from './gtfs/calendar.ts';
import {
  readAgencies,
  readFeedInfo,
  readFrequencies,
  readRoutes,
  readShapes,
  readStops,
  readTransfers,
  readTrips,
} from './gtfs/network.ts';
import { checkCount, checkOrder, readStopTimes } from './gtfs/stopTimes.ts';
import { requiredTable } from './gtfs/table.ts';
import { feedTimezone } from './gtfs/timezone.ts';
import type { GtfsFeed } from './gtfs/types.ts';

export { expandServices, serviceDays } from './gtfs/calendar.ts';
export * from './gtfs/types.ts';

export function readGtfs(source: Source, mostStopTimes = MOST_STOP_TIMES): GtfsFeed {
  const problems = new ProblemList();
  checkCount(source, mostStopTimes);
  const stops = readStops(source, problems);
  const routes = readRoutes(source);
  const trips = readTrips(source, indexOf(routes, 'routes.txt', problems), problems);
  const tripIndex = indexOf(trips, 'trips.txt', problems);
  const stopIndex = indexOf(stops, 'stops.txt', problems);
  const stopTimesTable = requiredTable(source, 'stop_times.txt', [
    'trip_id',
    'stop_id',
    'arrival_time',
    'departure_time',
    'stop_sequence',
  ]);
  const calendars = readCalendars(source, problems);
  if (trips.length === 0) nothingRuns();
  const stopTimes = readStopTimes(
    stopTimesTable,
    { tripCount: trips.length, trips: tripIndex, stops: stopIndex },
    problems,
  );
  checkOrder(
    stopTimes,
    trips.map((trip) => trip.id),
    problems,
  );
  checkReferences({ stops, trips, ...calendars }, problems);
  const agencies = readAgencies(source);
  return {
    agencies,
    timezone: feedTimezone(agencies, problems),
    stops,
    routes,
    trips,
    stopTimes,
    ...calendars,
    frequencies: readFrequencies(source, tripIndex),
    shapes: readShapes(source),
    transfers: readTransfers(source),
    feedInfo: readFeedInfo(source),
    problems: problems.finish(),
  };
}

function nothingRuns(): never {
  return refuse(
    'gtfs-no-trips',
    'Der Fahrplan enthält keine einzige Fahrt: bitte prüfen, ob der richtige Export gewählt ist.',
    'The timetable has not a single trip: please check whether the right export was chosen.',
  );
}

/** Position by id; of two with the same id the first counts. */
function indexOf(items: { id: string }[], file: string, problems: ProblemList): Map<string, number> {
  const index = new Map<string, number>();
  for (const [i, { id }] of items.entries()) {
    if (!index.has(id)) index.set(id, i);
    else {
      problems.add(
        problem(
          'gtfs-duplicate-id',
          `In ${file} kommt die Kennung „${id}“ mehrfach vor; es zählt die erste: bitte im Fahrplan berichtigen.`,
          `In ${file} the id '${id}' occurs more than once and the first counts: please correct it in the timetable.`,
        ),
      );
    }
  }
  return index;
}

function checkReferences(
  feed: Pick<GtfsFeed, 'stops' | 'trips' | 'calendar' | 'calendarDates'>,
  problems: ProblemList,
): void {
  const services = new Set([...feed.calendar, ...feed.calendarDates].map(({ serviceId }) => serviceId));
  const lost = new Map<string, number>();
  for (const { serviceId } of feed.trips)
    if (!services.has(serviceId)) lost.set(serviceId, (lost.get(serviceId) ?? 0) + 1);
  for (const [service, count] of lost) {
    problems.add(
      problem(
        'gtfs-unknown-service',
        `Für den Verkehrstag „${service}“ mit ${count} Fahrten nennt kein Kalender einen Tag; sie fahren nie: bitte im Fahrplan ergänzen.`,
        `No calendar names a day for the service '${service}' with ${count} trips; they never run: please add it in the timetable.`,
      ),
    );
  }
  const ids = new Set(feed.stops.map(({ id }) => id));
  for (const { name, id, parentStation } of feed.stops) {
    if (parentStation === null || ids.has(parentStation)) continue;
    problems.add(
      problem(
        'gtfs-unknown-station',
        `Die Haltestelle „${name || id}“ gehört zur Station „${parentStation}“, die es in stops.txt nicht gibt: sie steht für sich.`,
        `The stop '${name || id}' belongs to the station '${parentStation}', which stops.txt does not have: it stands on its own.`,
      ),
    );
  }
}
