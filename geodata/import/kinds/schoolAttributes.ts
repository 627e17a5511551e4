/** What schools have and offer, and how to reach their offices: a column for each attribute, or a row for each value. */
import { parseDate } from '../../formats/values.ts';
import { SourceError } from '../../formats/source.ts';
import { headingOf, refusedHeading, type Heading } from '../../schoolAttributes/known.ts';
import { decimalMarkOf, isSilent, typeByContent, valueOf } from '../../schoolAttributes/values.ts';
import { sayPersonalMail } from '../contact.ts';
import { finish } from '../finish.ts';
import { openRecords, type Records } from '../records.ts';
import type { SchoolAttributeRow } from '../rows.ts';
import { schoolFinder } from '../schoolFinder.ts';
import { field, MAY_BE_EMPTY, schoolField } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  schoolField,
  field('attribute', 'Merkmal (bei einer Zeile je Wert)', 'Attribute (one row per value)', [/^(merkmal|attribute?)$/]),
  field('value', 'Wert', 'Value', [/^(wert|auspraegung|value)$/], false, MAY_BE_EMPTY),
  field('unit', 'Einheit', 'Unit', [/^(einheit|unit)$/], false, MAY_BE_EMPTY),
  field('date', 'Stand', 'As of', [/^(stand|stichtag|datum|asof|date)$/], false, MAY_BE_EMPTY),
];
/** Columns that say which school it is, beside the one that is read. */
const ABOUT_THE_SCHOOL =
  /^(schul)?(nummer|nr|name|art|form|typ)$|^(schule|dienststellenschluessel|(schul)?traeger|strasse|hausnummer|plz|ort|gemeinde)$/;

interface Cell {
  row: number;
  school: string;
  text: string;
}
type Column = Heading & { column: string; cells: Cell[] };

export const schoolAttributes: KindDefinition = {
  kind: 'school-attributes',
  label: { de: 'Merkmale der Schulen', en: 'Attributes of schools' },
  description: {
    de: 'Digitale Ausstattung, Angebote und Kontakt je Schule: Breitband, Endgeräte, Ganztag, Fremdsprachen, Telefon …',
    en: 'Digital equipment, offers and contact by school: broadband, devices, all-day school, languages, telephone …',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [{ key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-03-01' }],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const isLong = 'attribute' in records.mapping && 'value' in records.mapping;
    const { columns, newest } = isLong ? fromRows(context, records) : fromColumns(context, records);
    const rows = columns.flatMap((column) => rowsOf(context, column));
    if (rows.length === 0 && context.report.problemCount === 0)
      throw new SourceError('schoolAttributes.none', {
        de: 'In dieser Datei steht neben der Schule kein Merkmal: bitte je Merkmal eine Spalte ergänzen, etwa „Breitband (Mbit/s)“.',
        en: "This file has no attribute beside the school: please add a column for each, such as 'Breitband (Mbit/s)'.",
      });
    sayOthers(context, columns);
    return finish(context, withoutPeople(records), {
      scopes: ['all'],
      referenceDate: context.options['reference-date'] ?? newest,
      stored: rows.length,
      rows: { kind: 'school-attributes', rows },
    });
  },
};

/** Names of people must not come back as examples of a column either. */
const withoutPeople = (records: Records): Records => ({
  ...records,
  columns: records.columns.map((column) => (refusedHeading(column.name) ? { ...column, examples: [] } : column)),
});

function fromColumns(context: PrepareContext, records: Records): { columns: Column[]; newest: string | null } {
  const { school, date } = records.mapping;
  const schoolOf = schoolReader(context, records, true);
  const schools = records.records.map((record) => ({ record, school: schoolOf(record.row, record.get('school')) }));
  const columns: Column[] = [];
  for (const { name } of records.columns) {
    const isKey = name === school || name === date || /^spalte\d+$/i.test(name) || ABOUT_THE_SCHOOL.test(plain(name));
    if (isKey || !isKept(context, name)) continue;
    const heading = headingOf(name);
    const cells = schools.flatMap(({ record, school: key }): Cell[] =>
      key === null ? [] : [{ row: record.row, school: key, text: record.get(`#${name}`) }],
    );
    addColumn(context, columns, { ...heading, column: name, cells });
  }
  return { columns, newest: newestOf(records) };
}

const plain = (name: string): string => headingOf(name).key;

function fromRows(context: PrepareContext, records: Records): { columns: Column[]; newest: string | null } {
  const schoolOf = schoolReader(context, records, false);
  const byName = new Map<string, Column | null>();
  for (const record of records.records) {
    const name = record.get('attribute');
    if (isSilent(name)) {
      context.report.reject(
        'schoolAttributes.noAttribute',
        'In dieser Zeile steht kein Merkmal: bitte eintragen, etwa „Breitband“.',
        "This row names no attribute: please enter one, such as 'Breitband'.",
        { row: record.row },
      );
      continue;
    }
    if (!byName.has(name))
      byName.set(name, isKept(context, name) ? { ...headingOf(name), column: name, cells: [] } : null);
    const column = byName.get(name);
    if (!column) continue;
    const school = schoolOf(record.row, record.get('school'));
    if (school === null) continue;
    column.unit ??= record.get('unit') || null;
    if (column.cells.some((cell) => cell.school === school))
      context.report.reject(
        'row.doubledKey',
        `„${name}“ steht für die Schule „${school}“ schon in einer früheren Zeile, die zählt: bitte eine der beiden löschen.`,
        `'${name}' of school '${school}' already stands in an earlier row, which counts: please delete one of the two.`,
        { row: record.row },
      );
    else column.cells.push({ row: record.row, school, text: record.get('value') });
  }
  const columns: Column[] = [];
  for (const column of byName.values()) if (column) addColumn(context, columns, column);
  return { columns, newest: newestOf(records) };
}

function newestOf(records: Records): string | null {
  const days = records.records.map((record) => parseDate(record.get('date')) ?? '');
  return (
    days
      .filter((day) => day.length === 10)
      .sort()
      .at(-1) ?? null
  );
}

/** Of two columns that say the same the first counts. */
function addColumn(context: PrepareContext, columns: Column[], column: Column): void {
  const same = columns.find(({ key }) => key === column.key);
  if (!same && column.key !== '') return void columns.push(column);
  if (!same) return;
  context.report.warn(
    'schoolAttributes.doubled',
    `„${column.column}“ sagt dasselbe wie „${same.column}“ und wurde nicht gelesen: bitte eine der beiden Spalten löschen.`,
    `'${column.column}' says the same as '${same.column}' and was not read: please delete one of the two columns.`,
    { column: column.column },
  );
}

function isKept(context: PrepareContext, name: string): boolean {
  const refused = refusedHeading(name);
  if (refused === 'person')
    context.report.warn(
      'schoolAttributes.person',
      `„${name}“ wurde nicht gelesen: Namen von Personen gehören nicht hierher, bitte nur das Sekretariat mit Telefon und E-Mail angeben.`,
      `'${name}' was not read: names of people do not belong here, please give the school office with telephone and e-mail only.`,
      { column: name },
    );
  if (refused === 'people')
    context.report.warn(
      'schoolAttributes.people',
      `„${name}“ wurde nicht gelesen: Zahlen von Personen bitte als „Schülerzahlen der Schulen“ einlesen.`,
      `'${name}' was not read: please import numbers of people as enrolments of schools.`,
      { column: name },
    );
  return refused === null;
}

/** @param once a school may stand in one row only */
function schoolReader(context: PrepareContext, { mapping }: Records, once: boolean) {
  const find = schoolFinder(context.county.schools);
  const seen = new Map<string, number>();
  return (row: number, text: string): string | null => {
    const refuse = (code: string, de: string, en: string): null => {
      const column = mapping['school'];
      context.report.reject(code, de, en, { row, ...(column === undefined ? {} : { column }) });
      return null;
    };
    const school = find(text);
    if (!school)
      return refuse(
        'schoolAttributes.unknownSchool',
        `Die Schule „${text}“ ist nicht geladen: bitte ihre Nummer prüfen oder zuerst die Schulen einlesen.`,
        `School '${text}' is not loaded: please check its number, or import the schools first.`,
      );
    const first = seen.get(school.key);
    if (once && first !== undefined)
      return refuse(
        'row.doubledKey',
        `Die Schule „${text}“ steht schon in Zeile ${first}, die zählt: bitte eine der beiden Zeilen löschen.`,
        `School '${text}' already stands in row ${first}, which counts: please delete one of the two rows.`,
      );
    seen.set(school.key, row);
    return school.key;
  };
}

const EXPECTED: Partial<Record<string, [string, string]>> = {
  number: ['Zahl ab 0 (in Prozent höchstens 100)', 'number from 0 (in percent at most 100)'],
  yesNo: ['ja oder nein', 'yes or no'],
  phone: ['Telefonnummer, etwa 03601 12345', 'telephone number such as 03601 12345'],
  email: ['E-Mail-Adresse, etwa info@example.org', 'e-mail address such as info@example.org'],
  web: ['Internetadresse mit https:// oder http://', 'web address with https:// or http://'],
};

function rowsOf(context: PrepareContext, { column, cells, ...heading }: Column): SchoolAttributeRow[] {
  const told = cells.filter(({ text }) => !isSilent(text));
  const texts = told.map(({ text }) => text);
  const reading = { decimal: decimalMarkOf(texts), unit: heading.unit };
  const type = heading.type ?? typeByContent(texts, heading.isUsual);
  return told.flatMap(({ row, school, text }): SchoolAttributeRow[] => {
    const value = valueOf(text, type, reading);
    const { key, name, group, unit } = heading;
    if (value !== null && type === 'email') sayPersonalMail(context, school, text, { row, column });
    if (value !== null) return [{ ...{ school, attribute: key, name, group, type, unit }, value }];
    const [de, en] = EXPECTED[type] ?? ['Text bis 500 Zeichen', 'text of up to 500 characters'];
    const shown = text.length > 60 ? `${text.slice(0, 57)}…` : text;
    context.report.warn(
      'schoolAttributes.badValue',
      `Schule ${school}: „${shown}“ bleibt leer; erwartet wird hier: ${de}.`,
      `School ${school}: '${shown}' stays empty; expected here: ${en}.`,
      { row, column },
    );
    return [];
  });
}

function sayOthers(context: PrepareContext, columns: readonly Column[]): void {
  const others = columns.filter(({ group }) => group === 'other').map(({ name }) => name);
  if (others.length === 0) return;
  context.report.note(
    `Nicht bekannte Merkmale stehen unter „Weitere“ und nicht im Schulwegweiser: ${others.join(', ')}. Mit „Angebot:“ oder „Ausstattung:“ vor dem Namen kommen sie hinein.`,
    `Attributes that are not known stand under 'Further' and not in the school guide: ${others.join(', ')}. With 'Angebot:' or 'Ausstattung:' before the name they come in.`,
  );
}
