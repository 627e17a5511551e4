/** Where buses drive between two stops: along the roads, where a network is loaded; a timetable need not say. */
import type { LoadCourses } from '../../contract/load.ts';
import type { County } from '../../data/repositories/counties.ts';
import { listNetworkEdits } from '../../data/repositories/networkEdits.ts';
import { networksInForce, packedRoads } from '../../data/repositories/ways.ts';
import type { Database } from '../../data/open.ts';
import { partsOf } from '../../planning/transit/timetable.ts';
import type { Operation } from '../../context.ts';
import { linesOf } from '../import/measureWays.ts';
import { chosenCounties } from '../counties.ts';
import { dayRiders, type DayRiders, type RidersQuery } from './dayRiders.ts';

type Point = readonly [longitude: number, latitude: number];

interface Kept {
  revision: string;
  lines: Map<string, readonly Point[]>;
}

/** By county; a section is the same on every day. */
const stores = new WeakMap<Database, Map<string, Kept>>();

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

/** A metre is enough for a map. */
const shortened = ([lon, lat]: Point): [number, number] => [Math.round(lon * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5];

interface Section {
  key: string;
  from: Point;
  to: Point;
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
          const [a, b] = [lineStops[start + at]!, lineStops[start + at + 1]!].sort((x, y) => x - y) as [number, number];
          const key = `${pointOf(a).join()} ${pointOf(b).join()}`;
          if (!sections.has(key)) sections.set(key, { key, from: pointOf(a), to: pointOf(b) });
        }
      }
  });
  return [...sections.values()];
}

async function linesAlongRoads(
  context: Operation,
  { key, revision }: County,
  sections: readonly Section[],
): Promise<ReadonlyMap<string, readonly Point[]>> {
  const { db } = context.database;
  const store = stores.get(context.database) ?? new Map<string, Kept>();
  stores.set(context.database, store);
  const known = store.get(key);
  const kept = known?.revision === revision ? known : { revision, lines: new Map<string, readonly Point[]>() };
  store.set(key, kept);
  const missing = sections.filter((section) => !kept.lines.has(section.key));
  const [network] = await networksInForce(db, [key]);
  if (!network || missing.length === 0) return kept.lines;
  const drawn = await context.onRoads({
    task: 'tourLines',
    roads: await packedRoads(db, network.importId),
    edits: linesOf(await listNetworkEdits(db, [key])),
    ways: missing.map(({ from, to }): [[number, number], [number, number]] => [[...from], [...to]]),
  });
  missing.forEach((section, index) => kept.lines.set(section.key, drawn[index]!));
  return kept.lines;
}
