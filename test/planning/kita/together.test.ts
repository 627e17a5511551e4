/** Places that are one total with caps by age and hours: the bound against a solver, and by hand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lacking, type Offer, type Wanted } from '../../../server/planning/kita/together.ts';
import { bestServed } from './servedBySolver.ts';

const all = (...wanted: [places: number, fullDay: number][]): Wanted[] =>
  wanted.map(([places, fullDay]) => ({ places, fullDay }));

describe('by hand', () => {
  // 60 places, at most 20 of them under three and 50 from three on.
  const house: Offer = { total: 60, caps: [20, 50], fullDay: Infinity };

  test('each age has room for itself, both together have not', () => {
    // 20 of 20 and 50 of 50, but 70 of 60.
    expect(lacking(all([20, 0], [50, 0]), [house])).toBe(10);
    // 5 over the cap of the young: nobody older makes room for them.
    expect(lacking(all([25, 0], [30, 0]), [house])).toBe(5);
    expect(lacking(all([10, 0], [50, 0]), [house])).toBe(0);
  });

  test('children who stay all day need a place for all day, others can have either', () => {
    const short: Offer = { ...house, fullDay: 30 };
    expect(lacking(all([10, 5], [40, 20]), [short])).toBe(0);
    // 35 for 30 full-day places; in all 50 for 60.
    expect(lacking(all([10, 10], [40, 25]), [short])).toBe(5);
    // Two houses: what the one lacks the other one has.
    expect(lacking(all([10, 10], [40, 25]), [short, { total: 10, caps: [0, 10], fullDay: 10 }])).toBe(0);
  });

  test('nobody and nothing', () => {
    expect(lacking([], [])).toBe(0);
    expect(lacking(all([3, 1]), [])).toBe(3);
    expect(lacking(all([0, 0]), [house])).toBe(0);
  });
});

const count = fc.integer({ min: 0, max: 12 });
const offer = fc
  .record({ total: count, caps: fc.tuple(count, count), fullDay: fc.option(count, { nil: Infinity }) })
  .map((one): Offer => one);
const wish = fc.tuple(count, count).map(([a, b]): Wanted => ({ places: Math.max(a, b), fullDay: Math.min(a, b) }));

describe('against a linear program', () => {
  test('never more than really lack, and of one age group exactly as many', () => {
    fc.assert(
      fc.property(fc.tuple(wish, wish), fc.array(offer, { maxLength: 3 }), (wanted, offers) => {
        const lack = wanted[0].places + wanted[1].places - bestServed(wanted, offers);
        expect(lacking(wanted, offers)).toBeLessThanOrEqual(lack + 1e-6);
        const [one] = wanted;
        const young = offers.map(({ total, caps, fullDay }) => ({ total, caps: [caps[0]!], fullDay }));
        const without = one.places - bestServed([one], young);
        expect(lacking([one], young)).toBeCloseTo(without, 6);
      }),
      { numRuns: 60 },
    );
  });

  test('of two age groups it is nearly always exact', () => {
    let [exact, seen] = [0, 0];
    fc.assert(
      fc.property(fc.tuple(wish, wish), fc.array(offer, { minLength: 1, maxLength: 3 }), (wanted, offers) => {
        const lack = wanted[0].places + wanted[1].places - bestServed(wanted, offers);
        if (lack < 1e-6) return;
        seen++;
        if (Math.abs(lacking(wanted, offers) - lack) < 1e-6) exact++;
      }),
      { numRuns: 120, seed: 5 },
    );
    expect(seen).toBeGreaterThan(40);
    expect(exact / seen).toBeGreaterThan(0.9);
  });
});
