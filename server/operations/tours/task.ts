/** What a job for tours works on: refused at once where the question makes no sense. */
import type { ToursWish } from '../../contract/tours.ts';
import { listNetworkEdits } from '../../data/repositories/networkEdits.ts';
import { pupilAtoms, type PupilAtom } from '../../data/repositories/people.ts';
import type { SchoolRecord } from '../../data/repositories/sites.ts';
import { networksInForce } from '../../data/repositories/ways.ts';
import type { StoredStop } from '../../data/repositories/transitDay.ts';
import type { Operation } from '../../context.ts';
import type { TransportRule } from '../../planning/transport/distanceBand.ts';
import { chosenCounties } from '../counties.ts';
import { usualHours } from '../doorToDoor.ts';
import { entrancesOf, linesOf } from '../import/measureWays.ts';
import { ATOM_LAYER, choosePupilLayer, pupilBasis, pupilLayout, type PupilBasis } from '../pupilLayout.ts';
import type { NetworkLines } from '../roadWork.ts';
import { rulesFor } from '../rules.ts';
import { oneSchool } from '../sites.ts';
import { transitGround } from '../transitGround.ts';
import { noTimetable, serviceDays } from '../transport.ts';
import * as refused from './refused.ts';
import { refuseTooLarge } from './size.ts';
import { wantedOf, type Wanted } from './wanted.ts';

type Point = [longitude: number, latitude: number];

export interface TourSchool {
  record: SchoolRecord;
  /** Where a bus stops at it. */
  entrance: Point;
  /** Seconds after midnight. */
  bell: number;
  /** Who said so: the planner, the school's hours, or nobody. */
  bellBy: 'wish' | 'hours' | 'usual';
  wanted: Wanted;
}

export interface TourAtom extends PupilAtom {
  name: string;
}

export interface TourTask {
  county: string;
  wish: ToursWish;
  basis: PupilBasis;
  schools: TourSchool[];
  /** By `edition/key`. */
  atoms: Map<string, TourAtom>;
  stops: StoredStop[];
  /** Import of the road network. */
  network: string;
  edits: NetworkLines;
  service: ServiceDays;
  rule: TransportRule | undefined;
}

/** When the tours run: Monday to Friday from one day to another, but for the days without school. */
export interface ServiceDays {
  from: string;
  to: string;
  without: string[];
}

export async function tourTask(context: Operation, county: string, wish: ToursWish): Promise<TourTask> {
  const { db } = context.database;
  const [chosen] = await chosenCounties(context, county);
  const keys = [...new Set(wish.schools)];
  for (const key of Object.keys(wish.bells)) if (!keys.includes(key)) throw refused.unknownBell(key);
  if (wish.earliest < wish.margin) throw refused.windowTurned(wish.margin, wish.earliest);
  const records = [];
  for (const key of keys) records.push(await oneSchool(context, [county], key));
  const [network] = await networksInForce(db, [county]);
  if (!network) throw refused.noNetwork();
  const basis = await pupilBasis(context, [county], undefined);
  const named = await choosePupilLayer(context, [county], basis, ATOM_LAYER, []);
  const service = await schoolDays(context, county, wish.date);
  const transit = await transitGround(context, chosen!, basis.editions, wish.date);
  if (transit.notice) throw refused.noService(transit.notice);
  const layout = await pupilLayout(context, [county], basis, named);
  const rule = (await rulesFor(context, [county], 'schoolTransport'))[0]?.values;
  const edits = await listNetworkEdits(db, [county]);
  const schools: TourSchool[] = [];
  for (const record of records) {
    const { bell, bellBy } = await bellOf(context, record, wish);
    const wanted = await wantedOf(context, record, bell, wish, { editions: basis.editions, layout, transit, rule });
    schools.push({ record, entrance: entrancesOf(record, edits)[0]!, bell, bellBy, wanted });
  }
  // So many stops there are at least: full buses. The rest is known when the stops are.
  const full = schools.reduce((all, { wanted }) => all + Math.ceil(sum(wanted.pupils.values()) / wish.seats), 0);
  refuseTooLarge(full, schools.length);
  const nameOf = new Map(named.areas.map(({ key, name }) => [key, name]));
  const atoms = (await pupilAtoms(db, basis.editions, [county])).map(
    (atom) => [`${atom.edition}/${atom.key}`, { ...atom, name: nameOf.get(atom.key) ?? atom.key }] as const,
  );
  return {
    county,
    wish,
    basis,
    schools,
    atoms: new Map(atoms),
    stops: transit.stops,
    network: network.importId,
    edits: linesOf(edits),
    service,
    rule,
  };
}

/** Weekdays of the timetable in the school year of the day, and which of them have no school. */
async function schoolDays(context: Operation, county: string, date: string): Promise<ServiceDays> {
  const { days } = await serviceDays(context, county);
  if (days.length === 0) throw refused.noService(noTimetable);
  const day = days.find((one) => one.date === date);
  const isSchool = (kind: string) => kind === 'school' || kind === 'unknown';
  if (day && !isSchool(day.kind)) throw refused.noSchoolDay(date);
  const begin = date.slice(5) >= '08-01' ? Number(date.slice(0, 4)) : Number(date.slice(0, 4)) - 1;
  const year = days.filter((one) => one.date >= `${begin}-08-01` && one.date < `${begin + 1}-08-01`);
  const within = year.filter(({ kind }) => isSchool(kind));
  const [from, to] = [within[0]?.date ?? date, within.at(-1)?.date ?? date];
  const without = year.filter(
    (one) => !isSchool(one.kind) && one.kind !== 'weekend' && one.date > from && one.date < to && isWeekday(one.date),
  );
  return { from, to, without: without.map((one) => one.date) };
}

const isWeekday = (date: string): boolean => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

/** Where the wish names no bell: that of the school's hours on the day, else the usual one. */
async function bellOf(context: Operation, record: SchoolRecord, { bells, date }: ToursWish) {
  const wished = bells[record.key];
  if (wished !== undefined) return { bell: secondsOf(wished), bellBy: 'wish' as const };
  const hours = await usualHours(context, record, date);
  return { bell: hours.begins, bellBy: 'school' in hours ? ('hours' as const) : ('usual' as const) };
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0);

/** 'HH:MM' in seconds after midnight. */
function secondsOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return 3600 * hours + 60 * minutes;
}
