/** Who enters school in a year, from residents by single year of age at its end. */
import type { SchoolEntryRule } from '../pupils/schoolEntry.ts';

/** Weight of each age among a year's entrants: `weights[0]` is for children of age `from` at the end of the year. */
export interface EntryWeights {
  from: number;
  weights: [number, number, number];
}

/** Days of a year that is no leap year up to a day, that day included, ÷ 365. */
export function partOfYear({ month, day }: Pick<SchoolEntryRule, 'month' | 'day'>): number {
  return (Date.UTC(2001, month - 1, day) - Date.UTC(2000, 11, 31)) / 86_400_000 / 365;
}

/**
 * Children of age A (the rule's) at the end of the year were born in one calendar year: those up to the cut-off, the part f of them,
 * enter in it, the others a year later. So by rule c(Y) = f·P(A, Y) + (1 − f)·P(A + 1, Y), with birthdays spread evenly. Of these the
 * share d is put back, and comes with those put back the year before: (1 − d)·c(Y) + d·c(Y − 1), both as they live here at the end of Y.
 */
export function entryWeights(rule: SchoolEntryRule, deferral: number): EntryWeights {
  const f = partOfYear(rule);
  const d = deferral;
  return { from: rule.age, weights: [(1 - d) * f, (1 - d) * (1 - f) + d * f, d * (1 - f)] };
}

/** @param people by age, `at` the place of age 0 */
export function entrantsOf(people: ArrayLike<number>, at: number, { from, weights }: EntryWeights): number {
  return weights.reduce((sum, weight, index) => sum + weight * people[at + from + index]!, 0);
}

/** The oldest age that counts; the table must tell it singly. */
export const oldestEntrant = ({ from, weights }: EntryWeights): number => from + weights.length - 1;
