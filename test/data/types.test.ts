/** Both engines give the same types: dates as text, counts and sums as numbers, JSON parsed, geometry through GeoJSON. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../server/data/open.ts';
import { openTestDatabase } from '../database.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('values as the code expects them', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select date '2026-08-01' as day, count(*) as n, sum(5::bigint) as total, 1.5::numeric as decimal, '{"a":[1,"ü"]}'::jsonb as json,
      true as yes, null::int as nothing, timestamptz '2026-11-22 12:00:00+00' as moment, 'ß'::text as text`.execute(
    database.db,
  );
  expect(rows).toEqual([
    {
      day: '2026-08-01',
      n: 1,
      total: 5,
      decimal: 1.5,
      json: { a: [1, 'ü'] },
      yes: true,
      nothing: null,
      moment: new Date('2026-11-22T12:00:00Z'),
      text: 'ß',
    },
  ]);
});

test('a failed statement keeps its code and constraint, a failed transaction keeps nothing', async () => {
  await sql`create table probe (n int primary key check (n > 0))`.execute(database.db);
  await sql`insert into probe values (1)`.execute(database.db);
  await expect(sql`insert into probe values (1)`.execute(database.db)).rejects.toMatchObject({
    code: '23505',
    constraint: 'probe_pkey',
  });
  await expect(sql`insert into probe values (-1)`.execute(database.db)).rejects.toMatchObject({ code: '23514' });
  const broken = database.db.transaction().execute(async (tx) => {
    await sql`insert into probe values (2)`.execute(tx);
    await sql`insert into probe values (1)`.execute(tx);
  });
  await expect(broken).rejects.toMatchObject({ code: '23505' });
  expect((await sql<{ n: number }>`select n from probe`.execute(database.db)).rows).toEqual([{ n: 1 }]);
});

test('statements of others wait for a transaction and never slip into it', async () => {
  const { db } = database;
  await sql`create table turns (n int)`.execute(db);
  const slow = db.transaction().execute(async (tx) => {
    await sql`insert into turns values (1)`.execute(tx);
    await new Promise((resolve) => setTimeout(resolve, 100));
    throw new Error('rolled back on purpose');
  });
  const other = sql`insert into turns values (2)`.execute(db);
  await expect(slow).rejects.toThrow('on purpose');
  await other;
  // Had the second insert run inside the first one's transaction, it would have gone with it.
  expect((await sql<{ n: number }>`select n from turns`.execute(db)).rows).toEqual([{ n: 2 }]);
});
