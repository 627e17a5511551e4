/** The statute's list of streets: what each row names, and what the address register does not know. */
import { unknownRows } from '../../server/planning/districts/streetRows.ts';
import type { NumberRange } from '../../server/planning/districts/houseRange.ts';
import { fold } from '../../server/planning/address/normalise.ts';
import { checkedRange, readHouseNumbers, readParity } from './houseNumbers.ts';
import type { ReadDistrict } from './districtSchools.ts';
import type { Records, SourceRecord } from './records.ts';
import { field } from './sites.ts';
import type { DistrictRow, DistrictStreetRow } from './rows.ts';
import type { PrepareContext } from './types.ts';

const sparse = (key: string, de: string, en: string, names: RegExp[]) => field(key, de, en, names, false, /^/);

/** Columns that are empty in most rows are columns all the same. */
export const mostlyEmptyFields = [
  sparse('place', 'Ort oder Gemeinde', 'Place or municipality', [
    /^(ort|gemeinde|stadt|ortgemeinde|gemeindeort|place)$/,
  ]),
  sparse('locality', 'Ortsteil', 'Locality', [/^(ortsteil|ortsteilname|stadtteil|ortschaft|locality)$/]),
  sparse('street', 'Straße', 'Street', [/^(strasse|strassen|strassenname|strasseplatz|street)$/]),
  sparse('numbers', 'Hausnummern („1–15 ungerade“)', "House numbers ('1–15 odd')", [
    /^(hausnummern|hausnrn?|hausnummernbereich|hausnummernbereiche|hausnummer|hnr|numbers)$/,
  ]),
  sparse('from', 'Hausnummer von', 'House number from', [/^(hausnummer|hausnr|hnr|nr)?(von|ab|from)$/]),
  sparse('to', 'Hausnummer bis', 'House number to', [/^(hausnummer|hausnr|hnr|nr)?(bis|to)$/]),
  sparse('parity', 'gerade/ungerade', 'odd/even', [
    /^(geradeungerade|ungeradegerade|gu|ug|seite|strassenseite|paritaet|parity)$/,
  ]),
];

/** Problems of unknown streets that are told by row; all of them are counted. */
const SHOWN_UNKNOWN = 50;

const ALL =
  /^(?:\*|(?:alle|gesamte?[rs]?|ganze?[rs]?|saemtliche)(?:\s+(?:strassen?|ort|orte|ortsteile?|gemeinden?|kreis(?:gebiet)?|stadt|gebiet))?)$/;

/** `records`: rows of the file that are kept. */
export function readStreets(
  context: PrepareContext,
  { records }: Records,
  read: (record: SourceRecord) => ReadDistrict | null,
): { rows: DistrictRow[]; streets: DistrictStreetRow[]; records: number } {
  const districts = new Map<string, DistrictRow>();
  const streets: DistrictStreetRow[] = [];
  const rowOf: number[] = [];
  let kept = 0;
  for (const record of records) {
    const where = whereOf(context, record);
    const ranges = where && rangesOf(context, record);
    const district = ranges && read(record);
    if (!district) continue;
    kept++;
    districts.set(`${district.schoolType}|${district.key}`, { ...district, geometry: null });
    for (const range of ranges) {
      streets.push({ schoolType: district.schoolType, district: district.key, ...where, ...range });
      rowOf.push(record.row);
    }
  }
  sayUnknown(context, streets, rowOf);
  return { rows: [...districts.values()], streets, records: kept };
}

function whereOf(
  { report }: PrepareContext,
  record: SourceRecord,
): Pick<DistrictStreetRow, 'place' | 'locality' | 'street'> | null {
  const written = ['place', 'locality', 'street'].map((key) => record.get(key));
  if (written.every((text) => text === '')) {
    report.reject(
      'districts.namesNothing',
      'Diese Zeile nennt weder Ort noch Ortsteil noch Straße: bitte ergänzen, oder „alle“ schreiben, wenn der ganze Kreis gemeint ist.',
      "This row names no place, locality or street: please add one, or write 'alle' where the whole county is meant.",
      { row: record.row },
    );
    return null;
  }
  const [place = '', locality = '', street = ''] = written.map((text) => (ALL.test(fold(text).trim()) ? '' : text));
  return { place, locality, street };
}

function rangesOf({ report }: PrepareContext, record: SourceRecord): NumberRange[] | null {
  const text = record.get('numbers');
  const side = readParity(record.get('parity'));
  const ends = [record.get('from'), record.get('to')].map((end) => end || null);
  const [from = null, to = null] = ends;
  let ranges: NumberRange[] | null = null;
  if (text !== '') {
    ranges = readHouseNumbers(text);
    // A column of its own for the side holds for what the other says of numbers.
    if (ranges && side !== 'all') ranges = ranges.map((range) => ({ ...range, parity: side ?? range.parity }));
  } else if (side !== null) {
    const range = checkedRange({ from, to, parity: side });
    ranges = range && [range];
  }
  if (ranges && side !== null) return ranges;
  const told = [text, from, to, record.get('parity')].filter(Boolean).join(' ');
  report.reject(
    'districts.badNumbers',
    `Die Hausnummern „${told}“ sind nicht lesbar: bitte als „1–15 ungerade“, „ab 20“, „bis 8“, „2–40 g“ oder „alle“ schreiben, jeden Bereich mit eigener Seite in eine eigene Zeile.`,
    `The house numbers '${told}' cannot be read: please write '1–15 ungerade', 'ab 20', 'bis 8', '2–40 g' or 'alle', each range with a side of its own in a row of its own.`,
    { row: record.row },
  );
  return null;
}

/** Misspelt, renamed or new: the row is kept, since the register may be the older one. */
function sayUnknown({ report, county }: PrepareContext, streets: DistrictStreetRow[], rowOf: number[]): void {
  if (streets.length === 0) return;
  if (!county.streets || county.streets.length === 0) {
    report.note(
      'Für diesen Kreis sind keine Adressen geladen: die Straßen ließen sich nicht prüfen; bitte das Adressverzeichnis importieren, nach ihm werden Häuser und Wohnzellen zugeordnet.',
      'No addresses are loaded for this county: the streets could not be checked; please import the address register, houses and atoms are assigned by it.',
    );
    return;
  }
  const byRow = new Map(unknownRows(streets, county.streets).map((number) => [rowOf[number]!, streets[number]!]));
  for (const [row, { place, locality, street }] of [...byRow].sort(([a], [b]) => a - b).slice(0, SHOWN_UNKNOWN)) {
    const where = [locality, place].filter(Boolean).join(', ');
    const [de, en] =
      street === ''
        ? [`Den Ort „${where}“`, `The place '${where}'`]
        : [`Die Straße „${street}“${where && ` (${where})`}`, `The street '${street}'${where && ` (${where})`}`];
    report.warn(
      'districts.unknownStreet',
      `${de} kennt das Adressverzeichnis nicht: die Zeile ist gespeichert, gilt aber für kein Haus; bitte die Schreibweise prüfen.`,
      `${en} is not in the address register: the row is stored but holds for no house; please check its spelling.`,
      { row },
    );
  }
  if (byRow.size > 0) {
    report.note(
      `${byRow.size} Zeilen nennen Straßen oder Orte, die das Adressverzeichnis nicht kennt.`,
      `${byRow.size} rows name streets or places that the address register does not know.`,
    );
  }
}
