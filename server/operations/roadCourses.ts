/** Where buses drive between two stops: along the roads, where a network is loaded; a timetable need not say. */
import type { County } from '../data/repositories/counties.ts';
import { listNetworkEdits } from '../data/repositories/networkEdits.ts';
import { networksInForce, packedRoads } from '../data/repositories/ways.ts';
import type { Database } from '../data/open.ts';
import { shortMetres } from '../planning/network/metres.ts';
import type { Point, Section } from '../planning/transit/lineCourse.ts';
import type { Operation } from '../context.ts';
import { importsInForce } from '../data/repositories/imports.ts';
import { digest, linesOf } from './import/measureWays.ts';
import type { NetworkLines } from './roadWork.ts';

/** Metres: what stops farther from the roads that are driven is not on the network. */
const STOP_TO_ROAD = 150;

interface Kept {
  /** Timetables, network and what is drawn on it. */
  basis: string;
  lines: Map<string, readonly Point[]>;
  /** Whoever asks meanwhile waits and finds the same sections there. */
  work: Promise<void>;
}

/** By county; a section is the same on every day. */
const stores = new WeakMap<Database, Map<string, Kept>>();

/** @returns the line by key of the section; empty where no road leads there, none where no network is loaded */
export async function linesAlongRoads(
  context: Operation,
  { key }: Pick<County, 'key'>,
  sections: readonly Section[],
): Promise<ReadonlyMap<string, readonly Point[]>> {
  const { db } = context.database;
  const edits = linesOf(await listNetworkEdits(db, [key]));
  const basis = digest([await importsInForce(db, key, ['gtfs', 'network']), edits]);
  const store = stores.get(context.database) ?? new Map<string, Kept>();
  stores.set(context.database, store);
  const known = store.get(key);
  const kept = known?.basis === basis ? known : { basis, lines: new Map(), work: Promise.resolve() };
  store.set(key, kept);
  const own = kept.work.then(() => drawMissing(context, key, edits, kept.lines, sections));
  kept.work = own.catch(() => undefined);
  await own;
  return kept.lines;
}

async function drawMissing(
  context: Operation,
  county: string,
  edits: NetworkLines,
  lines: Map<string, readonly Point[]>,
  sections: readonly Section[],
): Promise<void> {
  const { db } = context.database;
  const missing = sections.filter((section) => !lines.has(section.key));
  const [network] = await networksInForce(db, [county]);
  if (!network || missing.length === 0) return;
  const drawn = await context.onRoads({
    task: 'tourLines',
    roads: await packedRoads(db, network.importId),
    edits,
    ways: missing.map(({ from, to }): [[number, number], [number, number]] => [[...from], [...to]]),
  });
  missing.forEach((section, index) => {
    const line = drawn[index]!;
    lines.set(section.key, isAt(line[0], section.from) && isAt(line.at(-1), section.to) ? line : []);
  });
}

const isAt = (end: Point | undefined, stop: Point): boolean =>
  end !== undefined && shortMetres([...end], [...stop]) <= STOP_TO_ROAD;

/** A metre is enough for a map. */
export const shortened = ([lon, lat]: Point): [number, number] => [
  Math.round(lon * 1e5) / 1e5,
  Math.round(lat * 1e5) / 1e5,
];
