/** When pupils of a school must leave home, how long they are under way with the bus, and when they are back. */
import { schoolBus } from '../../geodata/rules/schoolBus.ts';
import type { DoorToDoor, DoorTrip } from '../contract/doorToDoor.ts';
import { pupilSums, type PupilSum } from '../data/repositories/people.ts';
import { schoolHours } from '../data/repositories/schoolDay.ts';
import type { SchoolRecord } from '../data/repositories/sites.ts';
import { distance } from '../planning/catchment/observed.ts';
import { mostFirst, releaseProtected } from '../planning/confidentiality/release.ts';
import { nearestStop, tripThere, turnedRound, type Trip } from '../planning/transit/doorToDoor.ts';
import { latestDepartures } from '../planning/transit/latest.ts';
import { minutesByGrade, minutesFor, stepOf } from '../planning/transport/travelTime.ts';
import { isoWeekday } from '../planning/transport/schoolCalendar.ts';
import type { TransportRule } from '../planning/transport/distanceBand.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { ATOM_LAYER, choosePupilLayer, isListed, pupilBasis, pupilLayout } from './pupilLayout.ts';
import { rulesFor, travelTimesOf } from './rules.ts';
import { oneSchool } from './sites.ts';
import { noSchool, noTimetable, serviceDays } from './transport.ts';
import { ASSUMED, transitGround, walkSeconds, type TransitGround } from './transitGround.ts';
import { toldAs, waysToSchool } from './waysToSchool.ts';

/** Changes and one: more nobody asks of a child. */
export const MOST_RIDES = 4;
/** Metres on foot all the way where the state has no limit for the school: beyond, who has no bus has no way. */
const FARTHEST_WALK = 5000;
/** Metres to the stop that are told: what planners ask for, no rule. */
const STOP_STEPS = [500, 1000] as const;

export interface DoorQuery {
  school: string;
  date?: string | undefined;
  /** Seconds after midnight; undefined: as the school's hours say. */
  bell?: number | undefined;
  end?: number | undefined;
  /** Minutes at the school before the bell, and from the lessons' end to the door. */
  margin: number;
}

export async function doorToDoor(context: Operation, selection: string, query: DoorQuery): Promise<DoorToDoor> {
  const counties = await chosenCounties(context, selection);
  const keys = counties.map(({ key }) => key);
  const school = await oneSchool(context, keys, query.school);
  const county = counties.find(({ key }) => key === school.county)!;
  const basis = await pupilBasis(context, [school.county], undefined);
  const layer = await choosePupilLayer(context, [school.county], basis, ATOM_LAYER, []);
  const layout = await pupilLayout(context, [school.county], basis, layer);
  const date = query.date ?? (await serviceDays(context, school.county)).suggested;
  // Without a timetable there is no day either: whoever walks, walks on any.
  const ground = await transitGround(context, county, basis.editions, date ?? context.now().toISOString().slice(0, 10));
  const { timetable, back } = ground;
  const notice = date === null ? noTimetable : (ground.notice ?? (await noSchool(context, county.key, date)));
  const entrance = ground.accessOf.get(school.key) ?? [];
  const [stops, seconds] = [entrance.map(({ stop }) => stop), entrance.map((access) => access.seconds)];
  const usual = await usualHours(context, school, date);
  const [bell, end] = [query.bell ?? usual.begins, query.end ?? usual.ends];
  const margin = query.margin * 60;
  // A day on which nothing runs has no connection to tell of.
  const rides = notice === null ? MOST_RIDES : 0;
  const there = latestDepartures(timetable, { stops, seconds, at: bell - margin }, { rides });
  const home = latestDepartures(back, { stops, seconds, at: -(end + margin) }, { rides });
  const rows = await pupilSums(context.database.db, basis.editions, { key: school.key });
  const ways = await waysToSchool(context, school, basis.editions);
  const byAtom = new Map<string, { rows: PupilSum[]; walk: number; measured: boolean }>();
  for (const row of rows) {
    const area = layout.areaOf(row);
    const atom = layout.atomOf(row);
    if (!area || !atom) continue;
    const way = ways.from(row, distance([atom.x, atom.y], [school.x, school.y]));
    const known = byAtom.get(area);
    const { walkMetres: walk, measured } = way;
    byAtom.set(area, { walk, measured, rows: [...(known?.rows ?? []), row] });
  }
  const mostOnFoot = walkable((await rulesFor(context, [county.key], 'schoolTransport'))[0]?.values, school);
  const listed = isListed(rows, school, basis);
  const told = layer.areas.flatMap((area) => {
    const own = byAtom.get(`${area.county}/${area.key}`);
    if (!own) return [];
    const accesses = basis.editions.flatMap((edition) => ground.accessOf.get(`${edition}/${area.key}`) ?? []);
    const onFoot = own.walk <= mostOnFoot ? walkSeconds(own.walk) : null;
    const way = tripThere(timetable, there, accesses, onFoot);
    const wayBack = turnedRound(tripThere(back, home, accesses, onFoot));
    return [
      {
        county: area.county,
        key: area.key,
        name: area.name,
        point: area.point,
        rows: own.rows,
        people: own.rows.reduce((sum, { people }) => sum + people, 0),
        measured: own.measured,
        walkMetres: Math.round(own.walk),
        stopMetres: nearestStop(timetable, accesses),
        there: way && doorTrip(ground, way, bell - way.arrive),
        back: wayBack && doorTrip(ground, wayBack, wayBack.leave - end),
      },
    ];
  });
  const near = STOP_STEPS.map((most) => ({
    metres: most,
    pupils: told.reduce((sum, { people, stopMetres }) => sum + ((stopMetres ?? Infinity) <= most ? people : 0), 0),
  }));
  const { rule, values: times } = await travelTimesOf(context, county.key);
  const { steps } = times;
  const grades = gradesOf(school, rows);
  const limits = minutesByGrade(times, school.schoolType, grades.from, grades.to);
  const sums = { steps: Array<number>(steps.length + 1).fill(0), none: 0, above: 0 };
  for (const { people, rows: own, there: way } of told) {
    if (way === null) sums.none += people;
    else sums.steps[stepOf(way.minutes, steps)]! += people;
    for (const row of own) if (way && way.minutes > minutesFor(limits, row.grade)) sums.above += row.people;
  }
  const total = (counts: { people: number }[]) => counts.reduce((sum, { people }) => sum + people, 0);
  const elsewhere = total(rows) - total(told);
  // A day on which nobody goes to school says nothing of connections.
  const release = (sum: number) => (listed && notice === null ? releaseProtected(sum) : null);
  const note = toldAs(ways.note, told);
  return {
    school: school.key,
    date,
    notice,
    bell,
    end,
    margin: query.margin,
    steps,
    limits,
    rule,
    mostOnFoot,
    assumed: ASSUMED,
    year: basis.year,
    protection: basis.protection,
    ways: note,
    homes: told
      .map(({ people, measured: _measured, rows: _rows, ...one }) => ({ ...one, pupils: releaseProtected(people) }))
      .sort((a, b) => mostFirst(a.pupils, b.pupils) || a.name.localeCompare(b.name, 'de')),
    totals: {
      steps: sums.steps.map(release),
      above: release(sums.above),
      none: release(sums.none),
      elsewhere: release(elsewhere),
    },
    near: near.map(({ metres, pupils }) => ({ metres, pupils: release(pupils) })),
    sources: await sources(context, [school.county], ['gtfs', 'pupils', 'schools', 'network']),
  };
}

/** Of the youngest grade that has hours on the day: the others' are asked for by name. */
export async function usualHours(
  context: Operation,
  { county, key }: Pick<SchoolRecord, 'county' | 'key'>,
  date: string | null,
) {
  const weekday = date === null ? null : isoWeekday(date);
  const hours = await schoolHours(context.database.db, [county]);
  return (
    hours.find((one) => one.school === key && (weekday === null || one.weekdays.includes(weekday))) ?? schoolBus.values
  );
}

/** Metres that a pupil of the school may be expected to walk: the farthest limit of the state's rule for its grades. */
export function walkable(
  rule: TransportRule | undefined,
  { schoolType, gradeFrom, gradeTo }: Pick<SchoolRecord, 'schoolType' | 'gradeFrom' | 'gradeTo'>,
): number {
  const limits = (rule?.limits ?? []).filter(
    (limit) =>
      (limit.schoolTypes === null || limit.schoolTypes.includes(schoolType)) &&
      limit.gradeFrom <= (gradeTo ?? Infinity) &&
      limit.gradeTo >= (gradeFrom ?? 0),
  );
  return limits.length === 0
    ? FARTHEST_WALK
    : Math.max(...limits.map(({ metres, roundTrip }) => (roundTrip ? metres / 2 : metres)));
}

/** Grades of the school; where its list does not say, those of its pupils. */
function gradesOf({ gradeFrom, gradeTo }: SchoolRecord, rows: readonly PupilSum[]): { from: number; to: number } {
  const grades = rows.flatMap(({ grade }) => (grade === null ? [] : [grade]));
  const own = grades.length > 0 ? grades : [1, 13];
  return { from: gradeFrom ?? Math.min(...own), to: gradeTo ?? Math.max(...own) };
}

function doorTrip(ground: TransitGround, trip: Trip, waits: number): DoorTrip {
  const run = trip.run === null ? null : ground.runs[trip.run]!;
  return {
    leave: trip.leave,
    arrive: trip.arrive,
    minutes: Math.round((trip.arrive - trip.leave) / 60),
    waitMinutes: Math.round(waits / 60),
    rides: trip.rides,
    stop: trip.stop === null ? null : ground.stops[trip.stop]!.name,
    line: run === null ? null : ground.trips[run.trip]!.line,
    walkMinutes: Math.round(trip.walkSeconds / 60),
  };
}
