/** Work in a worker of its own that whoever asked can stop: it is ended then, or ends itself with what it has. */
import { Worker } from 'node:worker_threads';
import { builtFile } from '../data/open.ts';

export type Reply<Progress, Result> = { progress: Progress } | { result: Result };

/** Enough for the largest county; beyond it the work is refused instead of the service falling over. */
const MEMORY_MB = 3072;

/**
 * @param file of the worker, as it is built
 * @param stopped what is thrown where it was stopped
 * @param endsItself asked where it is stopped: whether the worker has been told so and still answers
 */
export const stoppable = <Progress, Result>(
  file: string,
  work: unknown,
  progress: (progress: Progress) => void,
  signal: AbortSignal,
  stopped: () => Error,
  endsItself: () => boolean = () => false,
): Promise<Result> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(stopped());
    const worker = new Worker(new URL(`file://${builtFile('server', file)}`), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const stop = () => {
      if (endsItself()) return;
      reject(stopped());
      void worker.terminate();
    };
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (reply: Reply<Progress, Result>) => {
      if ('progress' in reply) return progress(reply.progress);
      signal.removeEventListener('abort', stop);
      resolve(reply.result);
      void worker.terminate();
    });
    worker.once('exit', () => reject(new Error(`The work of ${file} ended without an answer.`)));
    worker.once('error', reject);
  });
