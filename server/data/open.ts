/** Opens the database: embedded PGlite in a folder (default), or PostgreSQL with PostGIS by address. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { migrate } from './migrations/index.ts';
import { EmbeddedDatabase } from './pglite/client.ts';
import { FolderLock } from './pglite/lock.ts';
import type { Schema } from './schema/index.ts';

export type Db = Kysely<Schema>;

export interface Database {
  db: Db;
  engine: 'pglite' | 'postgres';
  version: string;
  postgis: string;
  /** PostGIS encodes vector tiles itself; PGlite's build cannot. */
  encodesTiles: boolean;
  /** Only one connection exists: progress must not be written while an import's transaction is open. */
  singleConnection: boolean;
  /** The lock of the embedded folder; null for a server or memory. */
  lock: FolderLock | null;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url?: string | undefined;
  dataDir: string;
  /** The embedded folder is taken at once, its engine started when this resolves. */
  wanted?: Promise<void>;
}

/** The worker is always the built one: a worker thread cannot load TypeScript on every supported Node. */
export function builtFile(...path: string[]): string {
  const here = fileURLToPath(import.meta.url);
  const root = here.endsWith('.ts') ? resolve(here, '../../..') : resolve(here, '../../..');
  return join(root, 'dist', ...path);
}

/** Where in the data folder the database itself lies. */
export const clusterIn = (folder: string): string => join(folder, 'database');

export const lockFile = (dataDir: string): string => join(dataDir, 'planungsraum.lock');

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url ? openServer(options.url) : openEmbedded(options);
}

async function openServer(url: string): Promise<Database> {
  const { default: pg } = await import('pg');
  // The same types as PGlite gives: dates as text, sums and counts as numbers.
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.DATE, (value) => value);
  types.setTypeParser(pg.types.builtins.INT8, Number);
  types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  const pool = new pg.Pool({ connectionString: url, max: 8, types });
  // An idle connection that breaks would otherwise end the process.
  pool.on('error', () => undefined);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  await sql`create extension if not exists postgis`.execute(db);
  return ready(db, { engine: 'postgres', lock: null, close: () => db.destroy() });
}

async function openEmbedded({ dataDir, wanted }: DatabaseOptions): Promise<Database> {
  const inMemory = dataDir.startsWith('memory://');
  const folder = inMemory ? dataDir : resolve(dataDir);
  const lock = inMemory ? null : FolderLock.take(lockFile(folder), folder);
  await wanted;
  const cluster = inMemory ? folder : clusterIn(folder);
  const template = builtFile('pglite', 'template.tar.gz');
  const isNew = inMemory || !existsSync(join(cluster, 'PG_VERSION'));
  const embedded = new EmbeddedDatabase(new URL(`file://${builtFile('server', 'databaseWorker.js')}`), {
    dataDir: cluster,
    template: isNew && existsSync(template) ? template : null,
    postgis: builtFile('pglite', 'postgis.tar'),
  });
  try {
    await embedded.waitReady;
    const db = new Kysely<Schema>({ dialect: new PGliteDialect({ pglite: embedded }) });
    const close = async () => {
      await db.destroy();
      lock?.release();
    };
    return await ready(db, { engine: 'pglite', lock, close });
  } catch (error) {
    lock?.release();
    throw error;
  }
}

async function ready(db: Db, rest: Pick<Database, 'engine' | 'lock' | 'close'>): Promise<Database> {
  await migrate(db as unknown as Kysely<never>);
  // From the catalogue: the library itself takes a fifth of a second to load, which is left to the first map.
  const { rows } = await sql<{ version: string; postgis: string }>`
    select current_setting('server_version') as version, extversion as postgis
    from pg_extension where extname = 'postgis'`.execute(db);
  const facts = rows[0];
  if (!facts) throw new Error('The database does not tell its version.');
  const embedded = rest.engine === 'pglite';
  return { db, ...facts, encodesTiles: !embedded, singleConnection: embedded, ...rest };
}
