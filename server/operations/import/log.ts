/** The import log and taking an import back. */
import type { ImportRecord } from '../../contract/imports.ts';
import { lockCounty, raiseRevision } from '../../data/repositories/counties.ts';
import { countsOnAreasOf, listImports, removeImport, type ImportEntry } from '../../data/repositories/imports.ts';
import { kindDefinition, kinds } from '../../../geodata/import/index.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Operation } from '../../context.ts';
import { chosenCounties } from '../counties.ts';
import { rowProblem } from './report.ts';

export async function importLog(context: Operation, county: string): Promise<{ imports: ImportRecord[] }> {
  await chosenCounties(context, county);
  return { imports: (await listImports(context.database.db, county)).map(record) };
}

export async function undoImport(context: Operation, county: string, id: string): Promise<ImportRecord> {
  const { db } = context.database;
  await db.transaction().execute(async (tx) => {
    await lockCounty(tx, county);
    const entry = (await listImports(tx, county, id))[0];
    if (!entry) throw unknown();
    if (entry.undoneAt !== null) throw undone(entry);
    const hanging = await countsOnAreasOf(tx, id);
    if (hanging.length > 0) throw inUse(hanging);
    await removeImport(tx, id, context.now());
    await raiseRevision(tx, county);
  });
  const entry = (await listImports(db, county, id))[0];
  if (!entry) throw unknown();
  return record(entry);
}

function record(entry: ImportEntry): ImportRecord {
  const { importedAt, undoneAt, problems, scopes, kind, ...rest } = entry;
  return {
    ...rest,
    kind: kinds.find((known) => known === kind) ?? 'areas',
    scope: scopes.length > 3 ? `${scopes[0]} … ${scopes.at(-1)} (${scopes.length})` : scopes.join(', '),
    importedAt: importedAt.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
    problems: problems.map(rowProblem),
  };
}

function unknown(): DomainError {
  return new DomainError('notFound', 'import.unknown', {
    de: 'Diesen Import gibt es in diesem Kreis nicht: bitte das Protokoll neu laden.',
    en: 'There is no such import in this county: please reload the log.',
  });
}

function undone(entry: ImportEntry): DomainError {
  return new DomainError('conflict', 'import.alreadyUndone', {
    de: `Der Import von „${entry.fileName}“ ist schon zurückgenommen.`,
    en: `The import of '${entry.fileName}' has already been taken back.`,
  });
}

function inUse(hanging: string[]): DomainError {
  const labels = kinds.filter((kind) => hanging.includes(kind)).map((kind) => kindDefinition(kind).label);
  return new DomainError('conflict', 'import.inUse', {
    de: `An diesen Gebieten hängen noch Zahlen (${labels.map(({ de }) => de).join(', ')}): bitte zuerst deren Importe zurücknehmen.`,
    en: `Figures still hang on these areas (${labels.map(({ en }) => en).join(', ')}): please take their imports back first.`,
  });
}
