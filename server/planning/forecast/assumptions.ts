/** What a forecast takes for granted, as a county's rule set holds it. */
import type { Least } from './spread.ts';
import type { Levers } from './project.ts';

export interface ForecastAssumptions {
  /** Newest years that the rates are taken from. */
  years: number;
  /** How many years ahead, unless asked otherwise. */
  horizon: number;
  /** Futures that intervals are counted in. */
  draws: number;
  /** Areas with fewer people are marked as uncertain. */
  smallArea: number;
  /** People who weigh as much as the whole county does. */
  shrinkage: { age: number; level: number; cohort: number };
  /** Ages on each side over which rates are smoothed. */
  reach: number;
  /** Share of boys among the newborn. */
  boys: number;
  /** Children a year per 1,000 women, of which only the shape counts; from age to age, inclusive. */
  motherhood: { from: number; to: number; perThousand: number }[];
  least: Least;
  scenarios: { low: Levers; middle: Levers; high: Levers };
  housing: {
    /** People per new home of those who come from elsewhere. */
    residentsPerHome: number;
    /** Who they are: shares of ages from … to, inclusive. */
    ages: { from: number; to: number; share: number }[];
  };
}

/** Children a year per woman by age. ages. */
export function motherhoodByAge({ motherhood }: ForecastAssumptions, ages: number): Float64Array {
  const rates = new Float64Array(ages);
  for (const { from, to, perThousand } of motherhood) {
    for (let age = from; age <= Math.min(to, ages - 1); age++) rates[age] = perThousand / 1000;
  }
  return rates;
}
