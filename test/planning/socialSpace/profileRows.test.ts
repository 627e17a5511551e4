/** Lines of a profile: worked out by hand, and what holds for any values. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  digitsOf,
  profileRow,
  residentsThen,
  type ProfiledIndicator,
  type Told,
} from '../../../server/planning/socialSpace/profileRows.ts';
import { barsOfSides, scaledTo } from '../../../server/planning/socialSpace/pyramidBars.ts';

const rate = (years: number[], whole: Told[], areas: Told[][]): ProfiledIndicator<Told> => ({
  ...{ measure: 'rate', years, whole, areas },
});

describe('the row of an area', () => {
  test('stands in the newest year with a value, beside the county and the year before', () => {
    const row = profileRow(
      rate(
        [2023, 2024, 2025],
        [4, 6, 5],
        [
          [2, 4, null],
          [8, 8, 8],
          [1, 2, 9],
        ],
      ),
      0,
    );
    // 2024: 4, 8 and 2; the county 6. From 2 to 8 the places of 4 and 6 are a third and two thirds.
    expect(row).toMatchObject({ at: 1, value: 4, change: 2, whole: 6, rank: 2, among: 3, strokes: [1 / 3, 1, 0] });
    expect([row.dot, row.mark]).toEqual([1 / 3, 2 / 3]);
    // From 2023 to 2024, of three years: half of the way, from the lowest to the highest.
    expect(row.course).toEqual([
      [
        [0, 0],
        [0.5, 1],
      ],
    ]);
  });

  test('a county beyond all areas has its place in the strip; where it is their sum it has none', () => {
    const beyond = rate([2025], [10], [[0], [5]]);
    expect(profileRow(beyond, 1)).toMatchObject({ dot: 0.5, mark: 1, strokes: [0, 0.5] });
    expect(profileRow({ ...beyond, measure: 'count' }, 1)).toMatchObject({ dot: 1, mark: null, strokes: [0, 1] });
  });

  test('what is told every few years is not compared with the year before', () => {
    expect(profileRow(rate([2020, 2025], [1, 2], [[1, 2]]), 0).change).toBeNull();
  });

  test('hidden and missing ones have no place, and nothing follows from them', () => {
    const told = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant('hidden' as const), fc.constant(null));
    const table = fc
      .record({ years: fc.integer({ min: 1, max: 6 }), areas: fc.integer({ min: 1, max: 8 }) })
      .chain(({ years, areas }) =>
        fc.record({
          whole: fc.array(told, { minLength: years, maxLength: years }),
          areas: fc.array(fc.array(told, { minLength: years, maxLength: years }), {
            minLength: areas,
            maxLength: areas,
          }),
        }),
      );
    fc.assert(
      fc.property(table, ({ whole, areas }) => {
        const years = whole.map((_, index) => 2000 + index);
        areas.forEach((own, area) => {
          const row = profileRow(rate(years, whole, areas), area);
          const before = own[row.at - 1] ?? null;
          expect(row.dot === null).toBe(typeof row.value !== 'number');
          if (row.value === 'hidden' || before === 'hidden') expect(row.change).toBe('hidden');
          const points = row.course.flat();
          const places = [...row.strokes, row.dot ?? 0, row.mark ?? 0, ...points.flat()];
          expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
          expect(points.length).toBeLessThanOrEqual(own.filter((value) => typeof value === 'number').length);
          // As many are above it as its rank says.
          if (row.rank !== null) expect(row.strokes.filter((place) => place > row.dot!)).toHaveLength(row.rank - 1);
        });
      }),
    );
  });
});

test('residents are compared back to where their basis changed, and not where one of the two is hidden', () => {
  const dates = [2020, 2021, 2022, 2023].map((year) => ({ date: `${year}-12-31`, broken: year === 2021 }));
  expect(residentsThen(dates, [900, 100, 110, 130])).toMatchObject({ now: 130, since: 1, change: 30 });
  expect(residentsThen(dates, [900, 100, 'hidden', 130])).toMatchObject({ now: 130, since: null, change: null });
  expect(residentsThen(dates, [900, 100, 110, 'hidden'])).toMatchObject({ now: 'hidden', since: null, change: null });
});

test('decimals: none of whole counts, two where all lie within two', () => {
  expect([digitsOf('count', [3, 900]), digitsOf('rate', [0.4, 1.9]), digitsOf('rate', [3, 40])]).toEqual([0, 2, 1]);
});

test('the county is drawn with as many people as the area; a hidden area has nothing to draw it by', () => {
  const bars = barsOfSides([{ ageFrom: 0, ageTo: 9 }], [[300], ['hidden']]);
  expect(scaledTo(bars, 100, 1000)?.[0]?.sides).toEqual([30, 'hidden']);
  expect(scaledTo(bars, 'hidden', 1000)).toBeNull();
});
