/** The cut-off dates for compulsory schooling: a child that is six by then enters in that year. */
import type { RuleSet } from './types.ts';
import type { SchoolEntryRule } from '../../server/planning/pupils/schoolEntry.ts';

export const schoolEntry = (
  { state, paragraph, source, validFrom }: { state: string; paragraph: string; source: string; validFrom: string },
  day: number,
  month: number,
): RuleSet<'schoolEntry', SchoolEntryRule> => ({
  subject: 'schoolEntry',
  state,
  paragraph,
  source,
  validFrom,
  confidence: 'likely',
  summary: {
    de: `Schulpflichtig wird, wer bis zum ${day}.${month}. sechs Jahre alt ist.`,
    en: `Children who are six by ${day}/${month} enter school in that year.`,
  },
  values: { month, day, age: 6 },
});
