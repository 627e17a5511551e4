/** Demand ahead and measures: tiny worlds by hand, and sums done the long way. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawn, type Futures } from '../../../server/planning/forecast/futures.ts';
import { isKitaChange, kitasIn, type KitaChange } from '../../../server/planning/kita/measures.ts';
import {
  drawnChildren,
  drawnDemand,
  groupWeights,
  shareShort,
  weighted,
} from '../../../server/planning/kita/outlook.ts';
import { demandOf, childrenOf, type AgeGroupRule } from '../../../server/planning/kita/supply.ts';

const group = (key: string, from: number, to: number, rate: number, last = 1): AgeGroupRule => ({
  key,
  label: { de: key, en: key },
  ages: Array.from({ length: to - from + 1 }, (_, index) => ({
    age: from + index,
    share: from + index === to ? last : 1,
    rate,
  })),
  targetRate: rate,
  places: from === 0 ? 'u3' : 'ue3',
});
const young = group('u3', 0, 2, 0.5);
const older = group('ue3', 3, 6, 0.9, 0.5);
const all: AgeGroupRule = { ...group('all', 0, 6, 0.7, 0.5), places: 'all' };

describe('weights of a group', () => {
  const counts = fc.array(fc.nat(50), { minLength: 7, maxLength: 7 });

  test('children and demand are those of the plain gap; the groups together are all', () => {
    fc.assert(
      fc.property(counts, (people) => {
        const bands = people.map((count, age) => ({ from: age, to: age, people: count }));
        for (const one of [young, older]) {
          const weights = groupWeights(one, [], 7, undefined);
          expect(weighted(people, weights.share)).toBeCloseTo(childrenOf(one, bands).children, 9);
          expect(weighted(people, weights.demand)).toBeCloseTo(demandOf(one, bands), 9);
        }
        const both = groupWeights(all, [young, older], 7, undefined);
        expect(weighted(people, both.demand)).toBeCloseTo(demandOf(young, bands) + demandOf(older, bands), 9);
      }),
    );
  });

  test('another rate is asked of all; an age that is not known singly is left out', () => {
    expect([...groupWeights(all, [young, older], 7, 0.4).demand]).toEqual([0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.2]);
    expect([...groupWeights(older, [], 5, undefined).demand]).toEqual([0, 0, 0, 0.9, 0.9]);
  });
});

describe('demand in the futures', () => {
  // Two futures of three areas, one year on; columns: ages 0 and 1, and all older ones.
  const people = [
    ...[10, 1, 90, 20, 2, 90, 30, 3, 90, 60, 6, 270],
    ...[12, 1, 90, 22, 2, 90, 32, 3, 90, 66, 6, 270],
    ...[10, 1, 90, 20, 2, 90, 30, 3, 90, 60, 6, 270],
    ...[8, 1, 90, 18, 2, 90, 28, 3, 90, 54, 6, 270],
  ];
  const futures: Futures = {
    ...{ columnOf: Uint8Array.of(0, 1, 2), columns: 3, groupOf: Int32Array.of(0, 1, 2), groups: 4 },
    ...{ draws: 2, years: 1, people: Float32Array.from(people) },
  };

  test('areas are summed into theirs, in ascending order; an area in none is in no sum', () => {
    const children = drawnChildren(futures, Int32Array.of(0, 0, -1), 1, 2);
    const demand = { weights: Float64Array.of(0.5, 1), perWhole: null };
    // 0.5 · (10 + 20) + 1 + 2, in both futures of the base year; then 0.5 · 26 + 3 and 0.5 · 34 + 3.
    expect([...drawnDemand(children, 0, 0, demand)]).toEqual([18, 18]);
    expect([...drawnDemand(children, 1, 0, demand)]).toEqual([16, 20]);
    expect([...drawnDemand(children, 1, 1, demand)]).toEqual([16, 20]);
    // As the forecast sums its own columns, where no area is left out.
    const all = drawnChildren(futures, Int32Array.of(0, 0, 1), 2, 2);
    const each = { weights: Float64Array.of(1, 1), perWhole: null };
    expect([...drawnDemand(all, 1, 2, each)]).toEqual([...drawn(futures, 1, [3], 0, 1)]);
    // A rate of whole children: 0.5 · (26 + 3) = 14.5 → 15 and 0.5 · (34 + 3) = 18.5 → 19 of them demand a third of a place each.
    const third = { weights: Float64Array.of(0.5, 0.5), perWhole: 1 / 3 };
    expect([...drawnDemand(children, 1, 0, third)].map((value) => value * 3)).toEqual([15, 19]);
    expect(() => drawnChildren(futures, Int32Array.of(0), 1, 2)).toThrow(/each area/);
  });

  test('places lack where more than half a place is missing', () => {
    const sorted = Float64Array.of(9, 10.4, 10.6, 12);
    expect([8, 10, 10.2, 12, 0].map((places) => shareShort(sorted, places))).toEqual([1, 0.5, 0.25, 0, 1]);
    expect(shareShort(new Float64Array(0), 5)).toBe(0);
    const values = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 20 }), (list, places) => {
        const short = list.filter((demand) => demand > places + 0.5).length / list.length;
        expect(shareShort(Float64Array.from(list).sort(), places)).toBeCloseTo(short, 12);
      }),
    );
  });
});

describe('measures', () => {
  const today = [
    { key: 'A', usable: 60, u3: 20, ue3: 40 },
    { key: 'B', usable: 25, u3: null, ue3: null },
  ];
  const open: KitaChange = {
    ...{ kind: 'kitaOpen', kita: 'neu-1', name: 'Neu', lon: 11, lat: 51, placesU3: 12, placesUe3: 30, from: 2028 },
  };
  const places = (changes: KitaChange[], year: number) =>
    kitasIn(today, changes, year).kitas.map(({ key, usable }) => `${key} ${usable}`);

  test('a house opens, grows and closes in its years; one that the list has no more is named', () => {
    const grow: KitaChange = { kind: 'kitaPlaces', kita: 'neu-1', placesU3: 24, placesUe3: 30, from: 2030 };
    const close: KitaChange = { kind: 'kitaClose', kita: 'A', from: 2029 };
    const changes = [open, grow, close];
    expect(places([], 2030)).toEqual(['A 60', 'B 25']);
    expect([2027, 2028, 2029, 2030].map((year) => places(changes, year))).toEqual([
      ['A 60', 'B 25', 'neu-1 0'],
      ['A 60', 'B 25', 'neu-1 42'],
      ['A 0', 'B 25', 'neu-1 42'],
      ['A 0', 'B 25', 'neu-1 54'],
    ]);
    expect(kitasIn(today, [{ kind: 'kitaClose', kita: 'fort', from: 2029 }], 2030).missing).toEqual(['fort']);
  });

  test('what is made later counts, whatever year it was first meant for', () => {
    const fewer: KitaChange = { kind: 'kitaPlaces', kita: 'A', placesU3: 10, placesUe3: 10, from: 2030 };
    const more: KitaChange = { kind: 'kitaPlaces', kita: 'A', placesU3: 30, placesUe3: 50, from: 2028 };
    expect(places([fewer, more], 2031)).toEqual(['A 80', 'B 25']);
    expect(places([more, fewer], 2031)).toEqual(['A 20', 'B 25']);
    expect(places([more, fewer], 2029)).toEqual(['A 80', 'B 25']);
  });

  test('are told apart from those of schools', () => {
    expect([open, { kind: 'close' }, { kind: 'undo' }].map(isKitaChange)).toEqual([true, false, false]);
  });
});
