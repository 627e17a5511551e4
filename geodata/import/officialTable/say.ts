/** What is said of a row or a table that cannot be read as it stands. */
import { SourceError } from '../../formats/source.ts';
import type { SourceRecord } from '../records.ts';
import type { PrepareContext } from '../types.ts';

/** What the signs stand for, in the order in which they are told. */
const SIGNS: [mark: string, de: string, en: string][] = [
  [
    '.',
    '„.“ (unbekannt oder geheim, die Tabelle trennt beides nicht)',
    "'.' (unknown or secret, the table does not tell which)",
  ],
  ['x', '„x“ (nicht sinnvoll)', "'x' (not meaningful)"],
  ['/', '„/“ (nicht sicher genug)', "'/' (not certain enough)"],
  ['...', '„...“ (folgt später)', "'...' (to follow)"],
  ['', 'leer', 'empty'],
];

export function sayMissing({ report }: PrepareContext, missing: ReadonlyMap<string, number>): void {
  const found = SIGNS.filter(([mark]) => missing.has(mark));
  if (found.length === 0) return;
  const times = (mark: string, locale: string) => (missing.get(mark) ?? 0).toLocaleString(locale);
  report.note(
    `Ohne Angabe bleiben: ${found.map(([mark, de]) => `${times(mark, 'de-DE')} × ${de}`).join(', ')}.`,
    `Without data stay: ${found.map(([mark, , en]) => `${times(mark, 'en-GB')} × ${en}`).join(', ')}.`,
  );
}

export function sayNoKey({ report }: PrepareContext, record: SourceRecord): void {
  const key = record.get('area');
  report.reject(
    'officialTable.badKey',
    `„${key}“ ist kein Gebietsschlüssel: bitte den Schlüssel ergänzen (Kreis 5, Gemeinde 8 oder 10 Stellen) oder die Zeile löschen.`,
    `'${key}' is not an area key: please add the key (county 5, municipality 8 or 10 digits) or delete the row.`,
    { row: record.row },
  );
}

export function sayNoYear({ report }: PrepareContext, record: SourceRecord, text: string): void {
  report.reject(
    'officialTable.badYear',
    `„${text}“ ist kein Jahr: bitte als 2025, 31.12.2025 oder 2025/26 eintragen.`,
    `'${text}' is not a year: please enter it as 2025, 31.12.2025 or 2025/26.`,
    { row: record.row },
  );
}

export function noYear(): SourceError {
  return new SourceError('officialTable.noYear', {
    de: 'Die Tabelle nennt kein Jahr: bitte mit --year (zum Beispiel 2025) oder --reference-date angeben.',
    en: 'The table tells no year: please state it with --year (for example 2025) or --reference-date.',
  });
}

export function badYear(text: string): SourceError {
  return new SourceError('officialTable.badYear', {
    de: `„${text}“ ist weder Jahr noch Stichtag: bitte als 2025 oder 31.12.2025 angeben.`,
    en: `'${text}' is neither a year nor a reference date: please give it as 2025 or 31.12.2025.`,
  });
}
