/** Areas, repaired on the way in, as carriers of counts. */
import type { Geometry } from 'geojson';
import { sql } from 'kysely';
import type { Db } from '../../open.ts';
import { batches, recordset } from '../../spatial.ts';
import type { Owner, Progress } from './rows.ts';

export interface AreaInsert {
  key: string;
  name: string;
  parent_layer: string | null;
  parent_key: string | null;
  is_water: boolean;
  attributes: unknown;
  geojson: Geometry;
}

/**
 * Stores areas, repairing invalid polygons on the way in, and makes them carriers of counts (atoms).
 * Returns what was repaired.
 */
export async function insertAreas(
  db: Db,
  owner: Owner,
  layer: {
    key: string;
    label: unknown;
    rank: number;
    validFrom: string;
    validTo: string | null;
    epsg: number;
    edition: string;
  },
  rows: AreaInsert[],
  progress: Progress,
): Promise<{ repaired: { key: string; reason: string }[]; dropped: string[] }> {
  await sql`insert into area_layer (county, key, label, rank)
    values (${owner.county}, ${layer.key}, ${JSON.stringify(layer.label)}::jsonb, ${layer.rank})
    on conflict (county, key) do nothing`.execute(db);
  const types = {
    key: 'text',
    name: 'text',
    parent_layer: 'text',
    parent_key: 'text',
    is_water: 'boolean',
    attributes: 'jsonb',
    geojson: 'jsonb',
  };
  const repaired: { key: string; reason: string }[] = [];
  const stored = new Set<string>();
  let done = 0;
  for (const batch of batches(rows, 500)) {
    const result = await sql<{ key: string; is_water: boolean; reason: string | null }>`
      with raw as (
        select x.*, ST_SetSRID(ST_GeomFromGeoJSON(x.geojson::text), 4326) as g from ${recordset(batch, types)}
      ), fixed as (
        select raw.*, case when ST_IsValid(g) then null else split_part(ST_IsValidReason(g), '[', 1) end as reason,
          ST_Multi(ST_CollectionExtract(case when ST_IsValid(g) then g else ST_MakeValid(g) end, 3)) as valid_geom
        from raw
      ), stored as (
        insert into area (import_id, county, layer, key, name, parent_layer, parent_key, valid_from, valid_to, is_water,
          square_metres, attributes, point, geom)
        select ${owner.importId}::uuid, ${owner.county}, ${layer.key}, key, name, parent_layer, parent_key,
          ${layer.validFrom}::date, ${layer.validTo}::date, is_water,
          ST_Area(valid_geom::geography), attributes, ST_PointOnSurface(valid_geom), valid_geom
        from fixed where not ST_IsEmpty(valid_geom)
        returning key, is_water
      )
      select stored.key, stored.is_water, fixed.reason from stored join fixed using (key, is_water)`.execute(db);
    for (const row of result.rows) {
      stored.add(`${row.key}|${row.is_water}`);
      if (row.reason !== null) repaired.push({ key: row.key, reason: row.reason });
    }
    done += batch.length;
    progress(done / rows.length);
  }
  await sql`insert into atom_edition (id, county, layer, import_id)
    values (${layer.edition}::uuid, ${owner.county}, ${layer.key}, ${owner.importId}::uuid)`.execute(db);
  await sql`insert into atom (county, edition, key)
    select county, ${layer.edition}::uuid, key from area where import_id = ${owner.importId}::uuid and not is_water`.execute(
    db,
  );
  const dropped = rows.filter((row) => !stored.has(`${row.key}|${row.is_water}`)).map(({ key }) => key);
  return { repaired, dropped };
}
