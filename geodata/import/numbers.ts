/** Numbers of a column as counts; what cannot be one is said at its row and column and never stored as zero. */
import { guessDecimalMark, parseCount, parseDecimal, type DecimalMark } from '../formats/values.ts';
import type { SourceRecord } from './records.ts';
import type { Report } from './types.ts';

export function optionalCount(
  report: Report,
  record: SourceRecord,
  key: string,
  column: string | undefined,
): number | null {
  if (column === undefined) return null;
  const text = record.get(key);
  const parsed = parseCount(text);
  if (parsed.kind === 'value' && parsed.value >= 0) return parsed.value;
  if (parsed.kind === 'missing' || parsed.kind === 'zero-or-absent') return null;
  report.warn(
    'value.notANumber',
    `„${text}“ ist keine Anzahl: das Feld bleibt leer, bitte eine ganze Zahl eintragen.`,
    `'${text}' is not a count: the field stays empty, please enter a whole number.`,
    { row: record.row, column },
  );
  return null;
}

export function optionalDecimal(record: SourceRecord, key: string, decimal: DecimalMark): number | null {
  const parsed = parseDecimal(record.get(key), { decimal });
  return parsed.kind === 'value' ? parsed.value : null;
}

export function decimalOf(records: SourceRecord[], key: string): DecimalMark {
  return guessDecimalMark(records.slice(0, 500).map((record) => record.get(key))).decimal;
}
