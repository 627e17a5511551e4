/** Counts of people as stored: true numbers. What leaves the server passes release() first. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';

export interface PupilSum {
  county: string;
  atom: string | null;
  grade: number | null;
  people: number;
}

/** Pupils of one school in a year by home and grade; atom null = outside the county. */
export async function pupilsOfSchool(db: Db, counties: string[], school: string, year: string): Promise<PupilSum[]> {
  return db
    .selectFrom('pupils as p')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'p.import_id').onRef('c.scope', '=', 'p.school_year').on('c.kind', '=', 'pupils'),
    )
    .where('p.county', 'in', counties)
    .where('p.school', '=', school)
    .where('p.school_year', '=', year)
    .select(['p.county', 'p.atom', 'p.grade', sql<number>`sum(p.people)::int`.as('people')])
    .groupBy(['p.county', 'p.atom', 'p.grade'])
    .execute();
}

/** Pupils of all schools of a type by home. */
export async function pupilsOfType(
  db: Db,
  counties: string[],
  schoolType: string,
  year: string,
): Promise<{ county: string; atom: string; people: number }[]> {
  const rows = await db
    .selectFrom('pupils as p')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'p.import_id').onRef('c.scope', '=', 'p.school_year').on('c.kind', '=', 'pupils'),
    )
    .innerJoin('school as s', (join) => join.onRef('s.key', '=', 'p.school').onRef('s.county', '=', 'p.county'))
    .innerJoin('current_scope as t', 't.import_id', 's.import_id')
    .where('p.county', 'in', counties)
    .where('s.school_type', '=', schoolType)
    .where('p.school_year', '=', year)
    .where('p.atom', 'is not', null)
    .select(['p.county', 'p.atom', sql<number>`sum(p.people)::int`.as('people')])
    .groupBy(['p.county', 'p.atom'])
    .execute();
  return rows.flatMap(({ atom, ...row }) => (atom === null ? [] : [{ ...row, atom }]));
}

export interface PupilYear {
  county: string;
  year: string;
  /** Layer of the atoms; null where all live outside. */
  layer: string | null;
}

/** School years with pupils by residence, newest first. */
export async function pupilYears(db: Db, counties: string[]): Promise<PupilYear[]> {
  const { rows } = await sql<PupilYear>`
    select s.county, s.scope as year,
      (select e.layer from pupils p join atom_edition e on e.id = p.edition where p.import_id = s.import_id limit 1) as layer
    from current_scope s
    where s.kind = 'pupils' and s.county in (${sql.join(counties)})
    order by s.scope desc`.execute(db);
  return rows;
}

export interface PopulationDate {
  county: string;
  date: string;
  basis: string;
  layer: string;
  importId: string;
}

/** Reference dates of residents with basis and layer, newest first. Scope: layer|basis|date. */
export async function populationDates(db: Db, counties: string[]): Promise<PopulationDate[]> {
  const rows = await db
    .selectFrom('current_scope')
    .where('kind', '=', 'population')
    .where('county', 'in', counties)
    .select(['county', 'scope', 'import_id as importId'])
    .execute();
  return rows
    .map(({ county, scope, importId }) => {
      const [layer = '', basis = '', date = ''] = scope.split('|');
      return { county, date, basis, layer, importId };
    })
    .sort((a, b) => b.date.localeCompare(a.date) || a.layer.localeCompare(b.layer));
}

export interface AgeCount {
  county: string;
  atom: string;
  date: string;
  ageFrom: number;
  ageTo: number | null;
  people: number;
}

/** Residents by area, date and age band up to an age, both sexes together. */
export async function residentsByAge(db: Db, dates: PopulationDate[], maxAge: number | null): Promise<AgeCount[]> {
  if (dates.length === 0) return [];
  const wanted = sql.join(
    dates.map(({ importId, date, basis }) => sql`(${importId}::uuid, ${date}::date, ${basis}::text)`),
  );
  // One JSON text instead of a row each: 40,000 rows take the embedded engine over a second to hand out.
  const { rows } = await sql<{ list: string | null }>`
    select json_agg(json_build_array(county, atom, date, age_from, age_to, people))::text as list from (
      select p.county, p.atom, p.reference_date::text as date, p.age_from, p.age_to, sum(p.people)::int as people
      from population p
      where (p.import_id, p.reference_date, p.basis) in (${wanted}) and (${maxAge}::int is null or p.age_from <= ${maxAge}::int)
      group by p.county, p.atom, p.reference_date, p.age_from, p.age_to
    ) sums`.execute(db);
  const list = JSON.parse(rows[0]?.list ?? '[]') as [string, string, string, number, number | null, number][];
  return list.map(([county, atom, date, ageFrom, ageTo, people]) => ({ county, atom, date, ageFrom, ageTo, people }));
}
