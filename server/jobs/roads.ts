/** Starts the worker that works on a road network. */
import { Worker } from 'node:worker_threads';
import { builtFile } from '../data/open.ts';
import type { OnRoads } from '../context.ts';
import type { RoadResults, RoadWork } from '../operations/roadWork.ts';
import { turns } from './turns.ts';

export type RoadReply = { progress: number } | { result: RoadResults[keyof RoadResults] };

/** Each holds a network of its own: more at once would cost memory and gain nothing. */
const MOST_AT_ONCE = 2;
/** Enough for the network of a large county; beyond it the work is refused instead of the service falling over. */
const MEMORY_MB = 3072;
const inTurn = turns(MOST_AT_ONCE);

export const roadWorkInWorker: OnRoads = (work, progress) => inTurn(() => inWorker(work, progress));

function inWorker<W extends RoadWork>(
  work: W,
  progress: (done: number) => void = () => undefined,
): Promise<RoadResults[W['task']]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`file://${builtFile('server', 'roadsWorker.js')}`), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
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
