/** `npm run score` for tours, as a person starts it: the figures, the written tours, and what is wrong in a sentence. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Process } from '../../processes.ts';
import { checkBuses } from './checkBuses.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'planungsraum-tours-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function score(...words: string[]) {
  const ended = await new Process('dist/server/score.js', words, {}).ended;
  const lines = ended.stdout.trim().split('\n');
  return { ...ended, lines, last: JSON.parse(lines.at(-1)!) as Record<string, unknown> };
}

const SCHOOLS = 'ID\tX\tY\tAMEARLY\tAMLATE\n1\t0\t0\t800\t830\n2\t9000\t0\t900\t930\n';
const COLUMNS = 'ID\tX_COORD\tY_COORD\tEP_ID\tSTUDENT_COUNT\n';

function schoolBus(name: string, stops: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'Schools.txt'), SCHOOLS);
  writeFileSync(join(path, 'Stops.txt'), COLUMNS + stops);
  return path;
}

// An hour between the bells and 307 s between the schools: one bus serves both.
test('school-bus: the figures, and the routes for anyone to check', async () => {
  const stops = '11\t300\t0\t1\t5\n12\t600\t0\t1\t5\n13\t9900\t0\t2\t66\n';
  const out = join(folder, 'routes.json');
  const { code, last } = await score('school-bus', schoolBus('fits', stops), '--seconds', '1', '--out', out);
  expect(last).toEqual({ buses: 1, routes: 2, maxRideSeconds: expect.any(Number), seconds: expect.any(Number) });
  const checked = checkBuses(SCHOOLS, COLUMNS + stops, readFileSync(out, 'utf8'), 2700);
  expect(checked).toMatchObject({ buses: 1, routes: 2 });
  expect(last['maxRideSeconds']).toBeCloseTo(checked.longest, 2);
  expect(code).toBe(0);
});

// Both customers to the right, one at 1 and one at 4: there and back 8.
const VRP = [
  'NAME : line\nTYPE : CVRP\nDIMENSION : 3\nCAPACITY : 2\nEDGE_WEIGHT_TYPE : EUC_2D',
  'NODE_COORD_SECTION\n1 0 0\n2 1 0\n3 4 0\nDEMAND_SECTION\n1 0\n2 1\n3 1\nDEPOT_SECTION\n1\n-1\nEOF\n',
].join('\n');

test('cvrp: the figures, and the tours as CVRPLIB has them', async () => {
  const file = join(folder, 'line.vrp');
  writeFileSync(file, VRP);
  const out = join(folder, 'line.sol');
  const { code, last } = await score('cvrp', file, `--out=${out}`, '--seconds', '1');
  expect(last).toEqual({ cost: 8, vehicles: 1, seconds: expect.any(Number) });
  expect(readFileSync(out, 'utf8')).toMatch(/^Route #1: (1 2|2 1)\nCost 8\n$/);
  expect(code).toBe(0);
});

test('what cannot be planned, read or written is said, without a stack trace', async () => {
  const line = join(folder, 'line.vrp');
  writeFileSync(line, VRP);
  const full = join(folder, 'full.vrp');
  writeFileSync(full, VRP.replace('3 1\nDEPOT', '3 7\nDEPOT'));
  const none = { buses: null, routes: null, maxRideSeconds: null, seconds: null };
  const bad: [string[], Record<string, unknown>, string][] = [
    [['school-bus', schoolBus('full', '11\t300\t0\t1\t67\n')], none, 'tours.stopTooLarge'],
    [['school-bus', schoolBus('far', '11\t90000\t0\t1\t1\n')], none, 'tours.rideTooLong'],
    [['school-bus', schoolBus('unknown', '11\t300\t0\t3\t5\n')], none, 'schoolBus-school'],
    [['school-bus', full], none, 'score.schoolBusFolder'],
    [['cvrp', full], { cost: null, vehicles: null, seconds: null }, 'tours.demandTooLarge'],
    [['cvrp', join(folder, 'full')], { cost: null }, 'score.oneFile'],
    [['cvrp', line, '--seconds', '0.2', '--out', join(folder, 'no', 'x.sol')], { cost: null }, 'score.outFile'],
    [['cvrp', full, '--out'], { cost: null }, 'score.out'],
    [['p-median', full, '--out', 'x'], { objective: null }, 'score.out'],
  ];
  for (const [words, figures, problem] of bad) {
    const { code, lines, last, stderr } = await score(...words);
    expect(last, words.join(' ')).toMatchObject({ ...figures, problem: { code: problem } });
    const { text } = last['problem'] as { text: { de: string; en: string } };
    expect(lines.slice(-3, -1)).toEqual([text.de, text.en]);
    if (problem === 'tours.stopTooLarge') expect(text.de).toContain('Haltestelle 11 ');
    expect(stderr).toBe('');
    expect(code).toBe(1);
  }
}, 60_000);
