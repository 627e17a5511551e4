/** `npm run score -- natural-breaks`, as a person starts it: any table that imports read, and what is wrong in a sentence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testWithRealData } from '../realData.ts';
import { Process } from '../processes.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'planungsraum-breaks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function score(...words: string[]) {
  const ended = await new Process('dist/server/score.js', ['natural-breaks', ...words], {}).ended;
  const lines = ended.stdout.trim().split('\n');
  return { ...ended, lines, last: JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

function file(text: string): string {
  const path = join(folder, 'table.csv');
  writeFileSync(path, text);
  return path;
}

testWithRealData(
  'the density of employees in California',
  'yardsticks/natural-breaks/calempdensity.csv',
  async (path) => {
    const { code, last, lines } = await score(path, 'emp/sq km', '5');
    expect(last).toEqual({
      breaks: [75.29, 192.05, 370.5, 722.85, 4111.45],
      sumOfSquaredDeviations: expect.closeTo(26654.783967, 6),
    });
    expect(lines[0]).toBe('natural-breaks, calempdensity.csv: 58 Werte, 5 Klassen.');
    expect(code).toBe(0);
  },
);

// 1,5 and 2,5 are each 0.5 from their mean: 2 × 0.25. A German table and one that software wrote read alike.
test.each([
  ['Ort;Quote\nA;1,5\nB;2,5\nC;1.000,0\n', [2.5, 1000]],
  ['Quote\n1.500\n2.500\n999.000\n', [2.5, 999]],
])('%j', async (text, breaks) => {
  const { last } = await score(file(text), 'Quote', '2');
  expect(last).toEqual({ breaks, sumOfSquaredDeviations: 0.5 });
});

const TABLE = 'Ort;Quote\nA;1,5\nB;.\n';

test.each([
  [['Rate', '2'], 'score.column', '„Rate“ gibt es nicht: bitte eine von Ort, Quote'],
  [['Quote', '2'], 'score.value', 'In Zeile 3 steht unter „Quote“ keine Zahl, sondern „.“'],
  [['Quote', '0'], 'score.classes', '„0“'],
  [['Quote', '2,5'], 'score.classes', '„2,5“'],
  [['Quote'], 'score.usage', 'natural-breaks braucht'],
])('%j is refused in two languages, without a stack trace', async (words, problem, part) => {
  const { code, lines, last, stderr } = await score(file(TABLE), ...words);
  expect(last).toEqual({
    breaks: null,
    sumOfSquaredDeviations: null,
    problem: { code: problem, text: expect.any(Object) },
  });
  const said = (last['problem'] as { text: { de: string; en: string } }).text;
  expect(lines.slice(0, -1)).toEqual([said.de, said.en]);
  expect(said.de).toContain(part);
  expect(stderr).toBe('');
  expect(code).toBe(1);
});
