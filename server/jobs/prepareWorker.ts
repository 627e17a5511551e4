/** Reads a file into rows, off the request thread: a large shapefile or a slow spreadsheet must not hold anyone up. */
import { parentPort, workerData } from 'node:worker_threads';
import { SourceError } from '../../geodata/formats/source.ts';
import { prepareImport, type PrepareRequest } from '../../geodata/import/index.ts';
import type { PrepareReply } from './prepare.ts';

async function reply(): Promise<PrepareReply> {
  try {
    return { ok: true, prepared: await prepareImport(workerData as PrepareRequest) };
  } catch (error) {
    if (error instanceof SourceError) return { ok: false, code: error.code, text: error.text };
    throw error;
  }
}

parentPort?.postMessage(await reply());
