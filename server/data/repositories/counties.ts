/** Counties: what there is, and what imports and scenes must know of one before they begin. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';

export interface County {
  key: string;
  name: string;
  state: string | null;
  epsg: number;
  isSample: boolean;
  /** Changes with the stored data, and differs for a county that was created anew. */
  revision: string;
  /** Changes with what tiles are drawn from. */
  mapRevision: string;
  settings: Record<string, unknown>;
  bbox: [number, number, number, number] | null;
}

export const countyColumns = [
  'county.key',
  'county.name',
  'county.state',
  'county.epsg',
  'county.is_sample',
  'county.revision',
  'county.map_revision',
  'county.created_at',
  'county.settings',
  'county.bbox',
] as const;

type CountyRow = Omit<County, 'isSample' | 'revision' | 'mapRevision'> & {
  is_sample: boolean;
  revision: number;
  map_revision: number;
  created_at: Date;
};

export const countyOf = ({ is_sample, revision, map_revision, created_at, ...row }: CountyRow): County => ({
  ...row,
  isSample: is_sample,
  revision: revisionText(revision, created_at),
  mapRevision: revisionText(map_revision, created_at),
});

const revisionText = (revision: number, created: Date): string =>
  `${revision}.${new Date(created).getTime().toString(36)}`;

/** `keys` null = all. */
export async function listCounties(db: Db, keys: string[] | null): Promise<County[]> {
  const rows = await db
    .selectFrom('county')
    .select(countyColumns)
    .$if(keys !== null, (query) => query.where('key', 'in', keys ?? []))
    .orderBy('key')
    .execute();
  return rows.map(countyOf);
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

/** One change of a county at a time, also between processes; held until the transaction ends. */
export async function lockCounty(tx: Db, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('planungsraum county'), hashtext(${key}))`.execute(tx);
}

export async function renameCounty(db: Db, key: string, name: string): Promise<void> {
  await db.updateTable('county').set({ name }).where('key', '=', key).execute();
}

/** For what no tile shows: drawings on the network, ways that were measured. Cached answers carry it. */
export async function raiseAnswers(db: Db, key: string): Promise<void> {
  await db
    .updateTable('county')
    .set({ revision: sql<number>`revision + 1` })
    .where('key', '=', key)
    .execute();
}

/** Every other stored change: tiles carry it too. The extent follows the areas in force. */
export async function raiseRevision(db: Db, key: string): Promise<void> {
  await sql`
    update county set revision = revision + 1, map_revision = map_revision + 1, bbox = (
      select case when e.box is null then null else
        jsonb_build_array(ST_XMin(e.box), ST_YMin(e.box), ST_XMax(e.box), ST_YMax(e.box)) end
      from (
        select ST_Extent(a.geom) as box from area a join current_scope s on s.import_id = a.import_id and s.kind = 'areas'
        where a.county = ${key}
      ) e
    ) where key = ${key}`.execute(db);
}

export async function saveSettings(db: Db, key: string, settings: Record<string, unknown>): Promise<void> {
  await db
    .updateTable('county')
    .set({ settings: sql<string>`settings || ${JSON.stringify(settings)}::jsonb` })
    .where('key', '=', key)
    .execute();
}

/** State of the counties' data as one text, as the overview tells it; a county that does not exist has none. */
export async function revisions(db: Db, keys: string[]): Promise<string> {
  return (await listCounties(db, keys)).map(({ revision }) => revision).join('-');
}
