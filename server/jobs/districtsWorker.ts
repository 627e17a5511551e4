/** Redraws districts off the request thread: a solver that runs for seconds without a pause. */
import { parentPort, workerData } from 'node:worker_threads';
import { districtWork, type DistrictWork } from '../operations/districtWork.ts';
import type { DistrictReply } from './districts.ts';

const say = (reply: DistrictReply) => parentPort?.postMessage(reply);
void districtWork(workerData as DistrictWork, (done, phase) => say({ progress: { done, phase } })).then((result) =>
  say({ result }),
);
