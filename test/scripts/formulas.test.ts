/** `npm run score` for formulas, as a person starts it: the figures unrounded, and what is wrong with a file in a sentence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Process } from '../processes.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'planungsraum-formulas-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function score(yardstick: string, text: string) {
  const path = join(folder, 'file.json');
  writeFileSync(path, text);
  const ended = await new Process('dist/server/score.js', [yardstick, path], {}).ended;
  const lines = ended.stdout.trim().split('\n');
  return { ...ended, lines, last: JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

const CATCHMENT = {
  supply: [30, 7],
  demand: [100, 50],
  cost: [
    [10, null],
    [20, 5],
  ],
  steps: [
    { upTo: 10, weight: 1 },
    { upTo: 20, weight: 0.5 },
  ],
};

// Kita 1: 30 / (100 + 0.5 × 50) = 0.24; Kita 2: 7 / 50 = 0.14. Point 1: 0.24; point 2: 0.5 × 0.24 + 0.14 = 0.26.
test('floating-catchment: places per child of each point', async () => {
  const { code, last, lines } = await score('floating-catchment', JSON.stringify(CATCHMENT));
  expect(last).toEqual({ accessibility: [0.24, 0.26] });
  expect(lines[0]).toBe('floating-catchment, file.json: 2 Punkte, 2 Standorte, 2 Zonen.');
  expect(code).toBe(0);
});

const COHORT = { population: [3, 1], survival: [0.5, 0.25], births: [0, 1.5], periods: 1 };

// Births 1.5 × 1; 0.5 × 3 come into the open group and 0.25 × 1 stay in it.
test('cohort: people per group after the last period', async () => {
  const { code, last } = await score('cohort', JSON.stringify(COHORT));
  expect(last).toEqual({ population: [1.5, 1.75] });
  expect(code).toBe(0);
});

const catchment = (change: object) => ['floating-catchment', JSON.stringify({ ...CATCHMENT, ...change })] as const;
const cohort = (change: object) => ['cohort', JSON.stringify({ ...COHORT, ...change })] as const;

test.each([
  [['floating-catchment', '3 4 5'], 'score.json', 'JSON'],
  [['cohort', '[1]'], 'score.json', 'JSON'],
  [['cohort', ' '], 'score.json', 'JSON'],
  [catchment({ demand: undefined }), 'score.list', '„demand“'],
  [catchment({ cost: [[10, null]] }), 'score.length', '„cost“ hat die Länge 1, „demand“ aber 2'],
  [catchment({ cost: [[10, null], [20]] }), 'score.length', '„cost[1]“ hat die Länge 1, „supply“ aber 2'],
  [catchment({ cost: [[10, null], 5] }), 'score.list', '„cost[1]“'],
  [catchment({ cost: [[10, '3'], CATCHMENT.cost[1]] }), 'score.number', 'cost[0][1]'],
  [catchment({ demand: [100, -50] }), 'score.number', 'demand[1]'],
  [catchment({ supply: [30, null] }), 'score.number', 'supply[1]'],
  [['floating-catchment', '{"supply":[1e999]}'], 'score.number', 'supply[0] steht „Infinity“'],
  [catchment({ steps: CATCHMENT.steps.toReversed() }), 'score.steps', 'aufsteigend'],
  [catchment({ steps: [] }), 'score.steps', 'mindestens eine'],
  [catchment({ steps: [7] }), 'score.number', 'steps[0].upTo'],
  [cohort({ survival: [0.5, 1.25] }), 'score.number', 'survival[1] steht „1.25“'],
  [cohort({ births: [1] }), 'score.length', '„births“'],
  [cohort({ population: [3, -1] }), 'score.number', 'population[1]'],
  [cohort({ population: [], survival: [], births: [] }), 'score.groups', 'mindestens eine'],
  [cohort({ periods: 1.5 }), 'score.periods', '„periods“'],
  [cohort({ periods: 9999, births: [9, 9] }), 'score.overflow', '„population“'],
] as const)('%j is refused in two languages, without a stack trace', async ([yardstick, text], problem, part) => {
  const { code, lines, last, stderr } = await score(yardstick, text);
  const figure = yardstick === 'cohort' ? 'population' : 'accessibility';
  expect(last).toEqual({ [figure]: null, problem: { code: problem, text: expect.any(Object) } });
  const said = (last['problem'] as { text: { de: string; en: string } }).text;
  expect(lines.slice(0, -1)).toEqual([said.de, said.en]);
  expect(said.de).toContain(part);
  expect(stderr).toBe('');
  expect(code).toBe(1);
});
