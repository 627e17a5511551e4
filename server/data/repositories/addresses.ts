/** Houses of the address register and the areas in which they stand. */
import { sql } from 'kysely';
import type { GridHouse } from '../../planning/socialSpace/streetGrid.ts';
import type { Db } from '../open.ts';

/**
 * The counties' own houses, each with its area of a layer and its Gemeinde. Where the register names no place, the Gemeinde takes its stand.
 * A house on a border belongs to the area whose key comes first.
 */
export async function housesByArea(
  db: Db,
  counties: string[],
  layerImports: string[],
  gemeinden: string[],
): Promise<(GridHouse & { gemeinde: string | null })[]> {
  const areaAt = (imports: string[], column: 'key' | 'name') =>
    imports.length === 0
      ? sql`null`
      : sql`(select r.${sql.id(column)} from area r
          where r.import_id in (${sql.join(imports)}) and r.county = a.county and not r.is_water and ST_Covers(r.geom, a.geom)
          order by r.key limit 1)`;
  const { rows } = await sql<GridHouse & { gemeinde: string | null }>`
    select a.street, coalesce(a.postcode, '') as postcode, coalesce(a.place, ${areaAt(gemeinden, 'name')}, '') as place,
      a.house_number as "houseNumber", ${areaAt(layerImports, 'key')} as area,
      ${areaAt(gemeinden, 'key')} as gemeinde
    from address a join current_scope c on c.import_id = a.import_id
    where a.county in (${sql.join(counties)})
      and (a.county = 'DE' or a.area_key is null or a.area_key !~ '^[0-9]{8}$' or left(a.area_key, 5) = a.county)
    order by a.county, a.place, a.street, a.postcode, a.house_number`.execute(db);
  return rows;
}
