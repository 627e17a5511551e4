/** The same migrations give the same tables, columns, keys and indexes on both engines; a second run changes nothing. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database, Db } from '../../server/data/open.ts';
import { migrate } from '../../server/data/migrations/index.ts';
import { contentOf, engine, openTestDatabase, tables } from '../database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function columns(db: Db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) ||
      case when a.attnotnull then ' not null' else '' end as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
      and c.relname not in ('spatial_ref_sys') and c.relname not like 'kysely%'
    order by 1`.execute(db);
  return rows.map(({ line }) => line);
}

async function rules(db: Db): Promise<string[]> {
  // NOT NULL is listed as a constraint from PostgreSQL 18 on; it is compared with the columns.
  const { rows } = await sql<{ line: string }>`
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
    where connamespace = 'public'::regnamespace and contype <> 'n' and conrelid::regclass::text not similar to '(spatial_ref_sys|kysely%)'
    union all
    select tablename || ' ' || indexdef from pg_indexes where schemaname = 'public' and tablename not similar to '(spatial_ref_sys|kysely%)'
    order by 1`.execute(db);
  return rows.map(({ line }) => line);
}

test('every table has a county, but those that hang on an import or a feed that has one', async () => {
  const all = await columns(database.db);
  const withCounty = new Set(
    all.filter((line) => /\.(county|key) text not null$/.test(line)).map((line) => line.split('.')[0]),
  );
  const hanging = (await tables(database.db)).filter((name) => !withCounty.has(name));
  for (const name of hanging) expect(all, name).toContain(`${name}.import_id uuid not null`);
  for (const name of ['area', 'school', 'kita', 'population', 'pupils', 'road', 'address', 'rule_set', 'job']) {
    expect(all).toContain(`${name}.county text not null`);
  }
});

test('a second run changes nothing', async () => {
  const before = [await columns(database.db), await contentOf(database.db)];
  await migrate(database.db as never);
  expect([await columns(database.db), await contentOf(database.db)]).toEqual(before);
});

describe.runIf(engine === 'postgres')('PGlite beside PostgreSQL', () => {
  test('the same columns, keys, checks and indexes', async () => {
    const embedded = await openTestDatabase('pglite');
    try {
      expect(await columns(database.db)).toEqual(await columns(embedded.db));
      expect(await rules(database.db)).toEqual(await rules(embedded.db));
      expect((await columns(database.db)).length).toBeGreaterThan(100);
    } finally {
      await embedded.close();
    }
  });
});
