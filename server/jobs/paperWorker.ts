/** Makes a PDF off the request thread. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { builtFile } from '../data/open.ts';
import type { ProfilesPaper } from '../operations/indicators/profilesPaper.ts';
import { profilesPdf } from '../paper/profiles.ts';
import type { Reply } from './stoppable.ts';

const font = (name: string) => readFileSync(builtFile('server', 'fonts', name));
const fonts = { regular: font('Inter_400Regular.ttf'), bold: font('Inter_600SemiBold.ttf') };
const result = await profilesPdf(workerData as ProfilesPaper, fonts);
parentPort?.postMessage({ result } satisfies Reply<never, Uint8Array>, [result.buffer]);
