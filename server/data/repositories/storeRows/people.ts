/** Counts of people and of events, and the figures that check them. */
import { sql } from 'kysely';
import { batches, recordset } from '../../spatial.ts';
import type { Db } from '../../open.ts';
import type {
  Borders,
  ControlTotalTable,
  HousingProjectTable,
  PopulationTable,
  PupilAtomTable,
  PupilEditionTable,
  PupilsTable,
  VitalEventTable,
} from '../../schema/people.ts';
import { insertRows, type AtPoint, type Flat, type Owner, type Progress } from './rows.ts';

export type PopulationInsert = Flat<PopulationTable>;

export const insertPopulation = (db: Db, owner: Owner, rows: PopulationInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'population',
    owner,
    {
      edition: 'uuid',
      atom: 'text',
      reference_date: 'date',
      basis: 'text',
      age_from: 'int',
      age_to: 'int',
      sex: 'text',
      people: 'int',
    },
    rows,
    null,
    progress,
  );

export type PupilEditionInsert = Omit<
  PupilEditionTable,
  'county' | 'import_id' | 'audit' | 'audited_at' | 'borders' | 'door_basis'
> & { borders: Borders; door_basis: Record<string, string> | null };
export type PupilAtomInsert = Omit<Flat<PupilAtomTable, AtPoint>, 'edition'>;
export type PupilsInsert = Omit<Flat<PupilsTable>, 'edition' | 'school_year' | 'traits'> & {
  traits: Record<string, string>;
};

/** One school year: the edition of atoms that was formed for it, and its protected counts. */
export async function insertPupils(
  db: Db,
  owner: Owner,
  edition: PupilEditionInsert,
  atoms: PupilAtomInsert[],
  counts: PupilsInsert[],
  progress: Progress,
): Promise<void> {
  const { county, importId } = owner;
  await db
    .insertInto('atom_edition')
    .values({ id: edition.edition, county, layer: edition.home_layer, import_id: importId })
    .execute();
  await db
    .insertInto('pupil_edition')
    .values({
      ...edition,
      borders: JSON.stringify(edition.borders),
      door_basis: edition.door_basis && JSON.stringify(edition.door_basis),
      county,
      import_id: importId,
    })
    .execute();
  for (const batch of batches(atoms)) {
    await sql`insert into atom (county, edition, key)
      select ${county}, ${edition.edition}::uuid, x.key from ${recordset(
        batch.map(({ key }) => ({ key })),
        { key: 'text' },
      )}`.execute(db);
  }
  await insertRows(
    db,
    'pupil_atom',
    owner,
    {
      edition: 'uuid',
      key: 'text',
      home: 'text',
      planning_area: 'text',
      district: 'text',
      areas: 'text[]',
      cells: 'text[]',
      houses: 'int',
      lon: 'float8',
      lat: 'float8',
    },
    atoms.map((atom) => ({ ...atom, edition: edition.edition })),
    { name: 'point', from: 'lonlat' },
    () => undefined,
  );
  await drawAtoms(db, edition.edition);
  await insertRows(
    db,
    'pupils',
    owner,
    {
      edition: 'uuid',
      atom: 'text',
      home: 'text',
      school: 'text',
      grade: 'int',
      traits: 'jsonb',
      school_year: 'text',
      people: 'int',
    },
    counts.map((count) => ({ ...count, edition: edition.edition, school_year: edition.school_year })),
    null,
    progress,
  );
}

/**
 * Where pupils came by area the atoms are those areas, which have shapes of their own. Atom by atom: of rows just written
 * PostgreSQL knows nothing, and joined to the table it would draw all of them for each one.
 */
async function drawAtoms(db: Db, edition: string): Promise<void> {
  await sql`update pupil_atom a set geom = (
      select ST_Multi(ST_Transform(ST_Union(ST_MakeEnvelope(e, n, e + 100, n + 100, 3035)), 4326))
      from (
        select (regexp_match(cell, 'N(\\d+)E'))[1]::float8 as n, (regexp_match(cell, 'N\\d+E(\\d+)'))[1]::float8 as e
        from unnest(a.cells) as cell where cell like 'CRS3035RES100m%'
      ) corners
    )
    where a.edition = ${edition}::uuid`.execute(db);
}

export type VitalEventInsert = Flat<VitalEventTable>;

export const insertVitalEvents = (db: Db, owner: Owner, rows: VitalEventInsert[], progress: Progress): Promise<void> =>
  insertRows(
    db,
    'vital_event',
    owner,
    {
      edition: 'uuid',
      atom: 'text',
      year: 'int',
      event: 'text',
      age_from: 'int',
      age_to: 'int',
      sex: 'text',
      people: 'int',
    },
    rows,
    null,
    progress,
  );

export const insertHousingProjects = (
  db: Db,
  owner: Owner,
  rows: Flat<HousingProjectTable>[],
  progress: Progress,
): Promise<void> =>
  insertRows(
    db,
    'housing_project',
    owner,
    {
      ...{ seq: 'int', edition: 'uuid', atom: 'text', name: 'text', homes: 'int' },
      ...{ first_year: 'int', last_year: 'int', per_home: 'float8' },
    },
    rows,
    null,
    progress,
  );

export type ControlTotalInsert = Flat<ControlTotalTable>;

export const insertControlTotals = (db: Db, owner: Owner, rows: ControlTotalInsert[]): Promise<void> =>
  insertRows(
    db,
    'control_total',
    owner,
    { dataset: 'text', item: 'text', sum_of_areas: 'int', published: 'int' },
    rows,
    null,
    () => undefined,
  );
