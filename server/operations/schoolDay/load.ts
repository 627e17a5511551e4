/** Pupils on board of every trip of a school day, and where there are more than the vehicle holds. */
import { schoolBus } from '../../../geodata/rules/schoolBus.ts';
import type { DayLoad, LoadSchool, LoadTrip } from '../../contract/load.ts';
import { lineVehicles, transportCosts, type LineVehicle } from '../../data/repositories/schoolDay.ts';
import { placesFor, vehiclesLacking, type Boarding } from '../../planning/transit/load.ts';
import { partsOf, type Timetable } from '../../planning/transit/timetable.ts';
import type { Operation } from '../../context.ts';
import { comparability } from '../comparability.ts';
import { chosenCounties, sources } from '../counties.ts';
import { ASSUMED } from '../transitGround.ts';
import { dayRiders, type DayRiders, type Directed, type RidersQuery } from './dayRiders.ts';
import { orderOf, toldPeople } from '../toldPeople.ts';

export interface LoadQuery extends RidersQuery {
  /** Percent of the standing places; undefined: as is usual. */
  standing?: number | undefined;
}

export async function dayLoad(context: Operation, key: string, query: LoadQuery): Promise<DayLoad> {
  const [county] = await chosenCounties(context, key);
  const day = await dayRiders(context, county!, query);
  const { world, ground, groups, notice } = day;
  const people = toldPeople(world.protection.base);
  const { values, source } = schoolBus;
  const standingShare = query.standing === undefined ? values.standingShare : query.standing / 100;
  const vehicles = await lineVehicles(context.database.db, [key]);
  const stops = new StopList(ground.stops);
  const trips = [
    ...tripsOf(day, 'there', day.there, vehicles, standingShare, stops),
    ...tripsOf(day, 'back', day.back, vehicles, standingShare, stops),
  ].sort((a, b) => (b.over ?? 0) - (a.over ?? 0) || orderOf(b.people) - orderOf(a.people));
  const isMatched = trips.some(({ vehicle }) => vehicle !== null);
  const riding = groups.reduce((sum, { homes }) => sum + homes.reduce((of, home) => of + home.people, 0), 0);
  return {
    date: day.date,
    notice,
    year: world.schoolYear,
    protection: {
      ...world.protection,
      notices: await comparability(context, [key], ['pupils', 'pupil-list'], [world.edition]),
    },
    ways: world.ways,
    assumed: {
      margin: query.margin,
      standingShare,
      ridesFromMetres: values.ridesFromMetres,
      ...ASSUMED,
      source,
    },
    totals: {
      riding: people(riding),
      walking: people(day.walking),
      elsewhere: people(day.elsewhere),
      unplaced: query.variant === undefined ? null : people(day.unplaced),
      lacking: isMatched ? lackingOf(trips) : null,
    },
    costs: await transportCosts(context.database.db, [key]),
    schools: schoolsOf(day, query.margin * 60),
    stops: stops.listed,
    trips,
    vehiclesLoaded: vehicles.length > 0,
    withoutVehicle: trips.filter(({ vehicle }) => vehicle === null).length,
    desire: desireOf(day),
    sources: await sources(
      context,
      [key],
      ['gtfs', 'pupils', 'schools', 'network', 'school-hours', 'vehicles', 'transport-costs'],
    ),
  };
}

const lackingOf = (trips: readonly LoadTrip[]): number =>
  vehiclesLacking(
    trips.flatMap(({ departure, arrival, holds, over }) =>
      holds === null || over === null ? [] : [{ departure, arrival, holds, over }],
    ),
  );

/** Numbers of the stops that are told, in the order in which they are first named. */
class StopList {
  readonly listed: DayLoad['stops'] = [];
  readonly #stops: readonly { name: string; lon: number; lat: number }[];
  readonly #numbers = new Map<number, number>();

  constructor(stops: readonly { name: string; lon: number; lat: number }[]) {
    this.#stops = stops;
  }

  number(stop: number): number {
    const known = this.#numbers.get(stop);
    if (known !== undefined) return known;
    const { name, lon, lat } = this.#stops[stop]!;
    this.listed.push({ name, position: [lon, lat] });
    this.#numbers.set(stop, this.listed.length - 1);
    return this.listed.length - 1;
  }
}

function tripsOf(
  { ground, groups, schools, world }: DayRiders,
  direction: LoadTrip['direction'],
  { onBoard, boardings }: Directed,
  vehicles: readonly LineVehicle[],
  standingShare: number,
  stops: StopList,
): LoadTrip[] {
  const people = toldPeople(world.protection.base);
  const { timetable, trips, runs } = ground;
  const { stopOffsets, lineStops, timeOffsets, tripCount } = timetable;
  const ridesOf = ridesByTrip(timetable, boardings, direction, (group) => groups[group]!.school);
  const told: LoadTrip[] = [];
  tripCount.forEach((count, line) => {
    const [start, size] = [stopOffsets[line]!, stopOffsets[line + 1]! - stopOffsets[line]!];
    for (let trip = 0; trip < count; trip++)
      for (const { run, from, to } of partsOf(timetable, line, trip)) {
        const first = timeOffsets[line]! + trip * size + from;
        const sections = onBoard.subarray(first, first + to - from);
        const most = sections.reduce((best, pupils, at) => (pupils > sections[best]! ? at : best), 0);
        if (!(sections[most]! > 0)) continue;
        const own = trips[runs[run]!.trip]!;
        const departure = timetable.departure[first]!;
        const vehicle = vehicleOf(vehicles, own.line, departure);
        const holds = vehicle && placesFor(vehicle, standingShare);
        const bySchool = new Map<number, number>();
        for (const ride of ridesOf.get(`${line} ${trip}`) ?? [])
          if (ride.on < to && ride.off > from)
            bySchool.set(ride.school, (bySchool.get(ride.school) ?? 0) + ride.people);
        told.push({
          key: own.key,
          line: own.line,
          direction,
          departure,
          arrival: timetable.arrival[timeOffsets[line]! + trip * size + to]!,
          stops: Array.from(lineStops.subarray(start + from, start + to + 1), (stop) => stops.number(stop)),
          pupils: Array.from(sections, people),
          most,
          people: people(sections[most]!),
          vehicle: vehicle && {
            name: vehicle.vehicle,
            seats: vehicle.seats,
            standing: vehicle.standing,
            others: vehicle.others,
          },
          holds,
          over: holds === null ? null : Math.max(0, Math.round(sections[most]!) - holds),
          schools: [...bySchool]
            .sort(([, a], [, b]) => b - a)
            .map(([school, count]) => ({ school: schools[school]!.key, people: people(count) })),
        });
      }
  });
  return told;
}

interface TripRide {
  school: number;
  /** Places on the line. */
  on: number;
  off: number;
  people: number;
}

/** Of the way home rides are numbered in the mirrored timetable: the last trip is the first, and so are its calls. */
function ridesByTrip(
  { stopOffsets, tripCount }: Timetable,
  boardings: readonly Boarding[],
  direction: LoadTrip['direction'],
  schoolOf: (group: number) => number,
): Map<string, TripRide[]> {
  const byTrip = new Map<string, TripRide[]>();
  for (const { group, people, rides } of boardings)
    for (const { line, trip: number, on, off } of rides) {
      const isThere = direction === 'there';
      const last = stopOffsets[line + 1]! - stopOffsets[line]! - 1;
      const key = `${line} ${isThere ? number : tripCount[line]! - 1 - number}`;
      const ride = { school: schoolOf(group), people, on: isThere ? on : last - off, off: isThere ? off : last - on };
      byTrip.set(key, [...(byTrip.get(key) ?? []), ride]);
    }
  return byTrip;
}

/** That of the trip, else that of the line. */
export const vehicleOf = (vehicles: readonly LineVehicle[], line: string, departure: number): LineVehicle | null =>
  vehicles.find((one) => one.line === line && one.departure === departure) ??
  vehicles.find((one) => one.line === line && one.departure === null) ??
  null;

/** @param margin seconds by which the groups come before the bell and leave after lessons */
function schoolsOf({ schools, groups, there, back, notice, world }: DayRiders, margin: number): LoadSchool[] {
  const people = toldPeople(world.protection.base);
  const byKey = new Map<number, number[]>();
  groups.forEach(({ school }, index) => byKey.set(school, [...(byKey.get(school) ?? []), index]));
  return [...byKey].map(([school, own]) => {
    const told = ({ ways }: Directed): LoadSchool['there'] => {
      // A day on which nobody goes to school says nothing of connections.
      if (notice !== null) return { carried: null, none: null, meanMinutes: null };
      const sums = { carried: 0, none: 0, seconds: 0 };
      for (const group of own)
        groups[group]!.homes.forEach(({ people: count }, home) => {
          const way = ways[group]![home];
          if (!way) sums.none += count;
          else {
            sums.carried += count;
            sums.seconds += count * (way.arrive - way.leave);
          }
        });
      return {
        carried: people(sums.carried),
        none: people(sums.none),
        meanMinutes: sums.carried > 0 ? Math.round(sums.seconds / sums.carried / 60) : null,
      };
    };
    const all = own.reduce((sum, group) => sum + groups[group]!.homes.reduce((of, home) => of + home.people, 0), 0);
    return {
      school: schools[school]!.key,
      riding: people(all),
      there: told(there),
      back: told(back),
      hours: own.map((group) => {
        const { gradeFrom, gradeTo, begins, ends, isAssumed } = groups[group]!;
        return { gradeFrom, gradeTo, begins: begins + margin, ends: ends - margin, isAssumed };
      }),
    };
  });
}

/** By home area and school, most first: from the middle of those who ride. */
function desireOf({ world, schools, groups }: DayRiders): DayLoad['desire'] {
  const people = toldPeople(world.protection.base);
  const { atoms, areas } = world.world;
  const sums = new Map<string, { area: number; school: number; count: number; lon: number; lat: number }>();
  for (const { school, homes } of groups)
    for (const { home, people: count } of homes) {
      const { area, lon, lat } = atoms[home]!;
      const sum = sums.get(`${area} ${school}`) ?? { area, school, count: 0, lon: 0, lat: 0 };
      sums.set(`${area} ${school}`, sum);
      sum.count += count;
      sum.lon += count * lon;
      sum.lat += count * lat;
    }
  return [...sums.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ area, school, count, lon, lat }) => ({
      home: areas[area]!,
      from: [lon / count, lat / count],
      school: schools[school]!.key,
      people: people(count),
    }));
}
