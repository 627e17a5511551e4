/** A day of a GTFS feed as the search takes it, with walks between stops by air. */
import { expandServices, NO_TIME, type GtfsFeed } from '../../../geodata/formats/gtfs.ts';
import { runsOn, type DayTrip } from '../../../server/planning/transit/dayRuns.ts';
import type { Footpath, TimetableInput } from '../../../server/planning/transit/timetable.ts';

const DEGREE = 111_195;
const WALK = 300;
const DETOUR = 1.3;
/** Metres per second. */
const SPEED = 1.1;
export const CHANGE = 120;

export function feedDay(feed: GtfsFeed, date: string): TimetableInput {
  const { stopTimes, trips, stops } = feed;
  const services = expandServices(feed);
  const before = new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const runs = (service: string, day: string) => services.get(service)?.includes(day) ?? false;
  const dayTrips = trips.map(({ serviceId, blockId }, trip): DayTrip => {
    const [first, last] = [stopTimes.offsets[trip]!, stopTimes.offsets[trip + 1]! - 1];
    const rows = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return {
      runsToday: runs(serviceId, date),
      runsYesterday: runs(serviceId, before),
      block: blockId,
      onDemand: rows.every((row) => stopTimes.pickupType[row]! >= 2),
      firstDeparture: stopTimes.departure[first]!,
      lastArrival: stopTimes.arrival[last]!,
      headways: [],
    };
  });
  return {
    stops: stops.length,
    calls: {
      offsets: stopTimes.offsets,
      stop: stopTimes.stop,
      arrival: stopTimes.arrival,
      departure: stopTimes.departure,
      boards: stopTimes.pickupType.map((type, row) => Number(type !== 1 && stopTimes.departure[row] !== NO_TIME)),
      alights: stopTimes.dropOffType.map((type, row) => Number(type !== 1 && stopTimes.arrival[row] !== NO_TIME)),
    },
    runs: runsOn(dayTrips, { onDemand: false }),
    footpaths: walks(stops),
    change: new Array<number>(stops.length).fill(CHANGE),
  };
}

function walks(stops: GtfsFeed['stops']): Footpath[] {
  return stops.flatMap((a, from) =>
    stops.flatMap((b, to): Footpath[] => {
      if (from === to || Math.abs(a.lat - b.lat) * DEGREE > WALK) return [];
      const metres = Math.hypot(a.lat - b.lat, (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180)) * DEGREE;
      return metres > WALK ? [] : [{ from, to, seconds: Math.max(30, Math.round((metres * DETOUR) / SPEED)) }];
    }),
  );
}
