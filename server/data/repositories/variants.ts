/** Planning variants as stored, and what their world is read from. */
import { sql } from 'kysely';
import type { StoredChange } from '../../planning/variant/changes.ts';
import type { Db } from '../open.ts';
import { countyColumns, countyOf, type County } from './counties.ts';

export interface VariantRecord {
  id: string;
  county: string;
  version: number;
  name: string;
  status: string;
  notes: string;
  schoolYear: string;
  copiedFrom: string | null;
  createdAt: Date;
  updatedAt: Date;
}

const columns = [
  'id',
  'county',
  'version',
  'name',
  'status',
  'notes',
  'school_year as schoolYear',
  'copied_from as copiedFrom',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const;

/** Newest first. */
export async function listVariants(db: Db, county: string): Promise<VariantRecord[]> {
  return db
    .selectFrom('variant')
    .where('county', '=', county)
    .where('removed_at', 'is', null)
    .select(columns)
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .execute();
}

export async function countVariants(db: Db, county: string): Promise<number> {
  const { number } = await db
    .selectFrom('variant')
    .where('county', '=', county)
    .where('removed_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('number'))
    .executeTakeFirstOrThrow();
  return number;
}

export async function findVariant(db: Db, county: string, id: string): Promise<VariantRecord | null> {
  const row = await db
    .selectFrom('variant')
    .where('county', '=', county)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .select(columns)
    .executeTakeFirst();
  return row ?? null;
}

/** Both in one question, as each change of a variant needs them; null: no such county. */
export async function findCountyAndVariant(
  db: Db,
  key: string,
  id: string,
): Promise<{ county: County; variant: VariantRecord | null } | null> {
  const row = await db
    .selectFrom('county')
    .leftJoin('variant', (join) =>
      join.onRef('variant.county', '=', 'county.key').on('variant.id', '=', id).on('variant.removed_at', 'is', null),
    )
    .where('county.key', '=', key)
    .select(countyColumns)
    .select([
      'variant.id',
      'variant.version',
      'variant.name as variantName',
      'variant.status',
      'variant.notes',
      'variant.school_year as schoolYear',
      'variant.copied_from as copiedFrom',
      'variant.created_at as createdAt',
      'variant.updated_at as updatedAt',
    ])
    .executeTakeFirst();
  if (!row) return null;
  const {
    id: found,
    version,
    variantName,
    status,
    notes,
    schoolYear,
    copiedFrom,
    createdAt,
    updatedAt,
    ...county
  } = row;
  const variant =
    found === null
      ? null
      : ({
          id: found,
          county: key,
          version,
          name: variantName,
          status,
          notes,
          schoolYear,
          copiedFrom,
          createdAt,
          updatedAt,
        } as VariantRecord);
  return { county: countyOf(county), variant };
}

export async function insertVariant(
  db: Db,
  {
    id,
    county,
    name,
    status,
    notes,
    schoolYear,
    copiedFrom,
  }: Omit<VariantRecord, 'version' | 'createdAt' | 'updatedAt'>,
  now: Date,
): Promise<void> {
  await db
    .insertInto('variant')
    .values({
      id,
      county,
      version: 0,
      name,
      status,
      notes,
      school_year: schoolYear,
      copied_from: copiedFrom,
      created_at: now,
      updated_at: now,
      removed_at: null,
    })
    .execute();
}

/**
 * The next version, where the variant is still at the one named.
 *
 * @returns false: somebody else was first, or it is gone
 */
export async function raiseVersion(
  tx: Db,
  { county, id, version }: { county: string; id: string; version: number },
  set: Partial<Pick<VariantRecord, 'name' | 'status' | 'notes'>>,
  now: Date,
  by = 1,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('variant')
    .set({ ...set, version: version + by, updated_at: now })
    .where('county', '=', county)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * One change, where the variant is still at the version named: in one statement, so that nothing half remains and no second
 * round is needed.
 *
 * @returns false: somebody else was first, or it is gone
 */
export async function appendChange(
  db: Db,
  { county, id, version }: { county: string; id: string; version: number },
  change: StoredChange,
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`
    with raised as (
      update variant set version = version + 1, updated_at = ${now}
      where county = ${county} and id = ${id} and version = ${version} and removed_at is null
      returning county, id, version)
    insert into variant_change (county, variant, version, kind, change, made_at)
    select county, id, version, ${change.kind}, ${JSON.stringify(change)}::jsonb, ${now} from raised
    returning version`.execute(db);
  return rows.length > 0;
}

export async function removeVariant(db: Db, county: string, id: string, version: number, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('variant')
    .set({ removed_at: now })
    .where('county', '=', county)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** In the order in which they were made. */
export async function changesOf(
  db: Db,
  variant: string,
  after = 0,
): Promise<{ version: number; change: StoredChange }[]> {
  const rows = await db
    .selectFrom('variant_change')
    .where('variant', '=', variant)
    .where('version', '>', after)
    .select(['version', 'change'])
    .orderBy('version')
    .execute();
  return rows.map(({ version, change }) => ({ version, change: change as StoredChange }));
}

export async function insertChanges(
  tx: Db,
  { county, id }: Pick<VariantRecord, 'county' | 'id'>,
  after: number,
  changes: readonly StoredChange[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  await tx
    .insertInto('variant_change')
    .values(
      changes.map((change, index) => ({
        county,
        variant: id,
        version: after + index + 1,
        kind: change.kind,
        change: JSON.stringify(change),
        made_at: now,
      })),
    )
    .execute();
}

export interface PlanRow {
  atom: string | null;
  home: string;
  school: string;
  grade: number | null;
  people: number;
}

/** Protected counts of an edition by home, school and grade; as one text, since a county has tens of thousands. */
export async function planRows(db: Db, edition: string): Promise<PlanRow[]> {
  const { rows } = await sql<{ list: string | null }>`
    select json_agg(json_build_array(atom, home, school, grade, people))::text as list from (
      select atom, home, school, grade, sum(people)::int as people from pupils
      where edition = ${edition} and school <> ''
      group by atom, home, school, grade order by atom, home, school, grade) sums`.execute(db);
  const list = JSON.parse(rows[0]?.list ?? '[]') as [string | null, string, string, number | null, number][];
  return list.map(([atom, home, school, grade, people]) => ({ atom, home, school, grade, people }));
}

/** Home and cells of the edition's atoms, as pupil_atom.cells names them. */
export async function atomCells(
  db: Db,
  edition: string,
): Promise<{ key: string; home: string; houses: number; cells: string[] }[]> {
  return db
    .selectFrom('pupil_atom')
    .where('edition', '=', edition)
    .where('point', 'is not', null)
    .select(['key', 'home', 'houses', 'cells'])
    .orderBy(sql`key collate "C"`)
    .execute();
}

export interface SocialRate {
  indicator: string;
  layer: string;
  area: string;
  year: number;
  /** Percent. */
  value: number;
}

/** Shares of children in households on SGB II, by area, the newest year of each: what social mix is measured by. */
export async function childPoverty(db: Db, county: string): Promise<SocialRate[]> {
  const { rows } = await sql<SocialRate>`
    select distinct on (v.layer, v.area) v.indicator, v.layer, v.area, v.year, v.value
    from indicator_value v join current_scope c on c.import_id = v.import_id
    where v.county = ${county} and v.status in ('value', 'estimated') and v.value is not null
      and v.indicator ~* 'sgb.?(ii|2)' and v.indicator ~* '(15|kinder)' and v.unit in ('%', 'Prozent', 'percent')
    order by v.layer, v.area, v.year desc, v.indicator`.execute(db);
  return rows;
}

/** Names of the county's streets, as its register writes them. */
export async function streetNames(db: Db, county: string): Promise<string[]> {
  const rows = await db
    .selectFrom('address as a')
    .innerJoin('current_scope as c', 'c.import_id', 'a.import_id')
    .where('a.county', '=', county)
    .select('a.street')
    .distinct()
    .execute();
  return rows.map(({ street }) => street);
}

/** Atoms with houses on a street, with how many of all their houses stand on it. @param spellings of the one street */
export async function atomsOnStreet(
  db: Db,
  county: string,
  edition: string,
  spellings: readonly string[],
  place: string | null,
): Promise<{ atom: string; houses: number; all: number }[]> {
  const { rows } = await sql<{ atom: string; houses: number; all: number }>`
    select p.key as atom, count(*)::int as houses, p.houses as all
    from address a
    join current_scope c on c.import_id = a.import_id
    join pupil_atom p on p.edition = ${edition} and ST_Intersects(p.geom, a.geom)
    where a.county = ${county} and a.street = any(${[...spellings]}::text[])
      and (${place}::text is null or lower(a.place) = lower(${place}::text) or lower(a.district) = lower(${place}::text))
    group by p.key, p.houses order by p.key`.execute(db);
  return rows;
}
