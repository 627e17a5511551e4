/** Pupils already counted per area: residence × school × grade. Lists of single pupils are another kind. */
import { parseCount } from '../../formats/values.ts';
import { SourceError } from '../../formats/source.ts';
import { AreaResolver, sayRecovered } from '../areaKeys.ts';
import { finish } from '../finish.ts';
import { sayInvalid } from '../peopleTable.ts';
import { openRecords, type Records, type SourceRecord } from '../records.ts';
import { countLike, field } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import type { PupilsRow } from '../rows.ts';

const fields = [
  field('year', 'Schuljahr', 'School year', [/^(schuljahr|schoolyear|jahr)$/]),
  field('school', 'Schulnummer', 'School number', [/^(schulnummer|schulnr|schule|school)$/], true),
  field('grade', 'Klassenstufe', 'Grade', [/^(klassenstufe|jahrgangsstufe|stufe|klasse|grade)$/]),
  field(
    'area',
    'Wohngebiet',
    'Area of residence',
    [/^(wohngemeinde|wohngebiet|wohnort|wohnortags|ags|gemeindeschluessel|gebiet|planungsraum|area)$/],
    true,
  ),
  field('people', 'Anzahl', 'Number', [/^(anzahl|schueler|schuelerzahl|number|people)$/], true, countLike),
];

export const pupils: KindDefinition = {
  kind: 'pupils',
  label: { de: 'Schülerzahlen nach Wohngebiet', en: 'Pupils by residence' },
  description: {
    de: 'Schon gezählt: Wohngebiet × Schule × Klassenstufe, keine Namen, keine Adressen',
    en: 'Already counted: residence × school × grade, no names, no addresses',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    {
      key: 'school-year',
      label: { de: 'Schuljahr (wenn nicht in der Datei)', en: 'School year (if not in the file)' },
      example: '2025/26',
    },
    { key: 'layer', label: { de: 'Ebene der Wohngebiete', en: 'Layer of the areas' }, example: 'gemeinde' },
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    const { county } = context;
    const records = await openRecords(context, fields);
    if (county.schools.length === 0) {
      throw new SourceError('pupils.noSchools', {
        de: `Für den Kreis ${county.key} sind noch keine Schulen geladen: bitte zuerst die Schulen importieren, dann diese Tabelle.`,
        en: `No schools are loaded for county ${county.key} yet: please import the schools first, then this table.`,
      });
    }
    const known = new Set(county.schools.map(({ key }) => key));
    const resolver = AreaResolver.forKeys(context, [...new Set(records.records.map((record) => record.get('area')))]);
    const cells = new Map<string, PupilsRow>();
    for (const record of records.records) {
      const row = readRow(context, records, record, known, resolver);
      if (!row) continue;
      const key = [row.year, row.school, row.grade, row.layer, row.home].join('|');
      const same = cells.get(key);
      if (same) same.people += row.people;
      else cells.set(key, row);
    }
    sayRecovered(context, resolver);
    const rows = [...cells.values()];
    const years = [...new Set(rows.map(({ year }) => year))].sort();
    const latest = years.at(-1);
    return finish(context, records, {
      scopes: years,
      referenceDate: latest === undefined ? null : `${latest.slice(0, 4)}-10-01`,
      stored: rows.length,
      rows: { kind: 'pupils', rows },
    });
  },
};

function readRow(
  context: PrepareContext,
  records: Records,
  record: SourceRecord,
  schools: Set<string>,
  resolver: AreaResolver,
): PupilsRow | null {
  const { report, options } = context;
  const year = schoolYear('year' in records.mapping ? record.get('year') : (options['school-year'] ?? ''));
  if (year === null) {
    report.reject(
      'pupils.noYear',
      'Das Schuljahr fehlt oder ist nicht lesbar: bitte als 2025/26 angeben.',
      'The school year is missing or cannot be read: please give it as 2025/26.',
      { row: record.row },
    );
    return null;
  }
  const school = record.get('school');
  if (!schools.has(school)) {
    report.reject(
      'pupils.unknownSchool',
      `Die Schule „${school}“ ist nicht geladen: bitte die Schulnummer prüfen oder die Schulliste ergänzen.`,
      `The school '${school}' is not loaded: please check the school number or complete the list of schools.`,
      { row: record.row },
    );
    return null;
  }
  const text = record.get('people');
  const count = parseCount(text);
  if (count.kind !== 'value' || count.value < 0) {
    sayInvalid(context, record, records.mapping['people'] ?? '');
    return null;
  }
  const grade = Number(record.get('grade'));
  const reference = resolver.resolve(record.get('area'), `${year.slice(0, 4)}-10-01`);
  const found = reference.kind === 'atom' ? reference : null;
  const layer = context.county.atoms.find(({ edition }) => edition === found?.edition)?.layer ?? null;
  return {
    layer,
    home: layer === null ? null : (found?.atom ?? null),
    school,
    grade: record.get('grade') !== '' && Number.isInteger(grade) ? grade : null,
    year,
    people: count.value,
  };
}

/** '2025/26', '2025/2026', '2025-26', '2025' → '2025/26' */
export function schoolYear(text: string): string | null {
  const match = /^(\d{4})(?:\s*[/–-]\s*(\d{2}|\d{4}))?$/.exec(text.trim());
  if (!match) return null;
  const start = Number(match[1]);
  const end = match[2]?.slice(-2) ?? String(start + 1).slice(-2);
  return Number(end) === (start + 1) % 100 ? `${start}/${end}` : null;
}
