/** For whom a bus is wanted: atoms whose pupils no line brings to school in time, or not fast enough. */
import { pupilSums } from '../../data/repositories/people.ts';
import type { SchoolRecord } from '../../data/repositories/sites.ts';
import { distance } from '../../planning/catchment/observed.ts';
import { tripThere } from '../../planning/transit/doorToDoor.ts';
import { latestDepartures } from '../../planning/transit/latest.ts';
import type { TransportRule } from '../../planning/transport/distanceBand.ts';
import type { WayNote } from '../../contract/common.ts';
import type { ToursWish } from '../../contract/tours.ts';
import type { Operation } from '../../context.ts';
import { walkable } from '../doorToDoor.ts';
import type { PupilLayout } from '../pupilLayout.ts';
import { walkSeconds, type TransitGround } from '../transitGround.ts';
import { toldAs, waysToSchool } from '../waysToSchool.ts';

/** Changes and one: more nobody asks of a child. */
const MOST_RIDES = 4;

export interface Wanted {
  /** `edition/key` of the atoms, with the school's pupils there. */
  pupils: Map<string, number>;
  /** Metres on foot from which a bus is wanted. */
  from: number;
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
  const from = who.beyond ?? walkable(rule, school);
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
  const pupils = new Map<string, number>();
  const told: { measured: boolean }[] = [];
  const isWanted = new Map<string, boolean>();
  let elsewhere = 0;
  for (const row of await pupilSums(context.database.db, editions, { key: school.key })) {
    const atom = layout.atomOf(row);
    if (!atom || atom.houses === 0) {
      elsewhere += row.people;
      continue;
    }
    const key = `${atom.edition}/${atom.key}`;
    let wanted = isWanted.get(key);
    if (wanted === undefined) {
      const way = ways.from(row, distance([atom.x, atom.y], [school.x, school.y]));
      told.push(way);
      const onFoot = way.walkMetres < from ? walkSeconds(way.walkMetres) : null;
      const trip = tripThere(transit.timetable, latest, transit.accessOf.get(key) ?? [], onFoot);
      const isLong = trip !== null && who.longerThan !== null && trip.arrive - trip.leave > who.longerThan * 60;
      wanted = onFoot === null && (trip === null || isLong);
      isWanted.set(key, wanted);
    }
    if (wanted && row.people > 0) pupils.set(key, (pupils.get(key) ?? 0) + row.people);
  }
  return { pupils, from, elsewhere, note: toldAs(ways.note, told) };
}
