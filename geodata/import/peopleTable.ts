/**
 * Tables of people as offices write them: long (a row per age), half wide (a column per sex) or wide (stacked headers
 * with sex and age, one column per combination, the date above the table). All become cells of one shape.
 */
import { parseAgeGroup, parseCount, parseDate, parseSex, type AgeGroup } from '../formats/values.ts';
import type { Records, SourceRecord } from './records.ts';
import type { PrepareContext } from './types.ts';
import type { RowSex } from './rows.ts';
import { ageLike, dateLike, field } from './sites.ts';

export interface Measure {
  column: string;
  /** Field name under which the record gives the cell. */
  field: string;
  age: AgeGroup | 'total' | null;
  sex: RowSex;
  /** Of the column: '31.12.2015' or a year stands in its header. */
  date: string | null;
}

/**
 * Columns that official tables have beside the area: the age and the nationality stand in the third or fourth one, without a
 * name.
 */
const beside = /^spalte[34]$/;
export const ageField = field('age', 'Alter', 'Age', [/^(alter|altersgruppe|altersjahr|age)$/, beside], false, ageLike);
export const nationalityField = field(
  'nationality',
  'Staatsangehörigkeit',
  'Nationality',
  [/^(staatsangehoerigkeit|nationalitaet|nationality)$/, beside],
  false,
  /^(deutsche|ausländer|nichtdeutsche|insgesamt|zusammen)/iu,
);

/** People of one nationality, or who came over the border of the state: a part of those who are counted beside it. */
const PART = /^(deutsche|ausländer|nichtdeutsche)|\bausland\b/iu;

/** Without the rows of parts, where the rows of all stand beside them. */
export function withoutParts(context: PrepareContext, { mapping, records }: Records): SourceRecord[] {
  if (!('nationality' in mapping)) return records;
  const kept = records.filter((record) => !PART.test(record.get('nationality').trim()));
  // A table of parts alone is counted as it is.
  if (kept.length === 0) return records;
  const parts = records.length - kept.length;
  if (parts > 0) {
    context.report.skipped += parts;
    context.report.note(
      `${parts.toLocaleString('de-DE')} Zeilen nach Staatsangehörigkeit stehen neben den Zeilen „Insgesamt“ und werden nicht mitgezählt.`,
      `${parts.toLocaleString('en-GB')} rows by nationality stand beside those of all and are not counted.`,
    );
  }
  return kept;
}

export interface Cell {
  row: number;
  area: string;
  date: string;
  age: AgeGroup | 'total';
  sex: RowSex;
  people: number;
}

const sexOf = (text: string): RowSex | null => {
  const sex = parseSex(text);
  return sex === 'total' ? 't' : sex;
};

/** What a header says: 'männlich | Altersgruppen | unter 3 Jahre', '2001_E_E00_01', 'weiblich'. */
export function readHeader(column: string): Omit<Measure, 'column' | 'field'> | null {
  const berlin = /^(\d{4})_E_(E.*)$/.exec(column);
  if (berlin) {
    const age = parseAgeGroup(berlin[2] ?? '');
    return age === null ? null : { age, sex: 't', date: `${berlin[1]}-12-31` };
  }
  const parts = column.split('|').map((part) => part.trim());
  let age: AgeGroup | 'total' | null = null;
  let sex: RowSex | null = null;
  let date: string | null = null;
  for (const part of parts) {
    if (PART.test(part)) return null;
    if (dateLike.test(part)) date = referenceDate(part);
    const asSex = sexOf(part);
    if (asSex !== null && asSex !== 't') sex = asSex;
    const asAge = parseAgeGroup(part);
    if (asAge !== null && (asAge !== 'total' || age === null)) age = asAge;
    if (asSex === 't' && sex === null) sex = 't';
  }
  if (age === null && sex === null) return null;
  return { age, sex: sex ?? 't', date };
}

/** The age of a column; where a column of ages stands beside it, 'Insgesamt' in the header speaks of something else. */
export const ageOfMeasure = (
  { age }: Pick<Measure, 'age'>,
  mapping: Record<string, string>,
): AgeGroup | 'total' | null => (age === 'total' && 'age' in mapping ? null : age);

/** A year alone means its last day, as official statistics count. */
export function referenceDate(text: string): string | null {
  const date = parseDate(text);
  return date?.length === 4 ? `${date}-12-31` : date;
}

/** The reference date: option, column, or a line above the table ('31.12.2015', '2015'). */
export function dateAbove(context: PrepareContext, records: Pick<Records, 'preamble'>): string | null {
  const stated = context.options['reference-date'];
  if (stated !== undefined) return referenceDate(stated);
  for (const line of records.preamble) {
    const text = line.replaceAll(';', '').trim();
    if (/^(\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2}|\d{4})$/.test(text)) return referenceDate(text);
  }
  return null;
}

export interface CountReading {
  people: number | null;
  /** '-' : zero, or an area that did not exist then. */
  dash: boolean;
  invalid: boolean;
}

export function readCount(text: string): CountReading {
  const parsed = parseCount(text);
  if (parsed.kind === 'value') return { people: parsed.value, dash: false, invalid: parsed.value < 0 };
  if (parsed.kind === 'zero-or-absent') return { people: 0, dash: true, invalid: false };
  return { people: null, dash: false, invalid: parsed.kind === 'invalid' };
}

/** The cell is not quoted: a column of names that was taken for numbers must not stand in the log. */
export function sayInvalid(context: PrepareContext, record: SourceRecord, column: string): void {
  context.report.reject(
    'value.notACount',
    'Hier steht keine Anzahl von Personen: bitte eine ganze Zahl ab 0 eintragen.',
    'This is not a number of people: please enter a whole number from 0.',
    { row: record.row, column },
  );
}

/** Sums beside their parts would count people twice: totals go where parts are there, an open rest stays. */
export function withoutTotals(cells: Cell[]): { cells: Cell[]; dropped: number } {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = `${cell.area}|${cell.date}`;
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  const kept: Cell[] = [];
  for (const group of groups.values()) {
    const bySex = group.some(({ sex }) => sex === 'm') && group.some(({ sex }) => sex === 'f');
    const sexes = bySex ? group.filter(({ sex }) => sex !== 't') : group;
    for (const sex of new Set(sexes.map((cell) => cell.sex))) {
      kept.push(...withoutAgeTotal(sexes.filter((cell) => cell.sex === sex)));
    }
  }
  return { cells: kept, dropped: cells.length - kept.length };
}

function withoutAgeTotal(cells: Cell[]): Cell[] {
  const total = cells.find(({ age }) => age === 'total');
  const parts = cells.filter((cell): cell is Cell & { age: AgeGroup } => cell.age !== 'total');
  if (!total || parts.length === 0) {
    return total ? [{ ...total, age: { from: 0, to: null } }] : parts;
  }
  if (parts.some(({ age }) => age.to === null)) return parts;
  // Only the young are split (Berlin: under 6): the rest of the total is the open group above them.
  const top = Math.max(...parts.map(({ age }) => age.to ?? 0));
  const rest = total.people - parts.reduce((sum, { people }) => sum + people, 0);
  return rest >= 0 ? [...parts, { ...total, age: { from: top + 1, to: null }, people: rest }] : parts;
}
