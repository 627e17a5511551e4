/** Indicators: which there are, their values, and what is known of them. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import type { SourceEntry } from './imports.ts';

/** One layer and year of an indicator, and the import whose values are in force. */
export interface IndicatorScope {
  county: string;
  indicator: string;
  layer: string;
  year: number;
  importId: string;
}

export async function indicatorScopes(db: Db, counties: string[]): Promise<IndicatorScope[]> {
  const rows = await db
    .selectFrom('current_scope')
    .where('county', 'in', counties)
    .where('kind', '=', 'indicators')
    .select(['county', 'scope', 'import_id as importId'])
    .execute();
  return rows.flatMap(({ county, scope, importId }) => {
    // An indicator may have the mark in its name.
    const [, indicator, layer, year] = /^(.*)\|([^|]*)\|(\d+)$/s.exec(scope) ?? [];
    return indicator === undefined || layer === undefined
      ? []
      : [{ county, indicator, layer, year: Number(year), importId }];
  });
}

export interface ToldIndicator {
  importId: string;
  indicator: string;
  unit: string | null;
  /** As its file says; null: nothing. */
  told: unknown;
}

/** What the files say of each indicator of an import; of one that says nothing, its unit. */
export async function toldIndicators(
  db: Db,
  pairs: readonly { importId: string; indicator: string }[],
): Promise<ToldIndicator[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<ToldIndicator>`
    select p.import_id as "importId", p.indicator, u.unit, d.told
    from jsonb_to_recordset(${JSON.stringify(pairs.map(({ importId, indicator }) => ({ import_id: importId, indicator })))}::jsonb)
      as p(import_id uuid, indicator text)
    left join indicator_definition d on d.import_id = p.import_id and d.indicator = p.indicator
    left join lateral (
      select unit from indicator_value v where v.import_id = p.import_id and v.indicator = p.indicator limit 1
    ) u on true`.execute(db);
  return rows;
}

export interface IndicatorValue {
  county: string;
  area: string;
  year: number;
  value: number | null;
  status: 'value' | 'missing' | 'hidden' | 'estimated';
  numerator: number | null;
  denominator: number | null;
}

/** Of one indicator and layer. */
export async function indicatorValues(
  db: Db,
  { indicator, layer }: { indicator: string; layer: string },
  scopes: readonly IndicatorScope[],
): Promise<IndicatorValue[]> {
  const years = new Map<string, number[]>();
  for (const { importId, year } of scopes) years.set(importId, [...(years.get(importId) ?? []), year]);
  if (years.size === 0) return [];
  const inForce = sql.join(
    [...years].map(
      ([importId, own]) => sql`(v.import_id = ${importId}::uuid and v.year = any(${`{${own.join(',')}}`}::int[]))`,
    ),
    sql` or `,
  );
  // One JSON text instead of a row each: thousands of rows take the embedded engine a third of a second to hand out.
  const { rows } = await sql<{ list: string | null }>`
    select json_agg(json_build_array(
      v.county, v.area, v.year, v.value, v.status, v.numerator, v.denominator))::text as list
    from indicator_value v
    where v.indicator = ${indicator} and v.layer = ${layer} and (${inForce})`.execute(db);
  const list = JSON.parse(rows[0]?.list ?? '[]') as [
    ...[string, string, number, number | null, IndicatorValue['status'], number | null, number | null],
  ][];
  return list.map(([county, area, year, value, status, numerator, denominator]) => ({
    ...{ county, area, year, value, status, numerator, denominator },
  }));
}

/** What is known of imports, newest first. */
export async function importSources(db: Db, ids: readonly string[]): Promise<SourceEntry[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('data_import')
    .where('id', 'in', ids)
    .select(['county', 'kind', 'id as importId', 'file_name as title', 'source', 'licence', 'stored'])
    .select(['reference_date as referenceDate', 'imported_at as importedAt'])
    .orderBy('seq', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, importedAt: new Date(row.importedAt) }));
}

export interface OwnIndicator {
  id: string;
  key: string;
  /** As it was written down. */
  told: unknown;
}

export async function ownIndicators(db: Db, county: string): Promise<OwnIndicator[]> {
  return db
    .selectFrom('own_indicator')
    .where('county', '=', county)
    .where('removed_at', 'is', null)
    .select(['id', 'key', 'told'])
    .orderBy('key')
    .execute();
}

export async function insertOwnIndicator(
  db: Db,
  county: string,
  { id, key, told }: OwnIndicator,
  now: Date,
): Promise<void> {
  await sql`insert into own_indicator (id, county, key, told, made_at)
    values (${id}, ${county}, ${key}, ${JSON.stringify(told)}::jsonb, ${now})`.execute(db);
}

/** False: there is none. */
export async function removeOwnIndicator(db: Db, county: string, key: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('own_indicator')
    .set({ removed_at: now })
    .where('county', '=', county)
    .where('key', '=', key)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** In which areas of a layer's imports points lie: `county/key`, or nothing. */
export async function areasOfPoints(
  db: Db,
  points: readonly (readonly [longitude: number, latitude: number])[],
  imports: readonly string[],
): Promise<(string | null)[]> {
  const found = points.map((): string | null => null);
  if (points.length === 0 || imports.length === 0) return found;
  const places = points.map(([lon, lat], seq) => ({ seq, lon, lat }));
  const { rows } = await sql<{ seq: number; area: string }>`
    select p.seq, min(a.county || '/' || a.key) as area
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p(seq int, lon float8, lat float8)
    join area a on ST_Covers(a.geom, ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326))
    where a.import_id in (${sql.join(imports)}) and not a.is_water
    group by p.seq`.execute(db);
  for (const { seq, area } of rows) found[seq] = area;
  return found;
}
