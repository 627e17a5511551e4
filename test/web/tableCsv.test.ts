/** The table as a file: what spreadsheets make of it, and the four signs that stay four. */
import { expect, test } from 'vitest';
import { fileName, tableCsv, tableFile } from '../../web/panels/tableCsv.ts';

test('semicolons, decimal commas, the mark of UTF-8, quotes where they are needed', async () => {
  const csv = await tableCsv({
    header: ['Gebiet', 'Schüler', 'Luftlinie (m)'],
    rows: [
      ['Neustadt; Süd', 12, 1250.5],
      ['Groß „Anger"', '0–2', -3],
    ],
  });
  expect(csv).toBe('\uFEFFGebiet;Schüler;Luftlinie (m)\r\n"Neustadt; Süd";12;1250,5\r\n"Groß „Anger""";0–2;-3\r\n');
});

test('number, few, hidden, true zero and missing are told apart', async () => {
  const csv = await tableCsv({ header: ['a'], rows: [[6], ['0–2'], ['geschützt'], [0], ['keine Angabe']] });
  expect(new Set(csv.split('\r\n').slice(1, 6)).size).toBe(5);
});

test('a name that begins like a formula stays text', async () => {
  const csv = await tableCsv({ header: ['a'], rows: [['=1+1'], ['+49'], ['@x'], ['-cmd'], [-1]] });
  expect(csv.split('\r\n').slice(1, 6)).toEqual(['"\'=1+1"', '"\'+49"', '"\'@x"', '"\'-cmd"', '-1']);
});

test('a file name of the caption', () => {
  expect(fileName('Einzugsbereich: „Drei Eichen“ (2025/26)')).toBe('Einzugsbereich-Drei-Eichen-2025-26.csv');
});

// Seen to fail with every number of a column written out: a band came as 0, a departure as seconds.
test('a column says which numbers go into the file; else its words do, and what is only drawn is left out', () => {
  const columns = [
    { label: 'Gebiet', value: ({ name }: { name: string }) => name },
    { label: 'Luftlinie', file: { decimals: 0, unit: 'm' }, value: () => 1250.4 },
    { label: 'Schüler', file: { decimals: 0 }, value: () => null },
    { label: 'Grenze', value: () => 0 },
    { label: 'als Balken', value: () => 12 },
  ];
  const words = [
    ['Dorf', '1,3 km', '0–2', 'darüber', ''],
    ['Summe', '', '30', '', ''],
  ];
  expect(tableFile(columns, [{ name: 'Dorf' }], words)).toEqual({
    header: ['Gebiet', 'Luftlinie (m)', 'Schüler', 'Grenze'],
    rows: [
      ['Dorf', 1250, '0–2', 'darüber'],
      ['Summe', '', '30', ''],
    ],
  });
});
