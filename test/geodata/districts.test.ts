/** How statutes are read: house numbers as people write them, schools, streets that nobody knows. */
import { describe, expect, test } from 'vitest';
import { readHouseNumbers, readParity } from '../../geodata/import/houseNumbers.ts';
import { prepareImport, type CountyFacts, type Prepared } from '../../geodata/import/index.ts';
import { generateSample, writeSample } from '../../geodata/sample/index.ts';
import { streetFinder } from '../../server/planning/districts/streetRows.ts';
import { bytesOf, refusal } from './helpers.ts';

const range = (from: string | null, to: string | null, parity = 'all') => ({ from, to, parity });

describe('house numbers', () => {
  test.each([
    ['', [range(null, null)]],
    ['alle', [range(null, null)]],
    ['*', [range(null, null)]],
    ['gesamte Straße', [range(null, null)]],
    ['gerade und ungerade', [range(null, null)]],
    ['1-15 ungerade', [range('1', '15', 'odd')]],
    ['ungerade Nr. 1–15', [range('1', '15', 'odd')]],
    ['1 bis 15 (ungerade Hausnummern)', [range('1', '15', 'odd')]],
    ['ab 20', [range('20', null)]],
    ['ab 20 gerade', [range('20', null, 'even')]],
    ['20 bis Ende', [range('20', null)]],
    ['bis 8', [range(null, '8')]],
    ['2–40 g', [range('2', '40', 'even')]],
    ['1-9 u.', [range('1', '9', 'odd')]],
    ['g', [range(null, null, 'even')]],
    ['nur ungerade', [range(null, null, 'odd')]],
    ['12 g', [range('12 g', '12 g')]],
    ['3, 5a und 9–17', [range('3', '3'), range('5a', '5a'), range('9', '17')]],
    ['1-5 u. 9-11', [range('1', '5'), range('9', '11')]],
    ['ungerade 1–15, 21–33', [range('1', '15', 'odd'), range('21', '33', 'odd')]],
    ['1–15 ungerade, 2–8 gerade', [range('1', '15', 'odd'), range('2', '8', 'even')]],
    ['12a-c', [range('12a-c', '12a-c')]],
  ])('%s', (text, wanted) => expect(readHouseNumbers(text)).toEqual(wanted));

  test.each(['15. Jan', 'halbe Straße', '15–1', 'ab', '1–15, 20–40 gerade', 'X'])('never guessed: %s', (text) =>
    expect(readHouseNumbers(text)).toBeNull(),
  );

  test('the side in a column of its own', () => {
    expect(['', 'g', 'Ungerade', 'u.', 'beide', 'links'].map(readParity)).toEqual([
      ...['all', 'even', 'odd', 'odd', 'all', null],
    ]);
  });
});

const school = (key: string, name: string, schoolType = 'grundschule') => ({
  ...{ key, name, schoolType },
  ...{ gradeFrom: 1, gradeTo: 4 },
});
const street = (name: string, place: string) => ({ street: name, place, locality: null, gemeinde: 'Ahlenburg' });
const facts: CountyFacts = {
  key: '16997',
  epsg: 25832,
  bbox: [11, 51, 11.2, 51.2],
  atoms: [],
  schools: [
    school('S1', 'Schule Am Anger'),
    school('S2', 'Schule Markt, Zentrum'),
    school('R', 'Regelschule', 'regelschule'),
  ],
  schoolEntry: null,
  streets: [street('Talstraße', 'Ahlenburg'), street('Ring', 'Ahlenburg'), street('Dorfstraße', 'Weißdorf')],
};

function prepare(rows: string[], options: Record<string, string> = {}, county = facts): Promise<Prepared> {
  const request = {
    ...{ kind: 'districts' as const, name: 'schulbezirke.csv', bytes: bytesOf(rows.join('\n')), county },
    ...{ mapping: null, remembered: {}, preview: false, today: '2026-08-01' },
  };
  return prepareImport({ ...request, options: { 'valid-from': '2026-08-01', ...options } }, String);
}

const rowsOf = ({ rows }: Prepared) => {
  if (rows.kind !== 'districts') throw new Error('Other rows than districts.');
  return rows;
};
const codes = ({ problems }: Prepared) => problems.map(({ code, row }) => [row, code]);

test('a list with the school alone: the school names the district', async () => {
  const prepared = await prepare([
    'Schule;Ort;Ortsteil;Straße;Hausnummer von;Hausnummer bis;gerade/ungerade',
    'S1;Ahlenburg;;Talstr.;1;15;u',
    'Schule Markt, Zentrum;Ahlenburg;;Talstraße;2;;gerade',
    'S1 | S2;Ahlenburg;Weißdorf;alle Straßen;;;',
  ]);
  expect([prepared.read, prepared.stored, prepared.problemCount]).toEqual([3, 3, 0]);
  expect(prepared.scopes).toEqual(['grundschule@2026-08-01']);
  const { rows, streets } = rowsOf(prepared);
  expect(rows.map(({ key, name, schools }) => [key, name, schools])).toEqual([
    ['S1', 'Schule Am Anger', ['S1']],
    ['S2', 'Schule Markt, Zentrum', ['S2']],
    ['S1+S2', 'Schule Am Anger / Schule Markt, Zentrum', ['S1', 'S2']],
  ]);
  expect(streets.map(({ street: name, from, to, parity }) => [name, from, to, parity])).toEqual([
    ['Talstr.', '1', '15', 'odd'],
    ['Talstraße', '2', null, 'even'],
    ['', null, null, 'all'],
  ]);
});

test('what is wrong with a row is a sentence with its number; the others are kept', async () => {
  const prepared = await prepare([
    'Schulbezirk;Schule;Ort;Straße;Hausnummern',
    '1;S1;Ahlenburg;Talstraße;ab 3',
    '2;Schule Nirgends;Ahlenburg;Ring;',
    '1;S2;Ahlenburg;Ring;',
    ';;Ahlenburg;Ring;',
    '1;S1;;;',
    '1;S1;Ahlenburg;Ring;halb',
    '1;;Ahlenburg;Tahlstraße;',
  ]);
  expect([prepared.stored, prepared.rejected]).toEqual([2, 5]);
  expect(codes(prepared)).toEqual([
    [3, 'districts.unknownSchool'],
    [4, 'districts.otherSchool'],
    [5, 'districts.noSchool'],
    [6, 'districts.namesNothing'],
    [7, 'districts.badNumbers'],
    [8, 'districts.unknownStreet'],
  ]);
  for (const { text } of prepared.problems)
    for (const said of [text.de, text.en]) expect(said).toMatch(/(bitte|please).*\.$/);
  expect(prepared.problems[0]?.text.de).toContain('„Schule Nirgends“');
  expect(prepared.problems[5]?.text.de).toContain('„Tahlstraße“ (Ahlenburg)');
  // A street that the register does not know is kept: the register may be the older one.
  expect(rowsOf(prepared).streets.map(({ street: name }) => name)).toEqual(['Talstraße', 'Tahlstraße']);
});

test('unknown streets are told up to a limit, and counted', async () => {
  const many = Array.from({ length: 120 }, (_, i) => `S1;Ahlenburg;Neue Straße ${i}`);
  const prepared = await prepare(['Schule;Ort;Straße', ...many]);
  expect([prepared.stored, prepared.problems.length]).toEqual([120, 50]);
  expect(prepared.notes.map(({ de }) => de).join(' ')).toContain('120 Zeilen nennen Straßen oder Orte');
});

test('without addresses nothing can be checked, and it is said', async () => {
  const prepared = await prepare(['Schule;Ort;Straße', 'S1;Ahlenburg;Ring'], {}, { ...facts, streets: [] });
  expect(prepared.problemCount).toBe(0);
  expect(prepared.notes.map(({ de }) => de).join(' ')).toContain('bitte das Adressverzeichnis importieren');
});

test('without schools the list waits; without a type that fits it asks', async () => {
  const list = ['Schule;Ort', 'S1 / R;Ahlenburg'];
  await refusal('districts.noSchools', () => prepare(list, {}, { ...facts, schools: [] }));
  expect(codes(await prepare(list))).toEqual([[2, 'districts.whichType']]);
  expect((await prepare(list, { 'school-type': 'Grundschule' })).scopes).toEqual(['grundschule@2026-08-01']);
  await refusal('districts.badDate', () => prepare(list, { 'valid-from': 'bald' }));
});

test('a column of its own gives each type its scope; what had expired is skipped', async () => {
  const prepared = await prepare([
    'Schulbezirk;Schule;Schulart;Ort;gültig bis',
    'G;S1;Grundschule;Ahlenburg;',
    'R;R;Regelschule;Ahlenburg;31.07.2030',
    'Alt;S2;Grundschule;Weißdorf;31.07.2020',
  ]);
  expect(prepared.scopes).toEqual(['grundschule@2026-08-01', 'regelschule@2026-08-01']);
  expect([prepared.stored, prepared.skipped, codes(prepared)]).toEqual([2, 1, [[4, 'districts.expired']]]);
  expect(rowsOf(prepared).rows.map(({ validTo }) => validTo)).toEqual([null, '2030-07-31']);
});

function features(...districts: [Record<string, string>, number[][]][]): string[] {
  const list = districts.map(([properties, ring]) => ({
    ...{ type: 'Feature', properties },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }));
  return [JSON.stringify({ type: 'FeatureCollection', features: list })];
}
const square = (west: number) => [
  [west, 51.1],
  [west + 0.01, 51.1],
  [west + 0.01, 51.11],
  [west, 51.11],
  [west, 51.1],
];

test('drawn districts: one that crosses itself is told, one without a surface is rejected', async () => {
  const bow = [
    [11.1, 51.1],
    [11.11, 51.11],
    [11.11, 51.1],
    [11.1, 51.11],
    [11.1, 51.1],
  ];
  const prepared = await prepare(
    features(
      [{ Schulbezirk: '1', Name: 'Nord', Schule: 'S1,S2' }, square(11.1)],
      [{ Schulbezirk: '1', Name: 'Nord', Schule: 'S1,S2' }, square(11.12)],
      [{ Schulbezirk: '2', Name: 'Süd', Schule: 'S2' }, bow],
      [
        { Schulbezirk: '3', Name: 'Strich', Schule: 'S2' },
        [
          [11.1, 51.1],
          [11.2, 51.1],
          [11.1, 51.1],
        ],
      ],
      [{ Schulbezirk: '4', Name: 'Fremd', Schule: 'S9' }, square(11.14)],
    ),
    { crs: '4326' },
  );
  expect([prepared.stored, prepared.rejected]).toEqual([2, 2]);
  expect(new Set(prepared.problems.map(({ code }) => code))).toEqual(
    new Set(['districts.repaired', 'districts.noArea', 'districts.unknownSchool']),
  );
  const { rows } = rowsOf(prepared);
  expect(rows.map(({ key, name, schools }) => [key, name, schools])).toEqual([
    ['1', 'Nord', ['S1', 'S2']],
    ['2', 'Süd', ['S2']],
  ]);
  expect(rows[0]?.geometry?.type).toBe('MultiPolygon');
});

test('the sample: every address in exactly one district, streets divided by number and side, one district shared', async () => {
  const county = generateSample({ seed: 1, scale: 1 });
  const file = (await writeSample(county)).find(({ kind }) => kind === 'districts')!;
  const names = county.municipalities.map(({ name }) => name);
  const houses = county.addresses.map(({ street: name, houseNumber, suffix, locality, municipality }) => ({
    ...{ street: name, houseNumber: `${houseNumber}${suffix}`, place: county.localities[locality]!.name },
    ...{ locality: null, gemeinde: names[municipality]! },
  }));
  const schools = county.schools.map(({ key, name, type }) => school(key, name, type === 'GS' ? 'grundschule' : 'x'));
  const request = {
    ...{ kind: file.kind, name: file.path, bytes: file.bytes, options: file.options, mapping: null, remembered: {} },
    ...{ county: { ...facts, schools, streets: houses }, preview: false, today: '2026-08-01' },
  };
  const prepared = await prepareImport(request, String);
  expect([prepared.rejected, prepared.problemCount, prepared.stored]).toEqual([0, 0, prepared.read]);
  const { rows, streets } = rowsOf(prepared);
  expect(rows.filter(({ schools: own }) => own.length === 2)).toHaveLength(1);
  expect(new Set(rows.flatMap(({ schools: own }) => own)).size).toBe(17);
  expect(streets.some(({ parity }) => parity === 'odd')).toBe(true);
  expect(streets.some(({ from, parity }) => from !== null && parity === 'all')).toBe(true);
  expect(streets.filter(({ street: name }) => name === '').length).toBeGreaterThan(90);
  const of = streetFinder(streets);
  const districts = houses.map((house) => of(house));
  expect(districts.filter((own) => own.length !== 1)).toEqual([]);
  expect(new Set(districts.flat()).size).toBe(rows.length);
}, 60_000);
