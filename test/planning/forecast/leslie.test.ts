/** The cohort component model by hand, on a population that keeps its shape, and as the linear map that it is. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectCohorts } from '../../../server/planning/forecast/leslie.ts';

// Births 0.5 × 80 = 40; 0.9 × 100 = 90; 0.8 × 80 = 64 come into the open group and 0.25 × 40 = 10 stay in it: 74.
// Then births 0.5 × 90 = 45; 0.9 × 40 = 36; 0.8 × 90 + 0.25 × 74 = 90.5.
test.each([
  [0, [100, 80, 40]],
  [1, [40, 90, 74]],
  [2, [45, 36, 90.5]],
])('three groups after %i periods', (periods, expected) => {
  const after = projectCohorts([100, 80, 40], [0.9, 0.8, 0.25], [0, 0.5, 0], periods);
  expected.forEach((people, group) => expect(after[group]).toBeCloseTo(people, 12));
});

// 100 × (0.3 births + 0.9 that stay) = 120, then 144.
test('one group alone is open, and has births', () => {
  expect(projectCohorts([100], [0.9], [0.3], 2)[0]).toBeCloseTo(144, 12);
});

// Births 1 and 1.5 per person, survival 0.5 and none: λ² = λ + 0.75, so λ = 1.5, with groups as 3 : 1
// (second = 0.5 / 1.5 of the first).
test('a stable population grows by the eigenvalue and keeps its shape', () => {
  const after = projectCohorts([300, 100], [0.5, 0], [1, 1.5], 8);
  expect(after[0]).toBeCloseTo(300 * 1.5 ** 8, 8);
  expect(after[1]).toBeCloseTo(100 * 1.5 ** 8, 8);
});

// Without births and without deaths all end up in the open group.
test('nobody is lost', () => {
  expect([...projectCohorts([5, 7, 11, 2], [1, 1, 1, 1], [0, 0, 0, 0], 3)]).toEqual([0, 0, 0, 25]);
});

const rates = fc.integer({ min: 1, max: 7 }).chain((groups) => {
  const list = (max: number) =>
    fc.array(fc.double({ min: 0, max, noNaN: true }), { minLength: groups, maxLength: groups });
  return fc.record({ first: list(1000), second: list(1000), survival: list(1), births: list(1) });
});

test('is linear: populations may be projected apart and added', () => {
  fc.assert(
    fc.property(rates, fc.integer({ min: 0, max: 6 }), ({ first, second, survival, births }, periods) => {
      const of = (population: number[]) => projectCohorts(population, survival, births, periods);
      const [a, b] = [of(first), of(second)];
      of(first.map((people, group) => 2 * people + second[group]!)).forEach((people, group) => {
        const expected = 2 * a[group]! + b[group]!;
        expect(Math.abs(people - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, expected) * (periods + 1) * 8);
      });
    }),
    { seed: 1 },
  );
});

test('leaves what it is given as it was, and refuses lists that do not fit', () => {
  const population = [1, 2];
  projectCohorts(population, [1, 1], [1, 1], 3);
  expect(population).toEqual([1, 2]);
  expect(() => projectCohorts([], [], [], 1)).toThrow(/^Please give people/);
  expect(() => projectCohorts([1, 2], [1], [1, 1], 1)).toThrow(/^Please give people/);
  expect(() => projectCohorts([1], [1], [1], 1.5)).toThrow(/^Please give a whole number/);
});
