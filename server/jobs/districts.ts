/** Starts the worker that redraws districts; whoever asked can stop it. */
import { Worker } from 'node:worker_threads';
import { builtFile } from '../data/open.ts';
import type { OnDistricts } from '../context.ts';
import type { DistrictResult } from '../operations/districtWork.ts';
import { DomainError } from '../planning/errors.ts';
import type { Phase } from '../planning/districting/problem.ts';

export type DistrictReply = { done: number; phase: Phase } | { result: DistrictResult };

/** Enough for the programme of a large county; beyond it the work is refused instead of the service falling over. */
const MEMORY_MB = 3072;

export const districtsInWorker: OnDistricts = (work, progress, signal) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(stopped());
    const worker = new Worker(new URL(`file://${builtFile('server', 'districtsWorker.js')}`), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const stop = () => {
      reject(stopped());
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (reply: DistrictReply) => {
      if ('done' in reply) return progress(reply.done, reply.phase);
      signal.removeEventListener('abort', stop);
      resolve(reply.result);
      void worker.terminate();
    });
    worker.once('exit', () => reject(new Error('The work on districts ended without an answer.')));
    worker.once('error', reject);
  });

const stopped = () =>
  new DomainError('conflict', 'optimise.stopped', {
    de: 'Die Optimierung wurde abgebrochen; es ist nichts gespeichert.',
    en: 'The optimisation was stopped; nothing is stored.',
  });
