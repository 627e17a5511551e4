/** From which day on a layout is valid: as stated, else the latest day of its rows, else as its file is named, else today. */
import { SourceError } from '../formats/source.ts';
import { parseDate } from '../formats/values.ts';
import type { SourceRecord } from './records.ts';
import type { PrepareContext } from './types.ts';

/** A year alone is its first day. @throws SourceError `<code>.badDate` */
export function readDay(text: string, code: string): string {
  const date = parseDate(text);
  if (date === null) {
    throw new SourceError(`${code}.badDate`, {
      de: `„${text}“ ist kein Datum: bitte als JJJJ-MM-TT oder TT.MM.JJJJ angeben.`,
      en: `'${text}' is not a date: please give it as YYYY-MM-DD or DD.MM.YYYY.`,
    });
  }
  return date.length === 4 ? `${date}-01-01` : date;
}

export function validity(context: PrepareContext, records: readonly SourceRecord[], code: string): string {
  const stated = context.options['valid-from'] ?? context.options['reference-date'];
  if (stated !== undefined) return readDay(stated, code);
  const fromColumn = records.map((record) => parseDate(record.get('validFrom'))).filter((date) => date?.length === 10);
  const fromName = /(\d{4}-\d{2}-\d{2})/.exec(context.name)?.[1];
  const latest = fromColumn.sort().at(-1);
  return latest ?? fromName ?? context.today;
}
