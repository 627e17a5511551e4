/** Attributes of schools as school offices write them; names and numbers of people stay outside, and what is no value is said. */
import { describe, expect, test } from 'vitest';
import { prepareImport, type CountyFacts, type Prepared, type SchoolAttributeRow } from '../../geodata/import/index.ts';
import { headingOf, refusedHeading } from '../../geodata/schoolAttributes/known.ts';
import { typeByContent } from '../../geodata/schoolAttributes/values.ts';
import { bytesOf } from './helpers.ts';

const school = { schoolType: 'grundschule', gradeFrom: 1, gradeTo: 4 };
const county: CountyFacts = {
  ...{ key: '16999', epsg: 25832, bbox: [10.8, 50.9, 11.4, 51.3], schoolEntry: null, atoms: [] },
  schools: [
    { ...school, key: '91001', name: 'Grundschule am Anger' },
    { ...school, key: '91002', name: 'Grundschule am Bach' },
  ],
};
const prepare = (rows: string[]): Promise<Prepared> =>
  prepareImport(
    {
      ...{ kind: 'school-attributes', name: 'merkmale.csv', bytes: bytesOf(rows.join('\n')), county, options: {} },
      ...{ mapping: null, remembered: {}, preview: false, today: '2026-08-01' },
    },
    String,
  );
const said = ({ problems }: Prepared) => problems.map(({ row, code }) => [row, code]);
const rowsOf = ({ rows }: Prepared) => ('rows' in rows ? (rows.rows as unknown as SchoolAttributeRow[]) : []);
const valuesOf = (prepared: Prepared, key: string) =>
  rowsOf(prepared).flatMap(({ school: of, attribute, value }) => (of === key ? [[attribute, value]] : []));

test('a column for each attribute: units from brackets, words apart, what is silent is left out', async () => {
  const prepared = await prepare([
    'Schulnummer;Schulname;Breitband (Mbit/s);Endgeräte je 100 Schüler;WLAN in Klassenräumen (%);Ganztag;Fremdsprachen;Barrierefrei;Homepage;Stand',
    '91001;egal;1.000;33,5;95 %;offen;"Englisch; Französisch, Englisch";ja;www.example.org;01.03.2026',
    'Grundschule am Bach;egal;50,5;;100;nein;–;nein;;15.02.2026',
  ]);
  expect(said(prepared)).toEqual([]);
  expect(valuesOf(prepared, '91001')).toEqual([
    ['breitband', 1000],
    ['endgeraete', 33.5],
    ['wlan', 95],
    ['ganztag', ['offen']],
    ['fremdsprachen', ['Englisch', 'Französisch']],
    ['barrierefrei', true],
    ['website', 'https://www.example.org/'],
  ]);
  expect(valuesOf(prepared, '91002')).toEqual([
    ['breitband', 50.5],
    ['wlan', 100],
    ['ganztag', ['nein']],
    ['barrierefrei', false],
  ]);
  expect(rowsOf(prepared).find(({ attribute }) => attribute === 'wlan')).toMatchObject({
    ...{ name: 'WLAN in Klassenräumen', unit: '%', group: 'equipment', type: 'number' },
  });
  expect(prepared.referenceDate).toBe('2026-03-01');
});

test('names of people and numbers of pupils are not read, not even as examples; the sentence says what to do', async () => {
  const prepared = await prepare([
    'Schulnummer;Schulleitung;Ansprechpartner IT;Schülerzahl;Telefon',
    '91001;Erika Beispiel;Max Muster;312;03691 99999',
  ]);
  expect(rowsOf(prepared).map(({ attribute }) => attribute)).toEqual(['telefon']);
  expect(prepared.problems.map(({ code, column }) => [code, column])).toEqual([
    ['schoolAttributes.person', 'Schulleitung'],
    ['schoolAttributes.person', 'Ansprechpartner IT'],
    ['schoolAttributes.people', 'Schülerzahl'],
  ]);
  expect(prepared.problems[0]?.text.de).toBe(
    '„Schulleitung“ wurde nicht gelesen: Namen von Personen gehören nicht hierher, bitte nur das Sekretariat mit Telefon und E-Mail angeben.',
  );
  expect(JSON.stringify(prepared)).not.toMatch(/Beispiel|Muster|312/);
});

test('what is no value stays empty, unknown and doubled schools and columns are named', async () => {
  const prepared = await prepare([
    'Schule;Breitband;Präsentationstechnik (%);Barrierefrei;E-Mail;Webseite;Internetseite',
    '91001;schnell;120;ja;info(at)example.org;javascript:alert(1);',
    '91009;50;50;ja;;;',
    '91001;50;50;ja;;;',
    '91002;-5;;teilweise;;;',
  ]);
  expect(said(prepared)).toEqual([
    [3, 'schoolAttributes.unknownSchool'],
    [4, 'row.doubledKey'],
    [undefined, 'schoolAttributes.doubled'],
    ...[2, 5].map((row) => [row, 'schoolAttributes.badValue']),
    ...[2, 2, 2].map((row) => [row, 'schoolAttributes.badValue']),
  ]);
  // By its content: not all say yes or no, so it is words.
  expect(valuesOf(prepared, '91001')).toEqual([['barrierefrei', ['ja']]]);
  expect(valuesOf(prepared, '91002')).toEqual([['barrierefrei', ['teilweise']]]);
});

test('a row for each value, with its unit and day', async () => {
  const prepared = await prepare([
    'Schule;Merkmal;Wert;Einheit;Stand',
    '91001;Breitband;500;Mbit/s;2026-01-31',
    '91001;Schulleitung;Erika Beispiel;;2026-01-31',
    '91001;Breitband;100;Mbit/s;2025-01-31',
    '91002;Angebot: Reiten;ja;;2026-02-28',
    '91002;;ja;;',
  ]);
  expect(said(prepared)).toEqual([
    [undefined, 'schoolAttributes.person'],
    [4, 'row.doubledKey'],
    [6, 'schoolAttributes.noAttribute'],
  ]);
  expect(rowsOf(prepared)).toMatchObject([
    { school: '91001', attribute: 'breitband', unit: 'Mbit/s', value: 500 },
    { school: '91002', attribute: 'reiten', name: 'Reiten', group: 'offer', type: 'yesNo', value: true },
  ]);
  expect(prepared.referenceDate).toBe('2026-02-28');
});

test('a table with schools alone is refused', async () => {
  await expect(prepare(['Schulnummer;Schulname', '91001;A'])).rejects.toMatchObject({ code: 'schoolAttributes.none' });
});

describe('headings', () => {
  test.each([
    ['Breitband [Mbit/s]', 'breitband', 'Mbit/s', 'equipment'],
    ['Sprachen', 'fremdsprachen', null, 'offer'],
    ['Ausstattung: 3D-Drucker', '3ddrucker', null, 'equipment'],
    ['Sanierungsbedarf (T€)', 'sanierungsbedarf', 'T€', 'other'],
  ])('%s', (text, key, unit, group) => expect(headingOf(text)).toMatchObject({ key, unit, group }));

  test.each(['Schülerinnen und Schüler', 'Anzahl der Schüler', 'Lehrkräfte', 'Schülerzahl 2025/26'])(
    '%s is a number of people',
    (text) => expect(refusedHeading(text)).toBe('people'),
  );
  test.each(['Endgeräte je 100 Schüler', 'Schülerbibliothek', 'Schulform', 'Lehrerzimmer', 'Leitungsrate'])(
    '%s is none',
    (text) => expect(refusedHeading(text)).toBeNull(),
  );
});

test('an unknown column is what its content is', () => {
  expect(
    ['ja,nein', '1,2', 'rot,blau,rot', 'ein Satz,noch einer'].map((cells) => typeByContent(cells.split(','))),
  ).toEqual([...['yesNo', 'number', 'words', 'text']]);
});
