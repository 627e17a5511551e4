/**
 * A fresh database per test file, on the engine the run asks for: PGlite in memory, or an own database on the server of
 * DATABASE_URL that is dropped at the end. (A migrated template would save PGlite nothing: starting it takes the time.)
 */
import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase, type Database, type Db } from '../server/data/open.ts';

export const engine = process.env['PLANUNGSRAUM_TEST_ENGINE'] === 'postgres' ? 'postgres' : 'pglite';

/** Address of the PostgreSQL server for tests; null where there is none. */
export const serverUrl = process.env['PLANUNGSRAUM_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'] ?? null;

export async function openTestDatabase(on: 'pglite' | 'postgres' = engine): Promise<Database> {
  return on === 'postgres' ? openOnServer() : openDatabase({ dataDir: 'memory://' });
}

/** An empty database of its own on the server, for a service that is started as a process; or a copy of one that nobody uses. */
export async function createOnServer(template?: string): Promise<{ url: string; drop: () => Promise<void> }> {
  if (serverUrl === null)
    throw new Error('Tests on PostgreSQL need DATABASE_URL: please set it to a server with PostGIS.');
  const name = `planungsraum_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await onServer(`create database ${name}${template === undefined ? '' : ` template ${template}`}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
}

const START_OF_LIKE = `planungsraum_like_${process.env['PLANUNGSRAUM_TEST_RUN'] ?? process.pid}_`;

/**
 * An own copy of a database that is filled once in a run, by whoever asks for it first; the others wait for it. What fills it
 * must close what it opened.
 */
export async function openLike(key: string, fill: (database: Database) => Promise<void>): Promise<Database> {
  const template = START_OF_LIKE + createHash('sha256').update(key).digest('hex').slice(0, 16);
  const client = new pg.Client({ connectionString: serverUrl ?? '' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [template]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
    if (rowCount === 0) {
      const made = await createOnServer();
      try {
        await fill(await openDatabase({ url: made.url, dataDir: '' }));
        await client.query(`alter database ${new URL(made.url).pathname.slice(1)} rename to ${template}`);
      } catch (error) {
        await made.drop();
        throw error;
      }
    }
  } finally {
    await client.end();
  }
  return openOnServer(template);
}

/** At the end of a run. */
export async function dropLikes(): Promise<void> {
  if (serverUrl === null) return;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database');
    for (const { datname } of rows.filter((row) => row.datname.startsWith(START_OF_LIKE)))
      await client.query(`drop database if exists ${datname} with (force)`);
  } finally {
    await client.end();
  }
}

async function openOnServer(template?: string): Promise<Database> {
  const { url, drop } = await createOnServer(template);
  try {
    const database = await openDatabase({ url, dataDir: '' });
    const close = async () => {
      await database.close();
      await drop();
    };
    return { ...database, close };
  } catch (error) {
    await drop();
    throw error;
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl ?? '' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Tables of ours. A refused import may leave its job, which is how the person learns of the refusal. */
export async function tables(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`.execute(db);
  return rows.map(({ name }) => name).filter((name) => !/^(spatial_ref_sys|kysely_migration.*)$/.test(name));
}

/** Number and digest of the rows of every table: two equal contents mean that nothing was changed at all. */
export async function contentOf(db: Db): Promise<Record<string, string>> {
  const content: Record<string, string> = {};
  for (const name of (await tables(db)).filter((table) => table !== 'job')) {
    const { rows } = await sql<{ digest: string }>`
      select count(*) || ' rows, ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '-') as digest
      from ${sql.table(name)} t`.execute(db);
    content[name] = rows[0]?.digest ?? '';
  }
  return content;
}
