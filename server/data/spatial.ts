/** Spatial SQL as typed expressions. Everything is stored in EPSG:4326; lengths and areas come from metric CRSs. */
import type { Geometry } from 'geojson';
import { sql, type RawBuilder, type Expression } from 'kysely';

/** Longitude and latitude of a stored point, as numbers. */
export const longitude = (column: string): RawBuilder<number> => sql<number>`ST_X(${sql.ref(column)})`;
export const latitude = (column: string): RawBuilder<number> => sql<number>`ST_Y(${sql.ref(column)})`;

/** GeoJSON text with six decimals: 0.1 m. */
export const geoJson = (column: string): RawBuilder<string> => sql<string>`ST_AsGeoJSON(${sql.ref(column)}, 6)`;

/** One metric CRS for a chosen view: counties in two zones must not be measured in each their own. */
export const commonEpsg = (counties: string[]): RawBuilder<number> =>
  sql<number>`(select min(epsg) from county where key in (${sql.join(counties)}))`;

/** west, south, east, north */
export const extent = (column: string): RawBuilder<[number, number, number, number] | null> =>
  sql`case when ${sql.ref(column)} is null then null else json_build_array(
    ST_XMin(${sql.ref(column)}), ST_YMin(${sql.ref(column)}), ST_XMax(${sql.ref(column)}), ST_YMax(${sql.ref(column)})) end`;

/** The tile's envelope in Web Mercator, with MapLibre's usual 64/4096 margin. */
export const tileEnvelope = (z: number, x: number, y: number): RawBuilder<unknown> =>
  sql`ST_TileEnvelope(${z}::int, ${x}::int, ${y}::int, margin => (64.0 / 4096))`;

export function parseGeometry<G extends Geometry = Geometry>(text: string): G {
  return JSON.parse(text) as G;
}

/** Rows go in as one JSON text per batch: one statement, no parameter limit, the same on both engines. */
export type ColumnTypes<T> = { [K in keyof T]: string };

export const BATCH = 4000;

export function batches<T>(rows: T[], size = BATCH): T[][] {
  const result: T[][] = [];
  for (let start = 0; start < rows.length; start += size) result.push(rows.slice(start, start + size));
  return result;
}

/** `select … from jsonb_to_recordset` as a source of rows. */
export function recordset<T extends object>(rows: T[], types: ColumnTypes<T>): Expression<unknown> {
  const columns = Object.entries<string>(types).map(([name, type]) => sql`${sql.id(name)} ${sql.raw(type)}`);
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x(${sql.join(columns)})`;
}
