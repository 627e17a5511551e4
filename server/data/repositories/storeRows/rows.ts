/** What all kinds share: who owns the rows, and flat rows written in batches inside the caller's transaction. */
import { sql } from 'kysely';
import type { Db } from '../../open.ts';
import { batches, recordset, type ColumnTypes } from '../../spatial.ts';

export interface Owner {
  county: string;
  importId: string;
}

/** A table's row as it is handed in: whose it is says the owner, its geometry is computed from what stands beside it. */
export type Flat<Row, Position = unknown> = Omit<Row, 'county' | 'import_id' | 'geom' | 'point'> & Position;

export interface AtPoint {
  lon: number;
  lat: number;
}

export interface Drawn {
  geojson: string;
}

export type Progress = (done: number) => void;

export const point = sql`ST_SetSRID(ST_MakePoint(x.lon, x.lat), 4326)`;
export const geometry = sql`ST_SetSRID(ST_GeomFromGeoJSON(x.geojson), 4326)`;

/** Inserts flat rows; a geometry column is computed from `lon`/`lat` or `geojson`, which are not stored themselves. */
export async function insertRows<T extends object>(
  db: Db,
  table: string,
  owner: Owner | { importId: string },
  types: ColumnTypes<T>,
  rows: T[],
  geometryColumn: { name: string; from: 'lonlat' | 'geojson' } | null,
  progress: Progress,
): Promise<void> {
  const helpers = new Set(['lon', 'lat', 'geojson']);
  const plain = Object.keys(types).filter((name) => !helpers.has(name));
  const columns = [
    'import_id',
    ...('county' in owner ? ['county'] : []),
    ...plain,
    ...(geometryColumn ? [geometryColumn.name] : []),
  ];
  const values = [
    sql`${owner.importId}::uuid`,
    ...('county' in owner ? [sql`${owner.county}`] : []),
    ...plain.map((name) => sql.ref(`x.${name}`)),
    ...(geometryColumn ? [geometryColumn.from === 'lonlat' ? point : geometry] : []),
  ];
  let done = 0;
  for (const batch of batches(rows)) {
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.id(name)))})
      select ${sql.join(values)} from ${recordset(batch, types)}`.execute(db);
    done += batch.length;
    progress(done / rows.length);
  }
}
