/** Tables of indicators as counties keep them: values, what they are made of, what is known of them; each bad row costs no other one. */
import { expect, test } from 'vitest';
import { prepareImport, type CountyFacts, type Prepared } from '../../geodata/import/index.ts';
import { bytesOf } from './helpers.ts';

const atomsOf = (layer: string, ...keys: string[]): CountyFacts['atoms'][number] => ({
  ...{ edition: layer, layer, validFrom: '2020-01-01', validTo: null, keys },
});
const facts: CountyFacts = {
  ...{ key: '07235', epsg: 25832, bbox: null, schoolEntry: null, schools: [] },
  atoms: [atomsOf('gemeinde', '07235005', '07235008'), atomsOf('planungsraum', 'P1', 'P2')],
};

async function read(lines: string[], county = facts) {
  const prepared = await prepareImport(
    {
      ...{ kind: 'indicators', name: 'kennzahlen.csv', bytes: bytesOf(lines.join('\n')), county, options: {} },
      ...{ mapping: null, remembered: {}, preview: false, today: '2026-08-01' },
    },
    String,
  );
  if (prepared.rows.kind !== 'indicators') throw new Error('no indicators');
  return { prepared, rows: prepared.rows.rows, definitions: prepared.rows.definitions };
}

const codes = ({ problems }: Prepared) => problems.map(({ code, row }) => [row, code]);
const notes = ({ notes: said }: Prepared): string => said.map(({ de }) => de).join('\n');

test('numerator and denominator are kept, and make the value where it is empty', async () => {
  const { rows, prepared } = await read([
    'Indikator;Einheit;AGS;Jahr;Wert;Zähler;Nenner',
    'SGB-II-Quote;%;07235005;2024;;12;150',
    'SGB-II-Quote;Prozent;07235008;2024;7,5;9;120',
    'Hilfen zur Erziehung;je 1.000 Einwohner unter 21;07235005;2024;;3;600',
    'Kinder je Haushalt;Kinder;07235005;2024;;;',
  ]);
  expect(prepared.problems).toEqual([]);
  expect(
    rows.map(({ value, status, numerator, denominator, unit }) => [value, status, numerator, denominator, unit]),
  ).toEqual([
    [8, 'value', 12, 150, '%'],
    [7.5, 'value', 9, 120, '%'],
    [5, 'value', 3, 600, 'je 1.000 Einwohner unter 21'],
    [null, 'missing', null, null, 'Kinder'],
  ]);
  const without = await read(['Indikator;Einheit;AGS;Jahr;Zähler;Nenner', 'Quote;%;07235005;2024;1;4']);
  expect(without.rows[0]?.value).toBe(25);
  await expect(read(['Indikator;AGS;Jahr;Zähler', 'Quote;07235005;2024;1'])).rejects.toThrow(/Numerator/);
});

test('a true zero, hidden, missing and estimated are four things', async () => {
  const { rows, prepared } = await read([
    'Indikator;AGS;Jahr;Wert;Status',
    'A;07235005;2021;;echte Null',
    'A;07235005;2022;***;verborgen',
    'A;07235005;2023;;fehlt',
    'A;07235005;2024;4,5;geschätzt',
    'A;07235008;2021;-;',
    'A;07235008;2022;.;',
    'A;07235008;2023;3;0',
    'A;07235008;2024;3;irgendwie',
  ]);
  expect(rows.map(({ value, status }) => [value, status])).toEqual([
    [0, 'value'],
    [null, 'hidden'],
    [null, 'missing'],
    [4.5, 'estimated'],
    [0, 'value'],
    [null, 'missing'],
  ]);
  expect(codes(prepared)).toEqual([
    [8, 'indicators.notZero'],
    [9, 'indicators.badStatus'],
  ]);
});

test('of what rows tell of an indicator the first text holds', async () => {
  const { definitions, prepared } = await read([
    'Indikator;Einheit;AGS;Jahr;Wert;Quelle;Lizenz;Beschreibung;Richtung;Art;Schutz;Methode;Stichtag;Gezählt werden;Bezogen auf',
    'A;;07235005;2024;1;;;;;;;;;;',
    'A;%;07235008;2024;2;Jobcenter;dl-de/by-2-0;Anteil an allen;Belastung;Quote;sozial;;30.06.2024;Arbeitslose;',
    'A;%;07235005;2023;2;Anderes;;;Stärke;;;Schätzung;;;Einwohner von 15 bis 64',
    'B;;07235005;2024;2;;;;schlecht;;;;;;',
  ]);
  expect(definitions).toEqual([
    {
      ...{
        indicator: 'A',
        unit: '%',
        measure: 'rate',
        description: 'Anteil an allen',
        numerator: 'Arbeitslose',
        denominator: 'Einwohner von 15 bis 64',
      },
      ...{
        direction: 'burden',
        source: 'Jobcenter',
        licence: 'dl-de/by-2-0',
        method: 'Schätzung',
        protection: 'social',
      },
    },
  ]);
  expect(prepared.referenceDate).toBe('2024-06-30');
  expect(codes(prepared)).toEqual([[5, 'indicators.unknownWord']]);
  expect(prepared.stored).toBe(4);
});

test('the county has its own layer; several layers stand in one table', async () => {
  const { rows, prepared } = await read([
    'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert',
    'Arbeitslose;Personen;;07235;2024;12',
    'Arbeitslose;Personen;gemeinde;07235005;2024;8',
    'Arbeitslose;Personen;gemeinde;07235008;2024;4',
    'Arbeitslose;Personen;planungsraum;P1;2024;12',
    'Arbeitslose;Personen;sozialraum;S1;2024;12',
    'Arbeitslose;Personen;gemeinde;07211000;2024;99',
  ]);
  expect(rows.map(({ layer, area, value }) => [layer, area, value])).toEqual([
    ['kreis', '07235', 12],
    ['gemeinde', '07235005', 8],
    ['gemeinde', '07235008', 4],
    ['planungsraum', 'P1', 12],
  ]);
  expect(codes(prepared)).toEqual([[6, 'indicators.unknownArea']]);
  expect(prepared.skipped).toBe(1);
  expect(prepared.controlTotals).toEqual([
    { dataset: 'indicators', item: 'Arbeitslose|2024', sumOfAreas: 12, published: 12 },
  ]);
});

test('a county that its areas do not sum to is named; a table without all areas is not compared', async () => {
  const { prepared, rows } = await read([
    'Indikator;Maßzahl;AGS;Jahr;Wert',
    'Fälle;Anzahl;07235;2024;13',
    'Fälle;Anzahl;07235005;2024;8',
    'Fälle;Anzahl;07235008;2024;4',
    'Fälle;Anzahl;07235;2023;13',
    'Fälle;Anzahl;07235005;2023;8',
  ]);
  expect(codes(prepared)).toEqual([[2, 'indicators.totalDiffers']]);
  expect(prepared.problems[0]?.text.de).toMatch(/„Fälle“ 2024: .* 13, .* 12 \(Unterschied -1\)/);
  expect(notes(prepared)).toMatch(/Bei 1 von 1 Zahlen/);
  expect(rows).toHaveLength(5);
});

test('each bad row gets a sentence of its own with area, year and value', async () => {
  const { prepared, rows } = await read([
    'Indikator;Einheit;AGS;Jahr;Wert;Zähler;Nenner',
    'Quote;%;07235005;2024;10;;',
    'Quote;%;07235999;2024;11;;',
    'Quote;%;07235005;zweitausend;12;;',
    'Quote;%;07235005;2020;viel;;',
    'Quote;%;07235005;2021;;30;20',
    'Quote;%;07235005;2022;;3;0',
    'Quote;je 1.000;07235005;2023;13;;',
    'Anzahl der Fälle;Anzahl;07235005;2024;-4;;',
    'Wanderungssaldo;Personen;07235005;2024;-4;;',
    ';%;07235005;2024;10;;',
    'Quote;%;07235005;2024;11;;',
  ]);
  expect(codes(prepared)).toEqual([
    [3, 'indicators.unknownArea'],
    [4, 'indicators.badYear'],
    [5, 'indicators.badNumber'],
    [6, 'indicators.aboveWhole'],
    [7, 'indicators.zeroDenominator'],
    [8, 'indicators.unitDiffers'],
    [9, 'indicators.negative'],
    [11, 'indicators.noName'],
    [12, 'indicators.doubled'],
  ]);
  expect(prepared.rejected).toBe(9);
  expect(rows.map(({ indicator, value }) => [indicator, value])).toEqual([
    ['Quote', 10],
    ['Wanderungssaldo', -4],
  ]);
  for (const { text } of prepared.problems) expect(text.de).toMatch(/^Gebiet „\d+“, Jahr „\w+“, Wert „.*“: .*\.$/);
});

test('a city that is its own county is its only Gemeinde too', async () => {
  const trier: CountyFacts = { ...facts, key: '07211', atoms: [atomsOf('gemeinde', '07211000')] };
  const { rows } = await read(['Indikator;AGS;Jahr;Wert', 'A;07211;2024;3'], trier);
  expect(rows.map(({ layer, area }) => [layer, area])).toEqual([
    ['kreis', '07211'],
    ['gemeinde', '07211000'],
  ]);
});
