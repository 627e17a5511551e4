/** For whom a bus is wanted: atoms whose pupils no line brings to school in time, or home, or not fast enough. */
import { schoolBus } from '../../../geodata/rules/schoolBus.ts';
import type { ToursWish } from '../../contract/tours.ts';
import { tripThere, type Access } from '../../planning/transit/doorToDoor.ts';
import { latestDepartures } from '../../planning/transit/latest.ts';
import type { TransportRule } from '../../planning/transport/distanceBand.ts';
import { footLimits } from '../../planning/transport/whoRides.ts';
import { NONE } from '../../planning/variant/world.ts';
import type { TransitGround } from '../transitGround.ts';
import type { Attending } from '../variants/attending.ts';
import type { CountyWorld } from '../variants/world.ts';

/** Changes and one: more nobody asks of a child. */
const MOST_RIDES = 4;

export interface Wanted {
  /** `edition/key` of the atoms, with the school's pupils there: whole ones. */
  pupils: Map<string, number>;
  /** Metres on foot, one way, from which a bus is wanted: several where grades differ. */
  limits: number[];
  /** Pupils whose atom is not known. */
  elsewhere: number;
  /** Whether anybody attends the school at all. */
  isAttended: boolean;
}

export interface WantedGround {
  county: CountyWorld;
  /** Today, or under the variant. */
  attending: Attending;
  transit: TransitGround;
  rule: TransportRule | undefined;
}

/**
 * @param school number among those of `attending`
 * @param entrance stops that are reached from the school on foot
 * @param bell seconds after midnight; on the way home the lessons' end
 */
export function wantedOf(
  school: number,
  entrance: readonly Access[],
  bell: number,
  { who, margin, direction }: Pick<ToursWish, 'who' | 'margin' | 'direction'>,
  { county: { world, edition }, attending, transit, rule }: WantedGround,
): Wanted {
  const { schoolType } = attending.schools[school]!;
  const limits = footLimits(rule ?? null, schoolType, who.beyond, schoolBus.values.ridesFromMetres);
  const isHome = direction === 'back';
  // The way home is the way there in the mirrored timetable.
  const timetable = isHome ? transit.back : transit.timetable;
  const latest = latestDepartures(
    timetable,
    {
      stops: entrance.map(({ stop }) => stop),
      seconds: entrance.map(({ seconds }) => seconds),
      at: (isHome ? -bell : bell) - margin * 60,
    },
    { rides: MOST_RIDES },
  );
  const [walk, safe] = [attending.walkOf(school), attending.safeOf(school)];
  const own = attending.attendances.filter((one) => one.school === school && one.people > 0);
  const pupils = new Map<string, number>();
  const grades = new Set<number | null>();
  const isServed = new Map<string, boolean>();
  let elsewhere = 0;
  for (const { row, people } of own) {
    const atom = world.rows.place[row]!;
    if (atom === NONE || atom >= world.atoms.length) {
      elsewhere += people;
      continue;
    }
    const key = `${edition}/${world.atoms[atom]!.key}`;
    const grade = world.rows.grade[row] || null;
    grades.add(grade);
    if (!limits.isFar(grade, { walk: walk[atom]!, safe: safe[atom]! })) continue;
    let served = isServed.get(key);
    if (served === undefined) {
      // Nobody who is entitled is asked to walk all the way.
      const trip = tripThere(timetable, latest, transit.accessOf.get(key) ?? [], null);
      served = trip !== null && (who.longerThan === null || trip.arrive - trip.leave <= who.longerThan * 60);
      isServed.set(key, served);
    }
    if (!served) pupils.set(key, (pupils.get(key) ?? 0) + people);
  }
  return { pupils: wholePupils(pupils), limits: limits.metresOf(grades), elsewhere, isAttended: own.length > 0 };
}

/**
 * A variant sends parts of pupils, and a bus has whole seats: what is left at one atom is counted at the next, so that the sum
 * stays. Keys of atoms begin with their area, so the next one is near.
 */
export function wholePupils(parts: ReadonlyMap<string, number>): Map<string, number> {
  const whole = new Map<string, number>();
  let left = 0;
  for (const [key, people] of [...parts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    left += people;
    const own = Math.round(left);
    left -= own;
    if (own > 0) whole.set(key, own);
  }
  return whole;
}
