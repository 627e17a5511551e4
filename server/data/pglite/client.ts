/** What Kysely's PGliteDialect needs (query, transaction, close), spoken to the worker thread. */
import { Worker } from 'node:worker_threads';
import type { OpenOptions, QueryResult, SerialisedError, WorkerReply, WorkerRequest } from './protocol.ts';

export class DatabaseError extends Error {
  readonly code: string | null;
  readonly constraint: string | null;
  constructor(error: SerialisedError) {
    super(error.message);
    this.name = 'DatabaseError';
    this.code = error.code;
    this.constraint = error.constraint;
  }
}

export interface EmbeddedTransaction {
  query<T>(sql: string, parameters?: unknown[]): Promise<QueryResult & { rows: T[] }>;
  rollback(): Promise<void>;
}

type Waiting = { resolve: (result: QueryResult | Uint8Array | null) => void; reject: (error: Error) => void };

// Without Omit's distribution over the union the ops would lose their own fields.
type Body = WorkerRequest extends infer R ? (R extends WorkerRequest ? Omit<R, 'id'> : never) : never;

export class EmbeddedDatabase {
  closed = false;
  ready = false;
  readonly waitReady: Promise<void>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #turn: Promise<void> = Promise.resolve();

  constructor(workerFile: URL, options: OpenOptions) {
    this.#worker = new Worker(workerFile, { workerData: options });
    this.#worker.on('message', (reply: WorkerReply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if (reply.ok) waiting?.resolve(reply.result);
      else waiting?.reject(new DatabaseError(reply.error));
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => this.#fail(new Error('The embedded database has been closed.')));
    this.waitReady = this.#send({ op: 'query', sql: 'select 1', parameters: [], inTransaction: false }).then(() => {
      this.ready = true;
    });
    // A failing start is reported by whoever awaits waitReady; without this it would also be an unhandled rejection.
    this.waitReady.catch(() => undefined);
  }

  async query<T>(sql: string, parameters: unknown[] = []): Promise<QueryResult & { rows: T[] }> {
    return this.#exclusive(() => this.#query<T>(sql, parameters, false));
  }

  async transaction<T>(callback: (tx: EmbeddedTransaction) => Promise<T>): Promise<T> {
    return this.#exclusive(async () => {
      await this.#send({ op: 'begin' });
      const tx: EmbeddedTransaction = {
        query: <R>(sql: string, parameters: unknown[] = []) => this.#query<R>(sql, parameters, true),
        rollback: async () => {
          await this.#send({ op: 'rollback' });
        },
      };
      try {
        const result = await callback(tx);
        await this.#send({ op: 'commit' });
        return result;
      } catch (error) {
        await this.#send({ op: 'rollback' }).catch(() => undefined);
        throw error;
      }
    });
  }

  /** The whole database as a compressed archive (a backup, or a template for further databases). */
  async dump(): Promise<Uint8Array> {
    return this.#exclusive(async () => (await this.#send({ op: 'dump' })) as Uint8Array);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await this.#exclusive(() => this.#send({ op: 'close' }));
    this.closed = true;
    await this.#worker.terminate();
  }

  async #query<T>(sql: string, parameters: unknown[], inTransaction: boolean): Promise<QueryResult & { rows: T[] }> {
    return (await this.#send({ op: 'query', sql, parameters, inTransaction })) as QueryResult & { rows: T[] };
  }

  /** Everything waits its turn: a statement must never slip into another caller's transaction. */
  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  #send(body: Body): Promise<QueryResult | Uint8Array | null> {
    if (this.closed) return Promise.reject(new Error('The embedded database has been closed.'));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...body });
    });
  }

  #fail(error: Error): void {
    this.closed = true;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
