/**
 * An export of the resident register: a row for each person (area, month of birth, sex), or counted ones. It is counted by area, age
 * and sex while it is read; no row of it goes on.
 */
import { parseCount, parseDate, parseSex } from '../../formats/values.ts';
import { SourceError } from '../../formats/source.ts';
import { AreaResolver, sayRecovered } from '../areaKeys.ts';
import { ageOn, parseBirth } from '../birth.ts';
import { finish } from '../finish.ts';
import { openRecords, type SourceRecord } from '../records.ts';
import type { PopulationRow, RowSex } from '../rows.ts';
import { areaKeyLike, countLike, field } from '../sites.ts';
import type { KindDefinition, PrepareContext, Prepared } from '../types.ts';
import { recordOptions, requireRecord, sayWhatIsRead } from './listedAddress.ts';

const fields = [
  field(
    'area',
    'Gebietsschlüssel',
    'Area key',
    [/^(ags|gemeindeschluessel|schluessel|gebietsschluessel|plr|raumid|gebiet|planungsraum)$/],
    true,
    areaKeyLike,
  ),
  field(
    'birth',
    'Geburtsmonat oder Geburtsdatum',
    'Month or date of birth',
    [/^(geburtsmonat|geburtsdatum|gebdatum|gebdat|gebmonat|geburtstag|geboren|geborenam)$/],
    true,
  ),
  field('sex', 'Geschlecht', 'Sex', [/^(geschlecht|sex)$/]),
  field('people', 'Anzahl', 'Number', [/^(anzahl|personen|einwohner|people)$/], false, countLike),
];

/** Nobody is older; the last one is open upwards. */
const OLDEST = 120;
const OPEN = 100;

export const residentRegister: KindDefinition = {
  kind: 'resident-register',
  label: { de: 'Melderegister-Auszug', en: 'Export of the resident register' },
  description: {
    de: 'Eine Zeile je Person mit Gebiet, Geburtsmonat und Geschlecht (keine Namen, keine Adressen): gezählt nach Gebiet, Alter und Geschlecht, keine Zeile wird gespeichert',
    en: 'A row per person with area, month of birth and sex (no names, no addresses): counted by area, age and sex, no row is stored',
  },
  formats: ['CSV', 'XLSX'],
  fields,
  options: [
    { key: 'reference-date', label: { de: 'Stichtag', en: 'Reference date' }, example: '2025-12-31', required: true },
    { key: 'layer', label: { de: 'Ebene der Gebiete', en: 'Layer of the areas' }, example: 'planungsraum' },
    { key: 'basis', label: { de: 'Grundlage', en: 'Basis' }, example: 'Melderegister' },
    ...recordOptions('Jugendhilfe- und Schulentwicklungsplanung: Kinder nach Gebiet und Alter'),
  ],
  async prepare(context: PrepareContext): Promise<Prepared> {
    requireRecord(context);
    const date = referenceDate(context);
    const records = await openRecords(context, fields);
    const keys = [...new Set(records.records.map((record) => record.get('area')))];
    const resolver = AreaResolver.forKeys(context, keys);
    const basis = context.options['basis'] ?? 'Melderegister';
    const counts = new Map<string, PopulationRow>();
    for (const record of records.records) {
      const row = rowOf(context, record, resolver, { date, basis });
      if (!row || row.people === 0) continue;
      const id = `${row.atom}|${row.ageFrom}|${row.sex}`;
      const known = counts.get(id);
      if (known) known.people += row.people;
      else counts.set(id, row);
    }
    sayRecovered(context, resolver);
    sayWhatIsRead(context, records, fields);
    const rows = withEmptyAges(counts);
    const people = rows.reduce((sum, row) => sum + row.people, 0);
    context.report.note(
      `${people.toLocaleString('de-DE')} Einwohner gezählt, nach vollendeten Lebensjahren am ${date.split('-').reverse().join('.')}; wo nur der Geburtsmonat steht, gilt dessen Mitte.`,
      `${people.toLocaleString('en-GB')} residents counted by completed years on ${date}; where the month of birth stands alone, its middle holds.`,
    );
    return finish(context, records, {
      scopes: [`${resolver.layer}|${basis}|${date}`],
      referenceDate: date,
      stored: rows.length,
      rows: { kind: 'population', rows },
    });
  },
};

/** An age that nobody in an area has is told as none: left out it would be an age that is not known. */
function withEmptyAges(counts: ReadonlyMap<string, PopulationRow>): PopulationRow[] {
  const found = [...counts.values()];
  const sexes = [...new Set(found.map(({ sex }) => sex))];
  const areas = new Map(found.map((row) => [row.atom, row]));
  return [...areas.values()].flatMap((like) =>
    sexes.flatMap((sex) =>
      Array.from({ length: OPEN + 1 }, (_, age): PopulationRow => {
        const counted = counts.get(`${like.atom}|${age}|${sex}`);
        return counted ?? { ...like, sex, people: 0, ageFrom: age, ageTo: age === OPEN ? null : age };
      }),
    ),
  );
}

function referenceDate({ options, preview, today }: PrepareContext): string {
  const stated = options['reference-date'];
  const date = stated === undefined ? (preview ? today : null) : parseDate(stated);
  if (date?.length === 10) return date;
  throw new SourceError('register.noDate', {
    de: 'Der Stichtag des Auszugs fehlt oder ist nicht lesbar: bitte als 2025-12-31 angeben („reference-date“).',
    en: "The export's reference date is missing or cannot be read: please give it as 2025-12-31 ('reference-date').",
  });
}

function rowOf(
  { report }: PrepareContext,
  record: SourceRecord,
  resolver: AreaResolver,
  { date, basis }: { date: string; basis: string },
): PopulationRow | null {
  const reference = resolver.resolve(record.get('area'), date);
  if (reference.kind === 'elsewhere') {
    report.skipped++;
    return null;
  }
  const refuse = (code: string, de: string, en: string): null => {
    report.reject(code, de, en, { row: record.row });
    return null;
  };
  if (reference.kind !== 'atom')
    return refuse(
      'register.badArea',
      'Das Gebiet dieser Zeile ist nicht geladen: bitte den Schlüssel und den Gebietsstand prüfen.',
      "This row's area is not loaded: please check the key and the edition of the areas.",
    );
  const birth = parseBirth(record.get('birth'));
  const age = birth === null ? -1 : ageOn(birth, date);
  if (age < 0 || age > OLDEST)
    return refuse(
      'register.badBirth',
      'Der Geburtsmonat dieser Zeile fehlt, ist nicht lesbar oder liegt nach dem Stichtag: bitte als MM.JJJJ oder TT.MM.JJJJ eintragen.',
      "This row's month of birth is missing, cannot be read or lies after the reference date: please enter it as MM.YYYY or DD.MM.YYYY.",
    );
  const text = record.get('people');
  const count = parseCount(text);
  const people =
    text.trim() === '' ? 1 : count.kind === 'value' ? count.value : count.kind === 'zero-or-absent' ? 0 : -1;
  if (people < 0)
    return refuse(
      'register.badCount',
      'Die Anzahl dieser Zeile ist nicht lesbar: bitte eine ganze Zahl ab 0 eintragen, oder eine Zeile je Person ohne Anzahl liefern.',
      "This row's number cannot be read: please enter a whole number from 0, or give a row per person without a number.",
    );
  const sex = parseSex(record.get('sex'));
  const told: RowSex = sex === null || sex === 'total' ? 't' : sex;
  return {
    ...{ edition: reference.edition, atom: reference.atom, date, basis, sex: told, people },
    ...(age >= OPEN ? { ageFrom: OPEN, ageTo: null } : { ageFrom: age, ageTo: age }),
  };
}
