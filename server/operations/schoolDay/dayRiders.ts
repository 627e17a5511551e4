/** A school day of a plan: who rides, on which trips, in both directions. Kept while the county's data and the variant stay as they are. */
import { setImmediate } from 'node:timers/promises';
import { schoolBus } from '../../../geodata/rules/schoolBus.ts';
import type { County } from '../../data/repositories/counties.ts';
import { schoolHours } from '../../data/repositories/schoolDay.ts';
import type { Database } from '../../data/open.ts';
import { DirectionLoad, unmirroredLoad } from '../../planning/transit/load.ts';
import { turnedRound, type Access, type Trip } from '../../planning/transit/doorToDoor.ts';
import { isoWeekday } from '../../planning/transport/schoolCalendar.ts';
import type { PlanSchool } from '../../planning/variant/world.ts';
import type { Sentence } from '../../planning/types.ts';
import type { Operation } from '../../context.ts';
import { MOST_RIDES } from '../doorToDoor.ts';
import { rulesFor } from '../rules.ts';
import { noSchool, noTimetable, serviceDays } from '../transport.ts';
import { accessOfSites, transitGround, type TransitGround } from '../transitGround.ts';
import { attendancesOf, type Attending } from '../variants/attending.ts';
import { countyWorld, type CountyWorld } from '../variants/world.ts';
import { ridersOf, type RiderGroup, type Riders } from './riders.ts';

export interface DayRiders extends Riders {
  date: string | null;
  /** Why nobody's way can be told; null: it can. */
  notice: Sentence | null;
  /** Pupils who find no place under the variant. */
  unplaced: number;
  world: CountyWorld;
  schools: readonly PlanSchool[];
  groups: RiderGroup[];
  ground: TransitGround;
  there: Directed;
  /** Rides of the mirrored timetable; sections as of the timetable itself. */
  back: Directed;
}

export interface Directed {
  onBoard: Float64Array;
  boardings: DirectionLoad['boardings'];
  /** By group and home. */
  ways: (Trip | null)[][];
}

export interface RidersQuery {
  date?: string | undefined;
  /** Minutes. */
  margin: number;
  variant?: string | undefined;
}

const stores = new WeakMap<Database, Map<string, Promise<DayRiders>>>();
const KEPT = 4;

export async function dayRiders(context: Operation, county: County, query: RidersQuery): Promise<DayRiders> {
  const store = stores.get(context.database) ?? new Map<string, Promise<DayRiders>>();
  stores.set(context.database, store);
  const world = await countyWorld(context, county);
  const attending = await attendancesOf(context, world, query.variant ?? null);
  const date = query.date ?? (await serviceDays(context, county.key)).suggested;
  const key = [county.key, county.revision, date, query.margin, query.variant, attending.version].join(' ');
  const known = store.get(key);
  if (known) return known;
  const made = ridersOn(context, world, attending, date, query.margin);
  store.set(key, made);
  made.catch(() => store.delete(key));
  const oldest = store.size > KEPT ? store.keys().next().value : undefined;
  if (oldest !== undefined) store.delete(oldest);
  return made;
}

async function ridersOn(
  context: Operation,
  world: CountyWorld,
  { schools, attendances, unplaced, walkOf, safeOf, relocated }: Attending,
  date: string | null,
  margin: number,
): Promise<DayRiders> {
  const { county, edition } = world;
  // Without a timetable there is no day either.
  const day = date ?? context.now().toISOString().slice(0, 10);
  const ground = await transitGround(context, county, [edition], day);
  const rule = (await rulesFor(context, [county.key], 'schoolTransport'))[0];
  const hours = (await schoolHours(context.database.db, [county.key])).filter(({ weekdays }) =>
    weekdays.includes(isoWeekday(day)),
  );
  const access = await schoolAccess(context, world, ground, schools, relocated);
  const riders = ridersOf({
    world: world.world,
    schools,
    attendances,
    hours,
    usual: schoolBus.values,
    rule: rule?.values ?? null,
    margin: margin * 60,
    walkOf,
    safeOf,
    accessOfAtom: (atom) => ground.accessOf.get(`${edition}/${world.world.atoms[atom]!.key}`) ?? [],
    accessOfSchool: (school) => access[school]!,
  });
  // A day on which nothing runs has no connection to tell of.
  const notice = date === null ? noTimetable : (ground.notice ?? (await noSchool(context, county.key, day)));
  const rides = notice === null ? MOST_RIDES : 0;
  const there = await direction(ground.timetable, riders.groups, rides, ({ begins }) => begins);
  const home = await direction(ground.back, riders.groups, rides, ({ ends }) => -ends);
  return {
    ...riders,
    date,
    notice,
    unplaced,
    world,
    schools,
    ground,
    there,
    back: {
      ...home,
      onBoard: unmirroredLoad(ground.timetable, home.onBoard),
      ways: home.ways.map((ways) => ways.map(turnedRound)),
    },
  };
}

async function direction(
  timetable: TransitGround['timetable'],
  groups: readonly RiderGroup[],
  rides: number,
  at: (group: RiderGroup) => number,
): Promise<Directed> {
  const load = new DirectionLoad(timetable, rides);
  const ways: Directed['ways'] = [];
  for (const [index, group] of groups.entries()) {
    ways.push(load.add(index, group, at(group)));
    await setImmediate();
  }
  return { onBoard: load.onBoard, boardings: load.boardings, ways };
}

/** From the stops to each school's entrances; sites that a variant proposes are measured. */
async function schoolAccess(
  context: Operation,
  { county }: CountyWorld,
  ground: TransitGround,
  schools: readonly PlanSchool[],
  relocated: ReadonlySet<number>,
): Promise<(readonly Access[])[]> {
  const moved = [...relocated];
  const measured = await accessOfSites(
    context,
    county.key,
    ground,
    moved.map((school): [number, number] => [schools[school]!.lon, schools[school]!.lat]),
  );
  const at = new Map(moved.map((school, index) => [school, measured[index]!]));
  return schools.map(({ key }, school) => at.get(school) ?? ground.accessOf.get(key) ?? []);
}
