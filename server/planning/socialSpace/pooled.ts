/** Rates of small areas over several years, where one year has too few people behind it. */

export interface YearRate {
  year: number;
  numerator: number;
  denominator: number;
}

export interface Pooled {
  /** Σ numerator / Σ denominator. */
  rate: number;
  numerator: number;
  denominator: number;
  /** The years in it, the latest first. */
  years: number[];
}

/**
 * The latest year, and earlier ones until the denominator reaches the least number.
 *
 * @param rates in any order; years without a value are left out by the caller and named by their absence
 * @returns null where all years together do not reach it
 */
export function pooled(rates: readonly YearRate[], leastDenominator: number): Pooled | null {
  const sum: Pooled = { rate: NaN, numerator: 0, denominator: 0, years: [] };
  for (const { year, numerator, denominator } of rates.toSorted((a, b) => b.year - a.year)) {
    sum.numerator += numerator;
    sum.denominator += denominator;
    sum.years.push(year);
    if (sum.denominator > 0 && sum.denominator >= leastDenominator)
      return { ...sum, rate: sum.numerator / sum.denominator };
  }
  return null;
}
