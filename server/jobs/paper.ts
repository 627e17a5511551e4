/** Starts the worker that makes a PDF: hundreds of pages are seconds of work. */
import type { OnPaper } from '../context.ts';
import { DomainError } from '../planning/errors.ts';
import { stoppable } from './stoppable.ts';
import { turns } from './turns.ts';

const inTurn = turns(2);

export const paperInWorker: OnPaper = (work, signal) =>
  inTurn(() => stoppable<never, Uint8Array>('paperWorker.js', work, () => undefined, signal, nobodyWaits));

const nobodyWaits = () =>
  new DomainError('busy', 'paper.stopped', {
    de: 'Das PDF wurde nicht fertig, weil die Verbindung endete: bitte noch einmal abrufen.',
    en: 'The PDF was not finished since the connection ended: please ask for it again.',
  });
