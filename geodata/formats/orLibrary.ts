/**
 * Benchmark instances of the p-median problem, all numbers separated by white space: the graphs of the OR-Library (Beasley
 * 1990, people.brunel.ac.uk/~mastjjb/jeb/orlib/pmedinfo.html) and the matrices of the capacitated problem (Ceselli, Righini
 * 2005). Both refuse what they cannot read with a sentence (SourceError).
 */
import { refuse } from './say.ts';
import { decodeText, looksLikeText } from './text.ts';

/** The matrix of all distances must fit into memory. */
const MOST_POINTS = 6000;

/** An undirected graph whose vertices are points and sites alike. */
export interface PMedianGraph {
  vertices: number;
  p: number;
  /** Ends of the edges, counted from 0; each pair once. */
  from: Int32Array;
  to: Int32Array;
  length: Float64Array;
}

/** `n edges p`, then a line `vertex vertex length` for each edge. Where an edge stands twice, the last line counts. */
export function readPMedian(bytes: Uint8Array): PMedianGraph {
  const numbers = new Numbers(bytes);
  const vertices = numbers.whole('die Zahl der Punkte', 'the number of points', 1, MOST_POINTS);
  const edges = numbers.whole('die Zahl der Kanten', 'the number of edges', 0, 100_000_000);
  const p = numbers.whole('die Zahl der Standorte p', 'the number of sites p', 1, vertices);
  numbers.expect(3 + 3 * edges, `${edges} Kanten zu je drei Zahlen`, `${edges} edges of three numbers each`);
  const lengths = new Map<number, number>();
  for (let edge = 0; edge < edges; edge++) {
    const from = numbers.whole('ein Punkt', 'a point', 1, vertices) - 1;
    const to = numbers.whole('ein Punkt', 'a point', 1, vertices) - 1;
    const length = numbers.amount('eine Länge', 'a length');
    lengths.set(Math.min(from, to) * vertices + Math.max(from, to), length);
  }
  const pairs = [...lengths.keys()];
  return {
    vertices,
    p,
    from: Int32Array.from(pairs, (pair) => Math.floor(pair / vertices)),
    to: Int32Array.from(pairs, (pair) => pair % vertices),
    length: Float64Array.from(lengths.values()),
  };
}

/** Every point is a site too. */
export interface CapacitatedPMedianMatrix {
  points: number;
  p: number;
  /** points × points, row by row: from the point of the row to the site of the column. */
  distance: Float64Array;
  demand: Float64Array;
  capacity: Float64Array;
}

/** `n p`, the n × n distances, n demands, n capacities. */
export function readCapacitatedPMedian(bytes: Uint8Array): CapacitatedPMedianMatrix {
  const numbers = new Numbers(bytes);
  const points = numbers.whole('die Zahl der Punkte', 'the number of points', 1, MOST_POINTS);
  const p = numbers.whole('die Zahl der Standorte p', 'the number of sites p', 1, points);
  numbers.expect(
    2 + points * points + 2 * points,
    `${points} × ${points} Entfernungen, ${points} Bedarfe und ${points} Kapazitäten`,
    `${points} × ${points} distances, ${points} demands and ${points} capacities`,
  );
  const list = (length: number, de: string, en: string) => {
    const read = new Float64Array(length);
    for (let at = 0; at < length; at++) read[at] = numbers.amount(de, en);
    return read;
  };
  return {
    points,
    p,
    distance: list(points * points, 'eine Entfernung', 'a distance'),
    demand: list(points, 'ein Bedarf', 'a demand'),
    capacity: list(points, 'eine Kapazität', 'a capacity'),
  };
}

/** The words of a text one after the other, as numbers. */
class Numbers {
  readonly #text: string;
  #at = 0;

  constructor(bytes: Uint8Array) {
    if (!looksLikeText(bytes) || bytes.length === 0)
      refuse(
        'orLibrary-no-text',
        'Die Datei ist leer oder keine Textdatei: bitte eine Instanz als Text mit Zahlen und Leerzeichen angeben.',
        'The file is empty or no text file: please state an instance as a text of numbers and blanks.',
      );
    this.#text = decodeText(bytes).text;
  }

  /** Refuses a file that does not have just so many numbers. */
  expect(wanted: number, de: string, en: string): void {
    const found = countWords(this.#text);
    if (found === wanted) return;
    refuse(
      'orLibrary-count',
      `Nach ihrem Anfang müsste die Datei ${wanted} Zahlen enthalten (${de}), es sind ${found}: bitte prüfen, ob sie vollständig ist und zur Aufgabe passt.`,
      `By its beginning the file should hold ${wanted} numbers (${en}), there are ${found}: please check that it is complete and fits the yardstick.`,
    );
  }

  whole(de: string, en: string, least: number, most: number): number {
    const { word, value } = this.#next(de, en);
    if (!Number.isInteger(value) || value < least || value > most)
      this.#refuse(
        word,
        `${de}, eine ganze Zahl von ${least} bis ${most}`,
        `${en}, a whole number from ${least} to ${most}`,
      );
    return value;
  }

  amount(de: string, en: string): number {
    const { word, value } = this.#next(de, en);
    if (!(value >= 0 && value < Infinity)) this.#refuse(word, `${de} ab 0`, `${en} from 0 on`);
    return value;
  }

  #next(de: string, en: string): { word: string; value: number } {
    while (this.#at < this.#text.length && isBlank(this.#text.charCodeAt(this.#at))) this.#at++;
    const begin = this.#at;
    while (this.#at < this.#text.length && !isBlank(this.#text.charCodeAt(this.#at))) this.#at++;
    if (this.#at === begin)
      refuse(
        'orLibrary-end',
        `Die Datei endet, bevor ${de} kommt: bitte prüfen, ob sie vollständig ist.`,
        `The file ends before ${en} comes: please check that it is complete.`,
      );
    const word = this.#text.slice(begin, this.#at);
    // Number() takes more than is written here: 0x10, Infinity.
    return { word, value: /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(word) ? Number(word) : NaN };
  }

  #refuse(word: string, de: string, en: string): never {
    const line = this.#text.slice(0, this.#at).split('\n').length;
    const shown = word.length > 20 ? `${word.slice(0, 20)}…` : word;
    return refuse(
      'orLibrary-number',
      `In Zeile ${line} steht „${shown}“, erwartet wird ${de} (Dezimalzeichen ist der Punkt): bitte die Datei prüfen.`,
      `Line ${line} says '${shown}' where ${en} is expected (with a decimal point): please check the file.`,
    );
  }
}

const isBlank = (code: number): boolean => code <= 32 || code === 0xa0;

function countWords(text: string): number {
  let words = 0;
  let inside = false;
  for (let at = 0; at < text.length; at++) {
    const blank = isBlank(text.charCodeAt(at));
    if (!blank && !inside) words++;
    inside = !blank;
  }
  return words;
}
