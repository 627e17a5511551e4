/** Pupils by school, year and grade, and places of all-day care, as the tables in force give them. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';

export interface EnrolmentCount {
  county: string;
  school: string;
  /** In which the school year begins. */
  year: number;
  grade: number;
  people: number;
  classes: number | null;
  deferred: number | null;
}

export async function enrolments(db: Db, counties: string[]): Promise<EnrolmentCount[]> {
  return db
    .selectFrom('enrolment as e')
    .innerJoin('current_scope as c', (join) =>
      join
        .onRef('c.import_id', '=', 'e.import_id')
        .onRef('c.scope', '=', 'e.school_year')
        .on('c.kind', '=', 'enrolments'),
    )
    .where('e.county', 'in', counties)
    .select(['e.county', 'e.school', 'e.grade', 'e.people', 'e.classes', 'e.deferred'])
    .select(sql<number>`left(e.school_year, 4)::int`.as('year'))
    .orderBy('e.county')
    .orderBy('e.school_year')
    .orderBy('e.school')
    .orderBy('e.grade')
    .execute();
}

export interface AllDayPlaces {
  county: string;
  school: string;
  places: number;
  /** In which the school year begins; null: there already. */
  from: number | null;
}

export async function allDayPlaces(db: Db, counties: string[]): Promise<AllDayPlaces[]> {
  return db
    .selectFrom('all_day_place as p')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'p.import_id').on('c.kind', '=', 'all-day-places'),
    )
    .where('p.county', 'in', counties)
    .select(['p.county', 'p.school', 'p.places', 'p.from_year as from'])
    .orderBy('p.county')
    .orderBy('p.seq')
    .execute();
}

/** Protected counts of pupils by home, school and grade. */
export interface GradeSum {
  county: string;
  edition: string;
  atom: string | null;
  home: string;
  school: string;
  grade: number;
  people: number;
}

export async function pupilsByGrade(db: Db, editions: string[]): Promise<GradeSum[]> {
  if (editions.length === 0) return [];
  const rows = await db
    .selectFrom('pupils as p')
    .where('p.edition', 'in', editions)
    .where('p.grade', 'is not', null)
    .where('p.school', '<>', '')
    .select(['p.county', 'p.edition', 'p.atom', 'p.home', 'p.school'])
    .select([sql<number>`p.grade`.as('grade'), sql<number>`sum(p.people)::int`.as('people')])
    .groupBy(['p.county', 'p.edition', 'p.atom', 'p.home', 'p.school', 'p.grade'])
    .execute();
  return rows;
}
