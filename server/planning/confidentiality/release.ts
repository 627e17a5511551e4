/**
 * The gate for counts of people: the only place that can make a released number. Each data set names its policy;
 * 'hidden', a true zero and missing (null) stay three different things.
 */
import type { $brand } from 'zod';
import type { ProtectionSettings } from './settings.ts';

/** A number that may leave the server. The contract's schemas ask for this brand, so the compiler refuses anything else. */
export type Released = number & $brand<'released'>;
export type ReleasedValue = Released | 'hidden' | null;
/** 'few': protected, and less than the base; that a shown 0 is a true one nobody may know. */
export type ReleasedCount = ReleasedValue | 'few';

export type Policy =
  /** Official statistics and lists that are public anyway: as they are. */
  | { kind: 'published' }
  /** True counts: below the minimum hidden. */
  | { kind: 'raw'; minimum: number };

export const PUBLISHED: Policy = { kind: 'published' };

/** Minimum cell count where a county has not set its own (Bundesagentur für Arbeit: 3). */
export const DEFAULT_MINIMUM = 3;

export const rawCounts = (minimum: number = DEFAULT_MINIMUM): Policy => ({ kind: 'raw', minimum });

const isHidden = (policy: Policy, people: number): boolean =>
  policy.kind === 'raw' && people > 0 && people < policy.minimum;

export function releaseCount(policy: Policy, people: number | null): ReleasedValue {
  if (people === null) return null;
  return isHidden(policy, people) ? 'hidden' : (people as Released);
}

/** A figure computed from people (a share, a mean, a demand): hidden as soon as one of the counts behind it is. */
export function releaseFigure(policy: Policy, figure: number | null, behind: number[]): ReleasedValue {
  if (figure === null || !Number.isFinite(figure)) return null;
  return behind.some((people) => isHidden(policy, people)) ? 'hidden' : (figure as Released);
}

/**
 * A rate of social data, e.g. of children in households with SGB II: hidden where few people stand behind it, or where it
 * says of nearly everybody that he is one of them. A true 0 stays one.
 */
export function releaseSocialRate(
  { numerator, denominator }: { numerator: number | null; denominator: number | null },
  least: ProtectionSettings['socialRates'],
): ReleasedValue {
  if (numerator === null || denominator === null) return null;
  const isTold = numerator === 0 || Math.min(numerator, denominator - numerator) >= least.numerator;
  return isTold && denominator >= least.denominator ? ((numerator / denominator) as Released) : 'hidden';
}

/** Order of a table by released numbers: most first, hidden ones last and equal, so that the order tells nothing. */
export function mostFirst(a: ReleasedCount, b: ReleasedCount): number {
  const rank = (value: ReleasedCount) => (typeof value === 'number' ? value : -1);
  return rank(b) - rank(a);
}

/** A sum of counts that were protected at their import, in any union of atoms. */
export const releaseProtected = (people: number): ReleasedCount => (people === 0 ? 'few' : (people as Released));

/** A figure computed from such sums. */
export const releaseProtectedFigure = (figure: number | null): ReleasedValue =>
  figure === null || !Number.isFinite(figure) ? null : (figure as Released);
