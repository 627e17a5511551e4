/** Road networks in force and the ways to school that were measured on them. */
import type { MultiPolygon } from 'geojson';
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import { latitude, longitude, parseGeometry, recordset } from '../spatial.ts';

export interface NetworkRecord {
  county: string;
  importId: string;
  referenceDate: string | null;
}

export async function networksInForce(db: Db, counties: string[]): Promise<NetworkRecord[]> {
  if (counties.length === 0) return [];
  return db
    .selectFrom('current_scope as c')
    .innerJoin('data_import as i', 'i.id', 'c.import_id')
    .where('c.kind', '=', 'network')
    .where('c.county', 'in', counties)
    .select(['c.county', 'c.import_id as importId', 'i.reference_date as referenceDate'])
    .orderBy('c.county')
    .execute();
}

/** As server/planning/network/roads.ts packs them. */
export async function packedRoads(db: Db, importId: string): Promise<Uint8Array> {
  const { roads } = await db
    .selectFrom('network')
    .where('import_id', '=', importId)
    .select('roads')
    .executeTakeFirstOrThrow();
  return roads;
}

export async function insertNetwork(
  db: Db,
  owner: { county: string; importId: string },
  network: { ways: number; roads: Uint8Array },
): Promise<void> {
  await db
    .insertInto('network')
    .values({ county: owner.county, import_id: owner.importId, ...network })
    .execute();
}

export interface AtomPoint {
  edition: string;
  key: string;
  lon: number;
  lat: number;
}

/** Atoms with houses of the editions in force, in the order in which ways are stored. */
export async function atomPoints(db: Db, editions: readonly string[]): Promise<AtomPoint[]> {
  if (editions.length === 0) return [];
  return db
    .selectFrom('pupil_atom as a')
    .where('a.edition', 'in', [...editions])
    .where('a.point', 'is not', null)
    .select(['a.edition', 'a.key', longitude('a.point').as('lon'), latitude('a.point').as('lat')])
    .orderBy('a.edition')
    .orderBy(sql`a.key collate "C"`)
    .execute();
}

/** From what the stored ways of a county follow, by edition and school. */
export async function knownWays(db: Db, county: string): Promise<{ edition: string; school: string; basis: string }[]> {
  return db.selectFrom('way_to_school').where('county', '=', county).select(['edition', 'school', 'basis']).execute();
}

/** Whole metres and seconds by atom, in the order of atomPoints(); -1 where no way leads there. */
export interface MeasuredWays {
  edition: string;
  school: string;
  basis: string;
  walkMetres: Int32Array;
  safeMetres: Int32Array;
  driveMetres: Int32Array;
  driveSeconds: Int32Array;
}

const listed = (values: Int32Array) => sql<number[]>`array_replace(${`{${values.join()}}`}::integer[], -1, null)`;

export async function storeWays(
  db: Db,
  owner: { county: string; importId: string },
  ways: readonly MeasuredWays[],
): Promise<void> {
  for (const { edition, school, basis, walkMetres, safeMetres, driveMetres, driveSeconds } of ways) {
    const values = {
      import_id: owner.importId,
      basis,
      walk_metres: listed(walkMetres),
      safe_metres: listed(safeMetres),
      drive_metres: listed(driveMetres),
      drive_seconds: listed(driveSeconds),
    };
    await db
      .insertInto('way_to_school')
      .values({ county: owner.county, edition, school, ...values })
      .onConflict((conflict) => conflict.columns(['county', 'edition', 'school']).doUpdateSet(values))
      .execute();
  }
}

/** Ways of lists that are not stored any more, and of schools that are gone. */
export async function removeOtherWays(db: Db, county: string, editions: readonly string[], schools: readonly string[]) {
  await db
    .deleteFrom('way_to_school')
    .where('county', '=', county)
    .where(({ or, eb }) =>
      or([
        ...(editions.length > 0 ? [eb('edition', 'not in', [...editions])] : [sql<boolean>`true`]),
        ...(schools.length > 0 ? [eb('school', 'not in', [...schools])] : [sql<boolean>`true`]),
      ]),
    )
    .execute();
}

export interface StoredWays {
  county: string;
  edition: string;
  school: string;
  walk: (number | null)[];
  /** Past no dangerous way. */
  safe: (number | null)[];
  driveMetres: (number | null)[];
  driveSeconds: (number | null)[];
}

function measured(db: Db, editions: readonly string[], schools: readonly { county: string; key: string }[]) {
  const wanted = sql.join(schools.map(({ county, key }) => sql`(${county}, ${key})`));
  return db
    .selectFrom('way_to_school as w')
    .innerJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 'w.import_id').on('c.kind', '=', 'network'),
    )
    .where('w.edition', 'in', [...editions])
    .where(sql<boolean>`(w.county, w.school) in (${wanted})`);
}

/** Measured on the networks in force; in the order of atomPoints(). */
export async function waysToSchools(
  db: Db,
  editions: readonly string[],
  schools: readonly { county: string; key: string }[],
): Promise<StoredWays[]> {
  if (editions.length === 0 || schools.length === 0) return [];
  return measured(db, editions, schools)
    .select([
      'w.county',
      'w.edition',
      'w.school',
      'w.walk_metres as walk',
      'w.safe_metres as safe',
      'w.drive_metres as driveMetres',
      'w.drive_seconds as driveSeconds',
    ])
    .execute();
}

/** Metres on foot, or seconds by car, alone: of all schools of a type the rest would be much to read. */
export async function costsToSchools(
  db: Db,
  editions: readonly string[],
  schools: readonly { county: string; key: string }[],
  by: 'walk' | 'drive',
): Promise<{ edition: string; school: string; cost: (number | null)[] }[]> {
  if (editions.length === 0 || schools.length === 0) return [];
  const column = by === 'walk' ? 'w.walk_metres' : 'w.drive_seconds';
  return measured(db, editions, schools)
    .select(['w.edition', 'w.school', `${column} as cost`])
    .execute();
}

/**
 * Cells of one school put together and cut at the county's border, whose simplified outline may cross itself.
 *
 * @param cells in metres of the CRS
 * @returns EPSG:4326
 */
export async function territories(
  db: Db,
  cells: { school: string; geojson: string }[],
  countyAreas: readonly string[],
  epsg: number,
): Promise<{ school: string; geometry: MultiPolygon }[]> {
  if (cells.length === 0 || countyAreas.length === 0) return [];
  const { rows } = await sql<{ school: string; geometry: string }>`
    with border as (
      select ST_MakeValid(ST_Simplify(ST_Union(ST_Transform(geom, ${epsg}::int)), 20)) as geom
      from area where import_id in (${sql.join([...countyAreas])}) and not is_water),
    owned as (
      select x.school, ST_Union(ST_SetSRID(ST_GeomFromGeoJSON(x.geojson), ${epsg}::int)) as geom
      from ${recordset(cells, { school: 'text', geojson: 'text' })} group by x.school)
    select school, ST_AsGeoJSON(ST_Transform(
      ST_Multi(ST_CollectionExtract(ST_Intersection(o.geom, b.geom), 3)), 4326), 6) as geometry
    from owned o, border b where ST_Intersects(o.geom, b.geom) order by school`.execute(db);
  return rows.map(({ school, geometry }) => ({ school, geometry: parseGeometry<MultiPolygon>(geometry) }));
}
