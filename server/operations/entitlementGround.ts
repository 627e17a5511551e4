/** Pupils of a school year with the ways that decide on their entitlement: kept while the county's data stay as they are. */
import { layerImports, listAreas } from '../data/repositories/areas.ts';
import type { County } from '../data/repositories/counties.ts';
import { pupilAtoms, type PupilYear } from '../data/repositories/people.ts';
import { listSchools, type SchoolRecord } from '../data/repositories/sites.ts';
import { planRows } from '../data/repositories/variants.ts';
import { atomPoints, waysToSchools } from '../data/repositories/ways.ts';
import type { WayNote } from '../contract/common.ts';
import type { Database } from '../data/open.ts';
import { estimatedWalk, type TransportRule } from '../planning/transport/distanceBand.ts';
import { decidingSchool, type FootWay } from '../planning/transport/entitlement.ts';
import type { Operation } from '../context.ts';
import { districtLayout } from './districtLayout.ts';
import { houseWalks, type Walks } from './houseWalks.ts';
import { rulesFor } from './rules.ts';
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
}

export interface EntitlementGround {
  schools: SchoolRecord[];
  /** By school and grade. */
  rows: GroundRow[];
  /** Houses whose ways were measured; 0: ways are those of the atoms' middles. */
  houses: number;
  note: WayNote;
}

const kept = new WeakMap<Database, Map<string, { revision: string; ground: Promise<EntitlementGround> }>>();
const KEPT = 6;

export function entitlementGround(
  context: Operation,
  county: County,
  list: PupilYear,
  rule: TransportRule,
): Promise<EntitlementGround> {
  const store =
    kept.get(context.database) ?? new Map<string, { revision: string; ground: Promise<EntitlementGround> }>();
  kept.set(context.database, store);
  const key = `${county.key} ${list.edition}`;
  const known = store.get(key);
  if (known?.revision === county.revision) return known.ground;
  const ground = groundOf(context, county, list, rule);
  store.set(key, { revision: county.revision, ground });
  const oldest = store.size > KEPT ? store.keys().next().value : undefined;
  if (oldest !== undefined) store.delete(oldest);
  ground.catch(() => store.delete(key));
  return ground;
}

async function groundOf(
  context: Operation,
  county: County,
  { edition, layer, year }: PupilYear,
  rule: TransportRule,
): Promise<EntitlementGround> {
  const { db } = context.database;
  const schools = await listSchools(db, [county.key]);
  const schoolAt = new Map(schools.map(({ key }, index) => [key, index]));
  // Pupils of a school that is not in the list any more have no way.
  const rows = (await planRows(db, edition)).filter(({ school }) => schoolAt.has(school));
  const homes = await homesOf(context, county.key, edition, layer);
  const stored = new Map((await waysToSchools(db, [edition], schools)).map((ways) => [ways.school, ways]));
  const note = await wayNote(context, county.key, stored.size > 0);
  const middleWay = (school: number, home: number): FootWay & { measured: boolean } => {
    const { key, x, y } = schools[school]!;
    const ways = stored.get(key);
    const walk = ways?.walk[home] ?? null;
    if (walk !== null) return { walk, safe: ways?.safe[home] ?? null, measured: true };
    const estimate = estimatedWalk(Math.hypot(homes.x[home]! - x, homes.y[home]! - y), note.detourFactor);
    return { walk: estimate, safe: estimate, measured: false };
  };
  const others = await othersOf(context, county.key, { edition, year }, rule, schools, rows);
  const placed = rows.map((row) => {
    const school = schoolAt.get(row.school)!;
    const home = homes.at(row);
    if (home === null) return { row, school, home, deciding: school, farther: false };
    const metresTo = (one: number) => middleWay(one, home).walk;
    const found = decidingSchool(rule, school, others(school, row), metresTo);
    return { row, school, home, deciding: found.school, farther: found.farther };
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
        );
  const waysOf = new Map<string, readonly FootWay[]>();
  return {
    schools,
    houses,
    note,
    rows: placed
      .map(({ row, school, home, deciding, farther }): GroundRow & { order: number } => {
        const known = { ...row, county: county.key, edition, school: schools[school]!, farther, order: school };
        if (home === null) return { ...known, ways: null, measured: false };
        const own = row.atom === null ? undefined : walks.get(`${deciding}/${row.atom}`);
        const pair = `${deciding}/${home}`;
        const ways = waysOf.get(pair) ?? own ?? [middleWay(deciding, home)];
        waysOf.set(pair, ways);
        return { ...known, ways, measured: own !== undefined || middleWay(deciding, home).measured };
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

/** As lists write it: „privat“, „freier Träger“, „Ersatzschule“. */
const isPrivate = ({ legalStatus }: SchoolRecord): boolean => /privat|frei|ersatz/i.test(legalStatus ?? '');

type Others = (attended: number, row: { atom: string | null; grade: number | null }) => readonly number[];

/** Which schools could be attended instead of one. */
async function othersOf(
  context: Operation,
  county: string,
  { edition, year }: { edition: string; year: string },
  rule: TransportRule,
  schools: readonly SchoolRecord[],
  rows: readonly { school: string; people: number }[],
): Promise<Others> {
  const pupils = new Map<string, number>();
  for (const { school, people } of rows) pupils.set(school, (pupils.get(school) ?? 0) + people);
  const hasPlaces = ({ key, places, enrolment }: SchoolRecord) =>
    rule.decidingSchool !== 'nearestWithPlaces' || places === null || places > (enrolment ?? pupils.get(key) ?? 0);
  const teaches = ({ gradeFrom, gradeTo }: SchoolRecord, grade: number | null) =>
    grade === null || ((gradeFrom ?? grade) <= grade && grade <= (gradeTo ?? grade));
  const ofType = new Map<string, number[]>();
  schools.forEach((school, index) => {
    if (!hasPlaces(school) || (rule.decidingPublicOnly === true && isPrivate(school))) return;
    const known = ofType.get(school.schoolType);
    if (known) known.push(index);
    else ofType.set(school.schoolType, [index]);
  });
  const assigned = await assignedSchools(context, county, { edition, year }, schools);
  return (attended, { atom, grade }) => {
    const { schoolType } = schools[attended]!;
    if (rule.assignedTypes?.includes(schoolType)) return [];
    const own = atom === null ? undefined : assigned.get(schoolType)?.get(atom);
    if (own) return own.includes(attended) ? [] : own;
    return (ofType.get(schoolType) ?? []).filter((index) => teaches(schools[index]!, grade));
  };
}

/** Of the types that have statutory districts: the schools of each atom's district, by index. */
async function assignedSchools(
  context: Operation,
  county: string,
  { edition, year }: { edition: string; year: string },
  schools: readonly SchoolRecord[],
): Promise<Map<string, Map<string, number[]>>> {
  const rule = (await rulesFor(context, [county], 'schoolDistricts'))[0];
  const schoolAt = new Map(schools.map(({ key }, index) => [key, index]));
  const result = new Map<string, Map<string, number[]>>();
  for (const { schoolType } of rule?.values.types ?? []) {
    const day = context.now().toISOString().slice(0, 10);
    const layout =
      (await districtLayout(context, county, schoolType, edition, `${year.slice(0, 4)}-08-01`)) ??
      (await districtLayout(context, county, schoolType, edition, day));
    if (!layout) continue;
    const schoolsOf = new Map(layout.districts.map(({ key, schools: keys }) => [key, keys]));
    const own = new Map<string, number[]>();
    for (const [atom, district] of layout.districtOf) {
      const all = layout.overlapping.get(atom) ?? [district];
      const indices = all.flatMap((key) => schoolsOf.get(key) ?? []).flatMap((key) => schoolAt.get(key) ?? []);
      if (indices.length > 0) own.set(atom, indices);
    }
    result.set(schoolType, own);
  }
  return result;
}
