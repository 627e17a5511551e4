/** Pupils as the school statistics publish them: by school, school year and grade, without homes and without names. */
import { parseCount } from '../../formats/values.ts';
import { finish } from '../finish.ts';
import { optionalCount } from '../numbers.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { EnrolmentRow } from '../rows.ts';
import { schoolFinder } from '../schoolFinder.ts';
import { countLike, field, MAY_BE_EMPTY, schoolField } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import { schoolYear } from './pupils.ts';

const fields = [
  schoolField,
  field('year', 'Schuljahr', 'School year', [/^(schuljahr|schoolyear|jahr)$/]),
  field('grade', 'Klassenstufe', 'Grade', [/^(klassenstufe|jahrgangsstufe|stufe|klasse|grade)$/], true),
  field('pupils', 'Schülerzahl', 'Pupils', [/^(schuelerzahl|schueler|anzahl|pupils|number)$/], true, countLike),
  field(
    'classes',
    'Klassen',
    'Classes',
    [/^(klassen|anzahlklassen|zahlderklassen|zuege|classes)$/],
    false,
    MAY_BE_EMPTY,
  ),
  field(
    'deferred',
    'davon im Vorjahr zurückgestellt',
    'Deferred the year before',
    [/^(davon)?(imvorjahr)?(zurueckgestellt|zurueckgestellte|deferred)/],
    false,
    MAY_BE_EMPTY,
  ),
];

const MOST_GRADE = 13;

export const enrolments: KindDefinition = {
  kind: 'enrolments',
  label: { de: 'Schülerzahlen nach Klassenstufe', en: 'Enrolment by grade' },
  description: {
    de: 'Schulstatistik: Schülerzahl je Schule, Schuljahr und Klassenstufe, für die Schülervorausberechnung',
    en: 'School statistics: pupils by school, school year and grade, for the enrolment forecast',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    {
      key: 'school-year',
      label: { de: 'Schuljahr (wenn nicht in der Datei)', en: 'School year (if not in the file)' },
      example: '2025/26',
    },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const find = schoolFinder(context.county.schools);
    const rows = new Map<string, EnrolmentRow>();
    for (const record of records.records) {
      const row = rowOf(context, record, find, records.mapping);
      if (!row) continue;
      const key = [row.year, row.school, row.grade].join('|');
      if (rows.has(key)) {
        context.report.reject(
          'enrolments.twice',
          `Schule „${record.get('school')}“, ${row.year}, Klassenstufe ${row.grade} steht schon in einer früheren Zeile: bitte je Klassenstufe nur eine Zeile angeben.`,
          `School '${record.get('school')}', ${row.year}, grade ${row.grade} stands in an earlier row already: please give one row for each grade.`,
          { row: record.row },
        );
        continue;
      }
      rows.set(key, row);
    }
    const stored = [...rows.values()];
    const years = [...new Set(stored.map(({ year }) => year))].sort();
    const latest = years.at(-1);
    return finish(context, records, {
      scopes: years,
      referenceDate: latest === undefined ? null : `${latest.slice(0, 4)}-10-01`,
      stored: stored.length,
      rows: { kind: 'enrolments', rows: stored },
    });
  },
};

function rowOf(
  { report, options }: PrepareContext,
  record: SourceRecord,
  find: ReturnType<typeof schoolFinder>,
  mapping: Record<string, string>,
): EnrolmentRow | null {
  const refuse = (code: string, de: string, en: string) => {
    report.reject(code, de, en, { row: record.row });
    return null;
  };
  const text = record.get('school');
  const school = find(text);
  if (!school)
    return refuse(
      'enrolments.unknownSchool',
      `Die Schule „${text}“ ist nicht geladen: bitte ihre Nummer oder ihren genauen Namen eintragen, oder zuerst die Schulen einlesen.`,
      `School '${text}' is not loaded: please enter its number or its exact name, or load the schools first.`,
    );
  const year = schoolYear('year' in mapping ? record.get('year') : (options['school-year'] ?? ''));
  if (year === null)
    return refuse(
      'enrolments.noYear',
      'Das Schuljahr fehlt oder ist nicht lesbar: bitte als 2025/26 angeben.',
      'The school year is missing or cannot be read: please give it as 2025/26.',
    );
  const grade = Number(/^(?:klasse\s*)?(\d{1,2})\.?$/i.exec(record.get('grade'))?.[1]);
  if (!(grade >= 1 && grade <= MOST_GRADE))
    return refuse(
      'enrolments.badGrade',
      `Klassenstufe „${record.get('grade')}“: bitte eine Zahl von 1 bis ${MOST_GRADE} eintragen, je Klassenstufe eine Zeile.`,
      `Grade '${record.get('grade')}': please enter a number from 1 to ${MOST_GRADE}, one row for each grade.`,
    );
  const pupils = parseCount(record.get('pupils'));
  const isCount = pupils.kind === 'value' ? pupils.value >= 0 : pupils.kind === 'zero-or-absent';
  if (!isCount)
    return refuse(
      'enrolments.badCount',
      `„${record.get('pupils')}“ ist keine Schülerzahl: bitte eine ganze Zahl ab 0 eintragen.`,
      `'${record.get('pupils')}' is not a number of pupils: please enter a whole number from 0.`,
    );
  const people = pupils.kind === 'value' ? pupils.value : 0;
  const deferred = optionalCount(report, record, 'deferred', mapping['deferred']);
  if (deferred !== null && deferred > people)
    return refuse(
      'enrolments.tooManyDeferred',
      `${deferred} zurückgestellte Kinder sind mehr als die ${people} Kinder der Zeile: bitte eine der beiden Zahlen berichtigen.`,
      `${deferred} deferred children are more than the ${people} children of the row: please correct one of the two.`,
    );
  const classes = optionalCount(report, record, 'classes', mapping['classes']);
  return { school: school.key, year, grade, people, classes, deferred };
}
