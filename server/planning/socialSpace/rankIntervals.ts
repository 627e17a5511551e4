/**
 * How sure ranks are: what a few people more or fewer would change. A count is taken as one outcome of chance among the people behind
 * it, as is usual for rates of small areas, also where everybody was counted.
 */
import { meanRanks } from './ranks.ts';

export interface Observed {
  numerator: number;
  denominator: number;
}

export interface RankInterval {
  /** 1: the largest value. */
  low: number;
  high: number;
}

/**
 * One rate that fits what was observed: from Beta(k + ½, n − k + ½), whose middle shares are the intervals that Brown, Cai, DasGupta
 * 2001 („Interval estimation for a binomial proportion“, Jeffreys) advise for small n; it never leaves 0 … 1, and 0 of 20 is not
 * taken as sure.
 *
 * @param random uniform from 0 to below 1
 * @throws RangeError where the numerator is not from 0 to the denominator, or nobody is behind the rate
 */
export function drawRate({ numerator, denominator }: Observed, random: () => number): number {
  if (!(numerator >= 0 && numerator <= denominator && denominator > 0 && denominator < Infinity))
    throw new RangeError(
      'Please give rates of at least one person, with no more in the numerator than in the denominator.',
    );
  const hits = gamma(numerator + 0.5, random);
  return hits / (hits + gamma(denominator - numerator + 0.5, random));
}

/**
 * Between which ranks an area is in the given share of the draws, leaving as many out below as above.
 *
 * @param draw one possible value per area, each time of the same length: of rates (drawRate), or of an index made of drawn rates
 * @param share 0.9 for 5 to 95 %
 * @throws RangeError where there are no draws or the share is not between 0 and 1
 */
export function rankIntervals(draw: () => ArrayLike<number>, draws: number, share: number): RankInterval[] {
  if (!(Number.isInteger(draws) && draws >= 1 && share > 0 && share < 1))
    throw new RangeError('Please ask for at least one draw, and for a share between 0 and 1.');
  const drawn = Array.from({ length: draws }, () => meanRanks(draw()));
  const low = Math.floor(((1 - share) / 2) * (draws - 1));
  return Array.from(drawn[0]!, (_, area) => {
    const ranks = Float64Array.from(drawn, (each) => each[area]!).sort();
    return { low: ranks[low]!, high: ranks[draws - 1 - low]! };
  });
}

/** Marsaglia, Tsang 2000, „A simple method for generating gamma variables“; below 1 by their U^(1/a). */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < x * x * 0.5 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Marsaglia, Bray 1964 (polar method). */
function normal(random: () => number): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const s = x * x + y * y;
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * Math.log(s)) / s);
  }
}
