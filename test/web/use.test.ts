import { expect, test } from 'vitest';
import { School } from '../../server/contract/sites.ts';
import { totalsOf, useOf } from '../../web/scenes/catchments/use.ts';

const shape = School.pick({ enrolment: true, places: true });
const school = (enrolment: number | 'hidden' | null, places: number | null) => shape.parse({ enrolment, places });

test('a school without places or without a number has no use', () => {
  expect(useOf(school(90, 100))).toBe(0.9);
  expect(useOf(school(90, null))).toBeNull();
  expect(useOf(school(90, 0))).toBeNull();
  expect(useOf(school('hidden', 100))).toBeNull();
});

test('use counts only schools for which both are known', () => {
  // 90 + 130 pupils on 100 + 100 places; the third school has pupils but no places.
  expect(totalsOf([school(90, 100), school(130, 100), school(50, null)])).toEqual({
    pupils: 270,
    places: 200,
    use: 1.1,
  });
  expect(totalsOf([school(90, 100), school('hidden', 100)])).toEqual({ pupils: 'hidden', places: 100, use: 0.9 });
  expect(totalsOf([school(null, null)])).toEqual({ pupils: null, places: 0, use: null });
});
