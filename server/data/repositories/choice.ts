/** School choice as stored: protected counts by home and school, and the area in which each school lies. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import type { PupilSum } from './people.ts';

/** Every grade together. */
export interface SchoolSum extends PupilSum {
  school: string;
}

/** Protected counts by home and school. @param schools keys; of several counties each school's own rows only */
export async function pupilsBySchool(db: Db, editions: string[], schools: string[]): Promise<SchoolSum[]> {
  if (editions.length === 0 || schools.length === 0) return [];
  return db
    .selectFrom('pupils as p')
    .where('p.edition', 'in', editions)
    .where('p.school', 'in', schools)
    .select([
      'p.county',
      'p.edition',
      'p.atom',
      'p.home',
      'p.school',
      sql<null>`null`.as('grade'),
      sql<number>`sum(p.people)::int`.as('people'),
    ])
    .groupBy(['p.county', 'p.edition', 'p.atom', 'p.home', 'p.school'])
    .execute();
}

/** Key of the area (of the given area imports) in which a school lies: of several on a border the first; null in none. */
export async function areasOfSchools(
  db: Db,
  counties: string[],
  type: string,
  areaImports: string[],
): Promise<{ county: string; key: string; area: string | null }[]> {
  const area =
    areaImports.length === 0
      ? sql<string | null>`null::text`
      : sql<string | null>`(select a.key from area a where a.import_id in (${sql.join(areaImports)}) and not a.is_water
          and a.county = s.county and ST_Covers(a.geom, s.point) order by a.key limit 1)`;
  return db
    .selectFrom('school as s')
    .innerJoin('current_scope as c', 'c.import_id', 's.import_id')
    .where('s.county', 'in', counties)
    .where('s.school_type', '=', type)
    .select(['s.county', 's.key', area.as('area')])
    .execute();
}
