/** Readers of benchmark instances: what they take, and which sentence they refuse with. */
import { describe, expect, test } from 'vitest';
import { readCapacitatedPMedian, readPMedian } from '../../geodata/formats/orLibrary.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const refusal = (code: string, de: RegExp, en: RegExp) =>
  expect.objectContaining({ code, text: { de: expect.stringMatching(de), en: expect.stringMatching(en) } });

describe('graphs of the OR-Library', () => {
  test('where an edge stands twice, in whatever direction, the last line counts', () => {
    const graph = readPMedian(bytes(' 3 4 2 \n 1 2 30 \n 2 3 46 \n 2 1 7\r\n 2 3 5.5\n'));
    expect(graph).toMatchObject({ vertices: 3, p: 2 });
    expect([...graph.from]).toEqual([0, 1]);
    expect([...graph.to]).toEqual([1, 2]);
    expect([...graph.length]).toEqual([7, 5.5]);
  });

  test.each([
    ['empty', '', 'orLibrary-no-text', /leer/, /empty/],
    ['blank', ' \n ', 'orLibrary-end', /endet, bevor die Zahl der Punkte/, /ends before the number of points/],
    ['no numbers', 'Lage der Orte', 'orLibrary-number', /Zeile 1 steht „Lage“/, /Line 1 says 'Lage'/],
    ['cut off', '3 2 1\n1 2 5\n', 'orLibrary-count', /9 Zahlen .* es sind 6/, /9 numbers .* there are 6/],
    ['more than it says', '3 1 1\n1 2 5\n2 3 5', 'orLibrary-count', /6 Zahlen/, /6 numbers/],
    ['a point too many', '3 1 1\n1 4 5', 'orLibrary-number', /Zeile 2 .* von 1 bis 3/, /Line 2 .* from 1 to 3/],
    ['a length below 0', '3 1 1\n1 2 -5', 'orLibrary-number', /eine Länge ab 0/, /a length from 0 on/],
    ['a decimal comma', '3 1 1\n1 2 1,5', 'orLibrary-number', /„1,5“.*Punkt/, /'1,5'.*decimal point/],
    ['more sites than points', '3 1 4\n1 2 5', 'orLibrary-number', /Standorte p.* bis 3/, /sites p.* to 3/],
    ['no site', '3 1 0\n1 2 5', 'orLibrary-number', /von 1 bis 3/, /from 1 to 3/],
    ['too large', '9999999 1 1\n1 2 5', 'orLibrary-number', /bis 6000/, /to 6000/],
  ])('refused: %s', (_, text, code, de, en) => {
    expect(() => readPMedian(bytes(text))).toThrow(refusal(code, de, en));
  });
});

describe('matrices with capacities', () => {
  test('line breaks mean nothing', () => {
    const matrix = readCapacitatedPMedian(bytes('2 1\n0 3 4\n0 1 1.5 2\n\t7'));
    expect(matrix).toMatchObject({ points: 2, p: 1 });
    expect([...matrix.distance]).toEqual([0, 3, 4, 0]);
    expect([...matrix.demand]).toEqual([1, 1.5]);
    expect([...matrix.capacity]).toEqual([2, 7]);
  });

  test.each([
    ['cut off', '2 1 0 3 4 0 1 1 2', 'orLibrary-count', /2 × 2 Entfernungen.*es sind 9/, /10 numbers/],
    ['a graph instead', '100 200 5\n1 2 30', 'orLibrary-number', /Zeile 1 steht „200“/, /from 1 to 100/],
    ['a demand below 0', '2 1 0 3 4 0 1 -1 2 7', 'orLibrary-number', /ein Bedarf ab 0/, /a demand from 0 on/],
    ['an endless capacity', '2 1 0 3 4 0 1 1 2 Infinity', 'orLibrary-number', /eine Kapazität/, /a capacity/],
    ['no text', '\0\0\0', 'orLibrary-no-text', /keine Textdatei/, /no text file/],
  ])('refused: %s', (_, text, code, de, en) => {
    expect(() => readCapacitatedPMedian(bytes(text))).toThrow(refusal(code, de, en));
  });
});
