/** The nearest stop of each atom that is served on a day of the timetable. */
import type { County } from '../data/repositories/counties.ts';
import { nearestServed } from '../planning/transit/doorToDoor.ts';
import type { Operation } from '../context.ts';
import { transitGround } from './transitGround.ts';
import { noSchool, serviceDays } from './transport.ts';

export interface NearStop {
  name: string;
  point: [longitude: number, latitude: number];
  /** On foot. */
  metres: number;
}

/** Null where no timetable is loaded, or nobody goes to school on the day. */
export async function nearestStops(
  context: Operation,
  county: County,
  editions: string[],
  wanted: string | undefined,
): Promise<{ date: string; stopOf: (atom: string) => NearStop | null } | null> {
  const date = wanted ?? (await serviceDays(context, county.key)).suggested;
  if (date === null) return null;
  const { accessOf, timetable, stops, notice } = await transitGround(context, county, editions, date);
  if ((notice ?? (await noSchool(context, county.key, date))) !== null) return null;
  const known = new Map<string, NearStop | null>();
  const nearest = (atom: string): NearStop | null => {
    const found = nearestServed(timetable, accessOf.get(atom) ?? []);
    if (found === null) return null;
    const { name, lon, lat } = stops[found.stop]!;
    return { name, point: [lon, lat], metres: found.metres };
  };
  return {
    date,
    stopOf: (atom) => {
      const own = known.get(atom);
      if (own !== undefined) return own;
      const made = nearest(atom);
      known.set(atom, made);
      return made;
    },
  };
}
