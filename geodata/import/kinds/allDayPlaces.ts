/** Places of all-day care (Ganztag, Hort) by primary school, and from which school year on. */
import { parseCount } from '../../formats/values.ts';
import { finish } from '../finish.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { AllDayPlacesRow } from '../rows.ts';
import { schoolFinder } from '../schoolFinder.ts';
import { countLike, field, MAY_BE_EMPTY, schoolField } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import { schoolYear } from './pupils.ts';

const fields = [
  schoolField,
  field(
    'places',
    'Ganztagsplätze',
    'All-day places',
    [/^(ganztagsplaetze|hortplaetze|plaetze|places|belegbareplaetze)$/],
    true,
    countLike,
  ),
  field(
    'from',
    'ab Schuljahr',
    'From school year',
    [/^(abschuljahr|ab|schuljahr|from|gueltigab)$/],
    false,
    MAY_BE_EMPTY,
  ),
];

export const allDayPlaces: KindDefinition = {
  kind: 'all-day-places',
  label: { de: 'Ganztagsplätze', en: 'All-day places' },
  description: {
    de: 'Plätze für Ganztag oder Hort je Grundschule, auch geplante mit dem Schuljahr, ab dem es sie gibt',
    en: 'Places of all-day care by primary school, planned ones too with the school year from which they exist',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [{ key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2026-02-01' }],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const records = await openRecords(context, fields);
    const find = schoolFinder(context.county.schools);
    const rows = new Map<string, AllDayPlacesRow>();
    for (const record of records.records) {
      const row = rowOf(context, record, find);
      if (!row) continue;
      const key = `${row.school}|${row.from}`;
      if (rows.has(key)) {
        context.report.reject(
          'allDay.twice',
          `Für die Schule „${record.get('school')}“ nennt schon eine frühere Zeile Plätze ab diesem Schuljahr: bitte eine der beiden streichen.`,
          `An earlier row already gives places of school '${record.get('school')}' from this school year: please strike one of them.`,
          { row: record.row },
        );
        continue;
      }
      rows.set(key, row);
    }
    const stored = [...rows.values()];
    return finish(context, records, {
      scopes: ['all'],
      referenceDate: context.options['reference-date'] ?? null,
      stored: stored.length,
      rows: { kind: 'all-day-places', rows: stored },
    });
  },
};

function rowOf(
  { report }: PrepareContext,
  record: SourceRecord,
  find: ReturnType<typeof schoolFinder>,
): AllDayPlacesRow | null {
  const [text, from] = [record.get('school'), record.get('from')];
  const school = find(text);
  const places = parseCount(record.get('places'));
  const year = from === '' ? null : schoolYear(from);
  const count = places.kind === 'value' ? places.value : places.kind === 'zero-or-absent' ? 0 : -1;
  if (!school || count < 0 || (from !== '' && year === null)) {
    report.reject(
      'allDay.badRow',
      `Schule „${text}“, Plätze „${record.get('places')}“, ab „${from}“: Die Schule ist nicht geladen, oder eine der Angaben ist nicht lesbar. Bitte Nummer oder genauen Namen, eine ganze Zahl ab 0 und das Schuljahr als 2026/27 eintragen.`,
      `School '${text}', places '${record.get('places')}', from '${from}': the school is not loaded, or one of the values cannot be read. Please enter its number or exact name, a whole number from 0 and the school year as 2026/27.`,
      { row: record.row },
    );
    return null;
  }
  return { school: school.key, places: count, from: year === null ? null : Number(year.slice(0, 4)) };
}
