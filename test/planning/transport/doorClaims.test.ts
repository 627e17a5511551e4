/** Claims measured at the door: exact where an atom's houses allow it, silent where a band would be a few houses. */
import fc from 'fast-check';
import loadHighs from 'highs';
import { describe, expect, test } from 'vitest';
import { countList, type CountOptions, type PlacedPupil } from '../../../server/planning/pupils/countList.ts';
import type { Ground } from '../../../server/planning/pupils/ground.ts';
import type { TransportRule } from '../../../server/planning/transport/distanceBand.ts';
import { doorClaims } from '../../../server/planning/transport/doorClaims.ts';
import { chanceOf } from '../../chance.ts';

const highs = await loadHighs();
const LEAST = 6;
const limit = { comparator: '>=' as const, roundTrip: false, schoolTypes: null };
const rule: TransportRule = {
  limits: [
    { ...limit, gradeFrom: 1, gradeTo: 4, metres: 2000 },
    { ...limit, gradeFrom: 5, gradeTo: 10, metres: 3000 },
  ],
  detourFactor: 1.3,
  tolerance: 0.01,
};
const schools = [{ key: 'S', schoolType: 'grundschule' }];

/** Houses stand on one line, the school at 0: the way is where the house stands. A kilometre of it is one cell. */
type Point = readonly [number, number];
const groundAt = ([x]: Point): Ground => {
  const e = Math.floor((x - 500) / 1000) * 1000 + 500;
  return { cell: { key: `C${e}`, n: 0, e }, gemeinde: 'G', planningArea: null, district: null };
};
const measure = (houses: readonly Point[], safe: (metres: number) => number = (metres) => metres) =>
  doorClaims(rule, schools, LEAST, (asked) =>
    asked.map(({ houses: own }) => {
      const walkMetres = own.map((house) => houses[house]![0]);
      return { walkMetres, safeMetres: walkMetres.map(safe) };
    }),
  );

const options = (houses: readonly Point[], safe?: (metres: number) => number): CountOptions => ({
  base: 3,
  minimum: LEAST,
  usualShare: 0.8,
  homogeneousMinimum: 25,
  sensitive: new Set(),
  schoolPoints: new Map(),
  kept: [],
  chanceOf: chanceOf(1),
  schoolYear: 2025,
  highs,
  measures: [measure(houses, safe)],
});
const street = (from: number, count: number, step = 1): Point[] =>
  Array.from({ length: count }, (_, n) => [from + n * step, 1]);
const at = (houses: readonly Point[], house: number, count: number, grade = 1): PlacedPupil[] =>
  Array.from({ length: count }, () => ({ school: 'S', grade, quality: 'exact', point: houses[house]!, house }));
/** Whole bases, so that the rounding leaves the truth. */
const told = (pupils: readonly PlacedPupil[], houses: readonly Point[], safe?: (metres: number) => number) =>
  Object.fromEntries(
    countList(pupils, houses, groundAt, options(houses, safe)).counts.map(({ traits, people }) => [
      (JSON.parse(traits ?? '{}') as Record<string, string>)['claim'],
      people,
    ]),
  );

describe('a cell from 1,500 to 2,500 m, the limit at 2,000', () => {
  const houses = [...street(1960, 8), ...street(2030, 8)];
  test('each child by its own door', () => {
    expect(told([...at(houses, 0, 9), ...at(houses, 8, 12)], houses)).toEqual({ none: 9, sure: 12 });
  });
  test('of older ones, whose limit is farther, all are none', () => {
    expect(told([...at(houses, 0, 9, 5), ...at(houses, 8, 12, 5)], houses)).toEqual({ none: 21 });
  });
  test('within the tolerance it is marginal', () => {
    const near = [...street(1960, 8), ...street(1990, 8)];
    expect(told([...at(near, 0, 9), ...at(near, 8, 12)], near)).toEqual({ none: 9, marginal: 12 });
  });
  test('a band of fewer houses than an atom needs pupils is told of nobody there', () => {
    const few = [...street(1960, LEAST - 1), ...street(2030, 20)];
    expect(told([...at(few, 0, 9), ...at(few, 10, 12)], few)).toEqual({ unknown: 21 });
    const enough = [...street(1960, LEAST), ...street(2030, 20)];
    expect(told([...at(enough, 0, 9), ...at(enough, 10, 12)], enough)).toEqual({ none: 9, sure: 12 });
  });
  test('only dangerous ways entitle, and a long way round does', () => {
    expect(told(at(houses, 0, 9), houses, () => -1)).toEqual({ sure: 9 });
    expect(told(at(houses, 0, 9), houses, (metres) => metres + 500)).toEqual({ sure: 9 });
  });
  test('a child whose house is not known has no band', () => {
    const onStreet = at(houses, 0, 9).map(({ house: _, ...pupil }): PlacedPupil => ({ ...pupil, quality: 'street' }));
    expect(told([...onStreet, ...at(houses, 8, 12)], houses)).toEqual({ unknown: 9, sure: 12 });
  });
});

test('property: beside another side of an atom no band is told that few houses have', () => {
  const world = fc.record({
    houses: fc.array(fc.integer({ min: 1501, max: 2499 }), { minLength: 1, maxLength: 40 }),
    grade: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(world, ({ houses, grade }) => {
      const points = houses.map((x): Point => [x, 1]);
      const all = houses.map((_, house) => house);
      const bandOf = measure(points).begin({
        pupils: all.map((house) => ({ point: points[house]!, house, atom: 'A', school: 'S', grade })),
        housesOf: new Map([['A', all]]),
      });
      const bands = all.map((house) => bandOf({ point: points[house]!, house, atom: 'A', school: 'S', grade }));
      const truth = houses.map((metres) => {
        const least = grade <= 4 ? 2000 : 3000;
        return metres >= least * 1.01 ? 'sure' : metres >= least * 0.99 ? 'marginal' : 'none';
      });
      const sizes = [...new Set(truth)].map((band) => truth.filter((one) => one === band).length);
      const isSafe = sizes.length === 1 || Math.min(...sizes) >= LEAST;
      expect(bands).toEqual(truth.map((band) => (isSafe ? band : null)));
    }),
  );
});
