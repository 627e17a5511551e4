/** Which list formed the atoms that are in force, and inside which borders. */
import { sql } from 'kysely';
import type { KeptAtom } from '../../planning/confidentiality/atomsInput.ts';
import type { Db } from '../open.ts';
import type { Borders } from '../schema/people.ts';

export interface Formation {
  county: string;
  importId: string;
  kind: string;
  edition: string;
  formedBy: string;
  /** School year, or reference date, of the list. */
  year: string;
  borders: Borders;
  homeLayer: string;
  base: number;
  minimum: number;
}

export type ListKind = 'pupils' | 'pupil-list' | 'child-list';

/** Lists of a kind that are in force, the one imported last first. */
export async function formations(db: Db, counties: string[], kinds: ListKind[]): Promise<Formation[]> {
  return db
    .selectFrom('pupil_edition as e')
    .innerJoin('data_import as i', 'i.id', 'e.import_id')
    .innerJoin('current_scope as c', (join) =>
      join
        .onRef('c.import_id', '=', 'e.import_id')
        .onRef('c.scope', '=', 'e.school_year')
        .on('c.kind', 'in', ['pupils', 'child-list']),
    )
    .where('e.county', 'in', counties)
    .where('i.kind', 'in', kinds)
    .select([
      'e.county',
      'e.import_id as importId',
      'i.kind',
      'e.edition',
      'e.formed_by as formedBy',
      'e.school_year as year',
      'e.borders',
      'e.home_layer as homeLayer',
      'e.base',
      'e.minimum',
    ])
    .orderBy('i.seq', 'desc')
    .orderBy('e.school_year', 'desc')
    .execute();
}

/** What a new list begins with. */
export interface Before extends Pick<Formation, 'edition' | 'formedBy' | 'year' | 'borders' | 'base' | 'minimum'> {
  atoms: KeptAtom[];
  /** Of each school by what its claims were told first for this year; null: they were not. */
  doorBasis: Record<string, string> | null;
}

/** The atoms of the last list of the kind, also where it was taken back. @param homeLayer of a counted table */
export async function listBefore(db: Db, county: string, kind: ListKind, homeLayer: string): Promise<Before | null> {
  const row = await db
    .selectFrom('atom_memory')
    .where('county', '=', county)
    .where('kind', '=', kind)
    .where('home_layer', '=', homeLayer)
    .select([
      'edition',
      'formed_by as formedBy',
      'year',
      'borders',
      'base',
      'minimum',
      'atoms',
      'door_basis as doorBasis',
    ])
    .executeTakeFirst();
  return row ?? null;
}

/** The edition that the next list will begin with; null: there was none. */
export async function lastEditions(db: Db, county: string, kind: ListKind): Promise<string[]> {
  const rows = await db
    .selectFrom('atom_memory')
    .where('county', '=', county)
    .where('kind', '=', kind)
    .select('edition')
    .orderBy('edition')
    .execute();
  return rows.map(({ edition }) => edition);
}

export async function rememberAtoms(
  db: Db,
  owner: { county: string; kind: ListKind; homeLayer: string },
  { edition, formedBy, year, borders, base, minimum, atoms, doorBasis }: Before,
): Promise<void> {
  const memory = {
    edition,
    formed_by: formedBy,
    year,
    borders: JSON.stringify(borders),
    base,
    minimum,
    door_basis: doorBasis && JSON.stringify(doorBasis),
    atoms: JSON.stringify(
      atoms.map(({ key, cells, gemeinde, planningArea, district }) => ({
        key,
        cells,
        gemeinde,
        planningArea,
        district,
      })),
    ),
  };
  await db
    .insertInto('atom_memory')
    .values({ county: owner.county, kind: owner.kind, home_layer: owner.homeLayer, ...memory })
    .onConflict((conflict) => conflict.columns(['county', 'kind', 'home_layer']).doUpdateSet(memory))
    .execute();
}

/** Have areas been imported since? Asked first, since digests take long. */
export async function areasImportedSince(db: Db, county: string, importId: string): Promise<boolean> {
  const row = await db
    .selectFrom('current_scope as c')
    .innerJoin('data_import as i', 'i.id', 'c.import_id')
    .where('c.county', '=', county)
    .where('c.kind', '=', 'areas')
    .where('i.seq', '>', (eb) => eb.selectFrom('data_import as own').where('own.id', '=', importId).select('own.seq'))
    .select('i.id')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The same for the same areas, however often they were imported; null where there are none. */
export async function bordersDigest(db: Db, imports: string[]): Promise<string | null> {
  if (imports.length === 0) return null;
  const { rows } = await sql<{ digest: string | null }>`
    select md5(string_agg(key || ' ' || md5(ST_AsBinary(geom)), ',' order by county, key collate "C")) as digest
    from area where import_id in (${sql.join(imports)}) and not is_water`.execute(db);
  return rows[0]?.digest ?? null;
}
