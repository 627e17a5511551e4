/** Forecasts off the request thread: hundreds of futures are tens of millions of steps. */
import { parentPort, workerData } from 'node:worker_threads';
import { peopleWork, type PeopleWork } from '../operations/demography/work.ts';

const result = peopleWork(workerData as PeopleWork);
// The futures are handed over, not copied: they are tens of megabytes.
const futures = 'futures' in result ? result.futures : null;
parentPort?.postMessage(result, futures ? [futures.people.buffer as ArrayBuffer] : []);
