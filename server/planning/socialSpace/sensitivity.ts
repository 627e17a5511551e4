/** How far the order of areas hangs on the weights that somebody chose (OECD 2008, „Handbook on constructing composite indicators“). */
import { meanRanks, spearman } from './ranks.ts';
import { weighted, type SocialIndex } from './socialIndex.ts';

export interface Variation {
  indicator: number;
  change: 'halved' | 'doubled' | 'leftOut';
  /** Spearman's ρ with the order of the index as it is; 1: the same order, null: fewer than two areas that differ. */
  rho: number | null;
}

export interface Sensitivity {
  /** Per area, 1 for the most burden; equal areas share the mean of their ranks. Null where the area is left out. */
  rank: (number | null)[];
  /** The smallest and the largest rank over the index as it is and all variations. */
  lowest: (number | null)[];
  highest: (number | null)[];
  variations: Variation[];
}

const FACTORS = { halved: 0.5, doubled: 2, leftOut: 0 } as const;

/**
 * One weight at a time is halved, doubled or 0; the areas that are ranked stay the same.
 *
 * @param weights those of the index; what weighs 0 is not varied, and the only one that weighs something is not left out
 */
export function sensitivity({ index, z }: SocialIndex, weights: readonly number[]): Sensitivity {
  const areas = index.flatMap((value, area) => (value === null ? [] : [area]));
  const spread = (ranks: ArrayLike<number>): (number | null)[] => {
    const all = index.map((): number | null => null);
    areas.forEach((area, at) => (all[area] = ranks[at]!));
    return all;
  };
  const base = areas.map((area) => index[area]!);
  const ranks = meanRanks(base);
  const lowest = ranks.slice();
  const highest = ranks.slice();
  const used = weights.flatMap((weight, indicator) => (weight > 0 ? [indicator] : []));
  const variations = used.flatMap((indicator) =>
    (['halved', 'doubled', 'leftOut'] as const).flatMap((change): Variation[] => {
      if (change === 'leftOut' && used.length === 1) return [];
      const changed = weights.map((weight, at) => (at === indicator ? weight * FACTORS[change] : weight));
      const varied = weighted(z, changed, index.length);
      const values = areas.map((area) => varied[area]!);
      meanRanks(values).forEach((rank, at) => {
        lowest[at] = Math.min(lowest[at]!, rank);
        highest[at] = Math.max(highest[at]!, rank);
      });
      return [{ indicator, change, rho: spearman(base, values) }];
    }),
  );
  return { rank: spread(ranks), lowest: spread(lowest), highest: spread(highest), variations };
}
