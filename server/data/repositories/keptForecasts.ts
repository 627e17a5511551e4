/** Forecasts that were kept, as they were told. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';

export interface KeptRecord {
  id: string;
  name: string;
  madeAt: Date;
  /** As it was written down. */
  told: unknown;
}

/** Newest first. */
export async function listKept(db: Db, county: string): Promise<KeptRecord[]> {
  return db
    .selectFrom('kept_forecast')
    .where('county', '=', county)
    .where('removed_at', 'is', null)
    .select(['id', 'name', 'made_at as madeAt', 'told'])
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute();
}

export async function insertKept(db: Db, county: string, { id, name, madeAt, told }: KeptRecord): Promise<void> {
  await sql`insert into kept_forecast (id, county, name, made_at, told)
    values (${id}, ${county}, ${name}, ${madeAt}, ${JSON.stringify(told)}::jsonb)`.execute(db);
}

/** False: there is none. */
export async function removeKept(db: Db, county: string, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('kept_forecast')
    .set({ removed_at: now })
    .where('county', '=', county)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
