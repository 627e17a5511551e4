import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import writeWorkbook from 'write-excel-file/node';
import { expect, test } from 'vitest';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { writeCsv } from '../../geodata/formats/table/writeCsv.ts';
import { listTables, readTable } from '../../geodata/formats/table/readTable.ts';
import { testWithRealData } from '../realData.ts';
import { refusal, source } from './helpers.ts';

test('one header row, lines counted over line breaks in cells, blank rows dropped, trailing delimiters too', async () => {
  const table = await readTable(await source('a.csv', 'Nr;Name;\r\n1;"Kita\r\nSonne";\r\n;;\r\n2; Mond ;\r\n'));
  expect(table.columns).toEqual(['Nr', 'Name']);
  expect(table.rows).toEqual([
    { row: 2, cells: ['1', 'Kita\nSonne'] },
    { row: 5, cells: ['2', 'Mond'] },
  ]);
  expect(table.problems).toEqual([]);
});

test('an official table: preamble, stacked header, unnamed leading columns, footer, total rows kept', async () => {
  const csv = [
    'GENESIS-Tabelle: 12411-02-03-5',
    'Bevölkerungsstand;;;;',
    '31.12.2015;;;;',
    ';;männlich;männlich;weiblich',
    ';;unter 3 Jahre;;unter 3 Jahre',
    'DG;Deutschland;1;2;3',
    '16068;  Sömmerda;4;-;.',
    '__________',
    '"© Statistische Ämter',
    'Version 2.0."',
  ].join('\n');
  const table = await readTable(await source('t.csv', csv));
  expect(table.columns).toEqual([
    'Spalte 1',
    'Spalte 2',
    'männlich | unter 3 Jahre',
    'männlich',
    'weiblich | unter 3 Jahre',
  ]);
  expect(table.rows.map(({ cells }) => cells[1])).toEqual(['Deutschland', 'Sömmerda']);
  expect(table.rows[1]?.row).toBe(7);
  expect(table.preamble).toContain('31.12.2015');
  expect(table.footer).toEqual(['__________', '© Statistische Ämter\nVersion 2.0.']);
});

test('an office export with a title and merged header cells', async () => {
  const csv =
    'Schülerzahlen 2023/24;;;;\n\nAGS;Name;männlich;;weiblich\n;;Klasse 1;Klasse 2;Klasse 1\n07235005;Bescheid;3;4;5\nQuelle: eigene;;;;\n';
  const table = await readTable(await source('t.csv', csv));
  expect(table.columns).toEqual(['AGS', 'Name', 'männlich | Klasse 1', 'männlich | Klasse 2', 'weiblich | Klasse 1']);
  expect(table.rows).toHaveLength(1);
  expect(table.preamble).toEqual(['Schülerzahlen 2023/24']);
  expect(table.footer).toEqual(['Quelle: eigene']);
});

test('a ragged row is named by its line and kept', async () => {
  const table = await readTable(await source('a.csv', 'a;b;c\n1;2;3\n4;5\n6;7;8;9\n'));
  expect(table.problems.map(({ code, row }) => [code, row])).toEqual([
    ['row-ragged', 3],
    ['row-ragged', 4],
  ]);
  expect(table.rows.map(({ cells }) => cells.length)).toEqual([3, 3, 3]);
});

test('an unclosed quote names the line where it opens, at the end of the file or swallowing others', async () => {
  const error = await refusal('quote-unclosed', async () => readTable(await source('a.csv', 'a;b\n1;x\n2;"y\n3;z\n')));
  expect(error.text.de).toContain('Zeile 3');
  const swallowed = await refusal('quote-unclosed', async () =>
    readTable(await source('a.csv', 'a;b\n1;"x\n2;y\n3;"z"\n4;"q"\n')),
  );
  expect(swallowed.text.de).toContain('Zeile 2');
});

test('options win over guesses', async () => {
  const table = await readTable(await source('a.csv', 'a,b;c\n1,2;3\n'), { delimiter: ',', headerRows: 0 });
  expect(table.columns).toEqual(['Spalte 1', 'Spalte 2']);
  expect(table.rows).toHaveLength(2);
  await refusal('encoding-unknown', async () =>
    readTable(await source('a.csv', 'a;b\n1;2\n'), { encoding: 'klingonisch' }),
  );
  await refusal('table-empty', async () => readTable(await source('a.csv', 'a;b\n')));
});

test('a workbook: numbers as text with a decimal point, days as ISO, sheets by name', async () => {
  const rows = [
    [{ value: 'AGS' }, { value: 'Anteil' }, { value: 'Stand' }, { value: 'Beginn' }],
    [
      { value: 7235005 },
      { value: 1.234 },
      { value: new Date('2015-12-31T00:00:00Z'), type: Date, format: 'dd.mm.yyyy' },
      { value: new Date('1899-12-30T07:45:00Z'), type: Date, format: 'hh:mm' },
    ],
  ];
  const one = await writeWorkbook([{ data: rows, sheet: 'Daten' }]).toBuffer();
  const table = await readTable(await source('a.xlsx', new Uint8Array(one)));
  expect(table.columns).toEqual(['AGS', 'Anteil', 'Stand', 'Beginn']);
  expect(table.rows).toEqual([{ row: 2, cells: ['7235005', '1.234', '2015-12-31', '07:45'] }]);
  expect(table.reading.decimal).toBe('.');
  const two = await source(
    'b.xlsx',
    new Uint8Array(
      await writeWorkbook([
        { data: rows, sheet: 'A' },
        { data: rows, sheet: 'B' },
      ]).toBuffer(),
    ),
  );
  expect(await listTables(two)).toEqual(['A', 'B']);
  const choice = await refusal('sheet-choice', () => readTable(two));
  expect(choice.text.de).toContain('A, B');
  expect((await readTable(two, { sheet: 'B' })).name).toBe('B');
  await refusal('sheet-missing', () => readTable(two, { sheet: 'C' }));
});

test('100,000 rows come in whole', async () => {
  let csv = 'id;name;wert;x;y;datum\n';
  for (let i = 0; i < 100_000; i++) csv += `${i};Straße ${i};1.234,${i % 10};${i};"a;b";01.02.2020\n`;
  const opened = await source('a.csv', csv);
  const { rows } = await readTable(opened);
  expect(rows).toHaveLength(100_000);
  expect(rows.at(-1)).toEqual({ row: 100_001, cells: expect.arrayContaining(['99999', 'Straße 99999', 'a;b']) });
});

test('property: a table written with any delimiter and quotes comes back as it was', async () => {
  const cell = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\0\r]/g, '').trim());
  const shape = fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.record({
      delimiter: fc.constantFrom(';', ',', '\t', '|'),
      // A filled first column, so that no row is blank and none is taken for a header of its own.
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 20 }),
      width: fc.constant(width),
    }),
  );
  await fc.assert(
    fc.asyncProperty(shape, async ({ delimiter, rows, width }) => {
      const header = Array.from({ length: width }, (_, i) => `c${i}`);
      const data = rows.map((cells, i) => [`k${i}`, ...cells.slice(1, -1), `z${i}`]);
      const text = Papa.unparse([header, ...data], { delimiter, newline: '\r\n', quotes: true });
      const table = await readTable(await source('a.csv', text), { delimiter });
      expect(table.columns).toEqual(header);
      expect(table.rows.map((row) => row.cells)).toEqual(data);
    }),
    { numRuns: 200 },
  );
});

test('property: the delimiter is found without being told', async () => {
  const word = fc.stringMatching(/^[A-Za-zäöü]{1,8}$/);
  const decimals = fc.integer({ min: 0, max: 99_999 }).map((n) => `${Math.floor(n / 10)},${n % 10}`);
  const rows = fc.array(fc.tuple(word, decimals, word), { minLength: 2, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(rows, fc.constantFrom(';', '\t', '|'), async (data, delimiter) => {
      const text = [['name', 'wert', 'ort'], ...data].map((cells) => cells.join(delimiter)).join('\n');
      expect((await readTable(await source('a.csv', text))).reading.delimiter).toBe(delimiter);
    }),
  );
});

test('Windows-1252 is found where the bytes are no UTF-8', async () => {
  const table = await readTable(
    await source('a.csv', Uint8Array.from(Buffer.from('Straße;Größe\nMühlweg;1\n', 'latin1'))),
  );
  expect([table.columns, table.reading.encoding]).toEqual([['Straße', 'Größe'], 'windows-1252']);
});

testWithRealData(
  'all 168 official tables read, each with title, footer and no ragged row',
  'population/regionalstatistik',
  async (folder) => {
    const names = readdirSync(folder);
    expect(names).toHaveLength(168);
    for (const name of names) {
      const table = await readTable(await sourceFromPath(join(folder, name)));
      expect([name, table.problems.length, table.reading.delimiter]).toEqual([name, 0, ';']);
      expect(table.preamble[0], name).toMatch(/^GENESIS-Tabelle/);
      expect(table.footer.join(' '), name).toContain('Statistische Ämter');
      expect(table.columns.filter((column) => !column.startsWith('Spalte')).length, name).toBeGreaterThan(0);
      for (const { cells } of table.rows)
        expect(cells[0], name).toMatch(/^(DG|\d{2}|\d{5}|\d{7,8}|\d{10}|(19|20)\d\d|\d{2}\.\d{2}\.\d{4})$/);
    }
  },
);

testWithRealData('Berlin writes missing places as NaN', 'kitas/berlin/kitas_2018.csv', async (path) => {
  const table = await readTable(await sourceFromPath(path));
  expect(table.rows).toHaveLength(2552);
  const count = (column: string) =>
    table.rows.filter(({ cells }) => cells[table.columns.indexOf(column)] === 'NaN').length;
  expect([count('all'), count('over'), count('under')]).toEqual([24, 234, 226]);
});

test('what is written: decimal commas, a negative number stays one, no cell becomes a formula', async () => {
  const names = ['=1+1', '+49 123', '@x', "-2+3+cmd|' /C calc'!A0", '-5', '-5,5', 'Am "Markt"; Nord'];
  const text = writeCsv(
    ['Name', 'Wert'],
    names.map((name, index) => [name, index + 0.5]),
  );
  const lines = text.replace('\uFEFF', '').trim().split('\r\n').slice(1);
  const cells = lines.map((line) => line.slice(0, line.lastIndexOf(';')));
  expect(cells).toEqual([
    `"'=1+1"`,
    `"'+49 123"`,
    `"'@x"`,
    `"'-2+3+cmd|' /C calc'!A0"`,
    '-5',
    '-5,5',
    '"Am ""Markt""; Nord"',
  ]);
  expect(lines[0]).toMatch(/;0,5$/);
  const table = await readTable(await source('a.csv', text));
  expect(table.columns).toEqual(['Name', 'Wert']);
});
