/** The index with its spans: on one scale, and none where nothing is left to chance. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SocialIndexRule } from '../../../server/planning/socialSpace/indexRule.ts';
import { drawsFor, indexWork, type RatedIndicator } from '../../../server/planning/socialSpace/indexWork.ts';

const RULE: SocialIndexRule = {
  ...{ leastPeople: 300, leastBehind: 100, years: 2, draws: 200, share: 0.9 },
  cuts: { status: [-1, 1, 1.5], dynamic: [-1, 1] },
};

const value = fc.option(fc.integer({ min: 0, max: 100 }), { freq: 6 });
const sure = fc.integer({ min: 2, max: 15 }).chain((areas) =>
  fc.array(
    fc.record({
      values: fc.array(value, { minLength: areas, maxLength: areas }),
      direction: fc.constantFrom('burden' as const, 'strength' as const),
      weight: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
);

test('where all values are sure, every rank is its span, whatever is missing elsewhere', () => {
  fc.assert(
    fc.property(sure, (list) => {
      const nobody = list[0]!.values.map(() => null);
      const indicators: RatedIndicator[] = list.map((one) => ({ ...one, before: null, behind: nobody, scale: 100 }));
      const people = nobody.map(() => 1000);
      const { now, sensitivity, intervals } = indexWork({ indicators, people, rule: RULE, seed: 1 });
      const ranked = now.index.filter((each) => each !== null);
      expect(ranked.reduce((sum, each) => sum + each, 0)).toBeCloseTo(0, 9);
      expect(intervals).toEqual(sensitivity.rank.map((rank) => (rank === null ? null : { low: rank, high: rank })));
    }),
    { numRuns: 60 },
  );
});

test('a rank is told with a span where few people are behind the rates', () => {
  const one = (behind: number): RatedIndicator => ({
    ...{ values: [10, 12, 14, 30], before: null, behind: [behind, behind, behind, behind] },
    ...{ direction: 'burden', weight: 1, scale: 100 },
  });
  const spans = (behind: number) =>
    indexWork({ indicators: [one(behind)], people: [900, 900, 900, 900], rule: RULE, seed: 1 }).intervals;
  expect(spans(100_000)).toEqual([4, 3, 2, 1].map((rank) => ({ low: rank, high: rank })));
  expect(spans(100)[1]).toEqual({ low: 2, high: 4 });
});

test('many areas and indicators have fewer draws, but not too few', () => {
  expect([drawsFor(500, 50, 5), drawsFor(500, 2000, 20), drawsFor(500, 9000, 20), drawsFor(50, 9000, 20)]).toEqual([
    500, 100, 100, 50,
  ]);
  expect(drawsFor(500, 1000, 16)).toBe(250);
});
