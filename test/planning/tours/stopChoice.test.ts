/** Stops for school buses: a world by hand, and what holds for any. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NearWalks } from '../../../server/planning/network/nearWalks.ts';
import { chooseStops } from '../../../server/planning/tours/stopChoice.ts';

const walksOf = (list: readonly (readonly [home: number, stop: number, metres: number])[]): NearWalks => ({
  place: Int32Array.from(list, ([home]) => home),
  stop: Int32Array.from(list, ([, stop]) => stop),
  metres: Int32Array.from(list, ([, , metres]) => metres),
});

describe('by hand', () => {
  // Stop 1 lies within 500 m of homes 0, 1 and 2 (9 pupils), stop 0 of home 0 alone, stop 2 of home 3; home 4 is far from all.
  const walks = walksOf([
    [0, 0, 100],
    [0, 1, 300],
    [1, 1, 200],
    [2, 1, 500],
    [3, 2, 400],
    [4, 2, 501],
  ]);
  test('the stop that serves most comes first; what it serves needs no other', () => {
    const { stops, stopOf, metres } = chooseStops([4, 3, 2, 1, 5], 3, walks, 500);
    expect(stops).toEqual([1, 2]);
    expect([...stopOf]).toEqual([1, 1, 1, 2, -1]);
    expect([...metres]).toEqual([300, 200, 500, 400, -1]);
  });

  test('of two that serve as many the one with the shorter ways', () => {
    const equal = walksOf([
      [0, 0, 300],
      [0, 1, 200],
    ]);
    expect(chooseStops([2], 2, equal, 500).stops).toEqual([1]);
  });

  test('nobody, nothing', () => {
    expect(chooseStops([], 0, walksOf([]), 500)).toEqual({
      stops: [],
      stopOf: new Int32Array(0),
      metres: new Int32Array(0),
    });
  });
});

test('each home within reach of a stop has its nearest chosen one, and no stop is without homes', () => {
  const world = fc.record({
    pupils: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }),
    stops: fc.integer({ min: 1, max: 8 }),
    most: fc.integer({ min: 0, max: 1000 }),
    seed: fc.array(fc.integer({ min: 0, max: 1200 }), { minLength: 96, maxLength: 96 }),
  });
  fc.assert(
    fc.property(world, ({ pupils, stops, most, seed }) => {
      const metres = (home: number, stop: number) => seed[home * 8 + stop]!;
      const pairs = pupils.flatMap((_, home) =>
        Array.from({ length: stops }, (_, stop) => [home, stop, metres(home, stop)] as const),
      );
      const choice = chooseStops(pupils, stops, walksOf(pairs), most);
      expect(new Set(choice.stops).size).toBe(choice.stops.length);
      for (const home of pupils.keys()) {
        const own = choice.stopOf[home]!;
        const within = Array.from({ length: stops }, (_, stop) => metres(home, stop)).some((way) => way <= most);
        expect(own !== -1).toBe(within);
        if (own === -1) continue;
        expect(choice.metres[home]).toBe(metres(home, own));
        expect(metres(home, own)).toBe(Math.min(...choice.stops.map((stop) => metres(home, stop))));
      }
      for (const stop of choice.stops) expect([...choice.stopOf]).toContain(stop);
    }),
  );
});
