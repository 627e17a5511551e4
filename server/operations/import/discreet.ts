/**
 * What may be said of a list of people that cannot be read: the readers' sentences quote file names, sheets, columns and
 * cells, and what is said here is stored with the job. Only sentences that are known to quote nothing pass.
 */
import { SourceError } from '../../../geodata/formats/source.ts';
import type { Prepared, Sentence } from '../../../geodata/import/types.ts';
import { DomainError } from '../../planning/errors.ts';

/** Sentences of the lists themselves, and of the readers those without a quotation. */
const quotesNothing = (code: string): boolean =>
  /^(list|pupilList|childList|pupil-list|child-list)\./.test(code) ||
  ['import.missingColumn', 'import.unknownColumn', 'row-ragged'].includes(code);

const unreadable = (code: string): Sentence => ({
  de: `Die Liste ließ sich nicht lesen (${code}): bitte als CSV oder XLSX mit einer Kopfzeile und einer Zeile je Kind speichern.`,
  en: `The list could not be read (${code}): please save it as CSV or XLSX with a header row and one row per child.`,
});

const somethingOdd: Sentence = {
  de: 'Diese Zeile ist nicht wie erwartet aufgebaut: bitte in der Quelle ansehen.',
  en: 'This row is not built as expected: please look at it in the source.',
};

export function discreetProblems(prepared: Prepared): Prepared {
  return {
    ...prepared,
    problems: prepared.problems.map(({ code, text, row }) => ({
      code,
      text: quotesNothing(code) ? text : somethingOdd,
      ...(row === undefined ? {} : { row }),
    })),
  };
}

/** Any error at all: an unforeseen one may quote what it stumbled over, too. */
export function discreetRefusal(error: unknown): { code: string; text: Sentence } {
  if (error instanceof DomainError) return { code: error.code, text: error.text };
  if (!(error instanceof SourceError)) return { code: 'pupilList.failed', text: unreadable('internal') };
  return { code: error.code, text: quotesNothing(error.code) ? error.text : unreadable(error.code) };
}
