/** A variant that becomes the statute: from when, and what that does to the editions that are loaded. */
import type { SchoolDistricts } from '../../../server/contract/districts.ts';
import type { ChangeEntry } from '../../../server/contract/variants.ts';

/** First of August of the last school year from which something is changed; school years begin then. */
export function firstDay(changes: readonly Pick<ChangeEntry, 'from'>[], year: number): string {
  const last = Math.max(0, ...changes.map(({ from }) => from ?? 0));
  return `${last || year + 1}-08-01`;
}

export type Effect =
  | { kind: 'first' }
  /** Of the same day; or the newest one, which stays in the log, or goes on being what plans start from. */
  | { kind: 'replaces' | 'beside' | 'newer'; date: string };

/** @param editions as the contract lists them: newest first */
export function effectsOf(editions: SchoolDistricts['editions'], schoolType: string, day: string): Effect[] {
  const own = editions.filter((edition) => edition.schoolType === schoolType).map(({ validFrom }) => validFrom);
  const [newest] = own;
  if (newest === undefined) return [{ kind: 'first' }];
  const replaced: Effect[] = own.includes(day) ? [{ kind: 'replaces', date: day }] : [];
  if (newest > day) return [...replaced, { kind: 'newer', date: newest }];
  return replaced.length > 0 ? replaced : [{ kind: 'beside', date: newest }];
}
