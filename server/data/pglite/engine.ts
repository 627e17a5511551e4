/**
 * PGlite with PostGIS, with the cure for its swallowed exceptions: a GEOS or PROJ exception makes a statement report
 * success without a command tag and can leave a half-applied autocommit. So every statement that writes runs inside a
 * transaction, the command tag of each is checked before the commit, and after a fault the instance is replaced by a fresh one.
 */
import { PGlite, types } from '@electric-sql/pglite';
import { readFile } from 'node:fs/promises';
import { postgisFrom } from './postgis.ts';
import type { OpenOptions, QueryResult } from './protocol.ts';

/** The geometry engine failed inside the database; the statement did not happen. */
export class SwallowedExceptionError extends Error {
  readonly code = 'XX_GEOS';
  constructor(sql: string) {
    super(`The geometry engine failed inside this statement; nothing of it was kept: ${sql.slice(0, 120)}`);
    this.name = 'SwallowedExceptionError';
  }
}

interface Result extends QueryResult {
  command?: string;
}

/** Dates stay text and big integers numbers, as the server's own driver is told to give them. */
const parsers = {
  [types.DATE]: (value: string) => value,
  [types.INT8]: (value: string) => Number(value),
  [types.NUMERIC]: (value: string) => Number(value),
};

async function start(options: OpenOptions, content: Blob | null): Promise<PGlite> {
  const postgis = postgisFrom(options.postgis);
  const instance = await PGlite.create({
    dataDir: options.dataDir,
    extensions: { postgis },
    parsers,
    ...(content ? { loadDataDir: content } : {}),
  });
  await instance.query('create extension if not exists postgis');
  return instance;
}

/** Statements that begin so change nothing: no function of ours writes. */
const reads = /^\s*select\b/i;

export class Engine {
  readonly #options: OpenOptions;
  #instance: PGlite;
  #faulty = false;

  private constructor(options: OpenOptions, instance: PGlite) {
    this.#options = options;
    this.#instance = instance;
  }

  static async open(options: OpenOptions): Promise<Engine> {
    const template = options.template ? new Blob([await readFile(options.template)]) : null;
    return new Engine(options, await start(options, template));
  }

  async query(sql: string, parameters: unknown[], inTransaction: boolean): Promise<QueryResult> {
    if (inTransaction) return this.#checked(sql, parameters);
    if (reads.test(sql)) return this.#read(sql, parameters);
    await this.begin();
    try {
      const result = await this.#checked(sql, parameters);
      await this.commit();
      return result;
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  async begin(): Promise<void> {
    await this.#instance.exec('begin');
  }

  async commit(): Promise<void> {
    if (this.#faulty) {
      await this.rollback();
      throw new SwallowedExceptionError('commit');
    }
    await this.#instance.exec('commit');
  }

  async rollback(): Promise<void> {
    await this.#instance.exec('rollback').catch(() => undefined);
    if (this.#faulty) await this.#replace();
  }

  async dump(): Promise<Uint8Array> {
    const blob = await this.#instance.dumpDataDir('gzip');
    return new Uint8Array(await blob.arrayBuffer());
  }

  async close(): Promise<void> {
    await this.#instance.close();
  }

  /** Nothing of it can be half applied: the round of a transaction, more than the statement itself costs, is spared. */
  async #read(sql: string, parameters: unknown[]): Promise<QueryResult> {
    try {
      return await this.#checked(sql, parameters);
    } finally {
      if (this.#faulty) await this.#replace();
    }
  }

  async #checked(sql: string, parameters: unknown[]): Promise<QueryResult> {
    if (this.#faulty) throw new SwallowedExceptionError(sql);
    const result = (await this.#instance.query(sql, parameters)) as Result;
    if (result.command === undefined || result.command === '???') {
      this.#faulty = true;
      throw new SwallowedExceptionError(sql);
    }
    return { rows: result.rows, fields: result.fields, affectedRows: result.affectedRows ?? 0 };
  }

  /** A database in memory has no folder to reopen: its content is carried over. */
  async #replace(): Promise<void> {
    const inMemory = this.#options.dataDir.startsWith('memory://');
    const content = inMemory ? await this.#instance.dumpDataDir('none') : null;
    await this.#instance.close().catch(() => undefined);
    this.#instance = await start(this.#options, content);
    this.#faulty = false;
  }
}
