/** Pupils on board of every trip of a school day, and where there are more than the vehicle holds. */
import { schoolBus } from '../../../geodata/rules/schoolBus.ts';
import type { DayLoad, LoadSchool, LoadTrip } from '../../contract/load.ts';
import { lineVehicles, transportCosts, type LineVehicle } from '../../data/repositories/schoolDay.ts';
import { releaseProtected } from '../../planning/confidentiality/release.ts';
import { placesFor, vehiclesLacking, type Boarding } from '../../planning/transit/load.ts';
import type { Operation } from '../../context.ts';
import { comparability } from '../comparability.ts';
import { chosenCounties, sources } from '../counties.ts';
import { noTimetable } from '../transport.ts';
import { ASSUMED } from '../transitGround.ts';
import { dayRiders, type DayRiders, type Directed, type RidersQuery } from './dayRiders.ts';

export interface LoadQuery extends RidersQuery {
  /** Percent of the standing places; undefined: as is usual. */
  standing?: number | undefined;
}

const people = (count: number) => releaseProtected(Math.round(count));

export async function dayLoad(context: Operation, key: string, query: LoadQuery): Promise<DayLoad> {
  const [county] = await chosenCounties(context, key);
  const day = await dayRiders(context, county!, query);
  const { world, ground, groups } = day;
  const { values, source } = schoolBus;
  const standingShare = query.standing === undefined ? values.standingShare : query.standing / 100;
  const vehicles = await lineVehicles(context.database.db, [key]);
  const stops = new StopList(ground.stops);
  const trips = [
    ...tripsOf(day, 'there', day.there, vehicles, standingShare, stops),
    ...tripsOf(day, 'back', day.back, vehicles, standingShare, stops),
  ].sort((a, b) => Number(b.over ?? 0) - Number(a.over ?? 0) || Number(b.people) - Number(a.people));
  const riding = groups.reduce((sum, { homes }) => sum + homes.reduce((of, home) => of + home.people, 0), 0);
  return {
    date: day.date,
    notice: day.date === null ? noTimetable : ground.notice,
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
      lacking: vehicles.length === 0 ? null : lackingOf(trips),
    },
    costs: await transportCosts(context.database.db, [key]),
    schools: schoolsOf(day, query.margin * 60),
    stops: stops.listed,
    trips,
    vehiclesLoaded: vehicles.length > 0,
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
  { ground, groups, schools }: DayRiders,
  direction: LoadTrip['direction'],
  { onBoard, boardings }: Directed,
  vehicles: readonly LineVehicle[],
  standingShare: number,
  stops: StopList,
): LoadTrip[] {
  const { timetable, trips, runs } = ground;
  const { stopOffsets, lineStops, timeOffsets, tripCount } = timetable;
  const bySchool = peopleByTrip(timetable.tripCount, boardings, direction, (group) => groups[group]!.school);
  const told: LoadTrip[] = [];
  tripCount.forEach((count, line) => {
    const [start, size] = [stopOffsets[line]!, stopOffsets[line + 1]! - stopOffsets[line]!];
    for (let trip = 0; trip < count; trip++) {
      const first = timeOffsets[line]! + trip * size;
      const sections = onBoard.subarray(first, first + size - 1);
      const most = sections.reduce((best, pupils, at) => (pupils > sections[best]! ? at : best), 0);
      if (!(sections[most]! > 0)) continue;
      const own = trips[runs[timetable.run[timetable.runOffsets[line]! + trip]!]!.trip]!;
      const departure = timetable.departure[first]!;
      const vehicle = vehicleOf(vehicles, own.line, departure);
      const holds = vehicle && placesFor(vehicle, standingShare);
      told.push({
        key: own.key,
        line: own.line,
        direction,
        departure,
        arrival: timetable.arrival[first + size - 1]!,
        stops: Array.from(lineStops.subarray(start, start + size), (stop) => stops.number(stop)),
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
        schools: [...(bySchool.get(`${line} ${trip}`) ?? [])]
          .sort(([, a], [, b]) => b - a)
          .map(([school, count]) => ({ school: schools[school]!.key, people: people(count) })),
      });
    }
  });
  return told;
}

/** Of the way home the trips are numbered in the mirrored timetable: the last is the first. */
function peopleByTrip(
  tripCount: Int32Array,
  boardings: readonly Boarding[],
  direction: LoadTrip['direction'],
  schoolOf: (group: number) => number,
): Map<string, Map<number, number>> {
  const byTrip = new Map<string, Map<number, number>>();
  for (const { group, people: count, rides } of boardings)
    for (const { line, trip: number } of rides) {
      const trip = direction === 'there' ? number : tripCount[line]! - 1 - number;
      const key = `${line} ${trip}`;
      const own = byTrip.get(key) ?? new Map<number, number>();
      byTrip.set(key, own.set(schoolOf(group), (own.get(schoolOf(group)) ?? 0) + count));
    }
  return byTrip;
}

/** That of the trip, else that of the line. */
export const vehicleOf = (vehicles: readonly LineVehicle[], line: string, departure: number): LineVehicle | null =>
  vehicles.find((one) => one.line === line && one.departure === departure) ??
  vehicles.find((one) => one.line === line && one.departure === null) ??
  null;

/** @param margin seconds by which the groups come before the bell and leave after lessons */
function schoolsOf({ schools, groups, there, back }: DayRiders, margin: number): LoadSchool[] {
  const byKey = new Map<number, number[]>();
  groups.forEach(({ school }, index) => byKey.set(school, [...(byKey.get(school) ?? []), index]));
  return [...byKey].map(([school, own]) => {
    const told = ({ ways }: Directed): LoadSchool['there'] => {
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
