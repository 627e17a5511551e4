/** Who attends which school, and which each could attend instead: today, or when everything of a variant holds. */
import type { County } from '../data/repositories/counties.ts';
import type { PupilYear } from '../data/repositories/people.ts';
import { listSchools, type SchoolRecord } from '../data/repositories/sites.ts';
import { claimKey, doorBasisOf, doorCounts, type DoorCounts } from '../data/repositories/doorClaims.ts';
import { planRows } from '../data/repositories/variants.ts';
import { transformer } from '../../geodata/crs/transform.ts';
import { DomainError } from '../planning/errors.ts';
import type { TransportRule } from '../planning/transport/distanceBand.ts';
import { CLAIM_TRAIT } from '../planning/transport/doorClaims.ts';
import type { FootWay } from '../planning/transport/entitlement.ts';
import { Rest } from '../planning/transport/wholePeople.ts';
import { assignmentAt } from '../planning/variant/state.ts';
import { NO_SAFE_WAY, NONE, type PlanSchool } from '../planning/variant/world.ts';
import type { Operation } from '../context.ts';
import { districtLayout } from './districtLayout.ts';
import { doorBasis } from './import/doors.ts';
import { rulesFor } from './rules.ts';
import { attendancesOf } from './variants/attending.ts';
import { countyWorld, type CountyWorld } from './variants/world.ts';

/** Pupils of one atom or area, school and grade. */
export interface AttendedRow {
  atom: string | null;
  home: string;
  grade: number | null;
  /** Index into `schools`. */
  school: number;
  people: number;
  /** Of them who were measured at their doors, by today's rule and to this school; null: nobody, or it does not hold any more. */
  doors: DoorCounts | null;
  /** Could the doors tell more? 'never': they were not measured; 'changed': by a network, an entrance or a rule of before. */
  lacks: 'never' | 'changed' | null;
}

export interface Attended {
  schools: SchoolRecord[];
  rows: AttendedRow[];
  /** May the school be attended by those who do not yet? */
  stands: (school: number) => boolean;
  /** Of the types that have statutory districts: the schools of each atom's district. */
  assigned: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
  /** From an atom to a site that stands there in the variant only; null: as stored. */
  ownWay: (school: number, atom: string) => FootWay | null;
  /** Schools that stand elsewhere in the variant. */
  relocated: ReadonlySet<number>;
  /** Pupils who find no place under the variant; null: today. */
  unplaced: number | null;
}

export async function attendedToday(
  context: Operation,
  county: string,
  { edition, year, cellAtoms }: Pick<PupilYear, 'edition' | 'year' | 'cellAtoms'>,
): Promise<Attended> {
  const { db } = context.database;
  const schools = await listSchools(db, [county]);
  const schoolAt = new Map(schools.map(({ key }, index) => [key, index]));
  // A table that came counted has no doors.
  const doorsOf: DoorsOf = cellAtoms > 0 ? await heldDoors(context, county, edition) : () => NO_DOORS;
  return {
    schools,
    // Pupils of a school that is not in the list any more have no way.
    rows: (await planRows(db, edition)).flatMap((row) => {
      const school = schoolAt.get(row.school);
      return school === undefined ? [] : [{ ...row, school, ...doorsOf(row) }];
    }),
    stands: () => true,
    assigned: await assignedToday(context, county, { edition, year }, schools),
    ownWay: () => null,
    relocated: new Set(),
    unplaced: null,
  };
}

type DoorsOf = (row: {
  atom: string | null;
  school: string;
  grade: number | null;
}) => Pick<AttendedRow, 'doors' | 'lacks'>;

const NO_DOORS = { doors: null, lacks: null };

/** What was measured at the doors to a school holds while network, entrances and rule are those of then. */
async function heldDoors(context: Operation, county: string, edition: string): Promise<DoorsOf> {
  const { db } = context.database;
  const measured = await doorBasisOf(db, edition);
  const now = (await doorBasis(db, county))?.basis;
  if (!now) return () => NO_DOORS;
  const counts = measured ? await doorCounts(db, edition, CLAIM_TRAIT) : new Map<string, DoorCounts>();
  return (row) => {
    const [then, today] = [measured?.[row.school], now[row.school]];
    // Of whom no atom is known nothing is measured.
    if (row.atom === null || today === undefined) return NO_DOORS;
    if (then !== today) return { doors: null, lacks: then === undefined && measured === null ? 'never' : 'changed' };
    return { doors: counts.get(claimKey(row)) ?? null, lacks: null };
  };
}

/** @throws DomainError where there is no such variant, or it is begun with another school year's list */
export async function attendedUnder(
  context: Operation,
  county: County,
  { edition, year }: Pick<PupilYear, 'edition' | 'year'>,
  variant: string,
): Promise<Attended> {
  const plan = await countyWorld(context, county);
  if (plan.edition !== edition)
    throw new DomainError('invalid', 'variant.otherYear', {
      de: `Varianten rechnen mit der neuesten Schülerliste (${plan.schoolYear}), nicht mit der von ${year}: bitte ohne Schuljahr fragen.`,
      en: `Variants reckon with the newest list of pupils (${plan.schoolYear}), not with that of ${year}: please ask without a school year.`,
    });
  const { world } = plan;
  const { state, attendances, unplaced, walkOf, safeOf } = await attendancesOf(context, plan, variant);
  const known = new Map((await listSchools(context.database.db, [county.key])).map((school) => [school.key, school]));
  const gained = new Float64Array(state.schools.length);
  for (const { school, people } of attendances) gained[school]! += people;
  world.listed.forEach((people, school) => (gained[school]! -= people));
  const schools = state.schools.map((school, index) => recordOf(school, known.get(school.key), plan, gained[index]!));
  const assigned = new Map<string, Map<string, number[]>>();
  for (const [schoolType, ground] of world.types) {
    if (!ground.hasDistricts) continue;
    const now = assignmentAt(state, schoolType, ground, Infinity, Infinity);
    const own = new Map<string, number[]>();
    now.forEach((school, atom) => {
      if (school === NONE) return;
      const shared = school === ground.today[atom] ? ground.shared.get(atom) : undefined;
      own.set(world.atoms[atom]!.key, shared ? [...shared] : [school]);
    });
    assigned.set(schoolType, own);
  }
  return {
    schools,
    relocated: state.relocated,
    rows: wholeRows(plan, attendances, state.relocated, await heldDoors(context, county.key, edition)),
    stands: (school) => state.closing[school] === null,
    assigned,
    ownWay: (school, atom) => {
      const at = world.atomByKey.get(atom);
      if (at === undefined || !state.relocated.has(school)) return null;
      const safe = safeOf(school)[at]!;
      return { walk: walkOf(school)[at]!, safe: safe === NO_SAFE_WAY ? null : safe };
    },
    unplaced,
  };
}

/** Of a school as the variant has it; of a new one nothing is known but what the variant says. */
function recordOf(
  school: PlanSchool,
  known: SchoolRecord | undefined,
  { county }: CountyWorld,
  gained: number,
): SchoolRecord {
  const { key, name, schoolType, authority, gradeFrom, gradeTo, parallelClasses, places, lon, lat } = school;
  const unknown = { legalStatus: null, street: null, postcode: null, place: null, enrolment: null };
  const [x, y] =
    known?.lon === lon && known.lat === lat ? [known.x, known.y] : transformer(4326, county.epsg)([lon, lat]);
  return {
    ...(known ?? unknown),
    county: county.key,
    ...{ key, name, schoolType, authority, gradeFrom, gradeTo, parallelClasses, places, lon, lat, x, y },
    // Whether there are places follows from who attends it then.
    enrolment: typeof known?.enrolment === 'number' ? Math.round(known.enrolment + gained) : null,
  };
}

/** A variant moves parts of people: of each school and grade they become whole ones with the sum kept. */
function wholeRows(
  { world }: CountyWorld,
  attendances: readonly { row: number; school: number; people: number }[],
  relocated: ReadonlySet<number>,
  doorsOf: DoorsOf,
): AttendedRow[] {
  const rests = new Map<string, Rest>();
  const { rows, atoms, areas, schools } = world;
  return attendances.flatMap(({ row, school, people }) => {
    const [place, grade] = [rows.place[row]!, rows.grade[row]!];
    const atom = place >= 0 && place < atoms.length ? atoms[place]! : null;
    const home = place < 0 ? '' : areas[atom ? atom.area : place - atoms.length]!;
    const of = { atom: atom?.key ?? null, home, grade: grade === 0 ? null : grade, school };
    // All of whom nothing changes are as today.
    if (rows.school[row] === school && rows.people[row] === people && !relocated.has(school))
      return [{ ...of, people, ...doorsOf({ ...of, school: schools[school]!.key }) }];
    const group = `${school}/${grade}`;
    const rest = rests.get(group) ?? new Rest();
    rests.set(group, rest);
    const whole = rest.take(people, Math.ceil(people));
    return whole === 0 ? [] : [{ ...of, people: whole, doors: null, lacks: null }];
  });
}

/** As lists write it: „privat“, „freier Träger“, „Ersatzschule“. */
const isPrivate = ({ legalStatus }: SchoolRecord): boolean => /privat|frei|ersatz/i.test(legalStatus ?? '');

/** Which schools could be attended instead of one. */
export function othersOf(
  rule: TransportRule,
  { schools, rows, stands, assigned }: Attended,
): (attended: number, row: { atom: string | null; grade: number | null }) => readonly number[] {
  const pupils = new Float64Array(schools.length);
  for (const { school, people } of rows) pupils[school]! += people;
  const hasPlaces = ({ places, enrolment }: SchoolRecord, index: number) =>
    rule.decidingSchool !== 'nearestWithPlaces' || places === null || places > (enrolment ?? pupils[index]!);
  const teaches = ({ gradeFrom, gradeTo }: SchoolRecord, grade: number | null) =>
    grade === null || ((gradeFrom ?? grade) <= grade && grade <= (gradeTo ?? grade));
  const ofType = new Map<string, number[]>();
  schools.forEach((school, index) => {
    if (!stands(index) || !hasPlaces(school, index) || (rule.decidingPublicOnly === true && isPrivate(school))) return;
    const known = ofType.get(school.schoolType);
    if (known) known.push(index);
    else ofType.set(school.schoolType, [index]);
  });
  return (attended, { atom, grade }) => {
    const { schoolType } = schools[attended]!;
    if (rule.assignedTypes?.includes(schoolType)) return [];
    const own = atom === null ? undefined : assigned.get(schoolType)?.get(atom);
    if (own) return own.includes(attended) ? [] : own;
    return (ofType.get(schoolType) ?? []).filter((index) => teaches(schools[index]!, grade));
  };
}

/** Of the types that have statutory districts: the schools of each atom's district, by index. */
async function assignedToday(
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
