/** What protecting a list of pupils needs of the county: its addresses, its secret. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';

const CHUNK = 50_000;

/** The county of a house that stands in another one, by its Gemeinde's key; null for the county's own houses. */
const neighbour = sql`case when a.area_key ~ '^[0-9]{8}$' and a.county <> 'DE' then nullif(left(a.area_key, 5), a.county) end`;

/**
 * Addresses in force as JSON texts: lists of [street, house number, postcode, place, district, longitude, latitude,
 * neighbouring county or null]. As text, because they go to a worker at once, and 300,000 rows as objects would hold up the
 * thread that passes them on.
 */
export async function addressTexts(db: Db, county: string): Promise<string[]> {
  const { rows } = await sql<{ list: string }>`
    select json_agg(json_build_array(street, house_number, postcode, place, district, x, y, neighbour))::text as list
    from (
      select a.street, a.house_number, a.postcode, a.place, a.district, ${neighbour} as neighbour,
        round(ST_X(a.geom)::numeric, 7)::float8 as x, round(ST_Y(a.geom)::numeric, 7)::float8 as y,
        row_number() over (order by a.place, a.street, a.house_number, ST_X(a.geom)) / ${CHUNK}::int as chunk
      from address a join current_scope c on c.import_id = a.import_id
      where a.county = ${county}
    ) chunks
    group by chunk order by chunk`.execute(db);
  return rows.map(({ list }) => list);
}

/** Counties of which houses are loaded beside the county's own. */
export async function neighbourCounties(db: Db, county: string): Promise<string[]> {
  const { rows } = await sql<{ neighbour: string }>`
    select distinct ${neighbour} as neighbour
    from address a join current_scope c on c.import_id = a.import_id
    where a.county = ${county} and ${neighbour} is not null
    order by 1`.execute(db);
  return rows.map((row) => row.neighbour);
}

/** The county's secret; made of `fresh` where it has none yet. */
export async function countySecret(db: Db, county: string, fresh: string): Promise<string> {
  await db
    .insertInto('county_secret')
    .values({ county, secret: fresh })
    .onConflict((conflict) => conflict.column('county').doNothing())
    .execute();
  const row = await db
    .selectFrom('county_secret')
    .select('secret')
    .where('county', '=', county)
    .executeTakeFirstOrThrow();
  return row.secret;
}

/** Was another list of the same school year (or reference date) ever loaded, also one that was taken back? */
export async function wasScopeLoaded(
  db: Db,
  county: string,
  kind: string,
  scopes: string[],
  sha256: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('import_scope as s')
    .innerJoin('data_import as i', 'i.id', 's.import_id')
    .where('s.county', '=', county)
    .where('s.kind', '=', kind)
    .where('s.scope', 'in', scopes)
    .where('i.sha256', '<>', sha256)
    .select('i.id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
