/** The built command as a person starts it: its last line is one JSON object, and what is wrong is said in a sentence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Process } from '../processes.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'planungsraum-score-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function score(...words: string[]) {
  const ended = await new Process('dist/server/score.js', words, {}).ended;
  const lines = ended.stdout.trim().split('\n');
  return { ...ended, lines, last: JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

// A path of five points with steps of 1 and a gap of 5: from 2 one step to each side (2), from 4 one to 5 (1).
test('p-median: the plan, and that it is proven', async () => {
  const { code, lines, last } = await score('p-median', file('path.txt', '5 4 2\n1 2 1\n2 3 1\n3 4 5\n4 5 1\n'));
  expect(last).toEqual({ objective: 3, bound: 3, gap: 0, seconds: expect.any(Number) });
  expect(lines.join('\n')).toContain('bewiesen');
  expect(code).toBe(0);
});

// Both points at one site (3), or where the capacity of each is 1: each at its own (0) is not asked for with p = 1.
test('capacitated: a capacity counts, and what does not fit is said', async () => {
  const fits = await score('capacitated-p-median', file('fits.txt', '2 1 0 3 4 0 1 1 2 1'), '--seconds', '5');
  // Site 2 holds one point only, so 1 is open and 2 goes there: row 2, column 1.
  expect(fits.last).toMatchObject({ objective: 4, bound: 4, gap: 0 });
  const full = await score('capacitated-p-median', file('full.txt', '2 1 0 3 4 0 1 1 1 1'));
  expect(full.last).toMatchObject({ objective: null, problem: { code: 'pMedian.tooLittleCapacity' } });
  expect(full.code).toBe(1);
});

test.each([
  [['p-median', 'missing.txt'], 'file-missing'],
  [['p-centre', 'x.txt'], 'score.yardstick'],
  [['p-median'], 'score.usage'],
  [['p-median', 'x.txt', '--seconds'], 'score.seconds'],
  [['p-median', 'x.txt', '--seconds=-1'], 'score.seconds'],
  [['p-median', 'x.txt', '--minutes', '3'], 'score.option'],
])('%j is refused in two languages, without a stack trace', async (words, problem) => {
  const { code, lines, last, stderr } = await score(...words);
  expect(last).toMatchObject({ objective: null, bound: null, gap: null, problem: { code: problem } });
  const { text } = last['problem'] as { text: { de: string; en: string } };
  expect(lines.slice(0, -1)).toEqual([text.de, text.en]);
  expect(stderr).toBe('');
  expect(code).toBe(1);
});

test('--help lists the yardsticks', async () => {
  const { stdout, code } = await new Process('dist/server/score.js', ['--help'], {}).ended;
  expect(stdout).toContain('capacitated-p-median');
  expect(code).toBe(0);
});
