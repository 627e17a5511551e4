/** Imports one file after another into a folder until it is killed; says what it has stored, once that is certain. */
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import type { Operation } from '../../server/context.ts';
import { openDatabase } from '../../server/data/open.ts';
import { prepareFile } from '../../server/operations/import/prepareFile.ts';
import { roadWork } from '../../server/operations/roadWork.ts';
import { runImport } from '../../server/operations/import/run.ts';
import { AREAS_FILE, gemeinde, squares, world } from '../world.ts';

const [dataDir = '', firstYear = '1000'] = process.argv.slice(2);
const of = world('10041');
const database = await openDatabase({ dataDir });
const context: Operation = {
  database,
  now: () => new Date(),
  newId: randomUUID,
  log: pino({ level: 'silent' }),
  prepare: (asked, homes) => prepareFile(asked, homes, String),
  onRoads: (work) => Promise.resolve(roadWork(work)),
  onDistricts: () => Promise.reject(new Error('No districts are redrawn here.')),
};
const request = (kind: 'areas' | 'population', name: string, text: string) => ({
  county: of.county,
  kind,
  name,
  bytes: new Uint8Array(Buffer.from(text)),
  options: {},
  mapping: null,
});

await runImport(context, request('areas', AREAS_FILE, squares(of)), () => undefined);
/** 9,600 rows in three batches: long enough to be killed in the middle. */
for (let year = Number(firstYear); ; year++) {
  const lines = [1, 2, 3, 4].flatMap((n) =>
    Array.from({ length: 100 }, (_, age) =>
      Array.from({ length: 12 }, (_month, month) =>
        ['m', 'w'].map(
          (sex) => `${gemeinde(of, n)};${year}-${String(month + 1).padStart(2, '0')}-01;${age};${sex};${n}`,
        ),
      ),
    ).flat(2),
  );
  const file = ['AGS;Stichtag;Alter;Geschlecht;Anzahl', ...lines].join('\n');
  process.stdout.write(`begin ${year}\n`);
  const { stored } = await runImport(context, request('population', `${year}.csv`, file), ({ progress }) => {
    if (progress > 0.3) process.stdout.write(`storing ${year}\n`);
  });
  process.stdout.write(`done ${year}.csv ${stored}\n`);
}
