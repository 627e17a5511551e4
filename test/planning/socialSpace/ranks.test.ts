/** Ranks, what moves them, and how sure they are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { pooled } from '../../../server/planning/socialSpace/pooled.ts';
import { drawRate, rankIntervals } from '../../../server/planning/socialSpace/rankIntervals.ts';
import { meanRanks, spearman } from '../../../server/planning/socialSpace/ranks.ts';
import { sensitivity } from '../../../server/planning/socialSpace/sensitivity.ts';
import { socialIndex, type IndexIndicator } from '../../../server/planning/socialSpace/socialIndex.ts';

describe('ranks', () => {
  test('the largest is first, ties share the mean', () => {
    expect([...meanRanks([5, 9, 5, 1])]).toEqual([2.5, 1, 2.5, 4]);
    expect([...meanRanks([])]).toEqual([]);
  });

  test('the ranks of n areas add up to n (n + 1) / 2', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (values) => {
        const sum = meanRanks(values).reduce((a, b) => a + b, 0);
        expect(sum).toBe((values.length * (values.length + 1)) / 2);
      }),
    );
  });

  // 1 − 6 Σ d² / (n (n² − 1)) with d = 1, 1, 0, 0: 1 − 12 / 60.
  test('ρ is that of the textbook, 1 of an order with itself, −1 turned round', () => {
    expect(spearman([1, 2, 3, 4], [2, 1, 3, 4])).toBeCloseTo(0.8, 12);
    expect(spearman([1, 1, 3], [10, 10, 11])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
    expect(spearman([1, 2, 3], [7, 7, 7])).toBeNull();
  });
});

describe('sensitivity', () => {
  const burden = (values: (number | null)[], weight: number): IndexIndicator => ({
    ...{ values, direction: 'burden', weight },
  });
  const of = (list: IndexIndicator[]) => {
    const people = list[0]!.values.map(() => 1000);
    const weights = list.map(({ weight }) => weight);
    return sensitivity(socialIndex(list, people, 300), weights);
  };

  // z of both is (−1.2247, 0, 1.2247) in opposite orders: weights 3 : 2 follow the first; halved it is 1.5 : 2, and the order turns.
  test('the order turns where the weights are close', () => {
    const { rank, lowest, highest, variations } = of([burden([1, 2, 3], 3), burden([3, 2, 1], 2)]);
    expect(rank).toEqual([3, 2, 1]);
    expect([lowest, highest]).toEqual([
      [1, 2, 1],
      [3, 2, 3],
    ]);
    const rho = variations.map(({ indicator, change, rho }) => [indicator, change, Math.round(rho!)]);
    expect(rho).toEqual([
      [0, 'halved', -1],
      [0, 'doubled', 1],
      [0, 'leftOut', -1],
      [1, 'halved', 1],
      [1, 'doubled', -1],
      [1, 'leftOut', 1],
    ]);
  });

  test('one indicator alone moves nothing, and what is left out stays so', () => {
    const { rank, lowest, highest, variations } = of([burden([5, null, 7], 2), burden([0, 0, 0], 0)]);
    expect([rank, lowest, highest]).toEqual([
      [2, null, 1],
      [2, null, 1],
      [2, null, 1],
    ]);
    expect(variations).toEqual([
      { indicator: 0, change: 'halved', rho: 1 },
      { indicator: 0, change: 'doubled', rho: 1 },
    ]);
  });
});

describe('intervals', () => {
  const draws = (numerator: number, denominator: number) => {
    const random = createRandom(3, 'rates').next;
    return Float64Array.from({ length: 20_000 }, () => drawRate({ numerator, denominator }, random)).sort();
  };

  // Quantiles of the beta distribution as SciPy gives them (scipy.stats.beta.ppf).
  test.each([
    [0, 20, [0.0000970778, 0.0111691691, 0.0904764265]],
    [30, 100, [0.22946097, 0.30066857, 0.37897971]],
  ])('%d of %d', (numerator, denominator, quantiles) => {
    const drawn = draws(numerator, denominator);
    const found = [0.05, 0.5, 0.95].map((share) => drawn[Math.floor(share * drawn.length)]!);
    found.forEach((value, at) => expect(Math.abs(value - quantiles[at]!)).toBeLessThan(0.003));
  });

  const intervalsOf = (rates: { numerator: number; denominator: number }[]) => {
    const random = createRandom(1, 'ranks').next;
    return rankIntervals(() => rates.map((rate) => drawRate(rate, random)), 500, 0.9);
  };

  test('large areas that differ have their rank for sure, small ones do not', () => {
    const sure = [1000, 5000, 3000].map((numerator) => ({ numerator, denominator: 10_000 }));
    expect(intervalsOf(sure)).toEqual([
      { low: 3, high: 3 },
      { low: 1, high: 1 },
      { low: 2, high: 2 },
    ]);
    const small = [1, 5, 3].map((numerator) => ({ numerator, denominator: 10 }));
    expect(intervalsOf(small)[2]).toEqual({ low: 1, high: 3 });
  });

  test('the same seed gives the same intervals', () => {
    const rates = [4, 5, 6, 7].map((numerator) => ({ numerator, denominator: 40 }));
    expect(intervalsOf(rates)).toEqual(intervalsOf(rates));
  });

  test('what is no rate is refused', () => {
    for (const rate of [
      { numerator: 1, denominator: 0 },
      { numerator: 3, denominator: 2 },
    ])
      expect(() => drawRate(rate, () => 0.5)).toThrow(/^Please give rates/);
    expect(() => rankIntervals(() => [1], 0, 0.9)).toThrow(/^Please ask for/);
  });
});

test('years are pooled until enough people are behind the rate', () => {
  const rates = [
    { year: 2021, numerator: 9, denominator: 30 },
    { year: 2023, numerator: 2, denominator: 40 },
    { year: 2022, numerator: 8, denominator: 60 },
  ];
  expect(pooled(rates, 40)).toEqual({ rate: 0.05, numerator: 2, denominator: 40, years: [2023] });
  expect(pooled(rates, 41)).toEqual({ rate: 0.1, numerator: 10, denominator: 100, years: [2023, 2022] });
  expect(pooled(rates, 131)).toBeNull();
  expect(pooled([], 0)).toBeNull();
});
