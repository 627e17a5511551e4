/** The way to one school from where pupils live: measured on the road network, else estimated from the straight line. */
import type { WayNote } from '../contract/common.ts';
import { atomPoints, networksInForce, waysToSchools } from '../data/repositories/ways.ts';
import { pupilYears, type PupilSum } from '../data/repositories/people.ts';
import type { SchoolRecord } from '../data/repositories/sites.ts';
import { estimatedWalk } from '../planning/transport/distanceBand.ts';
import type { Operation } from '../context.ts';
import { rulesFor } from './rules.ts';

export interface WayToSchool {
  /** Of the shortest way on foot; metres. */
  walkMetres: number;
  /** Does the shortest way pass along one that the county has marked as dangerous? False where nothing was measured. */
  isDangerous: boolean;
  /** Of the quickest by car; null where nothing was measured. */
  driveSeconds: number | null;
  /** False: an estimate. */
  measured: boolean;
}

export interface WaysToSchool {
  note: WayNote;
  /** Does the shortest way from any atom pass along one that is marked as dangerous? */
  anyDangerous: boolean;
  /** @param straightMetres from the home, for where no way was measured */
  from: (home: Pick<PupilSum, 'edition' | 'atom'>, straightMetres: number) => WayToSchool;
}

/** Footpath ÷ straight line where the county has no rule for it: the middle of what is usual (1.2–1.4). */
const DETOUR_FACTOR = 1.3;

/** How the ways of a county are found. */
export async function wayNote(context: Operation, county: string, measured: boolean): Promise<WayNote> {
  const [network] = measured ? await networksInForce(context.database.db, [county]) : [];
  const rule = (await rulesFor(context, [county], 'schoolTransport'))[0];
  return {
    method: measured ? 'network' : 'estimate',
    networkDate: network?.referenceDate ?? null,
    detourFactor: rule?.values.detourFactor ?? DETOUR_FACTOR,
  };
}

/** Of ways none of which was measured: estimates, whatever is loaded. */
export const toldAs = (note: WayNote, ways: readonly Pick<WayToSchool, 'measured'>[]): WayNote =>
  ways.some(({ measured }) => measured) || ways.length === 0
    ? note
    : { ...note, method: 'estimate', networkDate: null };

/** The newest year with atoms, from whose places ways are measured. */
export async function newestAtoms(
  context: Operation,
  counties: string[],
): Promise<{ year: string; editions: string[] } | null> {
  const years = (await pupilYears(context.database.db, counties)).filter(({ cellAtoms }) => cellAtoms > 0);
  const year = years[0]?.year;
  if (year === undefined) return null;
  return { year, editions: years.filter((entry) => entry.year === year).map(({ edition }) => edition) };
}

export async function waysToSchool(
  context: Operation,
  school: Pick<SchoolRecord, 'county' | 'key'>,
  editions: readonly string[],
): Promise<WaysToSchool> {
  const { db } = context.database;
  const stored = new Map((await waysToSchools(db, editions, [school])).map((ways) => [ways.edition, ways]));
  const places = new Map<string, number>();
  const counts = new Map<string, number>();
  for (const { edition, key } of await atomPoints(db, [...stored.keys()])) {
    const number = counts.get(edition) ?? 0;
    places.set(`${edition}/${key}`, number);
    counts.set(edition, number + 1);
  }
  const note = await wayNote(context, school.county, stored.size > 0);
  return {
    note,
    anyDangerous: [...stored.values()].some(({ walk, safe }) => walk.some((metres, home) => metres !== safe[home])),
    from: ({ edition, atom }, straightMetres) => {
      const number = atom === null ? undefined : places.get(`${edition}/${atom}`);
      const ways = number === undefined ? undefined : stored.get(edition);
      const walk = ways?.walk[number!] ?? null;
      return walk === null
        ? {
            walkMetres: estimatedWalk(straightMetres, note.detourFactor),
            isDangerous: false,
            driveSeconds: null,
            measured: false,
          }
        : {
            walkMetres: walk,
            isDangerous: ways!.safe[number!] !== walk,
            driveSeconds: ways!.driveSeconds[number!] ?? null,
            measured: true,
          };
    },
  };
}
