/** Where buses with pupils on board drive between two stops. */
import type { LoadCourses } from '../../contract/load.ts';
import { sectionOf, type Point, type Section } from '../../planning/transit/lineCourse.ts';
import { partsOf } from '../../planning/transit/timetable.ts';
import type { Operation } from '../../context.ts';
import { chosenCounties } from '../counties.ts';
import { linesAlongRoads, shortened } from '../roadCourses.ts';
import { dayRiders, type DayRiders, type RidersQuery } from './dayRiders.ts';

export async function loadCourses(context: Operation, key: string, query: RidersQuery): Promise<LoadCourses> {
  const [county] = await chosenCounties(context, key);
  const day = await dayRiders(context, county!, query);
  const sections = sectionsOf(day);
  const lines = await linesAlongRoads(context, county!, sections);
  return {
    courses: sections.flatMap(({ from, to, key: section }) => {
      const line = lines.get(section) ?? [];
      return line.length > 1 ? [{ from: [...from], to: [...to], line: line.map(shortened) }] : [];
    }),
  };
}

/** Between two calls of a bus with pupils on board, once for both directions. */
function sectionsOf({ ground, there, back }: DayRiders): Section[] {
  const { timetable, runs, trips, stops } = ground;
  const { stopOffsets, lineStops, timeOffsets, tripCount } = timetable;
  const sections = new Map<string, Section>();
  const pointOf = (stop: number): Point => [stops[stop]!.lon, stops[stop]!.lat];
  tripCount.forEach((count, line) => {
    const [start, size] = [stopOffsets[line]!, stopOffsets[line + 1]! - stopOffsets[line]!];
    for (let trip = 0; trip < count; trip++)
      for (const { run, from, to } of partsOf(timetable, line, trip)) {
        if (trips[runs[run]!.trip]!.mode !== 'bus') continue;
        for (let at = from; at < to; at++) {
          const section = timeOffsets[line]! + trip * size + at;
          if (there.onBoard[section]! + back.onBoard[section]! === 0) continue;
          const own = sectionOf(pointOf(lineStops[start + at]!), pointOf(lineStops[start + at + 1]!));
          sections.set(own.key, own);
        }
      }
  });
  return [...sections.values()];
}
