/** Loads in multiples: what is drawn in keeps every plan, and is reached by some. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnIn, grainOf, offFair } from '../../../server/planning/districting/grain.ts';
import type { DistrictingProblem } from '../../../server/planning/districting/problem.ts';

const TRACE = 1e-4;
const world = fc.record({
  step: fc.integer({ min: 1, max: 5 }),
  counts: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 }),
  fixed: fc.integer({ min: 0, max: 40 }),
  capacity: fc.integer({ min: 0, max: 120 }),
  minimum: fc.integer({ min: 0, max: 60 }),
  fair: fc.double({ min: 0, max: 120, noNaN: true }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;
const pupilsOf = ({ counts, step }: World) =>
  Float64Array.from(counts, (count) => (count === 0 ? TRACE : count * step));
/** Every load that a school can have, by trying all sets of atoms. */
function loadsOf(pupils: Float64Array, fixed: number): number[] {
  let loads = new Set([fixed]);
  for (const people of pupils) loads = new Set([...loads].flatMap((load) => [load, load + people]));
  return [...loads];
}

describe('loads in multiples', () => {
  test('the step is what all atoms have in common; traces are none', () => {
    expect(grainOf(Float64Array.of(6, 9, TRACE, 30))).toEqual({ step: 3, trace: TRACE });
    expect(grainOf(Float64Array.of(6, 2.5)).step).toBe(0);
    expect(grainOf(Float64Array.of(TRACE)).step).toBe(0);
  });

  test('property: limits drawn in part the same loads', () => {
    fc.assert(
      fc.property(world, (one) => {
        const pupils = pupilsOf(one);
        const [capacity, minimum] = [Float64Array.of(one.capacity), Float64Array.of(one.minimum)];
        const fixedPupils = Float64Array.of(one.fixed);
        const { least, most } = drawnIn({ pupils, fixedPupils, capacity, minimum } as DistrictingProblem);
        expect(most[0]).toBeLessThanOrEqual(one.capacity);
        expect(least[0]).toBeGreaterThanOrEqual(one.minimum);
        for (const load of loadsOf(pupils, one.fixed)) {
          if (load <= one.capacity) expect(load).toBeLessThanOrEqual(most[0]! + 1e-9);
          if (load >= one.minimum) expect(load).toBeGreaterThanOrEqual(least[0]! - 1e-9);
        }
      }),
    );
  });

  test('property: no load is nearer to the fair one than is said', () => {
    fc.assert(
      fc.property(world, (one) => {
        const pupils = pupilsOf(one);
        const off = offFair(grainOf(pupils), one.fixed, one.fair);
        if (off === null) return;
        for (const load of loadsOf(pupils, one.fixed))
          expect(Math.abs(load - one.fair)).toBeGreaterThanOrEqual(off.least + off.slope * load - 1e-9);
      }),
    );
  });

  test('by hand: of 30 + multiples of 3 none is 40: 39 is one off, 42 two', () => {
    const { least, slope } = offFair({ step: 3, trace: 0 }, 30, 40)!;
    expect(least + slope * 39).toBeCloseTo(1, 12);
    expect(least + slope * 42).toBeCloseTo(2, 12);
    expect(offFair({ step: 3, trace: 0 }, 30, 39)).toBeNull();
  });
});
