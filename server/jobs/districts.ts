/** Starts the worker that redraws districts; whoever asked can stop it. */
import type { OnDistricts } from '../context.ts';
import type { DistrictResult } from '../operations/districtWork.ts';
import { DomainError } from '../planning/errors.ts';
import type { Phase } from '../planning/districting/problem.ts';
import { stoppable, type Reply } from './stoppable.ts';

interface Progress {
  done: number;
  phase: Phase;
}
export type DistrictReply = Reply<Progress, DistrictResult>;

export const districtsInWorker: OnDistricts = (work, progress, signal) =>
  stoppable<Progress, DistrictResult>(
    'districtsWorker.js',
    work,
    ({ done, phase }) => progress(done, phase),
    signal,
    stopped,
  );

const stopped = () =>
  new DomainError('conflict', 'optimise.stopped', {
    de: 'Die Optimierung wurde abgebrochen; es ist nichts gespeichert.',
    en: 'The optimisation was stopped; nothing is stored.',
  });
