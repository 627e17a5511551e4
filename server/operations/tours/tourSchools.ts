/** The schools that buses drive to, as they are today or under a variant: where, by when, and for whom. */
import type { ToursWish } from '../../contract/tours.ts';
import type { NetworkEdit } from '../../data/repositories/networkEdits.ts';
import type { Access } from '../../planning/transit/doorToDoor.ts';
import type { PlanSchool } from '../../planning/variant/world.ts';
import type { Operation } from '../../context.ts';
import { usualHours } from '../doorToDoor.ts';
import { entrancesOf } from '../import/measureWays.ts';
import { oneSchool } from '../sites.ts';
import { accessOfSites } from '../transitGround.ts';
import { wantedOf, type Wanted, type WantedGround } from './wanted.ts';

type Point = [longitude: number, latitude: number];

export interface TourSchool {
  record: PlanSchool;
  /** Where a bus stops at it. */
  entrance: Point;
  /** Seconds after midnight; on the way home: the lessons' end. */
  bell: number;
  /** Who said so: the planner, the school's hours, or nobody. */
  bellBy: 'wish' | 'hours' | 'usual';
  wanted: Wanted;
}

/** @throws DomainError `school.unknown` */
export async function tourSchools(
  context: Operation,
  wish: ToursWish,
  keys: readonly string[],
  edits: readonly NetworkEdit[],
  ground: WantedGround,
): Promise<TourSchool[]> {
  const { key: county } = ground.county.county;
  const { schools } = ground.attending;
  const numberOf = (key: string) => schools.findIndex((school) => school.key === key);
  const numbers: number[] = [];
  for (const key of keys) {
    const number = numberOf(key);
    numbers.push(number === -1 ? numberOf((await oneSchool(context, [county], key)).key) : number);
  }
  const access = await accessOf(context, ground, numbers);
  const found: TourSchool[] = [];
  for (const [index, number] of numbers.entries()) {
    const record = schools[number]!;
    const { bell, bellBy } = await bellOf(context, county, record.key, wish);
    const wanted = wantedOf(number, access[index]!, bell, wish, ground);
    const isMoved = ground.attending.relocated.has(number);
    const entrance: Point = isMoved ? [record.lon, record.lat] : entrancesOf(record, edits)[0]!;
    found.push({ record, entrance, bell, bellBy, wanted });
  }
  return found;
}

/** From the schools' stops; sites that a variant proposes are measured. */
async function accessOf(
  context: Operation,
  { county: { county }, transit, attending: { schools, relocated } }: WantedGround,
  numbers: readonly number[],
): Promise<(readonly Access[])[]> {
  const moved = numbers.filter((number) => relocated.has(number));
  const measured = await accessOfSites(
    context,
    county.key,
    transit,
    moved.map((number): Point => [schools[number]!.lon, schools[number]!.lat]),
  );
  return numbers.map((number) =>
    relocated.has(number) ? measured[moved.indexOf(number)]! : (transit.accessOf.get(schools[number]!.key) ?? []),
  );
}

/** Where the wish names no time: that of the school's hours on the day, else the usual one. */
async function bellOf(context: Operation, county: string, key: string, { bells, date, direction }: ToursWish) {
  const wished = bells[key];
  if (wished !== undefined) return { bell: secondsOf(wished), bellBy: 'wish' as const };
  const hours = await usualHours(context, { county, key }, date);
  const bell = direction === 'back' ? hours.ends : hours.begins;
  return { bell, bellBy: 'school' in hours ? ('hours' as const) : ('usual' as const) };
}

/** 'HH:MM' in seconds after midnight. */
function secondsOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return 3600 * hours + 60 * minutes;
}
