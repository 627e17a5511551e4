/** Demand laid onto homes, ways as a table, and both figures of reach: small worlds by hand, and what holds of any. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelDemand, sharedOut } from '../../../server/planning/kita/homeDemand.ts';
import { reachableOf } from '../../../server/planning/kita/pairs.ts';
import { kitaReach, type KitaReachWork } from '../../../server/planning/kita/reach.ts';

const area = (shown: string, children: number, hidden: '' | 'own' | 'shown' = '', weight = 1) => ({
  ...{ shown, demand: children / 2, isHidden: hidden !== '', isShownHidden: hidden === 'shown', weight },
});
const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0);

describe('demand that a model may know', () => {
  test('what is told stays; hidden parts share what their area tells, hidden areas what the whole tells less all that is told', () => {
    // A is told with 43 children, 3 of them in two hidden parts; B and C are hidden, 1 and 11 children at 1 and 3 homes.
    const areas = [
      area('A', 40),
      area('A', 1, 'own'),
      area('A', 2, 'own'),
      area('A', 0),
      area('B', 1, 'shown'),
      area('C', 11, 'shown', 3),
    ];
    expect([...modelDemand(areas)]).toEqual([20, 0.75, 0.75, 0, 1.5, 4.5]);
  });

  test('of which hidden numbers an area, or the whole, is made up changes nothing', () => {
    const ofParts = (parts: number[], hidden: 'own' | 'shown') => [
      ...modelDemand(parts.map((children, at) => area(hidden === 'own' ? 'A' : `A${at}`, children, hidden))),
    ];
    for (const hidden of ['own', 'shown'] as const)
      expect(ofParts([9, 1, 2], hidden)).toEqual(ofParts([1, 9, 2], hidden));
  });

  test('the sum of all is kept, and of each area that is told', () => {
    const part = fc.record({
      shown: fc.constantFrom('A', 'B', 'C'),
      children: fc.nat(20),
      isHidden: fc.boolean(),
      weight: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(part), fc.subarray(['A', 'B', 'C']), (list, shownHidden) => {
        const areas = list.map(({ shown, children, isHidden, weight }) =>
          area(shown, children, isHidden ? (shownHidden.includes(shown) ? 'shown' : 'own') : '', weight),
        );
        const told = modelDemand(areas);
        expect(sum(told)).toBeCloseTo(sum(areas.map(({ demand }) => demand)), 9);
        for (const name of ['A', 'B', 'C'].filter((each) => !shownHidden.includes(each))) {
          const own = [...areas.keys()].filter((index) => areas[index]!.shown === name);
          expect(sum(own.map((index) => told[index]!))).toBeCloseTo(sum(own.map((index) => areas[index]!.demand)), 9);
        }
      }),
    );
  });

  test('shared out by weights, evenly where there are none', () => {
    expect(sharedOut(12, [3, 0, 1])).toEqual([9, 0, 3]);
    expect(sharedOut(12, [0, 0, 0])).toEqual([4, 4, 4]);
    expect(sharedOut(12, [])).toEqual([]);
  });
});

test('ways in any order become rows by place; longer ones are left out', () => {
  const list = { place: Int32Array.of(2, 0, 2, 0), stop: Int32Array.of(1, 0, 0, 1), metres: [30, 10, 20, 99] };
  expect(reachableOf(list, 3, 50)).toEqual({
    start: Int32Array.of(0, 1, 1, 3),
    site: Int32Array.of(0, 1, 0),
    cost: Float64Array.of(10, 30, 20),
  });
});

describe('reach', () => {
  // Home 0 in area 0 and home 1 in area 1; Kita 0 in area 1 with 10 places, 4 of them for the young at most; each way 500 m.
  const work = (more: Partial<KitaReachWork> = {}): KitaReachWork => ({
    groups: 2,
    demand: Float64Array.of(3, 5, 3, 0),
    looked: Float64Array.of(3, 3),
    supply: Float64Array.of(4),
    total: Float64Array.of(10),
    cap: Float64Array.of(4, Infinity),
    reachable: reachableOf({ place: Int32Array.of(0, 1), stop: Int32Array.of(0, 0), metres: [500, 400] }, 2),
    accepted: 1000,
    steps: [{ upTo: 1000, weight: 1 }],
    areaOfHome: Int32Array.of(0, 1),
    areaOfKita: Int32Array.of(1),
    ...more,
  });

  test('the young have 4 places of 6 that they need, the others all; who is from elsewhere has one outside', () => {
    const { accessibility, unserved, outside, used, bottleneck } = kitaReach(work());
    expect([...accessibility]).toEqual([4 / 6, 4 / 6]);
    // Home 1 is nearer: its 3 have a place, and 1 of home 0.
    expect([...unserved]).toEqual([2, 0, 0, 0]);
    expect([...outside]).toEqual([1, 5, 0, 0]);
    expect([...used]).toEqual([4, 5]);
    expect(bottleneck).toMatchObject({ children: 6, places: 4 });
  });

  test('a way that is not accepted is no way, but still counts within reach', () => {
    const { accessibility, unserved } = kitaReach(work({ accepted: 450 }));
    expect([...accessibility]).toEqual([4 / 6, 4 / 6]);
    expect([...unserved]).toEqual([3, 5, 0, 0]);
  });

  test('a Kita that lies in no area is outside of all', () => {
    const { outside } = kitaReach(work({ areaOfKita: Int32Array.of(-1) }));
    expect(sum(outside)).toBe(9);
  });
});
