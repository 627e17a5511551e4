/** Timetable of a day and walks to its stops: kept while the county's data stay as they are. */
import { boardingStops, tripsOfDay, type StoredStop, type StoredTrip } from '../data/repositories/transitDay.ts';
import { feedsInForce } from '../data/repositories/transit.ts';
import { listNetworkEdits } from '../data/repositories/networkEdits.ts';
import type { County } from '../data/repositories/counties.ts';
import { listSchools } from '../data/repositories/sites.ts';
import { atomPoints, networksInForce, packedRoads } from '../data/repositories/ways.ts';
import type { Database } from '../data/open.ts';
import { runsOn } from '../planning/transit/dayRuns.ts';
import type { Access } from '../planning/transit/doorToDoor.ts';
import { mirrored } from '../planning/transit/mirror.ts';
import { timetableOf, type Footpath, type Run, type Timetable } from '../planning/transit/timetable.ts';
import type { Sentence } from '../planning/types.ts';
import type { Operation } from '../context.ts';
import { entrancesOf, linesOf } from './import/measureWays.ts';
import { estimatedWalks } from './estimatedWalks.ts';
import { dayNotice, serviceDays } from './transport.ts';
import { wayNote } from './waysToSchool.ts';

/** Search radius on foot: metres to a stop, and between two stops. What is far for a child the planner reads off the answer. */
const MOST_TO_STOP = 2000;
const MOST_BETWEEN_STOPS = 400;
/** Planning assumptions, told with every answer: 4 km/h, and two minutes to change at a stop. */
export const ASSUMED = { walkMetresPerHour: 4000, changeSeconds: 120 };
export const walkSeconds = (metres: number): number => Math.round((metres * 3600) / ASSUMED.walkMetresPerHour);

export interface Walks {
  stops: StoredStop[];
  /** By atom ('edition/key') and by school's key: stops that can be reached on foot. */
  accessOf: Map<string, Access[]>;
  footpaths: Footpath[];
  measured: boolean;
}

type Point = [longitude: number, latitude: number];

/** Of sites that stand nowhere yet: stops that can be reached from them on foot. */
export async function accessOfSites(
  context: Operation,
  county: string,
  { stops }: Walks,
  sites: readonly Point[],
): Promise<Access[][]> {
  const access: Access[][] = sites.map(() => []);
  if (sites.length === 0) return access;
  const near = await nearStops(context, county, [...sites], stops);
  near.place.forEach((site, index) => {
    const metres = near.metres[index]!;
    access[site]!.push({ stop: near.stop[index]!, metres, seconds: walkSeconds(metres) });
  });
  return access;
}

async function nearStops(context: Operation, county: string, places: Point[], stops: readonly StoredStop[]) {
  const { db } = context.database;
  const to = stops.map(({ lon, lat }): Point => [lon, lat]);
  const [network] = await networksInForce(db, [county]);
  const { detourFactor } = await wayNote(context, county, false);
  if (!network) return { ...estimatedWalks(places, to, MOST_TO_STOP, detourFactor), measured: false };
  const near = await context.onRoads({
    task: 'near',
    roads: await packedRoads(db, network.importId),
    edits: linesOf(await listNetworkEdits(db, [county])),
    places,
    stops: to,
    most: MOST_TO_STOP,
  });
  return { ...near, measured: true };
}

export interface TransitGround extends Walks {
  trips: StoredTrip[];
  runs: Run[];
  timetable: Timetable;
  back: Timetable;
  /** Why nothing runs; null where something does. */
  notice: Sentence | null;
}

interface Kept {
  revision: string;
  walks: Promise<Walks>;
  days: Map<string, Promise<TransitGround>>;
}

const stores = new WeakMap<Database, Map<string, Kept>>();
const KEPT_COUNTIES = 4;
const KEPT_DAYS = 6;

export function transitGround(
  context: Operation,
  county: County,
  editions: string[],
  day: string,
): Promise<TransitGround> {
  const store = stores.get(context.database) ?? new Map<string, Kept>();
  stores.set(context.database, store);
  const key = `${county.key} ${editions.join()}`;
  let kept = store.get(key);
  if (kept?.revision !== county.revision) {
    kept = { revision: county.revision, walks: walksOf(context, county, editions), days: new Map() };
    kept.walks.catch(() => store.delete(key));
    trim(store.set(key, kept), KEPT_COUNTIES);
  }
  const { days, walks } = kept;
  const known = days.get(day);
  if (known) return known;
  const made = walks.then((own) => groundOf(context, county.key, own, day));
  made.catch(() => days.delete(day));
  trim(days.set(day, made), KEPT_DAYS);
  return made;
}

function trim<T>(map: Map<string, T>, most: number): void {
  const oldest = map.size > most ? map.keys().next().value : undefined;
  if (oldest !== undefined) map.delete(oldest);
}

async function importsOf(context: Operation, county: string): Promise<string[]> {
  return (await feedsInForce(context.database.db, [county])).map(({ importId }) => importId);
}

async function walksOf(context: Operation, county: County, editions: string[]): Promise<Walks> {
  const { db } = context.database;
  const stops = await boardingStops(db, await importsOf(context, county.key));
  const edits = await listNetworkEdits(db, [county.key]);
  const atoms = await atomPoints(db, editions);
  const schools = await listSchools(db, [county.key]);
  const places: { name: string; at: Point }[] = [
    ...atoms.map(({ edition, key, lon, lat }) => ({ name: `${edition}/${key}`, at: [lon, lat] as Point })),
    ...schools.flatMap((school) => entrancesOf(school, edits).map((at) => ({ name: school.key, at }))),
  ];
  const points = [...places.map(({ at }) => at), ...stops.map(({ lon, lat }): Point => [lon, lat])];
  const near = await nearStops(context, county.key, points, stops);
  const accessOf = new Map<string, Access[]>();
  const footpaths: Footpath[] = [];
  near.place.forEach((place, index) => {
    const [stop, metres] = [near.stop[index]!, near.metres[index]!];
    const seconds = walkSeconds(metres);
    const from = place - places.length;
    if (from >= 0) {
      if (from !== stop && metres <= MOST_BETWEEN_STOPS)
        footpaths.push({ from, to: stop, seconds: Math.max(seconds, ASSUMED.changeSeconds) });
      return;
    }
    const { name } = places[place]!;
    const known = accessOf.get(name);
    if (known) known.push({ stop, metres, seconds });
    else accessOf.set(name, [{ stop, metres, seconds }]);
  });
  return { stops, accessOf, footpaths, measured: near.measured };
}

async function groundOf(context: Operation, county: string, walks: Walks, day: string): Promise<TransitGround> {
  const { trips, calls } = await tripsOfDay(context.database.db, await importsOf(context, county), day);
  const { stops, footpaths } = walks;
  const stopAt = new Map(stops.map(({ importId, key }, index) => [`${importId} ${key}`, index]));
  const known = calls.filter(({ stop }) => stopAt.has(stop));
  const offsets = new Int32Array(trips.length + 1);
  for (const { trip } of known) offsets[trip + 1]!++;
  for (let trip = 0; trip < trips.length; trip++) offsets[trip + 1]! += offsets[trip]!;
  const runs = runsOn(
    trips.map((trip) => ({ ...trip, block: trip.block && `${trip.importId} ${trip.block}` })),
    { onDemand: false },
  );
  const timetable = timetableOf({
    stops: stops.length,
    calls: {
      offsets,
      stop: known.map(({ stop }) => stopAt.get(stop)!),
      arrival: known.map(({ arrival }) => arrival),
      departure: known.map(({ departure }) => departure),
      boards: known.map(({ boards }) => Number(boards)),
      alights: known.map(({ alights }) => Number(alights)),
    },
    runs,
    footpaths,
    change: new Int32Array(stops.length).fill(ASSUMED.changeSeconds),
  });
  const { days, from, to } = await serviceDays(context, county);
  const notice = dayNotice(day, days.find(({ date }) => date === day)?.trips ?? 0, from, to);
  return { ...walks, trips, runs, timetable, back: mirrored(timetable), notice };
}
