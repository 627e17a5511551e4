/** Reads a file into rows, off the request thread: a large shapefile or a slow spreadsheet must not hold anyone up. */
import { parentPort, workerData } from 'node:worker_threads';
import { SourceError } from '../../geodata/formats/source.ts';
import { prepareFile } from '../operations/import/prepareFile.ts';
import { DomainError } from '../planning/errors.ts';
import type { PrepareReply, PrepareWork } from './prepare.ts';

async function reply({ request, homes }: PrepareWork): Promise<PrepareReply> {
  try {
    return { ok: true, prepared: await prepareFile(request, homes) };
  } catch (error) {
    if (error instanceof SourceError || error instanceof DomainError)
      return { ok: false, code: error.code, text: error.text };
    throw error;
  }
}

parentPort?.postMessage(await reply(workerData as PrepareWork));
