/** School choice: a tiny county by hand, and sums that must agree however one adds them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  inflow,
  leakage,
  schoolChoice,
  shareOf,
  type ChoiceRow,
  type PlacedSchool,
} from '../../server/planning/catchment/choice.ts';

const row = (area: string | null, school: string, people: number, isGuest = false): ChoiceRow => ({
  area,
  isGuest,
  school,
  people,
});

/**
 * Two villages with a school each (P in A, Q in B), a third (C) without; R lies in no area.
 *
 *          P    Q    R
 *     A   30    6    –    36 live, 30 stay, 6 leave
 *     B   12   24    3    39 live, 24 stay, 15 leave
 *     C    9    –    –     9 live, all leave
 *   guest  9
 *   nobody knows: 3 at Q
 */
const schools: PlacedSchool[] = [
  { key: 'P', area: 'A' },
  { key: 'Q', area: 'B' },
  { key: 'R', area: null },
  { key: 'S', area: 'A' },
];
const rows = [
  row('A', 'P', 12),
  row('A', 'P', 18),
  row('A', 'Q', 6),
  row('B', 'P', 12),
  row('B', 'Q', 24),
  row('B', 'R', 3),
  row('C', 'P', 9),
  row(null, 'P', 9, true),
  row(null, 'Q', 3),
];

test('who stays, who leaves, who comes in', () => {
  const { areas, schools: intakes, matrix } = schoolChoice(rows, schools);
  expect(Object.fromEntries(areas)).toEqual({
    A: { pupils: 36, inside: 30, elsewhere: 6 },
    B: { pupils: 39, inside: 24, elsewhere: 15 },
    C: { pupils: 9, inside: 0, elsewhere: 9 },
  });
  expect(Object.fromEntries(intakes)).toEqual({
    P: { pupils: 60, own: 30, others: 21, guests: 9, unplaced: 0 },
    Q: { pupils: 33, own: 24, others: 6, guests: 0, unplaced: 3 },
    // In no area nobody is from its own.
    R: { pupils: 3, own: 0, others: 3, guests: 0, unplaced: 0 },
    S: { pupils: 0, own: 0, others: 0, guests: 0, unplaced: 0 },
  });
  expect([...(matrix.get('B') ?? [])]).toEqual([
    ['P', 12],
    ['Q', 24],
    ['R', 3],
  ]);
  // 6 of 36 leave A; C has too few for a share.
  expect([areas.get('A'), areas.get('C')].map((of) => leakage(of!))).toEqual([6 / 36, null]);
  // P: 21 + 9 of 60; Q: 6 of the 30 whose home is known; R: too few.
  expect(['P', 'Q', 'R'].map((key) => inflow(intakes.get(key)!))).toEqual([0.5, 0.2, null]);
});

test('below thirty there is no share', () => {
  expect([shareOf(6, 29), shareOf(6, 30), shareOf(0, 0)]).toEqual([null, 0.2, null]);
});

test('a row of a school that is not given names it', () => {
  expect(() => schoolChoice([row('A', 'T', 3)], schools)).toThrow(/school T/);
});

const someRow = fc.record({
  area: fc.constantFrom('A', 'B', 'C', 'D', null),
  isGuest: fc.boolean(),
  school: fc.constantFrom('P', 'Q', 'R', 'S'),
  people: fc.nat(40).map((n) => 3 * n),
});
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

test('rows and columns of the matrix add up to the same total, and to who stays and who leaves', () => {
  fc.assert(
    fc.property(fc.array(someRow, { maxLength: 60 }), (list) => {
      const { areas, schools: intakes, matrix } = schoolChoice(list, schools);
      const placed = sum(list.filter(({ area }) => area !== null).map(({ people }) => people));
      expect(sum([...areas.values()].map(({ pupils }) => pupils))).toBe(placed);
      expect(sum([...intakes.values()].map(({ own, others }) => own + others))).toBe(placed);
      expect(sum([...intakes.values()].map(({ pupils }) => pupils))).toBe(sum(list.map(({ people }) => people)));
      for (const [area, { pupils, inside, elsewhere }] of areas) {
        expect(sum(matrix.get(area)!.values())).toBe(pupils);
        expect(inside + elsewhere).toBe(pupils);
      }
      for (const [school, { pupils, own, others, guests, unplaced }] of intakes) {
        expect(sum([...matrix.values()].map((of) => of.get(school) ?? 0))).toBe(own + others);
        expect(own + others + guests + unplaced).toBe(pupils);
      }
      expect(sum([...areas.values()].map(({ inside }) => inside))).toBe(
        sum([...intakes.values()].map(({ own }) => own)),
      );
    }),
  );
});

test('the order of the rows changes nothing', () => {
  fc.assert(
    fc.property(fc.array(someRow, { maxLength: 30 }), (list) => {
      expect(schoolChoice([...list].reverse(), schools)).toEqual(schoolChoice(list, schools));
    }),
  );
});
