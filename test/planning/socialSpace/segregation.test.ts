/** Segregation in closed form, and by what its measures must keep. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dissimilarity, exposure } from '../../../server/planning/socialSpace/segregation.ts';

describe('in closed form', () => {
  test('spread alike', () => {
    expect(dissimilarity([10, 20, 30], [20, 40, 60])).toBe(0);
    expect(exposure([10, 20, 30], [20, 40, 60])!.isolation).toBeCloseTo(1 / 3, 12);
  });

  test('apart', () => {
    expect(dissimilarity([10, 0, 5], [0, 7, 0])).toBeCloseTo(1, 12);
    expect(exposure([10, 0, 5], [0, 7, 0])).toEqual({ isolation: 1, interaction: 0 });
  });

  // Shares 0.9, 0.1 against 0.3, 0.7: D = ½ (0.6 + 0.6). Isolation 0.9 × 90 / 120 + 0.1 × 10 / 80.
  test('two areas', () => {
    expect(dissimilarity([90, 10], [30, 70])).toBeCloseTo(0.6, 12);
    const { isolation, interaction } = exposure([90, 10], [30, 70])!;
    expect(isolation).toBeCloseTo(0.675 + 0.0125, 12);
    expect(interaction).toBeCloseTo(1 - 0.6875, 12);
  });

  test('without a group there is no measure', () => {
    expect([dissimilarity([0, 0], [1, 2]), dissimilarity([1], [0]), dissimilarity([], [])]).toEqual([null, null, null]);
    expect(exposure([0], [1])).toBeNull();
  });

  test('what cannot be meant is refused', () => {
    expect(() => dissimilarity([1], [1, 2])).toThrow(/^Please give both groups/);
    expect(() => exposure([NaN], [1])).toThrow(/^Please give numbers of people/);
  });
});

const areas = fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 1, maxLength: 12 });
const columns = (list: readonly (readonly [number, number])[]) =>
  [list.map(([one]) => one), list.map(([, other]) => other)] as const;

test('from 0 to 1, D the same both ways, and exposure adds up', () => {
  fc.assert(
    fc.property(areas, (list) => {
      const [group, others] = columns(list);
      const d = dissimilarity(group, others);
      const exposed = exposure(group, others);
      expect(d === null).toBe(exposed === null);
      if (d === null || exposed === null) return;
      for (const value of [d, exposed.isolation, exposed.interaction]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
      expect(dissimilarity(others, group)).toBeCloseTo(d, 12);
      expect(exposed.isolation + exposed.interaction).toBeCloseTo(1, 12);
      const all = group.reduce((a, b) => a + b, 0);
      const everybody = all + others.reduce((a, b) => a + b, 0);
      // Nobody lives more among their own than by chance only where the groups are spread alike.
      expect(exposed.isolation).toBeGreaterThanOrEqual(all / everybody - 1e-12);
    }),
  );
});

test('an area that is cut into parts alike changes nothing', () => {
  fc.assert(
    fc.property(areas, fc.integer({ min: 2, max: 5 }), (list, parts) => {
      const [group, others] = columns(list);
      const cut = columns(
        list.flatMap(([one, other]) => Array.from({ length: parts }, () => [one / parts, other / parts] as const)),
      );
      const d = dissimilarity(group, others);
      if (d === null) return;
      expect(dissimilarity(...cut)).toBeCloseTo(d, 10);
      expect(exposure(...cut)!.isolation).toBeCloseTo(exposure(group, others)!.isolation, 10);
    }),
  );
});
