/** What is stored of pupils' homes, by school year, and how it was protected. */
import { sql } from 'kysely';
import type { Db } from '../open.ts';
import type { StoredAudit } from '../schema/people.ts';

export interface ProtectedYear {
  edition: string;
  year: string;
  /** 'pupil-list', 'child-list' or 'pupils' (came counted). */
  kind: string;
  homeLayer: string;
  base: number;
  minimum: number;
  atoms: number;
  rows: number;
  purpose: string | null;
  legalBasis: string | null;
  source: string | null;
  importedAt: Date;
  audit: StoredAudit | null;
  auditedAt: Date | null;
}

/** School years and reference dates in force, newest first. */
export async function protectedYears(db: Db, county: string): Promise<ProtectedYear[]> {
  const rows = await db
    .selectFrom('pupil_edition as e')
    .innerJoin('current_scope as c', (join) =>
      join
        .onRef('c.import_id', '=', 'e.import_id')
        .onRef('c.scope', '=', 'e.school_year')
        .on('c.kind', 'in', ['pupils', 'child-list']),
    )
    .innerJoin('data_import as i', 'i.id', 'e.import_id')
    .where('e.county', '=', county)
    .select((eb) => [
      'e.edition',
      'e.school_year as year',
      'i.kind',
      'e.home_layer as homeLayer',
      'e.base',
      'e.minimum',
      'e.audit',
      'e.audited_at as auditedAt',
      'i.source',
      'i.imported_at as importedAt',
      sql<string | null>`i.options ->> 'purpose'`.as('purpose'),
      sql<string | null>`i.options ->> 'legal-basis'`.as('legalBasis'),
      eb
        .selectFrom('pupil_atom as a')
        .whereRef('a.edition', '=', 'e.edition')
        .select(sql<number>`count(*)::int`.as('n'))
        .as('atoms'),
      eb
        .selectFrom('pupils as p')
        .whereRef('p.edition', '=', 'e.edition')
        .select(sql<number>`count(*)::int`.as('n'))
        .as('rows'),
    ])
    .orderBy('e.school_year', 'desc')
    .execute();
  return rows.map(({ atoms, rows: stored, importedAt, auditedAt, ...row }) => ({
    ...row,
    atoms: atoms ?? 0,
    rows: stored ?? 0,
    importedAt: new Date(importedAt),
    auditedAt: auditedAt === null ? null : new Date(auditedAt),
  }));
}

export async function saveAudit(db: Db, edition: string, audit: StoredAudit, now: Date): Promise<void> {
  await db
    .updateTable('pupil_edition')
    .set({ audit: JSON.stringify(audit), audited_at: now })
    .where('edition', '=', edition)
    .execute();
}
