/** Thread that owns the embedded database, so that a long query never holds the request thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { Engine } from './engine.ts';
import type { OpenOptions, SerialisedError, WorkerReply, WorkerRequest } from './protocol.ts';

const port = parentPort;
if (!port) throw new Error('This file runs as a worker thread only.');
const engine = Engine.open(workerData as OpenOptions);

function serialise(error: unknown): SerialisedError {
  const facts = error as { message?: string; code?: string; constraint?: string };
  return { message: facts.message ?? String(error), code: facts.code ?? null, constraint: facts.constraint ?? null };
}

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  try {
    const database = await engine;
    switch (request.op) {
      case 'query':
        return {
          id: request.id,
          ok: true,
          result: await database.query(request.sql, request.parameters, request.inTransaction),
        };
      case 'dump':
        return { id: request.id, ok: true, result: await database.dump() };
      default:
        await database[request.op]();
        return { id: request.id, ok: true, result: null };
    }
  } catch (error) {
    return { id: request.id, ok: false, error: serialise(error) };
  }
}

// One request after another: PGlite has one connection.
let queue: Promise<void> = Promise.resolve();
port.on('message', (request: WorkerRequest) => {
  queue = queue.then(async () => port.postMessage(await answer(request)));
});
