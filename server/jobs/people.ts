/** Starts the worker that forecasts. */
import { Worker } from 'node:worker_threads';
import { builtFile } from '../data/open.ts';
import type { OnPeople } from '../context.ts';
import type { PeopleResults, PeopleWork } from '../operations/demography/work.ts';
import { turns } from './turns.ts';

/** Several hundred futures of a city's areas; beyond it the work is refused instead of the service falling over. */
const MEMORY_MB = 2048;

/** Each drawing of a slider asks for an index anew: it must leave room for forecasts. */
const inTurn = turns(2);

export const peopleInWorker: OnPeople = (work) =>
  work.task === 'socialIndex' ? inTurn(() => inWorker(work)) : inWorker(work);

function inWorker<W extends PeopleWork>(work: W): Promise<PeopleResults[W['task']]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`file://${builtFile('server', 'peopleWorker.js')}`), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.once('message', (result: PeopleResults[W['task']]) => {
      resolve(result);
      void worker.terminate();
    });
    worker.once('exit', () => reject(new Error('The forecast ended without an answer.')));
    worker.once('error', reject);
  });
}
