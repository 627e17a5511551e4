/** Starts the worker that reads a file. Bytes stay in memory; nothing is written to disk. */
import { Worker } from 'node:worker_threads';
import { SourceError } from '../../geodata/formats/source.ts';
import type { PrepareRequest, Sentence } from '../../geodata/import/types.ts';
import { builtFile } from '../data/open.ts';
import type { Homes } from '../operations/import/homes.ts';
import type { Ready } from '../operations/import/protectPupils.ts';

export interface PrepareWork {
  request: PrepareRequest;
  homes: Homes | null;
}

export type PrepareReply = { ok: true; prepared: Ready } | { ok: false; code: string; text: Sentence };

/** Enough for 512 MB of input as rows; beyond it the import is refused instead of the service falling over. */
const MEMORY_MB = 3072;

export function prepareInWorker(request: PrepareRequest, homes: Homes | null): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const work: PrepareWork = { request, homes };
    const worker = new Worker(new URL(`file://${builtFile('server', 'prepareWorker.js')}`), {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.once('message', (reply: PrepareReply) => {
      if (reply.ok) resolve(reply.prepared);
      else reject(new SourceError(reply.code, reply.text));
      void worker.terminate();
    });
    // A worker that ends without an answer must not leave the import waiting for ever.
    worker.once('exit', () => reject(new Error('The reader of the file ended without an answer.')));
    worker.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge(request.name) : error);
    });
  });
}

function tooLarge(name: string): SourceError {
  return new SourceError('import.tooLarge', {
    de: `Die Datei „${name}“ ist für den Arbeitsspeicher zu groß: bitte auf den Kreis zuschneiden oder teilen.`,
    en: `The file '${name}' is too large for the memory: please cut it to the county or split it.`,
  });
}
