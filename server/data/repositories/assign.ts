/** Finer areas onto coarser ones by the finer area's label point. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';

export async function assignByPoint(
  db: Db,
  fineImports: string[],
  coarseImports: string[],
): Promise<{ county: string; key: string; into: string }[]> {
  if (fineImports.length === 0 || coarseImports.length === 0) return [];
  const { rows } = await sql<{ county: string; key: string; into: string }>`
    select f.county, f.key, min(c.key) as "into"
    from area f join area c on c.county = f.county and ST_Covers(c.geom, f.point)
    where f.import_id in (${sql.join(fineImports)}) and c.import_id in (${sql.join(coarseImports)})
      and not f.is_water and not c.is_water
    group by f.county, f.key`.execute(db);
  return rows;
}
