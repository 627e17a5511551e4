/** Rule sets, copied per county when it is created and changeable there. */
import type { Sentence } from '../../planning/types.ts';
import type { Db } from '../open.ts';

export interface RuleRecord {
  county: string;
  subject: string;
  state: string;
  validFrom: string;
  paragraph: string;
  source: string;
  confidence: 'sure' | 'likely' | 'unsure' | 'unset';
  summary: Sentence;
  values: unknown;
}

export async function insertRules(db: Db, county: string, rules: Omit<RuleRecord, 'county'>[]): Promise<void> {
  if (rules.length === 0) return;
  await db
    .insertInto('rule_set')
    .values(
      rules.map((rule) => ({
        county,
        subject: rule.subject,
        state: rule.state,
        valid_from: rule.validFrom,
        paragraph: rule.paragraph,
        source: rule.source,
        confidence: rule.confidence,
        summary: JSON.stringify(rule.summary),
        rule_values: JSON.stringify(rule.values),
      })),
    )
    .onConflict((conflict) => conflict.columns(['county', 'subject', 'valid_from']).doNothing())
    .execute();
}

/** Newest first; a subject may have several (one school calendar per year). */
export async function listRules(db: Db, counties: string[], subject: string | null = null): Promise<RuleRecord[]> {
  const rows = await db
    .selectFrom('rule_set')
    .where('county', 'in', counties)
    .$if(subject !== null, (query) => query.where('subject', '=', subject ?? ''))
    .selectAll()
    .orderBy('subject')
    .orderBy('valid_from', 'desc')
    .execute();
  return rows.map((row) => ({
    county: row.county,
    subject: row.subject,
    state: row.state,
    validFrom: row.valid_from,
    paragraph: row.paragraph,
    source: row.source,
    confidence: row.confidence,
    summary: row.summary,
    values: row.rule_values,
  }));
}
