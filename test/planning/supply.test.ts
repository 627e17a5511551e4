/** Kita supply by hand, and what must hold whatever the numbers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupsSplitAt } from '../../geodata/rules/kitaGroups.ts';
import {
  childrenOf,
  licensedPlaces,
  occupancy,
  placesOf,
  supply,
  unassignedPlaces,
  type AgeBand,
} from '../../server/planning/kita/supply.ts';

const at3 = groupsSplitAt(3, { young: 0.5, older: 0.9 });
const at2 = groupsSplitAt(2, { young: 0.4, older: 0.9 });
const group = (rule: typeof at3, key: string) => {
  const found = rule.groups.find((entry) => entry.key === key);
  if (!found) throw new Error(key);
  return found;
};
/** 10 children of age 0, 11 of age 1 … 16 of age 6. */
const single: AgeBand[] = [0, 1, 2, 3, 4, 5, 6].map((age) => ({ from: age, to: age, people: 10 + age }));

test.each([
  // 10 + 11 + 12
  ['u3', at3, 33],
  // 13 + 14 + 15 and half of the 16 six-year-olds
  ['ue3', at3, 50],
  ['all', at3, 83],
  // 10 + 11; 12 + 13 + 14 + 15 + 8
  ['u2', at2, 21],
  ['ue2', at2, 62],
] as const)('children of group %s by single years', (key, rule, children) => {
  expect(childrenOf(group(rule, key), single)).toEqual({ children, missingAges: [] });
});

test('a band is spread evenly over its years; an open one is not guessed', () => {
  // Official table: under 3 (30), 3 to under 6 (33), 6 to under 10 (40): a quarter of the last is six years old.
  const bands: AgeBand[] = [
    { from: 0, to: 2, people: 30 },
    { from: 3, to: 5, people: 33 },
    { from: 6, to: 9, people: 40 },
  ];
  expect(childrenOf(group(at3, 'u3'), bands).children).toBe(30);
  expect(childrenOf(group(at2, 'u2'), bands).children).toBeCloseTo(20, 10);
  expect(childrenOf(group(at3, 'ue3'), bands).children).toBeCloseTo(33 + 0.5 * 10, 10);
  const open: AgeBand[] = [...bands.slice(0, 2), { from: 6, to: null, people: 900 }];
  expect(childrenOf(group(at3, 'ue3'), open)).toEqual({ children: 33, missingAges: [6] });
});

test('years and their sum in one table are counted once', () => {
  const sums: AgeBand[] = [
    { from: 0, to: 5, people: single.filter(({ from }) => from < 6).reduce((sum, { people }) => sum + people, 0) },
    { from: 0, to: 2, people: single.filter(({ from }) => from < 3).reduce((sum, { people }) => sum + people, 0) },
  ];
  for (const bands of [
    [...sums, ...single],
    [...single, ...sums],
  ]) {
    expect(childrenOf(group(at3, 'u3'), bands)).toEqual(childrenOf(group(at3, 'u3'), single));
    expect(childrenOf(group(at3, 'all'), bands)).toEqual(childrenOf(group(at3, 'all'), single));
  }
});

test('the older group of the rule spans 3.5 cohorts', () => {
  expect(group(at3, 'ue3').ages.reduce((sum, { share }) => sum + share, 0)).toBe(3.5);
  // (3 × 0.5 + 3.5 × 0.9) ÷ 6.5 = 0.7154
  expect(group(at3, 'all').targetRate).toBeCloseTo(0.715, 3);
});

test('places: by group, unsplit ones only under all, a Kita without a number adds nothing', () => {
  const kitas = [
    { usable: 60, u3: 20, ue3: 40 },
    { usable: 50, u3: null, ue3: null },
    { usable: 40, u3: 10, ue3: 20 },
    { usable: null, u3: 5, ue3: 6 },
    { usable: null, u3: null, ue3: null },
  ];
  expect((['u3', 'ue3', 'all'] as const).map((places) => placesOf({ places }, kitas))).toEqual([35, 66, 161]);
  expect(kitas.map(unassignedPlaces)).toEqual([0, 50, 10, 0, 0]);
});

test('demand, gap and coverage: 80 children, rate 0.5, 30 places', () => {
  expect(supply(80, 30, 40)).toEqual({ demand: 40, gap: -10, coverage: 0.375 });
  expect(supply(0, 30, 0)).toEqual({ demand: 0, gap: 30, coverage: null });
});

describe('whatever the numbers', () => {
  const people = fc.array(fc.nat(500), { minLength: 7, maxLength: 7 });

  test('nobody is lost or counted twice between the groups', () => {
    fc.assert(
      fc.property(people, fc.constantFrom(at2, at3), (numbers, rule) => {
        const bands = numbers.map((n, age) => ({ from: age, to: age, people: n }));
        const [young, older, all] = rule.groups.map((entry) => childrenOf(entry, bands).children);
        expect((young ?? NaN) + (older ?? NaN)).toBeCloseTo(all ?? NaN, 6);
      }),
    );
  });

  test('cutting the ages into other bands does not change the sum over whole bands', () => {
    fc.assert(
      fc.property(people, fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }), (numbers, cuts) => {
        const starts = [0, ...cuts.sort((a, b) => a - b), 6];
        const bands = starts.slice(0, -1).map((from, i) => {
          const to = (starts[i + 1] ?? 6) - 1;
          return { from, to, people: numbers.slice(from, to + 1).reduce((a, b) => a + b, 0) };
        });
        const ages = [0, 1, 2, 3, 4, 5].map((age) => ({ age, share: 1 }));
        const everyone = { ...group(at3, 'all'), ages };
        expect(childrenOf(everyone, bands).children).toBeCloseTo(
          numbers.slice(0, 6).reduce((a, b) => a + b, 0),
          6,
        );
      }),
    );
  });

  test('places of the groups and the unsplit ones are all the places', () => {
    const kita = fc
      .record({ u3: fc.nat(50), ue3: fc.nat(90), rest: fc.nat(40) })
      .map(({ u3, ue3, rest }) => ({ usable: u3 + ue3 + rest, u3, ue3 }));
    fc.assert(
      fc.property(fc.array(kita), (kitas) => {
        const unsplit = kitas.reduce((sum, entry) => sum + unassignedPlaces(entry), 0);
        expect(placesOf({ places: 'u3' }, kitas) + placesOf({ places: 'ue3' }, kitas) + unsplit).toBe(
          placesOf({ places: 'all' }, kitas),
        );
      }),
    );
  });

  test('gaps of areas sum to the gap of the county', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(500), fc.nat(300)), { minLength: 1 }),
        fc.double({ min: 0, max: 1.5, noNaN: true }),
        (areas, rate) => {
          const sum = areas.reduce(
            (total, [children, places]) => total + supply(children, places, children * rate).gap,
            0,
          );
          const [children, places] = areas.reduce(([c, p], [a, b]) => [c + a, p + b], [0, 0]);
          expect(sum).toBeCloseTo(supply(children, places, children * rate).gap, 4);
        },
      ),
    );
  });
});

test('occupied places are held against those of the Kitas that tell them; a licence is of all ages', () => {
  const kita = (u3: number | null, ue3: number | null, occupiedU3: number | null, occupiedUe3: number | null) => ({
    ...{ usable: (u3 ?? 0) + (ue3 ?? 0), u3, ue3, occupiedU3, occupiedUe3 },
    licensed: u3 === null ? null : 70,
  });
  const kitas = [kita(20, 40, 15, 41), kita(10, 30, null, 24), kita(null, null, null, null)];
  expect(occupancy({ places: 'u3' }, kitas)).toEqual({ children: 15, places: 20, telling: 1 });
  expect(occupancy({ places: 'ue3' }, kitas)).toEqual({ children: 65, places: 70, telling: 2 });
  // The second one does not tell its children under 3: of all ages it tells nothing; without places for them it does.
  expect(occupancy({ places: 'all' }, kitas)).toEqual({ children: 56, places: 60, telling: 1 });
  expect(occupancy({ places: 'all' }, [kita(0, 30, null, 24)])).toEqual({ children: 24, places: 30, telling: 1 });
  expect(occupancy({ places: 'all' }, kitas.slice(2))).toBeNull();
  expect([licensedPlaces(kitas), licensedPlaces(kitas.slice(2))]).toEqual([140, null]);
});
