/** Counties: what there is, and what imports and scenes must know of one before they begin. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { extent } from '../spatial.ts';

export interface County {
  key: string;
  name: string;
  state: string | null;
  epsg: number;
  isSample: boolean;
  revision: number;
  settings: Record<string, unknown>;
  bbox: [number, number, number, number] | null;
}

/** Counties with the extent of their areas in force; `keys` null = all. */
export async function listCounties(db: Db, keys: string[] | null): Promise<County[]> {
  const rows = await db
    .selectFrom('county as c')
    .leftJoin(
      db
        .selectFrom('area as a')
        .innerJoin('current_scope as s', 's.import_id', 'a.import_id')
        .where('s.kind', '=', 'areas')
        .select(['a.county', sql<string>`ST_Extent(a.geom)::box2d`.as('box')])
        .groupBy('a.county')
        .as('e'),
      'e.county',
      'c.key',
    )
    .select([
      'c.key',
      'c.name',
      'c.state',
      'c.epsg',
      'c.is_sample',
      'c.revision',
      'c.settings',
      extent('e.box').as('bbox'),
    ])
    .$if(keys !== null, (query) => query.where('c.key', 'in', keys ?? []))
    .orderBy('c.key')
    .execute();
  return rows.map(({ is_sample, ...row }) => ({ ...row, isSample: is_sample }));
}

/** False where the county was there already. */
export async function insertCounty(
  db: Db,
  county: { key: string; name: string; state: string | null; epsg: number; isSample: boolean; now: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('county')
    .values({
      key: county.key,
      name: county.name,
      state: county.state,
      epsg: county.epsg,
      is_sample: county.isSample,
      created_at: county.now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function renameCounty(db: Db, key: string, name: string): Promise<void> {
  await db.updateTable('county').set({ name }).where('key', '=', key).execute();
}

/** Every stored change raises the revision; tiles and cached answers carry it. */
export async function raiseRevision(db: Db, key: string): Promise<void> {
  await db
    .updateTable('county')
    .set({ revision: sql<number>`revision + 1` })
    .where('key', '=', key)
    .execute();
}

export async function saveSettings(db: Db, key: string, settings: Record<string, unknown>): Promise<void> {
  await db
    .updateTable('county')
    .set({ settings: sql<string>`settings || ${JSON.stringify(settings)}::jsonb` })
    .where('key', '=', key)
    .execute();
}

/** State of the counties' data as one text; a county that does not exist has none. */
export async function revisions(db: Db, keys: string[]): Promise<string> {
  const rows = await db
    .selectFrom('county')
    .where('key', 'in', keys)
    .select(['key', 'revision'])
    .orderBy('key')
    .execute();
  return rows.map(({ key, revision }) => `${key}:${revision}`).join('+');
}
