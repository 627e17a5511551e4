/** Starts the worker that plans school bus tours; whoever asked can stop it. */
import type { OnTours } from '../context.ts';
import type { TourPhase, TourResult } from '../operations/tours/tourWork.ts';
import { toursStopped } from '../operations/tours/refused.ts';
import { stoppable, type Reply } from './stoppable.ts';

interface Progress {
  done: number;
  phase: TourPhase;
}
export type TourReply = Reply<Progress, TourResult>;

export const toursInWorker: OnTours = (work, progress, signal) =>
  stoppable<Progress, TourResult>(
    'toursWorker.js',
    work,
    ({ done, phase }) => progress(done, phase),
    signal,
    toursStopped,
  );
