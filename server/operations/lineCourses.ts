/** Where lines run of which the timetable names only the stops: along the roads, as a bus would drive them. */
import type { LineCourses } from '../contract/transport.ts';
import type { County } from '../data/repositories/counties.ts';
import { barePaths, feedsInForce, type BarePaths } from '../data/repositories/transit.ts';
import { boardingStops } from '../data/repositories/transitDay.ts';
import { bareSections, courseOf, type Point } from '../planning/transit/lineCourse.ts';
import type { Operation } from '../context.ts';
import { chosenCounties, sources } from './counties.ts';
import { linesAlongRoads, shortened } from './roadCourses.ts';

const ON_ROADS: readonly BarePaths['mode'][] = ['bus', 'onDemand'];
/** A tenth of a metre: what was written and read again is the same place. */
const placeOf = ([lon, lat]: Point): string => `${lon.toFixed(6)} ${lat.toFixed(6)}`;

export async function lineCourses(context: Operation, selection: string): Promise<LineCourses> {
  const counties = await chosenCounties(context, selection);
  const lines: LineCourses['lines'] = [];
  for (const county of counties) lines.push(...(await coursesOf(context, county)));
  const keys = counties.map(({ key }) => key);
  return { lines, sources: await sources(context, keys, ['gtfs', 'network']) };
}

async function coursesOf(context: Operation, county: County): Promise<LineCourses['lines']> {
  const { db } = context.database;
  const imports = (await feedsInForce(db, [county.key])).map(({ importId }) => importId);
  const places = new Set((await boardingStops(db, imports)).map(({ lon, lat }) => placeOf([lon, lat])));
  const isStop = (point: Point) => places.has(placeOf(point));
  const lines = await barePaths(db, imports);
  const driven = lines.filter(({ mode }) => ON_ROADS.includes(mode));
  const sections = bareSections(
    driven.flatMap(({ paths }) => paths),
    isStop,
  );
  const along = await linesAlongRoads(context, county, sections);
  return lines.flatMap(({ county: own, key, mode, paths }) => {
    const roadOf = ({ key: section }: { key: string }) => (ON_ROADS.includes(mode) && along.get(section)) || [];
    const { derived, straight, paths: drawn } = courseOf(paths, isStop, roadOf);
    if (derived + straight === 0) return [];
    return [
      { county: own, key, derived, straight, paths: derived === 0 ? [] : drawn.map((path) => path.map(shortened)) },
    ];
  });
}
