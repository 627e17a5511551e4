/**
 * A list of single pupils with their addresses. It lives in memory only: what is said of it, in a report or an error, never
 * quotes a cell, since reports are stored and errors are logged.
 */
import { SourceError } from '../../formats/source.ts';
import { finish } from '../finish.ts';
import { openRecords, type Records, type SourceRecord } from '../records.ts';
import { schoolFinder } from '../schoolFinder.ts';
import { field } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared, SchoolFacts } from '../types.ts';
import type { ListedPupil } from '../rows.ts';
import {
  addressFields,
  addressOf,
  anyText,
  recordOptions,
  requireRecord,
  sayWhatIsRead,
  withoutDoubles,
} from './listedAddress.ts';
import { schoolYear } from './pupils.ts';

const fields = [
  field(
    'school',
    'Schule',
    'School',
    [/^(schulnummer|schulnr|dienststellenschluessel|schule|schulname|school)$/],
    true,
  ),
  field('grade', 'Klassenstufe', 'Grade', [/^(klassenstufe|jahrgangsstufe|jahrgang|stufe|klasse|grade)$/]),
  ...addressFields,
  field('year', 'Schuljahr', 'School year', [/^(schuljahr|schoolyear)$/]),
  field('allDay', 'Ganztag', 'All-day', [/^(ganztag|ganztagsschule|hort|allday)$/], false, anyText),
  field(
    'specialWay',
    'Besonderer Schulweg',
    'Special way',
    [/^(besondererschulweg|besonderergefaehrlicherweg|gefaehrlicherweg|schulweg|specialway)$/],
    false,
    anyText,
  ),
];

export const pupilList: KindDefinition = {
  kind: 'pupil-list',
  label: { de: 'Schülerliste mit Adressen', en: 'List of pupils with addresses' },
  description: {
    de: 'Schule, Stufe und Adresse je Kind: auf diesem Rechner verortet, gezählt, geschützt und vergessen; keine Adresse wird gespeichert',
    en: 'School, grade and address of each child: placed on this machine, counted, protected and forgotten; no address is stored',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    {
      key: 'school-year',
      label: { de: 'Schuljahr (wenn nicht in der Datei)', en: 'School year (if not in the file)' },
      example: '2025/26',
    },
    ...recordOptions('Schulnetz- und Schülerbeförderungsplanung des Landkreises'),
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    requireSchools(context);
    requireRecord(context);
    const records = await openRecords(context, fields);
    const schools = schoolFinder(context.county.schools);
    const unknown = new Map<string, number>();
    const years = new Set<string>();
    const rows: ListedPupil[] = [];
    for (const record of withoutDoubles(context, records)) {
      const school = schools(record.get('school'));
      if (!school) {
        countUp(unknown, record.get('school'));
        context.report.reject(
          'pupilList.unknownSchool',
          'Die Schule dieser Zeile ist nicht geladen: bitte Schulnummer oder Namen prüfen oder die Schulliste ergänzen.',
          "This row's school is not loaded: please check its number or name, or complete the list of schools.",
          { row: record.row },
        );
        continue;
      }
      years.add(yearOf(context, records, record));
      rows.push(pupilOf(context, record, school));
    }
    sayWhatIsRead(context, records, fields);
    const year = oneYear(years);
    return finish(context, records, {
      scopes: [year],
      referenceDate: `${year.slice(0, 4)}-10-01`,
      stored: rows.length,
      rows: {
        kind: 'pupil-list',
        year,
        rows,
        unknownSchools: [...unknown].map(([text, pupils]) => ({ text, pupils })),
      },
    });
  },
};

function requireSchools({ county }: PrepareContext): void {
  if (county.schools.length > 0) return;
  throw new SourceError('pupilList.noSchools', {
    de: `Für den Kreis ${county.key} sind noch keine Schulen geladen: bitte zuerst die Schulen importieren, dann diese Liste.`,
    en: `No schools are loaded for county ${county.key} yet: please import the schools first, then this list.`,
  });
}

function countUp(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function yearOf({ options }: PrepareContext, { mapping }: Records, record: SourceRecord): string {
  const year = schoolYear('year' in mapping ? record.get('year') : (options['school-year'] ?? ''));
  if (year !== null) return year;
  throw new SourceError('pupilList.noYear', {
    de: 'Das Schuljahr fehlt oder ist nicht lesbar: bitte als 2025/26 angeben.',
    en: 'The school year is missing or cannot be read: please give it as 2025/26.',
  });
}

function oneYear(years: ReadonlySet<string>): string {
  const [year, ...others] = [...years].sort();
  if (year !== undefined && others.length === 0) return year;
  throw new SourceError('pupilList.severalYears', {
    de:
      year === undefined
        ? 'Keine Zeile der Liste gehört zu einer geladenen Schule: bitte die Spalte „Schule“ prüfen.'
        : `Die Liste enthält mehrere Schuljahre (${[year, ...others].join(', ')}): bitte je Schuljahr eine Liste laden.`,
    en:
      year === undefined
        ? "No row of the list belongs to a loaded school: please check the column 'School'."
        : `The list holds several school years (${[year, ...others].join(', ')}): please load one list per school year.`,
  });
}

function pupilOf({ report }: PrepareContext, record: SourceRecord, school: SchoolFacts): ListedPupil {
  const traits: Record<string, string> = {};
  for (const name of ['allDay', 'specialWay']) {
    const value = record.get(name);
    if (record.has(name)) traits[name] = /^(|-|0|n|nein|no|false|keine?)$/i.test(value) ? 'no' : 'yes';
  }
  const grade = gradeOf(record.get('grade'));
  const { gradeFrom, gradeTo } = school;
  const fits = grade === null || ((gradeFrom === null || grade >= gradeFrom) && (gradeTo === null || grade <= gradeTo));
  if (!fits) {
    report.warn(
      'pupilList.gradeOutside',
      'Die Klassenstufe dieser Zeile gibt es an der Schule nicht: das Kind ist ohne Stufe gezählt; bitte Stufe oder Schule prüfen.',
      "The school has no such grade as this row's: the child is counted without a grade; please check grade or school.",
      { row: record.row },
    );
  }
  return { ...addressOf(record), school: school.key, grade: fits ? grade : null, traits };
}
/** '5', '05', '5a', 'Klasse 5b' → 5 */
function gradeOf(text: string): number | null {
  const match = /^(?:(?:klasse|kl\.?|stufe|jg\.?)\s*)?0*(\d{1,2})\s*[a-z]?$/i.exec(text.trim());
  return match ? Number(match[1]) : null;
}
