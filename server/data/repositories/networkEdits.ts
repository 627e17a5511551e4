/** Entrances, missing footpaths and dangerous ways that a county has drawn. */
import type { LineString, Point } from 'geojson';
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { parseGeometry } from '../spatial.ts';

export type EditKind = 'entrance' | 'footpath' | 'dangerous';

export interface NetworkEdit {
  id: string;
  county: string;
  kind: EditKind;
  /** Of an entrance. */
  school: string | null;
  note: string;
  geometry: Point | LineString;
}

export async function listNetworkEdits(db: Db, counties: readonly string[]): Promise<NetworkEdit[]> {
  if (counties.length === 0) return [];
  const rows = await db
    .selectFrom('network_edit')
    .where('county', 'in', [...counties])
    // Whole precision: what is measured must not depend on how often it was read.
    .select(['id', 'county', 'kind', 'school', 'note', sql<string>`ST_AsGeoJSON(geom, 9)`.as('geometry')])
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...row, geometry: parseGeometry<Point | LineString>(row.geometry) }));
}

export async function insertNetworkEdit(db: Db, edit: NetworkEdit, now: Date): Promise<void> {
  const { id, county, kind, school, note, geometry } = edit;
  await sql`insert into network_edit (id, county, kind, school, note, created_at, geom)
    values (${id}, ${county}, ${kind}, ${school}, ${note}, ${now},
      ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(geometry)}::text), 4326))`.execute(db);
}

/** @returns whether it was there */
export async function deleteNetworkEdit(db: Db, county: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('network_edit')
    .where('county', '=', county)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
