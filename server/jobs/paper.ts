/** Starts the worker that makes a PDF: hundreds of pages are seconds of work. */
import type { OnPaper } from '../context.ts';
import { DomainError } from '../planning/errors.ts';
import { stoppable } from './stoppable.ts';
import { turns } from './turns.ts';

const inTurn = turns(2);
/** Each holds what it is to print while it waits. */
const MOST_AT_ONCE = 8;
let asked = 0;

export const paperInWorker: OnPaper = async (work, signal) => {
  if (asked >= MOST_AT_ONCE) throw manyWait();
  asked += 1;
  try {
    return await inTurn(() =>
      stoppable<never, Uint8Array>('paperWorker.js', work, () => undefined, signal, nobodyWaits),
    );
  } finally {
    asked -= 1;
  }
};

const manyWait = () =>
  new DomainError('busy', 'paper.busy', {
    de: 'Gerade werden schon mehrere PDFs gemacht: bitte in einer Minute noch einmal abrufen.',
    en: 'Several PDFs are being made just now: please ask again in a minute.',
  });

const nobodyWaits = () =>
  new DomainError('busy', 'paper.stopped', {
    de: 'Das PDF wurde nicht fertig, weil die Verbindung endete: bitte noch einmal abrufen.',
    en: 'The PDF was not finished since the connection ended: please ask for it again.',
  });
