/** Which district a row speaks of, and which schools are responsible for it. */
import { parseDate } from '../formats/values.ts';
import type { SourceRecord } from './records.ts';
import { schoolFinder } from './schoolFinder.ts';
import { schoolTypeOf } from './schoolTypes.ts';
import type { DistrictRow } from './rows.ts';
import type { PrepareContext, SchoolFacts } from './types.ts';

export type ReadDistrict = Omit<DistrictRow, 'geometry'>;

/** @returns a function of a row; it gives null where the row is rejected or skipped, with a sentence */
export function districtReader(
  context: PrepareContext,
  validFrom: string,
): (record: SourceRecord) => ReadDistrict | null {
  const { report, options } = context;
  const find = schoolFinder(context.county.schools);
  const known = new Map<string, { district: ReadDistrict; row: number }>();
  const byText = new Map<string, ReadDistrict>();
  const fileType = options['school-type'] ? schoolTypeOf(options['school-type']) : null;

  return (record) => {
    const { row } = record;
    const [text, key, name] = ['school', 'key', 'name'].map((field) => record.get(field)) as [string, string, string];
    const before = text === '' ? byText.get(key) : undefined;
    if (before) return before;
    const schools = schoolsOf(text || key || name, find);
    if (typeof schools === 'string') {
      report.reject(
        schools === '' ? 'districts.noSchool' : 'districts.unknownSchool',
        schools === ''
          ? 'Diese Zeile nennt weder Schulbezirk noch Schule: bitte ergänzen.'
          : `Die Schule „${schools}“ ist nicht geladen: bitte Schulnummer oder genauen Namen angeben oder zuerst die Schulliste ergänzen.`,
        schools === ''
          ? 'This row names neither a school district nor a school: please add one.'
          : `The school '${schools}' is not loaded: please give its number or exact name, or complete the list of schools first.`,
        { row },
      );
      return null;
    }
    const stated = record.get('schoolType');
    const types = new Set(schools.map((school) => school.schoolType));
    const schoolType = stated ? schoolTypeOf(stated) : (fileType ?? [...types][0]!);
    if (schoolType === 'sonstige' || (!stated && fileType === null && types.size > 1)) {
      report.reject(
        'districts.whichType',
        'Die Schulart dieses Schulbezirks ist nicht zu erkennen: bitte mit --school-type oder in einer Spalte angeben (Grundschule, Regelschule …).',
        "This district's school type cannot be told: please state it with --school-type or in a column (Grundschule, Regelschule …).",
        { row },
      );
      return null;
    }
    const validTo =
      parseDate(record.get('validTo')) ?? (options['valid-to'] === undefined ? null : parseDate(options['valid-to']));
    if (validTo !== null && validTo <= validFrom) {
      report.skipped++;
      report.warn(
        'districts.expired',
        `„${key || name || text}“ gilt nur bis ${validTo}, die Datei aber ab ${validFrom}: nicht gespeichert; bitte frühere Fassungen für sich laden.`,
        `'${key || name || text}' is valid until ${validTo} only, but the file from ${validFrom} on: not stored; please import former versions on their own.`,
        { row },
      );
      return null;
    }
    const keys = schools.map((school) => school.key);
    const district: ReadDistrict = {
      key: key || keys.join('+'),
      name: name || (text === '' || key === '' ? schools.map((school) => school.name).join(' / ') : key),
      schoolType,
      schools: keys,
      validFrom,
      validTo,
    };
    const identity = `${schoolType}|${district.key}`;
    const first = known.get(identity);
    if (!first) {
      known.set(identity, { district, row });
      if (key !== '') byText.set(key, district);
      return district;
    }
    if (first.district.schools.join() === keys.join()) return first.district;
    report.reject(
      'districts.otherSchool',
      `Der Schulbezirk „${district.key}“ hat in Zeile ${first.row} andere Schulen: bitte mehrere Schulen eines gemeinsamen Bezirks in jede Zeile mit „|“ getrennt schreiben, oder den Bezirk umbenennen.`,
      `The school district '${district.key}' has other schools in row ${first.row}: please write several schools of a shared district into each row, separated by '|', or rename the district.`,
      { row },
    );
    return null;
  };
}

/** A school's own name may hold a comma: it is tried whole first. @returns the text that no school has, else schools by key */
function schoolsOf(text: string, find: (text: string) => SchoolFacts | undefined): SchoolFacts[] | string {
  if (text === '') return '';
  for (const parts of [[text], text.split(/[;|]/), text.split(/[;|/,]/)]) {
    const named = parts.map((part) => part.trim()).filter((part) => part !== '');
    const found = named.map(find);
    if (found.length > 0 && !found.includes(undefined))
      return [...new Map(found.map((school) => [school!.key, school!])).values()].sort((a, b) =>
        a.key < b.key ? -1 : 1,
      );
  }
  const parts = text.split(/[;|]/).map((part) => part.trim());
  return parts.find((part) => part !== '' && !find(part)) ?? text;
}
