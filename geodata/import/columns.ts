/** Recognises which column is which field, by name; a person's choice goes first. */
import { createHash } from 'node:crypto';
import type { Field } from './types.ts';
import { SourceError } from '../formats/source.ts';

/** The same columns in the same order are the same layout, whatever the file is called. */
export const layoutOf = (columns: { name: string }[]): string =>
  createHash('sha256')
    .update(JSON.stringify(columns.map(({ name }) => name)))
    .digest('hex');

/** 'Straße / Hausnr.' → 'strassehausnr' */
export function normaliseName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '');
}

/** True where a column holds real values: `--------` and blanks are how official layers say "not at this level". */
function holds(values: string[], accepts = /[\p{L}\d]/u): boolean {
  const fitting = values.filter((value) => accepts.test(value.trim())).length;
  return values.length === 0 || fitting * 2 >= values.length;
}

/** `silent`: an error must not tell what stands in the file, not even in its header. */
export function recognise(
  fields: Field[],
  columns: string[],
  examples: (column: string) => string[],
  chosen: Record<string, string> | null,
  silent = false,
): Record<string, string> {
  const mapping: Record<string, string> = {};
  const taken = new Set<string>();
  for (const field of fields) {
    const column = chosen?.[field.key];
    if (column === undefined || column === '') continue;
    if (!columns.includes(column)) {
      throw new SourceError('import.unknownColumn', {
        de: silent
          ? `Die für „${field.label.de}“ gewählte Spalte gibt es in dieser Datei nicht: bitte eine andere wählen.`
          : `Die Spalte „${column}“ gibt es in dieser Datei nicht: bitte für „${field.label.de}“ eine der Spalten ${listed(columns)} wählen.`,
        en: silent
          ? `The column chosen for '${field.label.en}' is not in this file: please choose another one.`
          : `There is no column '${column}' in this file: please choose one of ${listed(columns)} for '${field.label.en}'.`,
      });
    }
    mapping[field.key] = column;
    taken.add(column);
  }
  for (const field of fields) {
    // An empty choice says: leave this field out.
    if (field.key in mapping || chosen?.[field.key] === '') continue;
    for (const pattern of field.names) {
      const column = columns.find(
        (name) => !taken.has(name) && pattern.test(normaliseName(name)) && holds(examples(name), field.accepts),
      );
      if (column === undefined) continue;
      mapping[field.key] = column;
      taken.add(column);
      break;
    }
  }
  return mapping;
}

export function requireFields(fields: Field[], mapping: Record<string, string>, columns: string[]): void {
  const missing = fields.filter((field) => field.required && !(field.key in mapping));
  if (missing.length === 0) return;
  const de = missing.map((field) => `„${field.label.de}“`).join(', ');
  const en = missing.map((field) => `'${field.label.en}'`).join(', ');
  throw new SourceError('import.missingColumn', {
    de: `Es fehlt eine Spalte für ${de}: bitte zuordnen${columns.length > 0 ? ` (vorhanden sind ${listed(columns)})` : ''}.`,
    en: `There is no column for ${en}: please assign one${columns.length > 0 ? ` (the file has ${listed(columns)})` : ''}.`,
  });
}

export function listed(names: string[]): string {
  const shown = names.slice(0, 12).map((name) => (name.length > 60 ? `${name.slice(0, 57)}…` : name));
  return shown.join(', ') + (names.length > 12 ? ' …' : '');
}
