/** Messages between the process and the worker thread that owns the embedded database. */

export interface OpenOptions {
  /** Folder of the database, or 'memory://'. */
  dataDir: string;
  /** An initialised database (dumpDataDir), used where the folder is empty. */
  template: string | null;
  /** Archive of PostGIS, without raster, topology and tiger. */
  postgis: string;
}

export type WorkerRequest =
  | { id: number; op: 'query'; sql: string; parameters: unknown[]; inTransaction: boolean }
  | { id: number; op: 'begin' | 'commit' | 'rollback' | 'dump' | 'close' };

export type WorkerReply =
  { id: number; ok: true; result: QueryResult | Uint8Array | null } | { id: number; ok: false; error: SerialisedError };

export interface QueryResult {
  rows: Record<string, unknown>[];
  affectedRows?: number;
  fields: { name: string; dataTypeID: number }[];
}

export interface SerialisedError {
  message: string;
  code: string | null;
  constraint: string | null;
}
