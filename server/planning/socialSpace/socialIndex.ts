/**
 * A social index: indicators of any unit on one scale, all turned so that more is more burden, weighted together. It says how an
 * area stands among the others of its county and year, nothing about how much of anything there is.
 */
import { DomainError } from '../errors.ts';
import { standardise } from './standardise.ts';

export interface IndexIndicator {
  /** Per area; null: hidden or missing. */
  values: readonly (number | null)[];
  /** What more of it means. */
  direction: 'burden' | 'strength';
  /** From 0 on; only how weights stand to each other counts. What weighs 0 is left out, also where it is missing. */
  weight: number;
}

export interface SocialIndex {
  /** Per area, Σ w z / Σ w, with mean 0; above 0 more burden than in the mean. Null where the area is left out. */
  index: (number | null)[];
  /** By indicator and area, turned towards burden; null where the area is left out, or has no value of what weighs nothing. */
  z: (number | null)[][];
  /** By area, ascending. `few`: fewer people than asked for; `missing`: an indicator, or how many people live there. */
  leftOut: { area: number; why: 'few' | 'missing' }[];
  /** `allEqual`: the indicator parts no areas and counts 0 for all. */
  notices: { code: 'allEqual'; indicator: number }[];
}

/**
 * z = (x − μ) / σ of each indicator over the areas that are ranked: those that have enough people and all indicators that weigh
 * something. All z are then of the same areas, and the mean of the index is 0.
 *
 * @param people residents per area; null: not known
 * @param leastPeople areas with fewer are left out: a rate of theirs moves with single people (Berlin's MSS asks for 300)
 * @throws DomainError where no weight is above 0 or one is below, RangeError where lists differ in length or a value is not finite
 */
export function socialIndex(
  indicators: readonly IndexIndicator[],
  people: readonly (number | null)[],
  leastPeople: number,
): SocialIndex {
  if (indicators.some(({ values }) => values.length !== people.length))
    throw new RangeError('Please give one value of each indicator and one number of people for each area.');
  const weights = indicators.map(({ weight }) => weight);
  checkWeights(weights);
  const weighed = indicators.filter(({ weight }) => weight > 0);
  const isRanked = people.map(
    (some, area) => some !== null && some >= leastPeople && weighed.every(({ values }) => values[area]! !== null),
  );
  const standardised = indicators.map(({ values, direction }) => {
    const { z, isFlat } = standardise(values.map((value, area) => (isRanked[area] ? value : null)));
    // 0 − 0 is 0 where −0 would be shown with its sign.
    return { z: direction === 'burden' ? z : z.map((each) => (each === null ? null : 0 - each)), isFlat };
  });
  const z = standardised.map((each) => each.z);
  const index = weighted(z, weights, people.length);
  return {
    index,
    z,
    leftOut: index.flatMap((value, area) => {
      if (value !== null) return [];
      const some = people[area]!;
      return [{ area, why: some !== null && some < leastPeople ? ('few' as const) : ('missing' as const) }];
    }),
    notices: standardised.flatMap(({ isFlat }, indicator) => {
      const isTold = isFlat && weights[indicator]! > 0 && z[indicator]!.some((each) => each !== null);
      return isTold ? [{ code: 'allEqual' as const, indicator }] : [];
    }),
  };
}

/** Σ w z / Σ w per area; null where an indicator that weighs something is null. */
export function weighted(
  z: readonly (readonly (number | null)[])[],
  weights: readonly number[],
  areas: number,
): (number | null)[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return Array.from({ length: areas }, (_, area) => {
    let sum = 0;
    for (let indicator = 0; indicator < z.length; indicator++) {
      if (weights[indicator] === 0) continue;
      const value = z[indicator]![area]!;
      if (value === null) return null;
      sum += weights[indicator]! * value;
    }
    // Areas that are alike must have the same rank, whatever the last bit of their sums says.
    return Math.round((sum / all) * 1e12) / 1e12 + 0;
  });
}

/** @throws DomainError where no weight is above 0 or one is below */
export function checkWeights(weights: readonly number[]): void {
  if (weights.every((weight) => weight >= 0 && weight < Infinity) && weights.some((weight) => weight > 0)) return;
  throw new DomainError('invalid', 'socialIndex.weights', {
    de: 'Der Index braucht mindestens einen Indikator mit einem Gewicht über 0, und keines darf unter 0 sein: bitte die Gewichte ändern.',
    en: 'The index needs at least one indicator with a weight above 0, and none below 0: please change the weights.',
  });
}
