/** For whom a bus is wanted: atoms whose pupils no line brings to school in time, or not fast enough. */
import { schoolBus } from '../../../geodata/rules/schoolBus.ts';
import { pupilSums, type PupilSum } from '../../data/repositories/people.ts';
import type { SchoolRecord } from '../../data/repositories/sites.ts';
import { atomPoints, waysToSchools } from '../../data/repositories/ways.ts';
import { distance } from '../../planning/catchment/observed.ts';
import { tripThere } from '../../planning/transit/doorToDoor.ts';
import { latestDepartures } from '../../planning/transit/latest.ts';
import { footLimits } from '../../planning/transport/whoRides.ts';
import type { TransportRule } from '../../planning/transport/distanceBand.ts';
import type { WayNote } from '../../contract/common.ts';
import type { ToursWish } from '../../contract/tours.ts';
import type { Operation } from '../../context.ts';
import type { PupilLayout } from '../pupilLayout.ts';
import type { TransitGround } from '../transitGround.ts';
import { toldAs, waysToSchool } from '../waysToSchool.ts';

/** Changes and one: more nobody asks of a child. */
const MOST_RIDES = 4;

export interface Wanted {
  /** `edition/key` of the atoms, with the school's pupils there. */
  pupils: Map<string, number>;
  /** Metres on foot, one way, from which a bus is wanted: several where grades differ. */
  limits: number[];
  /** Pupils whose atom is not known. */
  elsewhere: number;
  note: WayNote;
}

export interface WantedGround {
  editions: string[];
  layout: PupilLayout;
  transit: TransitGround;
  rule: TransportRule | undefined;
}

/** @param bell seconds after midnight */
export async function wantedOf(
  context: Operation,
  school: SchoolRecord,
  bell: number,
  { who, margin }: Pick<ToursWish, 'who' | 'margin'>,
  { editions, layout, transit, rule }: WantedGround,
): Promise<Wanted> {
  const limits = footLimits(rule ?? null, school.schoolType, who.beyond, schoolBus.values.ridesFromMetres);
  const entrance = transit.accessOf.get(school.key) ?? [];
  const latest = latestDepartures(
    transit.timetable,
    {
      stops: entrance.map(({ stop }) => stop),
      seconds: entrance.map(({ seconds }) => seconds),
      at: bell - margin * 60,
    },
    { rides: MOST_RIDES },
  );
  const ways = await waysToSchool(context, school, editions);
  const safeOf = await safeWays(context, school, editions);
  const pupils = new Map<string, number>();
  const told = new Map<string, { measured: boolean }>();
  const grades = new Set<number | null>();
  const isServed = new Map<string, boolean>();
  let elsewhere = 0;
  for (const row of await pupilSums(context.database.db, editions, { key: school.key })) {
    const atom = layout.atomOf(row);
    if (!atom || atom.houses === 0) {
      elsewhere += row.people;
      continue;
    }
    const key = `${atom.edition}/${atom.key}`;
    const grade = row.grade === 0 ? null : row.grade;
    grades.add(grade);
    const way = ways.from(row, distance([atom.x, atom.y], [school.x, school.y]));
    told.set(key, way);
    const safe = way.isDangerous ? (safeOf(row) ?? Infinity) : way.walkMetres;
    if (row.people <= 0 || !limits.isFar(grade, { walk: way.walkMetres, safe })) continue;
    let served = isServed.get(key);
    if (served === undefined) {
      // Nobody who is entitled is asked to walk all the way.
      const trip = tripThere(transit.timetable, latest, transit.accessOf.get(key) ?? [], null);
      served = trip !== null && (who.longerThan === null || trip.arrive - trip.leave <= who.longerThan * 60);
      isServed.set(key, served);
    }
    if (!served) pupils.set(key, (pupils.get(key) ?? 0) + row.people);
  }
  return { pupils, limits: limits.metresOf(grades), elsewhere, note: toldAs(ways.note, [...told.values()]) };
}

/** Metres past no dangerous way to the school; null where there is no such way, or none was measured. */
async function safeWays({ database: { db } }: Operation, school: SchoolRecord, editions: string[]) {
  const stored = await waysToSchools(db, editions, [school]);
  const measured = new Map(stored.map(({ edition, safe }) => [edition, safe]));
  const safeAt = new Map<string, number | null>();
  const counts = new Map<string, number>();
  for (const { edition, key } of await atomPoints(db, [...measured.keys()])) {
    const place = counts.get(edition) ?? 0;
    counts.set(edition, place + 1);
    safeAt.set(`${edition}/${key}`, measured.get(edition)![place] ?? null);
  }
  return ({ edition, atom }: Pick<PupilSum, 'edition' | 'atom'>) => safeAt.get(`${edition}/${atom}`) ?? null;
}
