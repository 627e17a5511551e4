/** What the transport authority gets of a school day: a row for each school, lessons, direction, stop and trip. */
import type { Operation } from '../../context.ts';
import { DomainError } from '../../planning/errors.ts';
import { chosenCounties } from '../counties.ts';
import { noTimetable } from '../transport.ts';
import { dayRiders, type DayRiders, type RidersQuery } from './dayRiders.ts';

export interface HandOverRow {
  school: string;
  schoolName: string;
  direction: 'there' | 'back';
  gradeFrom: number;
  gradeTo: number;
  /** Bell, or end of the lessons; seconds after midnight. */
  lessons: number;
  /** At the home's end; null: these pupils have no connection. */
  stop: { key: string; name: string; lon: number; lat: number } | null;
  line: string | null;
  /** When they get on there, or get off there on the way home. */
  time: number | null;
  people: number;
}

export interface HandedOver {
  county: string;
  countyName: string;
  /** Address of this service: whom to ask. */
  url: string;
  date: string;
  day: DayRiders;
  rows: HandOverRow[];
}

/** @throws DomainError where no timetable is loaded, or nobody goes to school on the day */
export async function handOver(context: Operation, key: string, query: RidersQuery, url: string): Promise<HandedOver> {
  const [county] = await chosenCounties(context, key);
  const day = await dayRiders(context, county!, query);
  const { date, notice } = day;
  if (date === null || notice !== null) throw new DomainError('invalid', 'handOver.noDay', notice ?? noTimetable);
  const rows = [...rowsOf(day, 'there', query.margin), ...rowsOf(day, 'back', query.margin)];
  return { county: key, countyName: county!.name, url, date, day, rows };
}

function rowsOf(day: DayRiders, direction: HandOverRow['direction'], margin: number): HandOverRow[] {
  const { groups, schools, ground } = day;
  const { runs, trips, stops } = ground;
  const rows = new Map<string, HandOverRow>();
  const add = (group: number, people: number, at: Pick<HandOverRow, 'stop' | 'line' | 'time'>) => {
    const key = [group, at.stop?.key, at.line, at.time].join('|');
    const known = rows.get(key);
    if (known) {
      known.people += people;
      return;
    }
    const { school, gradeFrom, gradeTo, begins, ends } = groups[group]!;
    const { key: schoolKey, name } = schools[school]!;
    const lessons = direction === 'there' ? begins + margin * 60 : ends - margin * 60;
    rows.set(key, { school: schoolKey, schoolName: name, direction, gradeFrom, gradeTo, lessons, people, ...at });
  };
  const { boardings, ways } = day[direction];
  for (const { group, people, rides } of boardings) {
    const ride = rides[0]!;
    const { line } = trips[runs[ride.run]!.trip]!;
    const { key, name, lon, lat } = stops[ride.from]!;
    add(group, people, {
      stop: { key, name, lon, lat },
      line,
      time: direction === 'there' ? ride.departure : -ride.departure,
    });
  }
  ways.forEach((homes, group) =>
    homes.forEach((way, home) => {
      if (way === null) add(group, groups[group]!.homes[home]!.people, { stop: null, line: null, time: null });
    }),
  );
  const collator = new Intl.Collator('de', { numeric: true });
  return [...rows.values()].sort(
    (a, b) =>
      collator.compare(a.school, b.school) ||
      a.lessons - b.lessons ||
      collator.compare(a.stop?.name ?? '', b.stop?.name ?? '') ||
      (a.time ?? 0) - (b.time ?? 0),
  );
}
