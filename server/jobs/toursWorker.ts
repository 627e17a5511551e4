/** Plans school bus tours off the request thread: a search that runs until its time is up. */
import { parentPort, workerData } from 'node:worker_threads';
import { tourWork } from '../operations/tours/tourWork.ts';
import type { StoppableTours, TourReply } from './tours.ts';

/** The search tells every few steps; nobody looks more often than this. */
const TELL_EVERY_MS = 200;
let told = 0;

const say = (reply: TourReply) => parentPort?.postMessage(reply);
const { work, stop } = workerData as StoppableTours;
const result = tourWork(
  work,
  (done, phase) => {
    const now = performance.now();
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    say({ progress: { done, phase } });
  },
  () => Atomics.load(stop, 0) !== 0,
);
say({ result });
