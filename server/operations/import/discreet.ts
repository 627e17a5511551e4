/**
 * What may be said of a list of people that cannot be read: the readers' sentences quote file names, sheets, columns and
 * cells, and what is said here is stored with the job. Only sentences that are known to quote nothing pass.
 */
import { SourceError } from '../../../geodata/formats/source.ts';
import type { Prepared, Sentence } from '../../../geodata/import/types.ts';
import { DomainError } from '../../planning/errors.ts';

/** Sentences of the lists themselves: they quote nothing, not even the number of a row. */
const isOwn = (code: string): boolean => /^(list|pupilList|childList|pupil-list|child-list)\./.test(code);

/** Those of the readers, too, that have no quotation. */
const quotesNothing = (code: string): boolean =>
  isOwn(code) || ['import.missingColumn', 'import.unknownColumn', 'row-ragged'].includes(code);

const unreadable = (code: string): Sentence => ({
  de: `Die Liste ließ sich nicht lesen (${code}): bitte als CSV oder XLSX mit einer Kopfzeile und einer Zeile je Kind speichern.`,
  en: `The list could not be read (${code}): please save it as CSV or XLSX with a header row and one row per child.`,
});

const somethingOdd: Sentence = {
  de: 'Diese Zeile ist nicht wie erwartet aufgebaut: bitte in der Quelle ansehen.',
  en: 'This row is not built as expected: please look at it in the source.',
};

/** What the person who sends a list is shown of it, and nobody else: each row, to be corrected. */
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

/**
 * What is stored of it and shown to anybody: a row is a child, so that a problem is told once, without its rows and their
 * number.
 *
 * The numbers of rows read, stored and rejected stay true. How many children a county's list holds is as good as public,
 * being the sum of its schools' enrolments, and the attacker of the audit is granted it (confidentiality/audit.ts). They
 * are of the whole list: one that was rejected is in no count and told by no school, grade or home. A second version
 * that holds one child more tells by them that one came, but not where; how many changed is granted in the attack on two
 * lists, too.
 */
export function storedProblems(prepared: Prepared): Prepared {
  const byCode = new Map(prepared.problems.map(({ code, text }) => [code, isOwn(code) ? text : somethingOdd]));
  const problems = [...byCode].map(([code, { de, en }]) => ({
    code,
    text: {
      de: `${de} Das gilt für mindestens eine Zeile; welche, zeigt die Vorschau.`,
      en: `${en} This is so for at least one row; the preview shows which.`,
    },
  }));
  return { ...prepared, problems, problemCount: problems.length };
}

/** Any error at all: an unforeseen one may quote what it stumbled over, too. */
export function discreetRefusal(error: unknown): { code: string; text: Sentence } {
  if (error instanceof DomainError) return { code: error.code, text: error.text };
  if (!(error instanceof SourceError)) return { code: 'pupilList.failed', text: unreadable('internal') };
  return { code: error.code, text: quotesNothing(error.code) ? error.text : unreadable(error.code) };
}
