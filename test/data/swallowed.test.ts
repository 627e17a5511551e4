/**
 * PGlite swallows exceptions of GEOS: the statement reports success without a command tag, and what it had written
 * before stays. The cure: an error, nothing kept, a fresh instance with all data. (PostgreSQL raises them itself.)
 */
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { builtFile, type Database } from '../../server/data/open.ts';
import { EmbeddedDatabase } from '../../server/data/pglite/client.ts';
import { postgisFrom } from '../../server/data/pglite/postgis.ts';
import { engine, openTestDatabase } from '../database.ts';

/** A ring that crosses itself, cut with a square, makes GEOS throw (TopologyException). */
const BOW_TIE = 'POLYGON((0 0,10 10,10 0,0 10,0 0))';
const SQUARE = 'POLYGON((0 0,10 0,10 10,0 10,0 0))';
const GOOD = 'POLYGON((0 0,2 0,2 2,0 2,0 0))';
const SURFACE = `ST_Area(ST_Intersection(g::geometry, '${SQUARE}'::geometry))`;
/** The first rows are good; the fault comes when they are written already. */
const halfway = `insert into surface select n, ${SURFACE} from (values (1, '${GOOD}'), (2, '${GOOD}'), (3, '${BOW_TIE}')) v (n, g)`;

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
  await sql`create table surface (n int, square_units float8)`.execute(database.db);
});
afterAll(() => database.close());
beforeEach(async () => {
  await sql`delete from surface`.execute(database.db);
  await sql`insert into surface values (0, 1)`.execute(database.db);
});

const rows = async () =>
  (await sql<{ n: number }>`select n from surface order by n`.execute(database.db)).rows.map(({ n }) => n);

test('a statement in which GEOS throws is an error, and nothing of it is kept', async () => {
  await expect(sql.raw(halfway).execute(database.db)).rejects.toThrow();
  expect(await rows()).toEqual([0]);
});

test('in a transaction the whole transaction is gone, also where the caller carries on after the error', async () => {
  const stubborn = database.db.transaction().execute(async (tx) => {
    await sql`insert into surface values (7, 1)`.execute(tx);
    await sql
      .raw(halfway)
      .execute(tx)
      .catch(() => undefined);
    await sql`insert into surface values (8, 1)`.execute(tx).catch(() => undefined);
  });
  await stubborn.catch(() => undefined);
  expect(await rows()).toEqual([0]);
});

test('a good intersection of the same kind passes', async () => {
  await sql.raw(halfway.replace(BOW_TIE, GOOD)).execute(database.db);
  expect(await rows()).toEqual([0, 1, 2, 3]);
});

describe.runIf(engine === 'pglite')('the embedded instance', () => {
  test('is replaced by a fresh one after a fault; the data is carried over', async () => {
    // A temporary table lives as long as its instance: it tells whether the faulty one is still in use.
    await sql`create temporary table of_this_instance (n int)`.execute(database.db);
    await expect(sql.raw(`select ${SURFACE} from (values ('${BOW_TIE}')) v (g)`).execute(database.db)).rejects.toThrow(
      /geometry engine failed/,
    );
    await expect(sql`select * from of_this_instance`.execute(database.db)).rejects.toMatchObject({ code: '42P01' });
    expect(await rows()).toEqual([0]);
  });

  test('outlives many faults in a row, with statements between', async () => {
    for (let n = 1; n <= 3; n++) {
      await expect(sql.raw(halfway).execute(database.db)).rejects.toThrow(/geometry engine failed/);
      await sql`insert into surface values (${n}, 1)`.execute(database.db);
    }
    expect(await rows()).toEqual([0, 1, 2, 3]);
  });

  test('the fault is real: this PGlite reports the same statement as done', async () => {
    const slim = postgisFrom(builtFile('pglite', 'postgis.tar'));
    const template = new Blob([readFileSync(builtFile('pglite', 'template.tar.gz'))]);
    const bare = await PGlite.create({ extensions: { postgis: slim }, loadDataDir: template });
    await bare.query('create table surface (n int, square_units float8)');
    const result = (await bare.query(halfway)) as { command?: string; rows: unknown[] };
    // No error, no rows, and no word of what was done: the only sign there is.
    expect(result.rows).toEqual([]);
    expect([undefined, '???']).toContain(result.command);
    await bare.close();
  });

  test('close and open: a closed database answers with an error, not with silence', async () => {
    const closing = new EmbeddedDatabase(new URL(`file://${builtFile('server', 'databaseWorker.js')}`), {
      dataDir: 'memory://',
      template: builtFile('pglite', 'template.tar.gz'),
      postgis: builtFile('pglite', 'postgis.tar'),
    });
    await closing.waitReady;
    await closing.close();
    await expect(closing.query('select 1')).rejects.toThrow(/has been closed/);
  });
});
