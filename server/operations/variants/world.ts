/** The world that variants of a county start from: read once for each state of its data, and kept while it is used. */
import type { Database } from '../../data/open.ts';
import { layerImports, areaShapes } from '../../data/repositories/areas.ts';
import type { County } from '../../data/repositories/counties.ts';
import { pupilAtoms, pupilYears, type PupilYear } from '../../data/repositories/people.ts';
import { listSchools, type SchoolRecord } from '../../data/repositories/sites.ts';
import { atomCells, planRows, type PlanRow } from '../../data/repositories/variants.ts';
import { waysToSchools } from '../../data/repositories/ways.ts';
import type { WayNote } from '../../contract/common.ts';
import { DomainError } from '../../planning/errors.ts';
import { estimatedWalk } from '../../planning/transport/distanceBand.ts';
import type { FigureRules } from '../../planning/variant/sizes.ts';
import { NO_SAFE_WAY, planWorld, type PlanSchool, type PlanWorld } from '../../planning/variant/world.ts';
import type { Operation } from '../../context.ts';
import { rulesFor } from '../rules.ts';
import { wayNote } from '../waysToSchool.ts';
import type { RuleRecord } from '../../data/repositories/rules.ts';
import { burdenOf } from './burden.ts';
import { backTests, type ChoiceTested } from './backTests.ts';
import type { Ground } from './ground.ts';
import { typeGrounds } from './typeGrounds.ts';

export interface CountyWorld {
  county: County;
  schoolYear: string;
  edition: string;
  protection: { base: number; minimum: number };
  world: PlanWorld;
  ground: Ground;
  /** Metres of the county's CRS, by atom: for sites that stand nowhere yet. */
  places: [number, number][];
  rules: FigureRules;
  ruleRecords: RuleRecord[];
  ways: WayNote;
  /** How well the model of choice tells a later year, by school type. */
  choice: ChoiceTested[];
  /** What the social mix is measured by. */
  burdenBy: { indicator: string; year: number } | null;
}

/** Half-width of the middle 95 % of a normal error ÷ that of the middle 80 %, which the back-test gives. */
export const NINETEEN_OF_TWENTY = 1.96 / 1.28;

const worlds = new WeakMap<Database, Map<string, { revision: string; world: Promise<CountyWorld> }>>();
/** Counties kept at once: a world of a large county holds some tens of megabytes. */
const KEPT = 4;

/** @throws DomainError where no list of pupils has atoms */
export async function countyWorld(context: Operation, county: County): Promise<CountyWorld> {
  const kept = worlds.get(context.database) ?? new Map<string, { revision: string; world: Promise<CountyWorld> }>();
  worlds.set(context.database, kept);
  const known = kept.get(county.key);
  if (known?.revision === county.revision) return known.world;
  const world = buildWorld(context, county);
  kept.set(county.key, { revision: county.revision, world });
  const oldest = kept.size > KEPT ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
  world.catch(() => kept.delete(county.key));
  return world;
}

async function buildWorld(context: Operation, county: County): Promise<CountyWorld> {
  const { db } = context.database;
  const list = (await pupilYears(db, [county.key])).find(({ cellAtoms }) => cellAtoms > 0);
  if (!list) throw noList();
  const { edition } = list;
  const records = await listSchools(db, [county.key]);
  const cells = await atomCells(db, edition);
  const atomOf = new Map((await pupilAtoms(db, [edition], [county.key])).map((atom) => [atom.key, atom]));
  const areas = await homeAreas(context, county.key, list);
  const ground = await context.onRoads({ task: 'ground', areas, cells: cells.map((atom) => atom.cells) });
  const areaKeys = [...new Set([...areas.map(({ key }) => key), ...cells.map(({ home }) => home)])].sort();
  const areaAt = new Map(areaKeys.map((key, index) => [key, index]));
  const atoms = cells.map(({ key, home }) => {
    const { lon, lat } = atomOf.get(key)!;
    return { key, area: areaAt.get(home)!, lon, lat };
  });
  const places = cells.map(({ key }): [number, number] => [atomOf.get(key)!.x, atomOf.get(key)!.y]);
  const rows = rowsOf(
    await planRows(db, edition),
    records,
    cells.map(({ key }) => key),
    areaAt,
  );
  const { walk, safe, note } = await walks(context, county.key, edition, records, places);
  const observed = observedGrades(rows, records);
  const schools = records.map((record, index) => planSchool(record, observed[index]!));
  const transport = (await rulesFor(context, [county.key], 'schoolTransport'))[0];
  const sizes = (await rulesFor(context, [county.key], 'schoolSizes'))[0];
  const districtRule = (await rulesFor(context, [county.key], 'schoolDistricts'))[0];
  const burden = await burdenOf(context, county, list.layer, areaKeys);
  const year = Number(list.year.slice(0, 4));
  const types = await typeGrounds(context, county.key, { edition, year }, districtRule?.values ?? null, {
    schools,
    rows,
    atoms,
    houses: cells,
    walk,
  });
  const world = planWorld({
    year,
    base: list.base,
    schools,
    atoms,
    areas: areaKeys,
    neighbours: ground.neighbours,
    rows,
    types,
    walk,
    safe,
    burden: burden?.shares ?? null,
  });
  const choice = await backTests(context, county.key, list, world);
  return {
    county,
    schoolYear: list.year,
    edition,
    protection: { base: list.base, minimum: list.minimum },
    world,
    ground,
    places,
    rules: {
      sizes: sizes?.values ?? null,
      transport: transport?.values ?? null,
      choiceError: new Map(
        choice.map(({ schoolType, low, high }) => [schoolType, NINETEEN_OF_TWENTY * Math.max(1 - low, high - 1, 0)]),
      ),
    },
    choice,
    ruleRecords: [transport?.record, sizes?.record].filter((record) => record !== undefined),
    ways: note,
    burdenBy: burden?.by ?? null,
  };
}

const noList = () =>
  new DomainError('notFound', 'variant.noList', {
    de: 'Dafür braucht es eine Schülerliste mit Adressen: bitte unter „Daten“ importieren. Gezählte Tabellen je Gebiet reichen nicht.',
    en: "This needs a list of pupils with addresses: please import one under 'Data'. Tables counted by area are not enough.",
  });

async function homeAreas(context: Operation, county: string, list: PupilYear) {
  const { db } = context.database;
  const shapes = await areaShapes(db, await layerImports(db, [county], list.layer, null));
  return shapes.map(({ key, name, geometry }) => ({ key, name, geometry }));
}

/** Of each school the lowest and highest grade that it has pupils in, or that most schools of its type have. */
function observedGrades({ school, grade }: PlanWorld['rows'], records: readonly SchoolRecord[]): [number, number][] {
  const of = records.map(() => new Set<number>());
  school.forEach((own, row) => {
    if (grade[row]! > 0) of[own]!.add(grade[row]!);
  });
  const usual = new Map<string, number[]>();
  for (const { schoolType } of records) {
    if (usual.has(schoolType)) continue;
    const alike = of.filter((grades, index) => grades.size > 0 && records[index]!.schoolType === schoolType);
    const grades = [...new Set(alike.flatMap((own) => [...own]))];
    usual.set(
      schoolType,
      grades.filter((one) => 2 * alike.filter((own) => own.has(one)).length > alike.length),
    );
  }
  return records.map(({ schoolType }, index) => {
    const grades = [...of[index]!, ...usual.get(schoolType)!];
    return grades.length === 0 ? [1, 13] : [Math.min(...grades), Math.max(...grades)];
  });
}

/** Where the list of schools says nothing of grades, those of its pupils. */
const planSchool = (record: SchoolRecord, [from, to]: [number, number]): PlanSchool => ({
  key: record.key,
  name: record.name,
  schoolType: record.schoolType,
  authority: record.authority,
  gradeFrom: record.gradeFrom ?? from,
  gradeTo: record.gradeTo ?? to,
  parallelClasses: record.parallelClasses,
  places: record.places,
  enrolment: record.enrolment,
  lon: record.lon,
  lat: record.lat,
});

function rowsOf(
  rows: readonly PlanRow[],
  schools: readonly SchoolRecord[],
  atoms: readonly string[],
  areaAt: ReadonlyMap<string, number>,
): PlanWorld['rows'] {
  const schoolAt = new Map(schools.map(({ key }, index) => [key, index]));
  const atomAt = new Map(atoms.map((key, index) => [key, index]));
  // Pupils of a school that is not in the list any more belong to no plan.
  const known = rows.filter(({ school }) => schoolAt.has(school));
  const placeOf = ({ atom, home }: PlanRow): number => {
    const own = atom === null ? undefined : atomAt.get(atom);
    if (own !== undefined) return own;
    const area = areaAt.get(home);
    return area === undefined ? -1 : atoms.length + area;
  };
  return {
    place: Int32Array.from(known, placeOf),
    school: Int16Array.from(known, ({ school }) => schoolAt.get(school)!),
    grade: Int16Array.from(known, ({ grade }) => (grade !== null && grade >= 1 && grade <= 13 ? grade : 0)),
    people: Int32Array.from(known, ({ people }) => people),
  };
}

async function walks(
  context: Operation,
  county: string,
  edition: string,
  schools: readonly SchoolRecord[],
  places: readonly [number, number][],
) {
  const stored = new Map(
    (await waysToSchools(context.database.db, [edition], schools)).map((ways) => [ways.school, ways]),
  );
  const note = await wayNote(context, county, stored.size > 0);
  const estimates = (school: SchoolRecord): Int32Array =>
    Int32Array.from(places, ([x, y]) =>
      Math.round(estimatedWalk(Math.hypot(x - school.x, y - school.y), note.detourFactor)),
    );
  const walk: Int32Array[] = [];
  const safe: Int32Array[] = [];
  for (const school of schools) {
    const own = stored.get(school.key);
    const estimated = estimates(school);
    const ways = estimated.map((metres, atom) => own?.walk[atom] ?? metres);
    walk.push(ways);
    // Where no way was measured at all, none is known to be dangerous.
    safe.push(
      ways.map((metres, atom) => own?.safe[atom] ?? ((own?.walk[atom] ?? null) === null ? metres : NO_SAFE_WAY)),
    );
  }
  return { walk, safe, note };
}
