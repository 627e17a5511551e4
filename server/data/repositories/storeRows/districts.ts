/** School districts, repaired on the way in where they are drawn, and the rows of the statute's list. */
import type { Geometry } from 'geojson';
import { sql } from 'kysely';
import type { Db } from '../../open.ts';
import { batches, recordset } from '../../spatial.ts';
import type { DistrictStreetTable, SchoolDistrictTable } from '../../schema/districts.ts';
import { insertRows, type Flat, type Owner, type Progress } from './rows.ts';

export type DistrictInsert = Omit<Flat<SchoolDistrictTable, { geojson: Geometry | null }>, 'square_metres'>;
export type DistrictStreetInsert = Flat<DistrictStreetTable>;

/** Returns what was repaired, and the keys of districts of which no surface was left. */
export async function insertDistricts(
  db: Db,
  owner: Owner,
  rows: DistrictInsert[],
  streets: DistrictStreetInsert[],
  progress: Progress,
): Promise<{ repaired: { key: string; reason: string }[]; dropped: string[] }> {
  const types = {
    school_type: 'text',
    key: 'text',
    name: 'text',
    schools: 'text[]',
    valid_from: 'date',
    valid_to: 'date',
    geojson: 'jsonb',
  };
  const repaired: { key: string; reason: string }[] = [];
  const dropped: string[] = [];
  const all = rows.length + streets.length;
  let done = 0;
  for (const batch of batches(rows, 500)) {
    const result = await sql<{ key: string; reason: string | null; kept: boolean }>`
      with raw as (
        select x.*, ST_SetSRID(ST_GeomFromGeoJSON(x.geojson::text), 4326) as g from ${recordset(batch, types)}
      ), fixed as (
        select raw.*, case when g is null or ST_IsValid(g) then null else split_part(ST_IsValidReason(g), '[', 1) end as reason,
          case when g is null then null
            else ST_Multi(ST_CollectionExtract(case when ST_IsValid(g) then g else ST_MakeValid(g) end, 3)) end as valid_geom
        from raw
      ), stored as (
        insert into school_district (import_id, county, school_type, key, name, schools, valid_from, valid_to, square_metres, geom)
        select ${owner.importId}::uuid, ${owner.county}, school_type, key, name, schools, valid_from, valid_to,
          ST_Area(valid_geom::geography), valid_geom
        from fixed where valid_geom is null or not ST_IsEmpty(valid_geom)
        returning school_type, key
      )
      select f.key, f.reason, s.key is not null as kept
      from fixed f left join stored s on s.school_type = f.school_type and s.key = f.key`.execute(db);
    for (const { key, reason, kept } of result.rows) {
      if (!kept) dropped.push(key);
      else if (reason !== null) repaired.push({ key, reason });
    }
    done += batch.length;
    progress(done / all);
  }
  await insertRows(
    db,
    'district_street',
    owner,
    {
      school_type: 'text',
      district: 'text',
      seq: 'int',
      place: 'text',
      locality: 'text',
      street: 'text',
      number_from: 'text',
      number_to: 'text',
      parity: 'text',
    },
    streets,
    null,
    (part) => progress((rows.length + part * streets.length) / all),
  );
  return { repaired, dropped };
}
