/** The table as a file: what spreadsheets make of it, and the four signs that stay four. */
import { expect, test } from 'vitest';
import { fileName, tableCsv } from '../../web/panels/tableCsv.ts';

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
