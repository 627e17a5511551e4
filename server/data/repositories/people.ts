/** Counts of people as stored: residents true, pupils protected. What leaves the server passes release() first. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { commonEpsg, latitude, longitude } from '../spatial.ts';

export interface PupilYear {
  county: string;
  year: string;
  /** Layer whose keys name the homes. */
  layer: string;
  edition: string;
  base: number;
  minimum: number;
  /** Atoms with cells of their own; 0 where pupils came counted by area. */
  cellAtoms: number;
  /** Children of the list, as its import tells them; null of a table that came counted. */
  total: number | null;
}

/** School years with pupils by residence, newest first. */
export const pupilYears = (db: Db, counties: string[]): Promise<PupilYear[]> => editionsOf(db, counties, 'pupils');

/** Reference dates (as `year`) with children before school, newest first. */
export const childDates = (db: Db, counties: string[]): Promise<PupilYear[]> => editionsOf(db, counties, 'child-list');

async function editionsOf(db: Db, counties: string[], kind: 'pupils' | 'child-list'): Promise<PupilYear[]> {
  return db
    .selectFrom('pupil_edition as e')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'e.import_id').onRef('c.scope', '=', 'e.school_year').on('c.kind', '=', kind),
    )
    .innerJoin('data_import as i', 'i.id', 'e.import_id')
    .where('e.county', 'in', counties)
    .select([
      'e.county',
      sql<number | null>`case when i.kind in ('pupil-list', 'child-list') then i.stored end`.as('total'),
      'e.school_year as year',
      'e.home_layer as layer',
      'e.edition',
      'e.base',
      'e.minimum',
      sql<number>`(select count(*)::int from pupil_atom a where a.edition = e.edition and a.houses > 0)`.as(
        'cellAtoms',
      ),
    ])
    .orderBy('e.school_year', 'desc')
    .orderBy('e.county')
    .execute();
}

export interface PupilSum {
  county: string;
  edition: string;
  atom: string | null;
  home: string;
  grade: number | null;
  people: number;
}

/** Protected counts of pupils of one school (`key`), or of all of a type, by home and grade. */
export async function pupilSums(
  db: Db,
  editions: string[],
  schools: { key: string } | { type: string },
): Promise<PupilSum[]> {
  if (editions.length === 0) return [];
  return db
    .selectFrom('pupils as p')
    .where('p.edition', 'in', editions)
    .$if('key' in schools, (query) => query.where('p.school', '=', 'key' in schools ? schools.key : ''))
    .$if('type' in schools, (query) =>
      query.where('p.school', 'in', (eb) =>
        eb
          .selectFrom('school as s')
          .innerJoin('current_scope as t', 't.import_id', 's.import_id')
          .whereRef('s.county', '=', 'p.county')
          .where('s.school_type', '=', 'type' in schools ? schools.type : '')
          .select('s.key'),
      ),
    )
    .select(['p.county', 'p.edition', 'p.atom', 'p.home', 'p.grade', sql<number>`sum(p.people)::int`.as('people')])
    .groupBy(['p.county', 'p.edition', 'p.atom', 'p.home', 'p.grade'])
    .execute();
}

export interface PupilAtom {
  county: string;
  edition: string;
  key: string;
  home: string;
  /** Areas of the home layer that it touches. */
  areas: string[];
  houses: number;
  lon: number;
  lat: number;
  /** Metres of the chosen counties' common CRS. */
  x: number;
  y: number;
}

export async function pupilAtoms(db: Db, editions: string[], counties: string[]): Promise<PupilAtom[]> {
  if (editions.length === 0) return [];
  const epsg = commonEpsg(counties);
  return db
    .selectFrom('pupil_atom as a')
    .where('a.edition', 'in', editions)
    .select([
      'a.county',
      'a.edition',
      'a.key',
      'a.home',
      'a.areas',
      'a.houses',
      longitude('a.point').as('lon'),
      latitude('a.point').as('lat'),
      sql<number>`ST_X(ST_Transform(a.point, ${epsg}))`.as('x'),
      sql<number>`ST_Y(ST_Transform(a.point, ${epsg}))`.as('y'),
    ])
    .orderBy('a.county')
    .orderBy('a.key')
    .execute();
}

/** The area of a layer in which each atom's point lies; an atom is never divided. */
export async function areasOfAtoms(
  db: Db,
  editions: string[],
  layerImports: string[],
): Promise<{ edition: string; atom: string; area: string }[]> {
  if (editions.length === 0 || layerImports.length === 0) return [];
  const { rows } = await sql<{ edition: string; atom: string; area: string }>`
    select p.edition, p.key as atom, min(a.key) as area
    from pupil_atom p join area a on a.county = p.county and ST_Covers(a.geom, p.point)
    where p.edition in (${sql.join(editions)}) and a.import_id in (${sql.join(layerImports)}) and not a.is_water
    group by p.edition, p.key`.execute(db);
  return rows;
}

/**
 * `county/key` of the areas of a layer, apart from `known`, that the cells of atoms reach into: people live there. Atoms of
 * pupils who came counted by area have no cells, so that any area of their county may be one.
 */
export async function areasReached(
  db: Db,
  editions: string[],
  layerImports: string[],
  known: readonly string[],
): Promise<string[]> {
  if (editions.length === 0 || layerImports.length === 0) return [];
  const { rows } = await sql<{ fid: string }>`
    select a.county || '/' || a.key as fid from area a
    where a.import_id in (${sql.join(layerImports)}) and not a.is_water
      and not a.county || '/' || a.key = any(${sql.val(known)}::text[])
      and exists (select 1 from pupil_atom p where p.county = a.county and p.edition in (${sql.join(editions)})
        and (p.geom is null or ST_Intersects(p.geom, a.geom)))`.execute(db);
  return rows.map(({ fid }) => fid);
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
