/** What an import says of itself. */
import type { ImportReport } from '../../contract/imports.ts';
import { SourceError } from '../../../geodata/formats/source.ts';
import type { Problem } from '../../../geodata/import/types.ts';
import type { Ready } from './protectPupils.ts';
import type { ImportRequest } from './request.ts';

export function reportOf(request: ImportRequest, prepared: Omit<Ready, 'rows' | 'placement'>): ImportReport {
  return {
    kind: request.kind,
    county: request.county,
    read: prepared.read,
    stored: prepared.stored,
    rejected: prepared.rejected,
    skipped: prepared.skipped,
    alreadyLoaded: false,
    problems: prepared.problems.map(rowProblem),
    problemCount: prepared.problemCount,
    notes: prepared.notes,
  };
}

export function rowProblem({ code, text, row, column }: Problem): ImportReport['problems'][number] {
  return { code, text, ...(row === undefined ? {} : { row }), ...(column === undefined ? {} : { column }) };
}

export function alreadyLoaded(request: ImportRequest): ImportReport {
  return {
    kind: request.kind,
    county: request.county,
    read: 0,
    stored: 0,
    rejected: 0,
    skipped: 0,
    alreadyLoaded: true,
    problems: [],
    problemCount: 0,
    notes: [
      {
        de: `„${request.name}“ ist mit denselben Angaben schon geladen und in Kraft; es wurde nichts hinzugefügt.`,
        en: `'${request.name}' is already loaded with the same options and in force; nothing was added.`,
      },
    ],
  };
}

export function nothingStored(request: ImportRequest, prepared: Ready): SourceError {
  const first = prepared.problems[0];
  const de = first ? ` Zum Beispiel${first.row === undefined ? '' : ` Zeile ${first.row}`}: ${first.text.de}` : '';
  const en = first ? ` For example${first.row === undefined ? '' : ` row ${first.row}`}: ${first.text.en}` : '';
  return new SourceError('import.nothingStored', {
    de: `Von ${prepared.read} Zeilen in „${request.name}“ gehört keine hierher (${prepared.rejected} fehlerhaft, ${prepared.skipped} von anderswo): bitte Kreis, Datei und Zuordnung prüfen.${de}`,
    en: `Of ${prepared.read} rows in '${request.name}' none belongs here (${prepared.rejected} faulty, ${prepared.skipped} from elsewhere): please check county, file and mapping.${en}`,
  });
}
