/**
 * Children before school, as a resident register gives them: address, and birth date or year of school entry. In memory
 * only, as a list of pupils; of the birth date nothing but the year of entry goes on.
 */
import { entryYear, type SchoolEntryRule } from '../../../server/planning/pupils/schoolEntry.ts';
import { parseDate } from '../../formats/values.ts';
import { SourceError } from '../../formats/source.ts';
import { parseBirth } from '../birth.ts';
import { finish } from '../finish.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import { field } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { ListedPupil } from '../rows.ts';
import {
  addressFields,
  addressOf,
  recordOptions,
  requireRecord,
  sayWhatIsRead,
  withoutDoubles,
} from './listedAddress.ts';

const fields = [
  field('entry', 'Einschulungsjahr', 'Year of school entry', [/^(einschulungsjahr|einschulungsjahrgang|einschulung)$/]),
  field('birth', 'Geburtsdatum oder Geburtsmonat', 'Date or month of birth', [
    /^(geburtsdatum|gebdatum|gebdat|geburtsmonat|geburtstag|geboren|geborenam)$/,
  ]),
  ...addressFields,
];

/** Years before the entry in which a child is in the register: from birth on. */
const AHEAD = 8;

export const childList: KindDefinition = {
  kind: 'child-list',
  label: { de: 'Kinder vor der Schule mit Adressen', en: 'List of children before school with addresses' },
  description: {
    de: 'Auszug aus dem Melderegister, 0 bis 6 Jahre: Adresse und Geburtsdatum (oder Einschulungsjahr), gezählt nach Einschulungsjahrgang; keine Adresse wird gespeichert',
    en: 'From the resident register, 0 to 6 years: address and birth date (or year of school entry), counted by year of entry; no address is stored',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    { key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-03-01', required: true },
    ...recordOptions('Schulnetzplanung: künftige Schulanfänger nach Wohnort'),
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    requireRecord(context);
    const date = referenceDate(context);
    const rule = context.county.schoolEntry;
    const records = await openRecords(context, fields);
    if (!('entry' in records.mapping) && !('birth' in records.mapping)) throw noYear();
    if (!('entry' in records.mapping) && rule === null) throw noRule(context);
    const current = Number(date.slice(0, 4));
    const rows: ListedPupil[] = [];
    for (const record of withoutDoubles(context, records)) {
      const year = yearOf(record, rule);
      if (year === null || year < current || year > current + AHEAD) {
        context.report.reject(
          'childList.badYear',
          `Das Geburtsdatum oder Einschulungsjahr dieser Zeile fehlt, ist nicht lesbar oder gehört nicht zu einem Kind, das ab ${current} eingeschult wird.`,
          `This row's birth date or year of entry is missing, cannot be read, or is not of a child who enters school from ${current} on.`,
          { row: record.row },
        );
        continue;
      }
      rows.push({ ...addressOf(record), school: '', grade: year, traits: {} });
    }
    sayWhatIsRead(context, records, fields);
    if (!('entry' in records.mapping) && rule) {
      context.report.note(
        `Einschulungsjahr: das Jahr, in dem ein Kind bis zum ${rule.day}.${rule.month}. ${rule.age} Jahre alt ist (Regel des Landes); Zurückstellungen sind nicht berücksichtigt.`,
        `Year of entry: the year in which a child is ${rule.age} years old by ${rule.day}/${rule.month} (rule of the state); deferrals are not considered.`,
      );
    }
    return finish(context, records, {
      scopes: [date],
      referenceDate: date,
      stored: rows.length,
      rows: { kind: 'child-list', date, rows },
    });
  },
};

function referenceDate({ options, preview, today }: PrepareContext): string {
  const stated = options['reference-date'];
  const date = stated === undefined ? (preview ? today : null) : parseDate(stated);
  if (date?.length === 10) return date;
  throw new SourceError('childList.noDate', {
    de: 'Der Stichtag der Liste fehlt oder ist nicht lesbar: bitte als 2026-03-01 angeben („reference-date“).',
    en: "The list's reference date is missing or cannot be read: please give it as 2026-03-01 ('reference-date').",
  });
}

function yearOf(record: SourceRecord, rule: SchoolEntryRule | null): number | null {
  const stated = /^(\d{4})(?:\/\d{2,4})?$/.exec(record.get('entry'))?.[1];
  if (stated !== undefined) return Number(stated);
  const birth = parseBirth(record.get('birth'));
  return birth === null || rule === null ? null : entryYear(birth, rule);
}

const noYear = () =>
  new SourceError('childList.noYear', {
    de: 'Es fehlt eine Spalte für „Einschulungsjahr“ oder „Geburtsdatum“: bitte eine von beiden zuordnen.',
    en: "There is no column for 'Year of school entry' or 'Date of birth': please assign one of them.",
  });

const noRule = ({ county }: PrepareContext) =>
  new SourceError('childList.noRule', {
    de: `Für den Kreis ${county.key} ist kein Einschulungsstichtag eingetragen: bitte das Einschulungsjahr in der Liste mitgeben.`,
    en: `No cut-off date for school entry is entered for county ${county.key}: please give the year of entry in the list.`,
  });
