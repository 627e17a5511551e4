/** Demand laid onto homes, ways as a table, and both figures of reach: small worlds by hand, and what holds of any. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modelDemand, sharedOut } from '../../../server/planning/kita/homeDemand.ts';
import { reachableOf } from '../../../server/planning/kita/pairs.ts';
import { kitaReach, type KitaReachWork } from '../../../server/planning/kita/reach.ts';

const isHidden = (children: number) => children > 0 && children < 3;
const area = (shown: string, children: number) => ({ shown, children, demand: children / 2 });
const sum = (values: Iterable<number>) => [...values].reduce((all, each) => all + each, 0);

describe('demand that a model may know', () => {
  test('what is told stays; hidden parts share what their area tells; a hidden area is replaced', () => {
    // A is told with 43 children, 3 of them in two hidden parts; B is hidden with its only child.
    const areas = [area('A', 40), area('A', 1), area('A', 2), area('A', 0), area('B', 1)];
    expect([...modelDemand(areas, isHidden, 0.75)]).toEqual([20, 0.75, 0.75, 0, 0.75]);
  });

  test('of which hidden numbers an area is made up changes nothing', () => {
    const ofParts = (parts: number[]) => [
      ...modelDemand(
        parts.map((children) => area('A', children)),
        isHidden,
        0.75,
      ),
    ];
    expect(ofParts([9, 1, 2])).toEqual(ofParts([9, 2, 1]));
    expect(ofParts([0, 1])).toEqual(ofParts([0, 2]));
  });

  test('sums of areas that are told are kept, whatever is hidden in them', () => {
    const parts = fc.array(fc.record({ shown: fc.constantFrom('A', 'B', 'C'), children: fc.nat(20) }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(parts, (list) => {
        const areas = list.map(({ shown, children }) => area(shown, children));
        const told = modelDemand(areas, isHidden, 0.75);
        for (const shown of new Set(areas.map((one) => one.shown))) {
          const own = [...areas.keys()].filter((index) => areas[index]!.shown === shown);
          const children = sum(own.map((index) => areas[index]!.children));
          const wanted = isHidden(children) ? 0.75 : children / 2;
          expect(sum(own.map((index) => told[index]!))).toBeCloseTo(wanted, 9);
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
