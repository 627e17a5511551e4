/** Invents the sample county off the request thread. */
import { parentPort } from 'node:worker_threads';
import { generateSample, writeSample } from '../../geodata/sample/index.ts';

const SEED = 1;
parentPort?.postMessage(await writeSample(generateSample({ seed: SEED, scale: 1 })));
