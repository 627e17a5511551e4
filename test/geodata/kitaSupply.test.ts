/** Target rates, day care, Hort and plots as offices write them; each bad row is named and costs no other one. */
import { expect, test } from 'vitest';
import { prepareImport, type CountyFacts, type Kind, type Prepared } from '../../geodata/import/index.ts';
import { bytesOf } from './helpers.ts';

const facts: CountyFacts = {
  ...{ key: '16999', epsg: 25832, bbox: [10.8, 50.9, 11.4, 51.3], schoolEntry: null, schools: [] },
  atoms: [{ edition: 'e', layer: 'gemeinde', validFrom: '2020-01-01', validTo: null, keys: ['16999001', '16999002'] }],
};

const prepare = (kind: Kind, rows: string[]): Promise<Prepared> =>
  prepareImport(
    {
      ...{ kind, name: 'tabelle.csv', bytes: bytesOf(rows.join('\n')), county: facts, options: {} },
      ...{ mapping: null, remembered: {}, preview: false, today: '2026-08-01' },
    },
    String,
  );
const codes = ({ problems }: Prepared) => problems.map(({ code, row }) => [row, code]);
const rowsOf = ({ rows }: Prepared): unknown => ('rows' in rows ? rows.rows : null);

test('target rates: percent or shares, ages by name or number, for the county or an area', async () => {
  const prepared = await prepare('target-rates', [
    'Gebiet;Altersgruppe;Zielquote;davon ganztags',
    ';U3;37,8 %;60',
    '16999001;1;50;',
    '16999001;3 bis unter 6;95;80',
    ';Hort;73;',
  ]);
  expect(codes(prepared)).toEqual([]);
  const county = { layer: null, area: null };
  const area = { layer: 'gemeinde', area: '16999001' };
  expect(rowsOf(prepared)).toEqual([
    { ...county, ageFrom: 0, ageTo: 2, rate: expect.closeTo(0.378, 9) as number, fullDay: 0.6 },
    { ...area, ageFrom: 1, ageTo: 1, rate: 0.5, fullDay: null },
    { ...area, ageFrom: 3, ageTo: 5, rate: 0.95, fullDay: 0.8 },
    { ...county, ageFrom: 7, ageTo: 10, rate: 0.73, fullDay: null },
  ]);
  expect(prepared.notes.map(({ de }) => de).join()).toMatch(/als Prozent gelesen/);
  const shares = await prepare('target-rates', ['Altersgruppe;Quote', 'U3;0,345', 'Ü3;1']);
  expect(rowsOf(shares)).toMatchObject([{ rate: 0.345 }, { rate: 1, ageFrom: 3, ageTo: 6 }]);
});

test('rates over 1, areas and ages that there are not, and two rows of one age are said', async () => {
  const prepared = await prepare('target-rates', [
    'Gebiet;Altersgruppe;Zielquote;davon ganztags',
    ';U3;1,2;',
    '16999009;U3;0,4;',
    ';Rentner;0,4;',
    ';Ü3;viel;',
    ';U3;0,4;',
    ';2;0,5;',
    ';Ü3;0,9;1,1',
    '16999001;U3;0,5;',
  ]);
  expect(codes(prepared)).toEqual([
    [2, 'rates.badRow'],
    [3, 'rates.badRow'],
    [4, 'rates.badRow'],
    [5, 'rates.badRow'],
    [7, 'rates.twice'],
    [8, 'rates.badRow'],
  ]);
  expect(rowsOf(prepared)).toMatchObject([
    { ageFrom: 0, ageTo: 2, rate: 0.4 },
    { area: '16999001', rate: 0.5 },
  ]);
  const percent = await prepare('target-rates', ['Altersgruppe;Zielquote', 'U3;120', 'Ü3;95']);
  expect([codes(percent), rowsOf(percent)]).toMatchObject([[[2, 'rates.badRow']], [{ rate: 0.95 }]]);
});

test('day care: rows of one area are summed, bad ones named', async () => {
  const prepared = await prepare('family-day-care', [
    'AGS;Plätze unter 3;Plätze ab 3',
    '16999001;5;-',
    '16999001;4;1',
    '16999009;4;1',
    '16999002;viele;1',
    '16999002;3;',
  ]);
  expect(codes(prepared)).toEqual([
    [4, 'dayCare.badRow'],
    [5, 'dayCare.badRow'],
  ]);
  expect(rowsOf(prepared)).toEqual([
    { layer: 'gemeinde', area: '16999001', placesU3: 9, placesUe3: 1 },
    { layer: 'gemeinde', area: '16999002', placesU3: 3, placesUe3: 0 },
  ]);
});

test('Hort places that stand in the usable ones are taken off and said; others stay', async () => {
  const prepared = await prepare('kitas', [
    'Kita-Nummer;Name;Länge;Breite;Plätze;davon unter 3;davon ab 3;Hortplätze;I-Plätze;Gastkinder',
    'K1;Eins;11,1;51,1;90;20;50;20;4;3',
    'K2;Zwei;11,1;51,1;70;20;50;20;;',
    'K3;Drei;11,1;51,1;50;;;;;',
  ]);
  expect(rowsOf(prepared)).toMatchObject([
    { usablePlaces: 70, hortPlaces: 20, integrationPlaces: 4, guests: 3 },
    { usablePlaces: 70, hortPlaces: 20, integrationPlaces: null },
    { usablePlaces: 50, hortPlaces: null },
  ]);
  expect(prepared.notes.map(({ de }) => de).join()).toMatch(/In 1 Einrichtungen standen die Hortplätze/);
});

test('plots have a number, a name and a place in the county', async () => {
  const prepared = await prepare('kita-candidates', [
    'Nummer;Bezeichnung;Länge;Breite',
    '1;Am Markt;11,1;51,1',
    '1;Doppelt;11,1;51,1',
    '2;Ohne Ort;;',
    '3;Sylt;8,3;54,9',
  ]);
  expect(codes(prepared)).toEqual([
    [4, 'site.noPosition'],
    [5, 'site.farAway'],
    [3, 'row.doubledKey'],
  ]);
  expect(rowsOf(prepared)).toEqual([{ key: '1', name: 'Am Markt', lon: 11.1, lat: 51.1 }]);
});
