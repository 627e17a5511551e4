/** Pupils by school and grade of the school years that are known: published statistics, else protected counts, else totals. */
import { enrolments, pupilsByGrade, type GradeSum } from '../../data/repositories/enrolment.ts';
import { pupilYears, type PupilYear } from '../../data/repositories/people.ts';
import { listSchools, type SchoolRecord } from '../../data/repositories/sites.ts';
import {
  PUBLISHED,
  releaseCount,
  releaseProtected,
  type ReleasedCount,
} from '../../planning/confidentiality/release.ts';
import { GRADES, type GradedSchool, type YearCounts } from '../../planning/enrolment/pupils.ts';
import { gradeSpans } from '../../planning/enrolment/span.ts';
import type { Operation } from '../../context.ts';

export type CountBasis = 'enrolments' | 'pupils' | 'totals';

export interface Counted {
  basis: CountBasis | null;
  /** Of the list, those whose grades are known in the newest school year. */
  records: SchoolRecord[];
  schools: GradedSchool[];
  /** Keys of the types, by number. */
  types: string[];
  /** Ascending; the last one is the base. */
  years: YearCounts[];
  /** Names of schools that are not forecast: nothing is known of their grades. */
  unknown: string[];
  /** Share of first-graders that came a year late; null: not told. */
  deferral: { value: number; people: number } | null;
  /** Classes as counted in the base year, by `school|grade`. */
  classes: Map<string, number>;
  /** Protected counts by home of the newest list. */
  homes: { list: PupilYear; sums: GradeSum[] } | null;
  release: (pupils: number) => ReleasedCount;
}

interface Row {
  county: string;
  school: string;
  year: number;
  grade: number;
  people: number;
}

export async function countedPupils(context: Operation, counties: string[]): Promise<Counted> {
  const { db } = context.database;
  const records = await listSchools(db, counties);
  const statistics = await enrolments(db, counties);
  const lists = await pupilYears(db, counties);
  const newest = lists.filter(({ year }) => year === lists[0]?.year);
  const newestSums = await pupilsByGrade(
    db,
    newest.map(({ edition }) => edition),
  );
  const homes = newest[0] ? { list: newest[0], sums: newestSums } : null;
  const told = { deferral: deferred(statistics), classes: new Map<string, number>(), homes };
  if (statistics.length > 0) {
    const last = Math.max(...statistics.map(({ year }) => year));
    for (const { county, school, year, grade, classes } of statistics)
      if (year === last && classes !== null) told.classes.set(`${county}/${school}|${grade}`, classes);
    const release = (pupils: number) => releaseCount(PUBLISHED, pupils);
    return { basis: 'enrolments', ...told, ...byYear(records, statistics), release };
  }
  if (lists.length > 0) {
    const older = lists.filter(({ year }) => year !== lists[0]!.year);
    const sums = [
      ...newestSums,
      ...(await pupilsByGrade(
        db,
        older.map(({ edition }) => edition),
      )),
    ];
    const yearOf = new Map(lists.map(({ edition, year }) => [edition, Number(year.slice(0, 4))]));
    const rows = sums.map((sum) => ({ ...sum, year: yearOf.get(sum.edition)! }));
    return { basis: 'pupils', ...told, ...byYear(records, rows), release: releaseProtected };
  }
  const rows = records.flatMap((record) => spread(record, context.now().getUTCFullYear() - 1));
  return {
    ...{ basis: rows.length > 0 ? 'totals' : null, ...told },
    ...byYear(records, rows),
    release: (pupils) => releaseCount(PUBLISHED, Math.round(pupils)),
  };
}

/** Where only the whole school is published: as many in each grade. */
function spread({ county, key, enrolment, gradeFrom, gradeTo }: SchoolRecord, year: number): Row[] {
  if (enrolment === null || gradeFrom === null || gradeTo === null || gradeTo < gradeFrom) return [];
  const count = Math.min(gradeTo, GRADES - 1) - gradeFrom + 1;
  return Array.from({ length: count }, (_, index) => ({
    ...{ county, school: key, year, grade: gradeFrom + index, people: enrolment / count },
  }));
}

function byYear(
  records: readonly SchoolRecord[],
  rows: readonly Row[],
): Pick<Counted, 'records' | 'schools' | 'types' | 'years' | 'unknown'> {
  const last = Math.max(...rows.map(({ year }) => year));
  const isThere = new Set<string>();
  const seen = new Map<string, { lowest: number; highest: number }>();
  for (const { county, school, year, grade, people } of rows) {
    if (people === 0) continue;
    const id = `${county}/${school}`;
    if (year === last) isThere.add(id);
    const { lowest, highest } = seen.get(id) ?? { lowest: grade, highest: grade };
    seen.set(id, { lowest: Math.min(lowest, grade), highest: Math.max(highest, grade) });
  }
  const told = records.filter(({ county, key }) => isThere.has(`${county}/${key}`));
  const types = [...new Set(told.map(({ schoolType }) => schoolType))].sort();
  const spans = gradeSpans(told.map((record) => ({ ...record, ...seen.get(`${record.county}/${record.key}`)! })));
  const schools = told.map(({ schoolType }, index): GradedSchool => ({
    type: types.indexOf(schoolType),
    ...spans[index]!,
  }));
  const at = new Map(told.map(({ county, key }, index) => [`${county}/${key}`, index]));
  const counts = new Map<number, Float64Array>();
  for (const { county, school, year, grade, people } of rows) {
    const index = at.get(`${county}/${school}`);
    if (index === undefined) continue;
    const pupils = counts.get(year) ?? new Float64Array(told.length * GRADES).fill(Number.NaN);
    counts.set(year, pupils);
    const own = pupils.subarray(index * GRADES, (index + 1) * GRADES);
    // A grade without a row in a year in which the school is told has no pupils.
    if (own.every(Number.isNaN)) own.fill(0);
    own[grade]! += people;
  }
  return {
    records: told,
    schools,
    types,
    years: [...counts].sort(([a], [b]) => a - b).map(([year, pupils]) => ({ year, pupils })),
    unknown: records.filter(({ county, key }) => !isThere.has(`${county}/${key}`)).map(({ name }) => name),
  };
}

function deferred(rows: readonly { grade: number; people: number; deferred: number | null }[]): Counted['deferral'] {
  const told = rows.filter((row) => row.grade === 1 && row.deferred !== null);
  const people = told.reduce((sum, row) => sum + row.people, 0);
  return people > 0 ? { value: told.reduce((sum, row) => sum + row.deferred!, 0) / people, people } : null;
}
