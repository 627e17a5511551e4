/** A social index with all that belongs to it: status and dynamic, what moves its ranks, and how sure they are. */
import { uniforms } from '../forecast/chance.ts';
import type { SocialIndexRule } from './indexRule.ts';
import { drawRate, rankIntervals, type RankInterval } from './rankIntervals.ts';
import { sensitivity, type Sensitivity } from './sensitivity.ts';
import { socialIndex, weighted, type IndexIndicator, type SocialIndex } from './socialIndex.ts';
import { standardise } from './standardise.ts';
import { typology, type AreaType } from './typology.ts';

export interface RatedIndicator extends IndexIndicator {
  /** Of the same areas the years before that the dynamic is told over; null: not known. */
  before: readonly (number | null)[] | null;
  /** People behind each value; null: not known, then the value is taken as sure. */
  behind: readonly (number | null)[];
  /** By which a share of people is multiplied in the unit of the values: 100 of '%'; 0: they are no shares, and taken as sure. */
  scale: number;
}

export interface IndexWork {
  indicators: readonly RatedIndicator[];
  /** Residents of each area. */
  people: readonly (number | null)[];
  rule: SocialIndexRule;
  seed: number;
}

export interface IndexResult {
  now: SocialIndex;
  types: (AreaType | null)[];
  sensitivity: Sensitivity;
  /** Null where the area is left out. */
  intervals: (RankInterval | null)[];
  /** How many were made. */
  draws: number;
}

/** About two seconds. */
const MOST_VALUES = 4_000_000;
const LEAST_DRAWS = 100;

/** Of many areas and indicators fewer draws are made, but never so few that their middle share says nothing. */
export const drawsFor = (wanted: number, areas: number, indicators: number): number =>
  Math.min(wanted, Math.max(LEAST_DRAWS, Math.floor(MOST_VALUES / Math.max(1, areas * indicators))));

export function indexWork({ indicators, people, rule, seed }: IndexWork): IndexResult {
  const { leastPeople, cuts, share } = rule;
  const weights = indicators.map(({ weight }) => weight);
  const now = socialIndex(indicators, people, leastPeople);
  const isKnown = indicators.every(({ before, weight }) => weight === 0 || before !== null);
  const before = isKnown
    ? socialIndex(
        indicators.map(({ values, before: earlier, ...rest }) => ({ ...rest, values: earlier ?? values })),
        people,
        leastPeople,
      ).index
    : now.index.map(() => null);
  const ranked = now.index.flatMap((value, area) => (value === null ? [] : [area]));
  const draws = drawsFor(rule.draws, ranked.length, weights.filter((weight) => weight > 0).length);
  const random = uniforms(seed);
  const draw = (): number[] => {
    const z = indicators.map((indicator) => drawnZ(indicator, ranked, random));
    return weighted(z, weights, ranked.length).map((value) => value ?? 0);
  };
  const spans = ranked.length > 1 ? rankIntervals(draw, draws, share) : ranked.map(() => ({ low: 1, high: 1 }));
  const intervals = now.index.map((): RankInterval | null => null);
  ranked.forEach((area, at) => (intervals[area] = spans[at]!));
  return { now, types: typology(now.index, before, cuts), sensitivity: sensitivity(now, weights), intervals, draws };
}

/** One possible set of values of the ranked areas, standardised over them as the index is, and turned towards burden. */
function drawnZ(
  { values, behind, scale, direction, weight }: RatedIndicator,
  ranked: readonly number[],
  random: () => number,
): number[] {
  if (weight === 0) return ranked.map(() => 0);
  const drawn = ranked.map((area) => {
    const value = values[area]!;
    const denominator = behind[area] ?? null;
    if (denominator === null || denominator <= 0 || scale === 0 || value < 0 || value > scale) return value;
    return scale * drawRate({ numerator: (value / scale) * denominator, denominator }, random);
  });
  const sign = direction === 'burden' ? 1 : -1;
  return standardise(drawn).z.map((z) => sign * (z ?? 0));
}
