/** What a job for tours works on: refused at once where the question makes no sense. */
import type { WayNote } from '../../contract/common.ts';
import type { ToursWish } from '../../contract/tours.ts';
import { listNetworkEdits } from '../../data/repositories/networkEdits.ts';
import { pupilAtoms, type PupilAtom } from '../../data/repositories/people.ts';
import { networksInForce } from '../../data/repositories/ways.ts';
import type { StoredStop } from '../../data/repositories/transitDay.ts';
import type { Operation } from '../../context.ts';
import type { TransportRule } from '../../planning/transport/distanceBand.ts';
import { chosenCounties } from '../counties.ts';
import { linesOf } from '../import/measureWays.ts';
import { ATOM_LAYER, choosePupilLayer, pupilBasis, type PupilBasis } from '../pupilLayout.ts';
import type { NetworkLines } from '../roadWork.ts';
import { rulesFor } from '../rules.ts';
import { transitGround } from '../transitGround.ts';
import { noTimetable, serviceDays } from '../transport.ts';
import { attendancesOf } from '../variants/attending.ts';
import { knownVariant } from '../variants/known.ts';
import { countyWorld } from '../variants/world.ts';
import * as refused from './refused.ts';
import { refuseTooLarge } from './size.ts';
import { tourSchools, type TourSchool } from './tourSchools.ts';

export interface TourVariant {
  id: string;
  name: string;
  version: number;
  /** Pupils who find no place under it. */
  unplaced: number;
}

export interface TourAtom extends PupilAtom {
  name: string;
}

export interface TourTask {
  county: string;
  wish: ToursWish;
  basis: PupilBasis;
  /** Whose pupils; null: today's. */
  variant: TourVariant | null;
  ways: WayNote;
  schools: TourSchool[];
  depot: { name: string | null; point: [longitude: number, latitude: number] } | null;
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
  const record = wish.variant === null ? null : await knownVariant(context, county, wish.variant);
  const [network] = await networksInForce(db, [county]);
  if (!network) throw refused.noNetwork();
  const basis = await pupilBasis(context, [county], undefined);
  const named = await choosePupilLayer(context, [county], basis, ATOM_LAYER, []);
  const service = await schoolDays(context, county, wish.date);
  const transit = await transitGround(context, chosen!, basis.editions, wish.date);
  if (transit.notice) throw refused.noService(transit.notice);
  const world = await countyWorld(context, chosen!);
  const attending = await attendancesOf(context, world, wish.variant);
  const rule = (await rulesFor(context, [county], 'schoolTransport'))[0]?.values;
  const edits = await listNetworkEdits(db, [county]);
  const schools = await tourSchools(context, wish, keys, edits, { county: world, attending, transit, rule });
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
    depot: depotOf(wish, transit.stops),
    variant: record && { ...record, version: attending.version!, unplaced: attending.unplaced },
    ways: world.ways,
    schools,
    atoms: new Map(atoms),
    stops: transit.stops,
    network: network.importId,
    edits: linesOf(edits),
    service,
    rule,
  };
}

function depotOf({ depot }: ToursWish, stops: readonly StoredStop[]): TourTask['depot'] {
  if (depot === null) return null;
  if ('lon' in depot) return { name: null, point: [depot.lon, depot.lat] };
  const stop = stops.find(({ key }) => key === depot.stop);
  if (!stop) throw refused.unknownStop(depot.stop);
  return { name: stop.name, point: [stop.lon, stop.lat] };
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

const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0);
