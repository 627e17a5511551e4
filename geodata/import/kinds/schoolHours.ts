/** When lessons begin and end, by school, weekday and grade. */
import { parseClock, parseWeekdays } from '../../formats/clock.ts';
import { finish } from '../finish.ts';
import { optionalCount } from '../numbers.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { SchoolHoursRow } from '../rows.ts';
import { schoolFinder } from '../schoolFinder.ts';
import { field, MAY_BE_EMPTY, schoolField } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';

const fields = [
  schoolField,
  field('weekdays', 'Wochentage', 'Weekdays', [/^(wochentage?|tage?|weekdays?|days?)$/], false, MAY_BE_EMPTY),
  field(
    'gradeFrom',
    'Klassenstufe von',
    'Grade from',
    [/^(klassenstufevon|klassevon|klassenvon|stufevon|gradefrom)$/],
    false,
    MAY_BE_EMPTY,
  ),
  field(
    'gradeTo',
    'Klassenstufe bis',
    'Grade to',
    [/^(klassenstufebis|klassebis|klassenbis|stufebis|gradeto)$/],
    false,
    MAY_BE_EMPTY,
  ),
  field(
    'begins',
    'Unterrichtsbeginn',
    'Lessons begin',
    [/^(unterrichtsbeginn|schulbeginn|beginn|begin|begins|bell)$/],
    true,
  ),
  field('ends', 'Unterrichtsende', 'Lessons end', [/^(unterrichtsende|schulschluss|ende|schluss|ends?)$/], true),
];

const MOST_GRADE = 13;

export const schoolHours: KindDefinition = {
  kind: 'school-hours',
  label: { de: 'Unterrichtszeiten', en: 'School hours' },
  description: {
    de: 'Beginn und Ende des Unterrichts je Schule, Wochentag und Klassenstufe',
    en: 'When lessons begin and end, by school, weekday and grade',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const find = schoolFinder(context.county.schools);
    const rows: SchoolHoursRow[] = [];
    for (const record of records.records) {
      const row = readRow(context, record, find, records.mapping);
      if (!row) continue;
      const known = rows.find((other) => meet(row, other));
      if (known) {
        context.report.reject(
          'hours.twice',
          `Für die Schule „${record.get('school')}“ nennt schon eine frühere Zeile Zeiten für diese Tage und Klassenstufen: bitte eine der beiden streichen oder die Klassenstufen trennen.`,
          `An earlier row already gives the hours of school '${record.get('school')}' for these days and grades: please strike one of them or part the grades.`,
          { row: record.row },
        );
        continue;
      }
      rows.push(row);
    }
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: null,
      stored: rows.length,
      rows: { kind: 'school-hours', rows },
    });
  },
};

const meet = (a: SchoolHoursRow, b: SchoolHoursRow): boolean =>
  a.school === b.school &&
  a.gradeFrom <= b.gradeTo &&
  b.gradeFrom <= a.gradeTo &&
  a.weekdays.some((day) => b.weekdays.includes(day));

function readRow(
  { report }: PrepareContext,
  record: SourceRecord,
  find: ReturnType<typeof schoolFinder>,
  mapping: Record<string, string>,
): SchoolHoursRow | null {
  const text = record.get('school');
  const school = find(text);
  if (!school) {
    report.reject(
      'hours.unknownSchool',
      `Die Schule „${text}“ ist nicht geladen: bitte ihre Nummer oder ihren genauen Namen eintragen, oder zuerst die Schulen einlesen.`,
      `School '${text}' is not loaded: please enter its number or its exact name, or load the schools first.`,
      { row: record.row },
    );
    return null;
  }
  const [weekdays, begins, ends] = [
    parseWeekdays(record.get('weekdays')),
    parseClock(record.get('begins')),
    parseClock(record.get('ends')),
  ];
  const gradeFrom = optionalCount(report, record, 'gradeFrom', mapping['gradeFrom']) ?? 1;
  const gradeTo = optionalCount(report, record, 'gradeTo', mapping['gradeTo']) ?? MOST_GRADE;
  if (
    weekdays === null ||
    begins === null ||
    ends === null ||
    ends <= begins ||
    gradeTo < gradeFrom ||
    gradeTo > MOST_GRADE
  ) {
    report.reject(
      'hours.badRow',
      `Tage „${record.get('weekdays')}“, Klassen ${gradeFrom}–${gradeTo}, ${record.get('begins')} bis ${record.get('ends')}: eines davon ist nicht lesbar oder endet vor dem Beginn. Bitte Tage wie „Mo–Fr“ und Zeiten wie „07:45“ schreiben.`,
      `Days '${record.get('weekdays')}', grades ${gradeFrom}–${gradeTo}, ${record.get('begins')} to ${record.get('ends')}: one of them cannot be read, or ends before it begins. Please write days like 'Mo–Fr' and times like '07:45'.`,
      { row: record.row },
    );
    return null;
  }
  return { school: school.key, weekdays, gradeFrom, gradeTo, begins, ends };
}
