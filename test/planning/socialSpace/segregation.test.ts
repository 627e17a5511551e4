/** Segregation in closed form, and by what its measures must keep. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { schoolMix, type HomeRow } from '../../../server/planning/socialSpace/schoolMix.ts';
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

describe('homes and schools', () => {
  // Two areas, half of one and a tenth of the other; 100 pupils of each. Both schools mixed alike, though the nearest are not.
  test('a choice that mixes what the districts would part', () => {
    const rows: HomeRow[] = [0, 1].flatMap((area) =>
      [0, 1].map((school) => ({ area, school, expected: [area], people: 50 })),
    );
    const mix = schoolMix(rows, [0.5, 0.1], 2);
    expect(mix.attended.map(({ share }) => share)).toEqual([0.3, 0.3]);
    expect(mix.expected.map(({ share }) => share)).toEqual([0.5, 0.1]);
    // 50 and 10 of the group, 50 and 90 of the others: ½ (|50/60 − 50/140| + |10/60 − 90/140|).
    expect(mix.dissimilarity.attended).toBeCloseTo(0, 12);
    expect(mix.dissimilarity.areas).toBeCloseTo((50 / 60 - 50 / 140 + 90 / 140 - 10 / 60) / 2, 12);
    expect(mix.dissimilarity.expected).toBeCloseTo(mix.dissimilarity.areas!, 12);
  });

  test('an area without a value counts nowhere, a district of two schools in both', () => {
    const rows: HomeRow[] = [
      { area: 0, school: 0, expected: [0, 1], people: 40 },
      { area: 1, school: 1, expected: [1], people: 60 },
    ];
    const mix = schoolMix(rows, [0.25, null], 2);
    expect(mix.all).toEqual({ people: 40, share: 0.25 });
    expect(mix.expected.map(({ people }) => people)).toEqual([20, 20]);
    expect(mix.attended[1]).toEqual({ people: 0, share: null });
    expect(() => schoolMix(rows, [1.2, null], 2)).toThrow(/^Please give shares from 0 to 1/);
  });

  test('people are whole whatever the share is, and in one area nobody is apart', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.integer({ min: 1, max: 9 })),
        (share, parts) => {
          const rows = parts.map((people): HomeRow => ({ area: 0, school: 0, expected: [0], people: 3 * people }));
          const { all, areas, dissimilarity: d } = schoolMix(rows, [share], 1);
          expect(all.people).toBe(3 * parts.reduce((sum, people) => sum + people, 0));
          expect([areas, d]).toEqual([parts.length > 0 ? 1 : 0, { areas: null, attended: null, expected: null }]);
        },
      ),
    );
  });

  test('where too few have a school of reference, all count and nothing is compared', () => {
    const rows: HomeRow[] = [
      { area: 0, school: 0, expected: [0], people: 10 },
      { area: 1, school: 1, expected: [], people: 90 },
    ];
    const mix = schoolMix(rows, [0.5, 0.1], 2);
    expect([mix.hasReference, mix.all.people, mix.dissimilarity.expected]).toEqual([false, 100, null]);
    expect(mix.dissimilarity.attended).toBe(mix.dissimilarity.areas);
  });

  test('schools are never further apart than the areas, and everybody is counted once on each side', () => {
    const row = fc.record({
      area: fc.nat(5),
      school: fc.nat(3),
      expected: fc.uniqueArray(fc.nat(3), { minLength: 1, maxLength: 2 }),
      people: fc.integer({ min: 1, max: 60 }).map((n) => 3 * n),
    });
    const share = fc.array(
      fc.nat(1000).map((n) => n / 1000),
      { minLength: 6, maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), share, (rows, shares) => {
        const { all, attended, expected, dissimilarity: d } = schoolMix(rows, shares, 4);
        const people = rows.reduce((sum, one) => sum + one.people, 0);
        for (const side of [attended, expected]) {
          expect(side.reduce((sum, one) => sum + one.people, 0)).toBeCloseTo(people, 6);
          const cases = side.reduce((sum, one) => sum + one.people * (one.share ?? 0), 0);
          expect(cases).toBeCloseTo(all.people * all.share!, 6);
        }
        if (d.areas === null) return;
        expect(d.attended!).toBeLessThanOrEqual(d.areas + 1e-9);
        expect(d.expected!).toBeLessThanOrEqual(d.areas + 1e-9);
      }),
    );
  });
});
