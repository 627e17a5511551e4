/** Capacitated vehicle routing: worlds whose answer is derived, and all plans of small ones. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { solveRouting } from '../../../server/planning/tours/routing.ts';
import type { RoutingProblem } from '../../../server/planning/tours/routingProblem.ts';

const means = (steps = 3000) => ({ now: () => 0, random: createRandom(1, 'routing').next, seconds: 1, steps });

/** Places on a line; the depot is the first. */
function onLine(at: number[], demand: number[], capacity: number): RoutingProblem {
  const places = at.length;
  const distance = Float64Array.from({ length: places * places }, (_, pair) =>
    Math.abs(at[Math.floor(pair / places)]! - at[pair % places]!),
  );
  return { places, distance, demand: Float64Array.from(demand), capacity };
}

describe('on a line', () => {
  // Two to the left (up to 3 away) and two to the right (up to 5): there and back, 6 + 10.
  test('one tour to each side', () => {
    const { tours, cost } = solveRouting(onLine([0, -1, -3, 2, 5], [0, 1, 1, 1, 1], 2), means());
    expect(cost).toBe(16);
    expect(tours.map((tour) => [...tour].sort()).sort()).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  // 2 + 2 do not fit into 3, so each of three places has its own tour: 2 · (1 + 2 + 3).
  test('the capacity is kept where it costs', () => {
    expect(solveRouting(onLine([0, 1, 2, 3], [0, 2, 2, 2], 3), means()).cost).toBe(12);
  });

  test('a depot alone needs no tour', () => {
    expect(solveRouting(onLine([0], [0], 1), means())).toMatchObject({ tours: [], cost: 0 });
  });

  // The demands 3, 3, 2, 2, 2 fill two vehicles of 6 only as 3 + 3 and 2 + 2 + 2. By position (3 at -1 and 1) it were three.
  test('a limit of the vehicles is kept where it costs', () => {
    const problem = onLine([0, -10, 10, -11, 11, -12], [0, 3, 3, 2, 2, 2], 6);
    const { tours, cost } = solveRouting({ ...problem, vehicles: 2 }, means());
    expect(tours.map((tour) => [...tour].sort()).sort()).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
    expect(cost).toBe(40 + 46);
  });

  // Pickups at 1 and 3, deliveries at 2 and 4: out past both pickups to 4, back over 2, out again? No: deliveries 2, 4, then 3, 1.
  test('pickups come after deliveries', () => {
    const problem = onLine([0, 1, 2, 3, 4], [0, 0, 1, 0, 1], 2);
    const { tours, cost } = solveRouting({ ...problem, pickup: Float64Array.of(0, 1, 0, 1, 0) }, means());
    expect(tours.map((tour) => [...tour])).toEqual([[2, 4, 3, 1]]);
    expect(cost).toBe(8);
  });
});

/** The least cost by all subsets: the shortest tour through each, and how they are best put together. */
function leastCost({ places, distance, demand, capacity }: RoutingProblem): number {
  const stops = places - 1;
  const all = 1 << stops;
  const leg = (from: number, to: number) => distance[from * places + to]!;
  const path = Array.from({ length: all }, () => new Array<number>(stops).fill(Infinity));
  const tour = new Array<number>(all).fill(Infinity);
  for (let set = 1; set < all; set++) {
    const members = Array.from({ length: stops }, (_, stop) => stop).filter((stop) => set & (1 << stop));
    for (const last of members) {
      const rest = set ^ (1 << last);
      path[set]![last] =
        rest === 0
          ? leg(0, last + 1)
          : Math.min(...members.filter((m) => m !== last).map((m) => path[rest]![m]! + leg(m + 1, last + 1)));
    }
    if (members.reduce((sum, stop) => sum + demand[stop + 1]!, 0) <= capacity)
      tour[set] = Math.min(...members.map((last) => path[set]![last]! + leg(last + 1, 0)));
  }
  const best = new Array<number>(all).fill(Infinity);
  best[0] = 0;
  for (let set = 1; set < all; set++)
    for (let part = set; part > 0; part = (part - 1) & set)
      best[set] = Math.min(best[set]!, tour[part]! + best[set ^ part]!);
  return best[all - 1]!;
}

describe('small worlds, against all plans', () => {
  const amounts = (length: number, max: number) =>
    fc.array(fc.integer({ min: 0, max }), { minLength: length, maxLength: length });
  const position = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }));
  const world = fc.integer({ min: 1, max: 7 }).chain((stops) =>
    fc.record({
      at: fc.array(position, { minLength: stops + 1, maxLength: stops + 1 }),
      demand: amounts(stops, 10),
      capacity: fc.integer({ min: 10, max: 25 }),
      /** What each leg is longer than the straight line, so that there and back differ. */
      detour: amounts((stops + 1) ** 2, 5),
    }),
  );
  test('the least cost is found', () => {
    fc.assert(
      fc.property(world, ({ at, demand, capacity, detour }) => {
        const places = at.length;
        const distance = Float64Array.from(detour, (more, pair) => {
          const [from, to] = [Math.floor(pair / places), pair % places];
          return from === to ? 0 : more + Math.abs(at[from]![0] - at[to]![0]) + Math.abs(at[from]![1] - at[to]![1]);
        });
        const problem = { places, distance, demand: Float64Array.of(0, ...demand), capacity };
        const { tours, cost } = solveRouting(problem, means());
        for (const tour of tours)
          expect(tour.reduce((sum, place) => sum + problem.demand[place]!, 0)).toBeLessThanOrEqual(capacity);
        expect(tours.flatMap((tour) => [...tour]).sort()).toEqual(demand.map((_, stop) => stop + 1));
        expect(cost).toBe(leastCost(problem));
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('what cannot be planned is said', () => {
  test('a demand above the capacity', () => {
    expect(() => solveRouting(onLine([0, 1], [0, 7], 6), means())).toThrow(
      expect.objectContaining({
        code: 'tours.demandTooLarge',
        text: { de: expect.stringContaining('Ort 2'), en: expect.stringContaining('place 2') },
      }),
    );
  });

  test('too few vehicles for the sum', () => {
    const problem = onLine([0, 1, 2], [0, 4, 4], 6);
    expect(() => solveRouting({ ...problem, vehicles: 1 }, means())).toThrow(
      expect.objectContaining({ code: 'tours.tooFewVehicles' }),
    );
  });

  // 4 + 4 + 4 = 12 would fill two vehicles of 6, but no two fit into one.
  test('too few vehicles though the sum fits', () => {
    const problem = onLine([0, 1, 2, 3], [0, 4, 4, 4], 6);
    expect(() => solveRouting({ ...problem, vehicles: 2 }, means(500))).toThrow(
      expect.objectContaining({ code: 'tours.noneFound' }),
    );
  });

  test('arrays that do not fit each other', () => {
    expect(() => solveRouting({ ...onLine([0, 1], [0, 1], 6), places: 3 }, means())).toThrow(RangeError);
  });
});
