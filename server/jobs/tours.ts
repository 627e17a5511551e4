/** Starts the worker that plans school bus tours; whoever asked can stop it. */
import type { OnTours } from '../context.ts';
import type { TourPhase, TourResult, TourWork } from '../operations/tours/tourWork.ts';
import { toursStopped } from '../operations/tours/refused.ts';
import { stoppable, type Reply } from './stoppable.ts';

interface Progress {
  done: number;
  phase: TourPhase;
}
export type TourReply = Reply<Progress, TourResult>;

/** A search that runs reads no messages: it looks at `stop`, which is 0 until it is to end. */
export interface StoppableTours {
  work: TourWork;
  stop: Int32Array<SharedArrayBuffer>;
}

export const toursInWorker: OnTours = (work, progress, signal) => {
  const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  /** The search tells of itself once it has a first plan. */
  let hasPlan = false;
  return stoppable<Progress, TourResult>(
    'toursWorker.js',
    { work, stop } satisfies StoppableTours,
    ({ done, phase }) => {
      hasPlan = true;
      progress(done, phase);
    },
    signal,
    toursStopped,
    () => {
      Atomics.store(stop, 0, 1);
      return hasPlan;
    },
  );
};
