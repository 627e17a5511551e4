/** Two processes on one server: what both do at the same moment happens once, and what one leaves behind is told. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operation } from '../../server/context.ts';
import type { Database } from '../../server/data/open.ts';
import { JobRunner } from '../../server/jobs/runner.ts';
import { importLog, undoImport } from '../../server/operations/import/log.ts';
import { prepareFile } from '../../server/operations/import/prepareFile.ts';
import { roadWork } from '../../server/operations/roadWork.ts';
import { runImport } from '../../server/operations/import/run.ts';
import { openTestDatabase } from '../database.ts';
import { AREAS_FILE, squares, world } from '../world.ts';

const of = world('10041');
const log = pino({ level: 'silent' });
let database: Database;
let context: Operation;
beforeAll(async () => {
  database = await openTestDatabase();
  // Everyone has read the file before anyone stores it, as two processes may.
  let waiting = 0;
  const prepare: Operation['prepare'] = async (request, homes) => {
    const prepared = await prepareFile(request, homes, String);
    waiting += 1;
    for (let patience = 0; waiting < 3 && patience < 100; patience += 1) await sleep(20);
    return prepared;
  };
  context = {
    database,
    now: () => new Date(),
    newId: randomUUID,
    log,
    prepare,
    onRoads: (work) => Promise.resolve(roadWork(work)),
    onDistricts: () => Promise.reject(new Error('No districts are redrawn here.')),
  };
});
afterAll(() => database.close());

test('the same file at the same moment is stored once', async () => {
  const request = {
    county: of.county,
    kind: 'areas' as const,
    name: AREAS_FILE,
    bytes: new Uint8Array(Buffer.from(squares(of))),
    options: {},
    mapping: null,
  };
  const reports = await Promise.all([1, 2, 3].map(() => runImport(context, request, () => undefined)));
  expect(reports.map((report) => report.alreadyLoaded).sort()).toEqual([false, true, true]);
  const { imports } = await importLog(context, of.county);
  expect(imports.map(({ stored }) => stored)).toEqual([4]);
});

test('taken back twice at the same moment, it is taken back once', async () => {
  const { imports } = await importLog(context, of.county);
  const id = imports[0]?.id ?? '';
  const outcomes = await Promise.allSettled([1, 2].map(() => undoImport(context, of.county, id)));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'import.alreadyUndone' });
});

test('a job whose process is gone is told as ended, one that is only slow is not', async () => {
  const start = Date.parse('2026-11-22T08:00:00Z');
  let clock = start;
  const now = () => new Date(clock);
  const phase = { de: 'Zeilen werden gespeichert', en: 'Storing rows' };
  const left = randomUUID();
  const gone = new JobRunner(database, log, now);
  let end: (value: null) => void = () => undefined;
  await gone.start(left, of.county, phase, () => new Promise((resolve) => (end = resolve)));
  const other = new JobRunner(database, log, now);
  if (database.singleConnection) await other.failAbandoned();
  else {
    clock = start + 60_000;
    expect(await other.find(of.county, left)).toMatchObject({ status: 'running', phase });
    clock = start + 120_000;
  }
  expect(await other.find(of.county, left)).toMatchObject({
    status: 'failed',
    problem: { code: 'job.interrupted', status: 503 },
  });
  end(null);
  await gone.settle();
});
