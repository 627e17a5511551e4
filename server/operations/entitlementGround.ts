/** Pupils of a school year with the ways that decide on their entitlement: kept while the county's data and the variant stay as they are. */
import { layerImports, listAreas } from '../data/repositories/areas.ts';
import type { County } from '../data/repositories/counties.ts';
import { pupilAtoms, type PupilYear } from '../data/repositories/people.ts';
import type { SchoolRecord } from '../data/repositories/sites.ts';
import type { DoorCounts } from '../data/repositories/doorClaims.ts';
import { atomPoints, waysToSchools } from '../data/repositories/ways.ts';
import type { WayNote } from '../contract/common.ts';
import type { Database } from '../data/open.ts';
import { estimatedWalk, type TransportRule } from '../planning/transport/distanceBand.ts';
import { decidingSchool, type FootWay } from '../planning/transport/entitlement.ts';
import type { Operation } from '../context.ts';
import { attendedToday, attendedUnder, othersOf, type AttendedRow } from './attended.ts';
import { houseWalks, type Walks } from './houseWalks.ts';
import { knownVariant } from './variants/known.ts';
import { wayNote } from './waysToSchool.ts';

/** Pupils of one atom or area, school and grade. */
export interface GroundRow {
  county: string;
  edition: string;
  atom: string | null;
  home: string;
  grade: number | null;
  people: number;
  /** Attended. */
  school: SchoolRecord;
  /** A nearer one could be attended. */
  farther: boolean;
  /** To the deciding school from the houses of the atom, or from its middle alone; null: the home is not known. */
  ways: readonly FootWay[] | null;
  measured: boolean;
  /** Who was measured at the door by the rule of today, where the attended school decides; null: nobody. */
  doors: DoorCounts | null;
  lacks: AttendedRow['lacks'];
}

export interface EntitlementGround {
  schools: SchoolRecord[];
  /** By school and grade. */
  rows: GroundRow[];
  /** Houses whose ways were measured; 0: ways are those of the atoms' middles. */
  houses: number;
  note: WayNote;
  /** Pupils who find no place under the variant; null: today. */
  unplaced: number | null;
}

const kept = new WeakMap<Database, Map<string, { revision: string; ground: Promise<EntitlementGround> }>>();
const KEPT = 6;

/** @param variant null: today */
export async function entitlementGround(
  context: Operation,
  county: County,
  list: PupilYear,
  rule: TransportRule,
  variant: string | null,
): Promise<EntitlementGround> {
  const store =
    kept.get(context.database) ?? new Map<string, { revision: string; ground: Promise<EntitlementGround> }>();
  kept.set(context.database, store);
  const version = variant === null ? null : (await knownVariant(context, county.key, variant)).version;
  const key = [county.key, list.edition, variant, version].join(' ');
  const known = store.get(key);
  if (known?.revision === county.revision) return known.ground;
  const ground = groundOf(context, county, list, rule, variant);
  store.set(key, { revision: county.revision, ground });
  const oldest = store.size > KEPT ? store.keys().next().value : undefined;
  if (oldest !== undefined) store.delete(oldest);
  ground.catch(() => store.delete(key));
  return ground;
}

async function groundOf(
  context: Operation,
  county: County,
  { edition, layer, year, cellAtoms }: PupilYear,
  rule: TransportRule,
  variant: string | null,
): Promise<EntitlementGround> {
  const { db } = context.database;
  const attended =
    variant === null
      ? await attendedToday(context, county.key, { edition, year, cellAtoms })
      : await attendedUnder(context, county, { edition, year }, variant);
  const { schools, rows, ownWay, relocated, unplaced } = attended;
  const homes = await homesOf(context, county.key, edition, layer);
  const stored = new Map((await waysToSchools(db, [edition], schools)).map((ways) => [ways.school, ways]));
  const note = await wayNote(context, county.key, stored.size > 0);
  const middleWay = (school: number, home: number, atom: string | null): FootWay & { measured: boolean } => {
    const { key, x, y } = schools[school]!;
    const own = atom === null ? null : ownWay(school, atom);
    if (own) return { ...own, measured: stored.size > 0 };
    const ways = stored.get(key);
    const walk = ways?.walk[home] ?? null;
    if (walk !== null) return { walk, safe: ways?.safe[home] ?? null, measured: true };
    const estimate = estimatedWalk(Math.hypot(homes.x[home]! - x, homes.y[home]! - y), note.detourFactor);
    return { walk: estimate, safe: estimate, measured: false };
  };
  const others = othersOf(rule, attended);
  const placed = rows.map((row) => {
    const { school, atom } = row;
    const home = homes.at(row);
    if (home === null) return { row, home, deciding: school, farther: false };
    const metresTo = (one: number) => middleWay(one, home, atom).walk;
    const found = decidingSchool(rule, school, others(school, row), metresTo);
    return { row, home, deciding: found.school, farther: found.farther };
  });
  const { walks, houses } =
    stored.size === 0
      ? { walks: new Map<string, Walks>(), houses: 0 }
      : await houseWalks(
          context,
          county.key,
          edition,
          schools,
          placed.flatMap(({ row, deciding }) => (row.atom === null ? [] : [{ atom: row.atom, school: deciding }])),
          relocated,
        );
  const waysOf = new Map<string, readonly FootWay[]>();
  return {
    schools,
    houses,
    note,
    unplaced,
    rows: placed
      .map(({ row, home, deciding, farther }): GroundRow & { order: number } => {
        const { school, atom } = row;
        const known = {
          ...row,
          county: county.key,
          edition,
          school: schools[school]!,
          farther,
          order: school,
          // Measured is the way to the attended school.
          doors: deciding === school ? row.doors : null,
        };
        if (home === null) return { ...known, ways: null, measured: false };
        const own = atom === null ? undefined : walks.get(`${deciding}/${atom}`);
        const pair = `${deciding}/${home}`;
        const ways = waysOf.get(pair) ?? own ?? [middleWay(deciding, home, atom)];
        waysOf.set(pair, ways);
        return { ...known, ways, measured: own !== undefined || middleWay(deciding, home, atom).measured };
      })
      .sort((a, b) => a.order - b.order || (a.grade ?? 0) - (b.grade ?? 0)),
  };
}

/** Atoms in the order of their stored ways, then the areas of those who came counted by area. */
async function homesOf(context: Operation, county: string, edition: string, layer: string) {
  const { db } = context.database;
  const points = await atomPoints(db, [edition]);
  const metres = new Map((await pupilAtoms(db, [edition], [county])).map(({ key, x, y }) => [key, { x, y }]));
  const areas = await listAreas(db, await layerImports(db, [county], layer, null), [county]);
  const byAtom = new Map(points.map(({ key }, index) => [key, index]));
  const byArea = new Map(areas.map(({ key }, index) => [key, points.length + index]));
  return {
    x: [...points.map(({ key }) => metres.get(key)!.x), ...areas.map((area) => area.metres[0])],
    y: [...points.map(({ key }) => metres.get(key)!.y), ...areas.map((area) => area.metres[1])],
    at: ({ atom, home }: { atom: string | null; home: string }): number | null =>
      (atom === null ? undefined : byAtom.get(atom)) ?? byArea.get(home) ?? null,
  };
}
