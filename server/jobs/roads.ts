/** Starts the worker that works on a road network. */
import { Worker } from 'node:worker_threads';
import { builtFile } from '../data/open.ts';
import type { RoadResults, RoadWork } from '../operations/roadWork.ts';

export type RoadReply = { progress: number } | { result: RoadResults[keyof RoadResults] };

export function roadWorkInWorker<W extends RoadWork>(
  work: W,
  progress: (done: number) => void = () => undefined,
): Promise<RoadResults[W['task']]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`file://${builtFile('server', 'roadsWorker.js')}`), { workerData: work });
    worker.on('message', (reply: RoadReply) => {
      if ('progress' in reply) return progress(reply.progress);
      // The worker answers with what belongs to the task it was given.
      resolve(reply.result as RoadResults[W['task']]);
      void worker.terminate();
    });
    worker.once('exit', () => reject(new Error('The work on the road network ended without an answer.')));
    worker.once('error', reject);
  });
}
