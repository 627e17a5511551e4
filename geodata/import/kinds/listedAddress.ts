/** What lists of people have in common: the columns of an address, and what is said of the others. */
import { SourceError } from '../../formats/source.ts';
import { normaliseName } from '../columns.ts';
import type { Records, SourceRecord } from '../records.ts';
import { field, siteFields } from '../sites.ts';
import type { Field, KindDefinition, PrepareContext } from '../types.ts';
import type { ListedAddress } from '../rows.ts';

/** Columns that are empty in most rows are columns all the same. */
export const anyText = /^/;

export const addressFields: Field[] = [
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
];

/** The register of processing needs to know why a list was read. */
export const recordOptions = (purpose: string): KindDefinition['options'] => [
  {
    key: 'purpose',
    required: true,
    label: { de: 'Zweck der Verarbeitung', en: 'Purpose of the processing' },
    example: purpose,
  },
  {
    key: 'legal-basis',
    required: true,
    label: { de: 'Rechtsgrundlage', en: 'Legal basis' },
    example: 'Art. 6 Abs. 1 Buchst. e DSGVO in Verbindung mit dem Schulgesetz des Landes',
  },
];

/** Before the list is read; a preview shows nothing to anybody else. */
export function requireRecord({ options, preview }: PrepareContext): void {
  if (preview || (options['purpose'] && options['legal-basis'])) return;
  throw new SourceError('list.noPurpose', {
    de: 'Bitte Zweck und Rechtsgrundlage der Verarbeitung angeben („purpose“, „legal-basis“): beides wird mit dem Import festgehalten.',
    en: "Please state purpose and legal basis of the processing ('purpose', 'legal-basis'): both are recorded with the import.",
  });
}

export function addressOf(record: SourceRecord): ListedAddress {
  const home = record.get('home');
  return {
    row: record.row,
    street: record.get('street'),
    houseNumber: `${record.get('houseNumber')}${record.get('suffix')}`,
    postcode: record.get('postcode'),
    place: [record.get('place'), record.get('district')].filter((part) => part !== '').join(', '),
    home: /^\d{8}$/.test(home) ? home : null,
  };
}

/**
 * Twins share all that is counted, so that equal rows are doubles only where the file tells more of each child: then twins
 * differ, in their names at least. All columns are looked at for that, and nothing of them is kept but a digest.
 */
export function withoutDoubles({ report, digest, preview }: PrepareContext, records: Records): SourceRecord[] {
  const names = records.columns.map(({ name }) => name);
  const tellsMore = notMapped(records).length > 0;
  const seen = new Set<string>();
  const kept: SourceRecord[] = [];
  let doubled = 0;
  for (const record of records.records) {
    const row = digest(JSON.stringify(names.map((name) => record.get(`#${name}`))));
    if (seen.has(row)) {
      doubled++;
      if (tellsMore) continue;
    }
    seen.add(row);
    kept.push(record);
  }
  if (doubled === 0) return kept;
  // A number of children is for the person who sends the list, the note of an import for anybody.
  const [rowsDe, rowsEn] = preview ? [`Zeilen (${doubled})`, `Rows (${doubled})`] : ['Einzelne Zeilen', 'Some rows'];
  if (tellsMore) {
    report.skipped += doubled;
    report.note(
      `${rowsDe} stehen wortgleich doppelt in der Liste und wurden einmal gezählt.`,
      `${rowsEn} stand in the list twice, word for word, and were counted once.`,
    );
  } else {
    report.note(
      `${rowsDe} gleichen einer anderen in allen Spalten und wurden als weitere Kinder gezählt (Geschwister): eine Spalte mit laufender Nummer ließe Doppelte erkennen.`,
      `${rowsEn} equal another one in all columns and were counted as further children (siblings): a column with a running number would show doubles.`,
    );
  }
  return kept;
}

const PERSONAL = /(name|vorname|geburt|gebdat|email|mail|telefon|handy|mobil|eltern|sorgeberechtigt)/;

/**
 * The columns are named by what they were read as: a file without a header has a child's data in its first row. That all
 * were compared is said, since a comparison looks at them.
 */
export function sayWhatIsRead({ report }: PrepareContext, { columns, mapping }: Records, fields: Field[]): void {
  const read = fields.filter(({ key }) => key in mapping);
  const rest = notMapped({ columns, mapping });
  const personal = rest.filter((name) => PERSONAL.test(normaliseName(name))).length;
  const de = read.map(({ label }) => label.de).join(', ');
  const en = read.map(({ label }) => label.en).join(', ');
  report.note(
    `Alle Spalten wurden nur verglichen, um doppelte Zeilen zu erkennen; gelesen wurden: ${de}.`,
    `All columns were only compared, to find doubled rows; these were read: ${en}.`,
  );
  if (rest.length === 0) return;
  report.note(
    `${rest.length === 1 ? 'Eine weitere Spalte wurde' : `${rest.length} weitere Spalten wurden`} nicht gelesen${personal > 0 ? `; ${personal} davon ${personal === 1 ? 'sieht' : 'sehen'} nach Namen, Geburtsdaten oder Kontaktdaten aus, die hier nicht gebraucht werden` : ''}.`,
    `${rest.length} more ${rest.length === 1 ? 'column was' : 'columns were'} not read${personal > 0 ? `; ${personal} of them ${personal === 1 ? 'looks' : 'look'} like names, birth dates or contacts, which are not needed here` : ''}.`,
  );
}

function notMapped({ columns, mapping }: Pick<Records, 'columns' | 'mapping'>): string[] {
  const mapped = new Set(Object.values(mapping));
  return columns.flatMap(({ name }) => (mapped.has(name) ? [] : [name]));
}
