/** School types with statutory districts; of the others parents choose. */
import type { DistrictRule } from '../../server/planning/districts/rule.ts';
import type { Sentence } from '../../server/planning/types.ts';
import { schoolTypes } from '../import/schoolTypes.ts';
import type { RuleSet } from './types.ts';

const named = (types: readonly string[], language: keyof Sentence): string =>
  types.map((type) => schoolTypes.find(({ key }) => key === type)?.label[language] ?? type).join(', ');

/** @param shared says in words for which of the types several schools may share a district */
export const schoolDistricts = (
  { state, paragraph, source, validFrom }: { state: string; paragraph: string; source: string; validFrom: string },
  types: DistrictRule['types'],
  shared: Sentence,
): RuleSet<'schoolDistricts', DistrictRule> => {
  const keys = types.map(({ schoolType }) => schoolType);
  return {
    subject: 'schoolDistricts',
    state,
    paragraph,
    source,
    validFrom,
    confidence: 'likely',
    summary: {
      de: `Schulbezirke gibt es für: ${named(keys, 'de')}. ${shared.de}`,
      en: `There are school districts for: ${named(keys, 'en')}. ${shared.en}`,
    },
    values: { types },
  };
};
