/** Reads a file into rows, off the request thread: a large shapefile or a slow spreadsheet must not hold anyone up. */
import { createHmac, randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { SourceError } from '../../geodata/formats/source.ts';
import { prepareFile } from '../operations/import/prepareFile.ts';
import { DomainError } from '../planning/errors.ts';
import type { PrepareReply, PrepareWork } from './prepare.ts';

/** Ends with this worker, so that no digest can be made again. */
const key = randomBytes(32);
const digest = (text: string): string => createHmac('sha256', key).update(text).digest('base64');

async function reply({ request, homes }: PrepareWork): Promise<PrepareReply> {
  try {
    return { ok: true, prepared: await prepareFile(request, homes, digest) };
  } catch (error) {
    if (error instanceof SourceError || error instanceof DomainError)
      return { ok: false, code: error.code, text: error.text };
    throw error;
  }
}

parentPort?.postMessage(await reply(workerData as PrepareWork));
