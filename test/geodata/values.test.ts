import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  agsFromArs,
  agsFromRegionalCode,
  normaliseKey,
  parseGridCell,
  recoverLeadingZero,
} from '../../geodata/formats/keys.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { readTable } from '../../geodata/formats/table/readTable.ts';
import {
  guessDecimalMark,
  parseAgeGroup,
  parseCount,
  parseDate,
  parseDecimal,
  parseSex,
} from '../../geodata/formats/values.ts';
import { testWithRealData } from '../realData.ts';

test.each([
  // text, with decimal comma, with decimal point; null is invalid
  ['1.234,5', 1234.5, 1234.5],
  ['1,234.5', 1234.5, 1234.5],
  ['1234,5', 1234.5, 1234.5],
  ['1234.5', 1234.5, 1234.5],
  ['1.234', 1234, 1.234],
  ['1,234', 1.234, 1234],
  ['0.123', 0.123, 0.123],
  ['1.234.567', 1234567, 1234567],
  ['1\u202f234\u202f567,8', 1234567.8, 1234567.8],
  ['12 345', 12345, 12345],
  ['\u22125', -5, -5],
  ['-0', 0, 0],
  ['49,7395', 49.7395, 49.7395],
  ['NaN', null, null],
  ['12,34,5', null, null],
  ['1.23.456', null, null],
  ['Infinity', null, null],
  ['0x10', null, null],
  ['12 Kinder', null, null],
])('%s', (text, comma, point) => {
  for (const [decimal, expected] of [
    [',', comma],
    ['.', point],
  ] as const) {
    const parsed = parseDecimal(text, { decimal });
    expect(parsed).toEqual(expected === null ? { kind: 'invalid' } : { kind: 'value', value: expected });
  }
});

test('the official signs are told apart', () => {
  for (const mark of ['', '.', '...', 'x', '/']) expect(parseCount(mark)).toEqual({ kind: 'missing', mark });
  expect(parseCount('-')).toEqual({ kind: 'zero-or-absent' });
  expect(parseCount('12,5')).toEqual({ kind: 'invalid' });
  expect(parseCount('-3')).toEqual({ kind: 'invalid' });
  expect(parseCount('1.234')).toEqual({ kind: 'value', value: 1234 });
});

test('a column says how its numbers are written', () => {
  expect(guessDecimalMark(['1.234', '1,5', '-'])).toEqual({ decimal: ',', certain: true });
  expect(guessDecimalMark(['1.234', '1.5', 'x'])).toEqual({ decimal: '.', certain: true });
  expect(guessDecimalMark(['1.234.567', '1.234'])).toEqual({ decimal: ',', certain: true });
  expect(guessDecimalMark(['1.234', '12'])).toEqual({ decimal: ',', certain: false });
  expect(guessDecimalMark(['12', '-', ''])).toEqual({ decimal: ',', certain: true });
});

test('property: numbers written in German and in English come back', () => {
  const number = fc.integer({ min: -999_999_999, max: 999_999_999 }).map((n) => n / 100);
  fc.assert(
    fc.property(number, fc.boolean(), (value, grouped) => {
      const german = value.toLocaleString('de-DE', { useGrouping: grouped, minimumFractionDigits: 2 });
      const english = value.toLocaleString('en-US', { useGrouping: grouped, minimumFractionDigits: 2 });
      const expected = { kind: 'value', value: value === 0 ? 0 : value };
      expect(parseDecimal(german)).toEqual(expected);
      expect(parseDecimal(english, { decimal: '.' })).toEqual(expected);
    }),
  );
});

test('property: counts with and without grouping come back', () => {
  fc.assert(
    fc.property(fc.nat(999_999_999), (value) => {
      expect(parseCount(value.toLocaleString('de-DE'))).toEqual({ kind: 'value', value });
      expect(parseCount(String(value))).toEqual({ kind: 'value', value });
    }),
  );
});

test('days', () => {
  expect(parseDate('31.12.2015')).toBe('2015-12-31');
  expect(parseDate('1.2.2020 00:00')).toBe('2020-02-01');
  expect(parseDate('2017/07/01')).toBe('2017-07-01');
  expect(parseDate('20210318')).toBe('2021-03-18');
  expect(parseDate('2015')).toBe('2015');
  for (const bad of ['31.02.2015', '2015-13-01', '0', '12345', 'gestern', '99999999'])
    expect(parseDate(bad)).toBeNull();
});

test('property: every day comes back from each way to write it', () => {
  const day = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, (iso) => {
      const [year, month, date] = iso.split('-');
      for (const text of [iso, `${date}.${month}.${year}`, `${year}${month}${date}`]) expect(parseDate(text)).toBe(iso);
    }),
  );
});

test.each([
  ['unter 3 Jahre', 0, 2],
  ['unter 1 Jahr', 0, 0],
  ['3 bis unter 6 Jahre', 3, 5],
  ['1 bis unter 2 Jahre', 1, 1],
  ['5 bis 9 Jahre', 5, 9],
  ['75 Jahre und mehr', 75, null],
  ['65 Jahre u. m.', 65, null],
  ['90 u.m.', 90, null],
  ['85 und älter', 85, null],
  ['3-5', 3, 5],
  ['12', 12, 12],
  ['12 Jahre', 12, 12],
  ['E00_01', 0, 0],
  ['E01_02', 1, 1],
  ['E03_05', 3, 4],
  ['E05_06', 5, 5],
  ['2016_E_E05_06', 5, 5],
])('age %s', (text, from, to) => {
  expect(parseAgeGroup(text)).toEqual({ from, to });
});

test('ages that are totals or none', () => {
  for (const text of ['Insgesamt', 'E', 'zusammen']) expect(parseAgeGroup(text)).toBe('total');
  for (const text of ['2015', '6 bis unter 3 Jahre', 'Altersgruppen (unter 3 bis 75 u.m.)', 'Name', ''])
    expect(parseAgeGroup(text)).toBeNull();
});

test('sexes', () => {
  expect(['männlich', 'w', 'Weiblich', 'divers', 'Insgesamt', 'Name'].map(parseSex)).toEqual([
    'm',
    'f',
    'f',
    'd',
    'total',
    null,
  ]);
});

test('keys are text and keep their zeros', () => {
  expect(normaliseKey("'07 235 005")).toEqual({ kind: 'ags', key: '07235005' });
  expect(normaliseKey('07235')).toEqual({ kind: 'kreis', key: '07235' });
  expect(normaliseKey('072355001005')).toEqual({ kind: 'ars', key: '072355001005' });
  expect(normaliseKey('--------')).toBeNull();
  expect(normaliseKey('01011101')).toEqual({ kind: 'ags', key: '01011101' });
  expect(agsFromArs('072355001005')).toBe('07235005');
  expect(recoverLeadingZero('7235005', 8)).toBe('07235005');
  expect(recoverLeadingZero('16068006', 8)).toBeNull();
  expect(recoverLeadingZero('7235', 5)).toBe('07235');
});

test('grid cells: N first, lower-left corner in metres', () => {
  expect(parseGridCell('CRS3035RES100mN2691700E4341100')).toEqual({ size: 100, north: 2691700, east: 4341100 });
  expect(parseGridCell('1kmN2906E4080')).toEqual({ size: 1000, north: 2906000, east: 4080000 });
  expect(parseGridCell('100mN26917E43411')).toEqual({ size: 100, north: 2691700, east: 4341100 });
});

testWithRealData(
  'keys of the regional tables: Rheinland-Pfalz by AGS, Verbandsgemeinden apart, sums equal the county',
  'population/regionalstatistik/12411-02-03-5_00.csv',
  async (path) => {
    const table = await readTable(await sourceFromPath(path));
    const under3 = table.columns.findIndex(
      (column) => column.startsWith('Insgesamt') && column.endsWith('unter 3 Jahre'),
    );
    const sums = new Map<string, number>();
    const counties = new Map<string, number>();
    for (const { cells } of table.rows) {
      const region = agsFromRegionalCode(cells[0] ?? '');
      const count = parseCount(cells[under3] ?? '');
      expect(region).not.toBeNull();
      if (!region || count.kind !== 'value') continue;
      if (region.level === 'kreis') counties.set(region.key, count.value);
      if (region.level === 'gemeinde')
        sums.set(region.key.slice(0, 5), (sums.get(region.key.slice(0, 5)) ?? 0) + count.value);
    }
    expect(counties.get('07235')).toBe(3986);
    // 07211 Trier is a county without Gemeinden in this table.
    for (const county of ['07235', '10044', '12062', '16068'])
      expect([county, sums.get(county)]).toEqual([county, counties.get(county)]);
    expect(agsFromRegionalCode('0723501005')).toEqual({ level: 'gemeinde', key: '07235005' });
    expect(agsFromRegionalCode('0723501')).toEqual({ level: 'verband', key: '0723501' });
    expect(agsFromRegionalCode('DG')).toEqual({ level: 'bund', key: 'DG' });
  },
);
