/**
 * A list of single pupils with their addresses. It lives in memory only: what is said of it, in a report or an error, never
 * quotes a cell, since reports are stored and errors are logged.
 */
import { SourceError } from '../../formats/source.ts';
import { normaliseName } from '../columns.ts';
import { finish } from '../finish.ts';
import { openRecords, type Records, type SourceRecord } from '../records.ts';
import { field, siteFields } from '../sites.ts';
import type { KindDefinition, ListedPupil, PrepareContext, Prepared, SchoolFacts } from '../types.ts';
import { schoolYear } from './pupils.ts';

/** Columns that are empty in most rows are columns all the same. */
const anyText = /^/;

const fields = [
  field(
    'school',
    'Schule',
    'School',
    [/^(schulnummer|schulnr|dienststellenschluessel|schule|schulname|school)$/],
    true,
  ),
  field('grade', 'Klassenstufe', 'Grade', [/^(klassenstufe|jahrgangsstufe|jahrgang|stufe|klasse|grade)$/]),
  {
    ...siteFields.street,
    label: { de: 'Straße oder ganze Adresse', en: 'Street or whole address' },
    names: [...siteFields.street.names, /^(anschrift|wohnanschrift|wohnadresse|wohnstrasse)$/],
    required: true,
  },
  siteFields.houseNumber,
  field('suffix', 'Hausnummernzusatz', 'Number suffix', [/^(zusatz|hausnummernzusatz)$/], false, anyText),
  siteFields.postcode,
  { ...siteFields.place, names: [...siteFields.place.names, /^(wohnort)$/] },
  field('district', 'Ortsteil', 'District', [/^(ortsteil|ortsteilname|wohnortsteil)$/], false, anyText),
  field('home', 'Gemeindeschlüssel des Wohnorts', 'Municipality key of the home', [
    /^(ags|wohngemeinde|gemeindeschluessel|wohnortags)$/,
  ]),
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
    {
      key: 'purpose',
      label: { de: 'Zweck der Verarbeitung', en: 'Purpose of the processing' },
      example: 'Schulnetz- und Schülerbeförderungsplanung des Landkreises',
    },
    {
      key: 'legal-basis',
      label: { de: 'Rechtsgrundlage', en: 'Legal basis' },
      example: 'Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit dem Schulgesetz des Landes',
    },
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
    sayWhatIsRead(context, records);
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

/** The register of processing needs to know why the list was read, before it is. A preview shows nothing to anybody else. */
function requireRecord({ options, preview }: PrepareContext): void {
  if (preview || (options['purpose'] && options['legal-basis'])) return;
  throw new SourceError('pupilList.noPurpose', {
    de: 'Bitte Zweck und Rechtsgrundlage der Verarbeitung angeben („purpose“, „legal-basis“): beides wird mit dem Import festgehalten.',
    en: "Please state purpose and legal basis of the processing ('purpose', 'legal-basis'): both are recorded with the import.",
  });
}

/** By number, else by name where only one school has it. */
function schoolFinder(schools: readonly SchoolFacts[]): (text: string) => SchoolFacts | undefined {
  const byKey = new Map(schools.map((school) => [school.key, school]));
  const byName = new Map<string, SchoolFacts | null>();
  for (const school of schools) {
    const name = normaliseName(school.name);
    byName.set(name, byName.has(name) ? null : school);
  }
  return (text) => byKey.get(text) ?? byName.get(normaliseName(text)) ?? undefined;
}

function countUp(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/**
 * Twins share school, grade and address, so that equal rows are doubles only where the file tells more of each child than
 * what is counted. Compared, not read: no column that is not mapped gets any further.
 */
function withoutDoubles({ report }: PrepareContext, records: Records): SourceRecord[] {
  const mapped = new Set(Object.values(records.mapping));
  const names = records.columns.map(({ name }) => name);
  const tellsMore = names.some((name) => !mapped.has(name));
  const seen = new Set<string>();
  const kept: SourceRecord[] = [];
  let doubled = 0;
  for (const record of records.records) {
    const line = JSON.stringify(names.map((name) => record.get(`#${name}`)));
    if (seen.has(line)) {
      doubled++;
      if (tellsMore) continue;
    }
    seen.add(line);
    kept.push(record);
  }
  if (doubled === 0) return kept;
  if (tellsMore) {
    report.skipped += doubled;
    report.note(
      `${doubled} Zeilen stehen wortgleich doppelt in der Liste und wurden einmal gezählt.`,
      `${doubled} rows stand in the list twice, word for word, and were counted once.`,
    );
  } else {
    report.note(
      `${doubled} Zeilen gleichen einer anderen in allen Spalten; sie wurden als weitere Kinder gezählt (Geschwister). Eine Spalte mit laufender Nummer ließe Doppelte erkennen.`,
      `${doubled} rows equal another one in all columns; they were counted as further children (siblings). A column with a running number would show doubles.`,
    );
  }
  return kept;
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
      'Diese Klassenstufe gibt es an der Schule nicht: das Kind ist ohne Stufe gezählt; bitte Stufe oder Schule prüfen.',
      'The school has no such grade: the child is counted without a grade; please check grade or school.',
      { row: record.row },
    );
  }
  return {
    row: record.row,
    school: school.key,
    grade: fits ? grade : null,
    traits,
    street: record.get('street'),
    houseNumber: `${record.get('houseNumber')}${record.get('suffix')}`,
    postcode: record.get('postcode'),
    place: [record.get('place'), record.get('district')].filter((part) => part !== '').join(', '),
    home: /^\d{8}$/.test(record.get('home')) ? record.get('home') : null,
  };
}

/** '5', '05', '5a', 'Klasse 5b' → 5 */
function gradeOf(text: string): number | null {
  const match = /^(?:(?:klasse|kl\.?|stufe|jg\.?)\s*)?0*(\d{1,2})\s*[a-z]?$/i.exec(text.trim());
  return match ? Number(match[1]) : null;
}

const PERSONAL = /(name|vorname|geburt|gebdat|email|mail|telefon|handy|mobil|eltern|sorgeberechtigt)/;

/** The columns are named by what they were read as: a file without a header has a child's data in its first row. */
function sayWhatIsRead({ report }: PrepareContext, { columns, mapping }: Records): void {
  const read = fields.filter(({ key }) => key in mapping);
  const mapped = new Set(Object.values(mapping));
  const rest = columns.filter(({ name }) => !mapped.has(name));
  const personal = rest.filter(({ name }) => PERSONAL.test(normaliseName(name))).length;
  const de = read.map(({ label }) => label.de).join(', ');
  const en = read.map(({ label }) => label.en).join(', ');
  report.note(`Gelesen wurden nur: ${de}.`, `Only these were read: ${en}.`);
  if (rest.length === 0) return;
  report.note(
    `${rest.length} weitere Spalten wurden nicht gelesen${personal > 0 ? `; ${personal} davon sehen nach Namen, Geburtsdaten oder Kontaktdaten aus und werden hier nicht gebraucht` : ''}.`,
    `${rest.length} more columns were not read${personal > 0 ? `; ${personal} of them look like names, birth dates or contacts, which are not needed here` : ''}.`,
  );
}
