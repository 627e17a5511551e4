/** Measures on a road network off the request thread: a county has hundreds of thousands of ways to school. */
import { parentPort, workerData } from 'node:worker_threads';
import { roadWork, type RoadWork } from '../operations/roadWork.ts';
import type { RoadReply } from './roads.ts';

const say = (reply: RoadReply) => parentPort?.postMessage(reply);
say({ result: roadWork(workerData as RoadWork, (progress) => say({ progress })) });
