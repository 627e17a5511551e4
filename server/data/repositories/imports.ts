/** The import log: what was loaded when from where, what is in force, and taking it back. */
import { sql } from 'kysely';
import type { Sentence } from '../../planning/types.ts';
import type { Db } from '../open.ts';

export interface StoredProblem {
  code: string;
  text: Sentence;
  row?: number;
  column?: string;
}

export interface ImportEntry {
  id: string;
  county: string;
  kind: string;
  scopes: string[];
  fileName: string;
  sha256: string;
  source: string | null;
  licence: string | null;
  referenceDate: string | null;
  importedAt: Date;
  undoneAt: Date | null;
  inForce: boolean;
  read: number;
  stored: number;
  rejected: number;
  problems: StoredProblem[];
  notes: Sentence[];
}

export interface NewImport {
  id: string;
  county: string;
  kind: string;
  /** What kind of import it replaces, and is replaced by. */
  scopeKind: string;
  scopes: string[];
  fileName: string;
  sha256: string;
  options: Record<string, string>;
  source: string | null;
  licence: string | null;
  referenceDate: string | null;
  read: number;
  stored: number;
  rejected: number;
  problems: StoredProblem[];
  notes: Sentence[];
  now: Date;
}

export async function insertImport(db: Db, entry: NewImport): Promise<void> {
  await db
    .insertInto('data_import')
    .values({
      id: entry.id,
      county: entry.county,
      kind: entry.kind,
      file_name: entry.fileName,
      sha256: entry.sha256,
      options: JSON.stringify(entry.options),
      source: entry.source,
      licence: entry.licence,
      reference_date: entry.referenceDate,
      read: entry.read,
      stored: entry.stored,
      rejected: entry.rejected,
      problems: JSON.stringify(entry.problems),
      notes: JSON.stringify(entry.notes),
      imported_at: entry.now,
      undone_at: null,
    })
    .execute();
  await db
    .insertInto('import_scope')
    .values(entry.scopes.map((scope) => ({ import_id: entry.id, county: entry.county, kind: entry.scopeKind, scope })))
    .execute();
}

const MAPPING = 'map.';

/** Which column was read as which field is kept beside the options: a file read otherwise is another import. */
export const mappingOptions = (mapping: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(mapping).map(([field, column]) => [MAPPING + field, column]));

/** The import of the same bytes with the same options, if all it said is still in force. */
export async function findSameImport(
  db: Db,
  wanted: {
    county: string;
    kind: string;
    sha256: string;
    options: Record<string, string>;
    /** null = however its columns were recognised. */
    mapping: Record<string, string> | null;
  },
): Promise<string | null> {
  const rows = await db
    .selectFrom('data_import as i')
    .innerJoin('import_scope as s', 's.import_id', 'i.id')
    .leftJoin('current_scope as c', (join) =>
      join.onRef('c.import_id', '=', 's.import_id').onRef('c.scope', '=', 's.scope'),
    )
    .where('i.county', '=', wanted.county)
    .where('i.kind', '=', wanted.kind)
    .where('i.sha256', '=', wanted.sha256)
    .where('i.undone_at', 'is', null)
    .select(['i.id', 'i.options', sql<boolean>`bool_and(c.import_id is not null)`.as('in_force')])
    .groupBy(['i.id', 'i.options'])
    .execute();
  return (
    rows.find(({ in_force, options }) => in_force && saidTheSame(options as Record<string, string>, wanted))?.id ?? null
  );
}

function saidTheSame(
  before: Record<string, string>,
  { options, mapping }: { options: Record<string, string>; mapping: Record<string, string> | null },
): boolean {
  const plain = Object.entries(before).filter(([key]) => !key.startsWith(MAPPING));
  const sameOptions =
    plain.length === Object.keys(options).length && plain.every(([key, value]) => options[key] === value);
  // An empty choice leaves a field out.
  return (
    sameOptions && Object.entries(mapping ?? {}).every(([field, column]) => (before[MAPPING + field] ?? '') === column)
  );
}

export async function listImports(db: Db, county: string, id: string | null = null): Promise<ImportEntry[]> {
  const rows = await db
    .selectFrom('data_import as i')
    .selectAll('i')
    .select((eb) => [
      eb
        .selectFrom('import_scope as s')
        .whereRef('s.import_id', '=', 'i.id')
        .select(sql<string[]>`coalesce(json_agg(s.scope order by s.scope), '[]'::json)`.as('scopes'))
        .as('scopes'),
      eb
        .selectFrom('current_scope as c')
        .whereRef('c.import_id', '=', 'i.id')
        .select(sql<number>`count(*)`.as('n'))
        .as('scopes_in_force'),
    ])
    .where('i.county', '=', county)
    .$if(id !== null, (query) => query.where('i.id', '=', id ?? ''))
    .orderBy('i.seq', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    county: row.county,
    kind: row.kind,
    scopes: row.scopes ?? [],
    fileName: row.file_name,
    sha256: row.sha256,
    source: row.source,
    licence: row.licence,
    referenceDate: row.reference_date,
    importedAt: new Date(row.imported_at),
    undoneAt: row.undone_at === null ? null : new Date(row.undone_at),
    inForce: (row.scopes_in_force ?? 0) > 0,
    read: row.read,
    stored: row.stored,
    rejected: row.rejected,
    problems: row.problems,
    notes: row.notes,
  }));
}

/** Tables whose rows belong to an import, dependants first. */
const ownedTables = [
  'way_to_school',
  'network',
  'transit_stop_time',
  'transit_trip',
  'transit_service_day',
  'transit_route',
  'transit_stop',
  'transit_feed',
  'school_hours',
  'line_vehicle',
  'transport_cost',
  'school_riders',
  'population',
  'pupils',
  'pupil_atom',
  'pupil_edition',
  'vital_event',
  'housing_project',
  'enrolment',
  'all_day_place',
  'control_total',
  'indicator_value',
  'indicator_definition',
  'school',
  'kita',
  'family_day_care',
  'target_rate',
  'kita_candidate',
  'offer',
  'contact',
  'programme_participation',
  'school_attribute',
  'road',
  'landscape',
  'place',
  'address',
  'district_street',
  'school_district',
  'area_successor',
  'area',
] as const;

/** Counts of other imports that hang on the atoms of this one; while there are any, its areas must stay. */
export async function countsOnAreasOf(db: Db, importId: string): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select distinct i.kind from data_import i
    where i.undone_at is null and i.id <> ${importId} and i.id in (
      select p.import_id from population p join atom_edition e on e.id = p.edition where e.import_id = ${importId}
      union select p.import_id from pupil_edition p where exists (
        select 1 from area a where a.import_id = ${importId} and a.county = p.county and a.layer = p.home_layer
      ) and not exists (
        select 1 from area a join current_scope c on c.import_id = a.import_id
        where a.import_id <> ${importId} and a.county = p.county and a.layer = p.home_layer
      )
      union select v.import_id from vital_event v join atom_edition e on e.id = v.edition where e.import_id = ${importId}
      union select h.import_id from housing_project h join atom_edition e on e.id = h.edition where e.import_id = ${importId})`.execute(
    db,
  );
  return rows.map(({ kind }) => kind);
}

/** Deletes every row the import brought; its entry in the log stays. */
export async function removeImport(db: Db, importId: string, now: Date): Promise<void> {
  for (const table of ownedTables) {
    await db.deleteFrom(table).where('import_id', '=', importId).execute();
  }
  await db
    .deleteFrom('atom')
    .where('edition', 'in', (eb) => eb.selectFrom('atom_edition').select('id').where('import_id', '=', importId))
    .execute();
  await db.deleteFrom('atom_edition').where('import_id', '=', importId).execute();
  await db.updateTable('data_import').set({ undone_at: now }).where('id', '=', importId).execute();
}

/** What only the database could judge changes the counts of the record. */
export async function correctCounts(
  db: Db,
  importId: string,
  counts: { stored: number; rejected: number },
): Promise<void> {
  await db.updateTable('data_import').set(counts).where('id', '=', importId).execute();
}

export async function importsInForce(db: Db, county: string, kinds: string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('current_scope')
    .where('county', '=', county)
    .where('kind', 'in', kinds)
    .select('import_id')
    .distinct()
    .orderBy('import_id')
    .execute();
  return rows.map(({ import_id }) => import_id);
}

export async function addNotes(db: Db, importId: string, notes: Sentence[]): Promise<void> {
  await db
    .updateTable('data_import')
    .set({ notes: sql<string>`notes || ${JSON.stringify(notes)}::jsonb` })
    .where('id', '=', importId)
    .execute();
}

export interface SourceEntry {
  county: string;
  kind: string;
  importId: string;
  title: string;
  source: string | null;
  licence: string | null;
  referenceDate: string | null;
  importedAt: Date;
  stored: number;
}

/** Imports in force, newest first; one row for each, however many scopes it has. */
export async function sourcesInForce(db: Db, counties: string[], kinds: string[] | null): Promise<SourceEntry[]> {
  const rows = await db
    .selectFrom('current_scope as c')
    .innerJoin('data_import as i', 'i.id', 'c.import_id')
    .where('c.county', 'in', counties)
    .$if(kinds !== null, (query) => query.where('c.kind', 'in', kinds ?? []))
    .select([
      'c.county',
      'c.kind',
      'i.seq',
      'i.id as importId',
      'i.file_name as title',
      'i.source',
      'i.licence',
      'i.reference_date as referenceDate',
      'i.imported_at as importedAt',
      'i.stored',
    ])
    .distinct()
    .orderBy('i.seq', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, importedAt: new Date(row.importedAt) }));
}
