/** The whole search for tours keeps the time that it is given, however large the question is. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { stepsBetween, tourWork, type TourResult } from '../../../server/operations/tours/tourWork.ts';
import { busesAt, shiftArrivals } from '../../../server/planning/tours/arrivals.ts';
import { leastBuses } from '../../../server/planning/tours/busBound.ts';
import type { Route, SchoolBusProblem } from '../../../server/planning/tours/schoolBusProblem.ts';

/** Schools all over a county of 30 × 30 km, with stops around each; small buses. */
function county(schools: number, stopsOfEach: number, seats = 8): SchoolBusProblem {
  const random = createRandom(7, 'county').next;
  const school = Array.from({ length: schools }, () => [random() * 30_000, random() * 30_000] as const);
  const stop = school.flatMap(([x, y]) =>
    Array.from({ length: stopsOfEach }, () => [x + (random() - 0.5) * 16_000, y + (random() - 0.5) * 16_000] as const),
  );
  const at = [...stop, ...school];
  const stops = stop.length;
  return {
    stops,
    schools,
    travel: Float64Array.from(at.flatMap(([x, y]) => at.map(([u, v]) => Math.ceil(Math.hypot(x - u, y - v) / 13)))),
    schoolOf: Int32Array.from({ length: stops }, (_, index) => Math.floor(index / stopsOfEach)),
    pupils: Float64Array.from({ length: stops }, () => 1 + Math.floor(random() * seats)),
    standing: new Float64Array(stops).fill(40),
    bell: Float64Array.from({ length: schools }, () => 27_600),
    capacity: seats,
    longestRide: 2700,
    unloading: 120,
  };
}

/** How long a bus is where and with whom: what a plan may not break. */
function check(problem: SchoolBusProblem, { buses, shifts, bound }: Pick<TourResult, 'buses' | 'shifts' | 'bound'>) {
  const { stops, schools, travel, standing, pupils, schoolOf, bell, unloading } = problem;
  const nodes = stops + schools;
  const served = new Uint8Array(stops);
  for (const bus of buses) {
    let free = -Infinity;
    let before = -1;
    for (const { school, stops: list } of bus) {
      const end = bell[school]! + shifts[school]!;
      let time = 0;
      let load = 0;
      list.forEach((one, index) => {
        expect(schoolOf[one]).toBe(school);
        expect(served[one]).toBe(0);
        served[one] = 1;
        load += pupils[one]!;
        time += standing[one]! + travel[one * nodes + (list[index + 1] ?? stops + school)]!;
      });
      expect(load).toBeLessThanOrEqual(problem.capacity);
      expect(time - standing[list[0]!]!).toBeLessThanOrEqual(problem.longestRide);
      if (before >= 0)
        expect(free + travel[(stops + before) * nodes + list[0]!]! + time + unloading).toBeLessThanOrEqual(end);
      free = end;
      before = school;
    }
  }
  expect(served.every((one) => one === 1)).toBe(true);
  expect(buses.length).toBeGreaterThanOrEqual(bound);
}

describe('20 schools with 60 stops each in small buses', () => {
  const problem = county(20, 60);
  const window = stepsBetween(-1800, 0, 300);
  const moved = stepsBetween(-900, 900, 300);
  const isOver = () => true;

  test.each([
    ['bells as they are', [0], [0]],
    ['a window', window, [0]],
    ['a window, and staggered bells asked for', window, moved],
  ])(
    '%s: no longer than half as long again as was given',
    (_, earlier, staggered) => {
      const seconds = 2;
      // A clock that goes on with each look at it: what another process does to the machine does not count.
      let clock = 0;
      const result = tourWork(
        { problem, seconds, earlier, staggered },
        () => undefined,
        undefined,
        () => (clock += 10),
      );
      expect(clock / 1000).toBeGreaterThan(0.5 * seconds);
      expect(clock / 1000).toBeLessThan(1.5 * seconds);
      check(problem, result);
    },
    60_000,
  );

  test('what there was no time for is said', () => {
    let clock = 0;
    const result = tourWork(
      { problem, seconds: 1, earlier: [0], staggered: [0] },
      () => undefined,
      undefined,
      () => (clock += 500),
    );
    expect(result.isSkipped).toBe(true);
    check(problem, result);
    const small = county(2, 3);
    expect(tourWork({ problem: small, seconds: 1, earlier: [0], staggered: [0] }, () => undefined).isSkipped).toBe(
      false,
    );
  });

  test.each([
    ['in the first search', 1, [0], [0]],
    ['while other times are tried', 40, window, [0]],
    ['before all else', 0, window, moved],
  ])('stopped %s, it ends at once with a plan that holds', (_, tells, earlier, staggered) => {
    const small = county(5, 30);
    let told = 0;
    let stoppedAt = tells === 0 ? performance.now() : Infinity;
    const result = tourWork(
      { problem: small, seconds: 60, earlier, staggered },
      () => {
        if (++told >= tells) stoppedAt = Math.min(stoppedAt, performance.now());
      },
      () => stoppedAt < Infinity,
    );
    expect(performance.now() - stoppedAt).toBeLessThan(1500);
    expect([result.isStopped, result.isSkipped]).toEqual([true, true]);
    check(small, result);
    expect(result.bound).toBeGreaterThan(0);
  });

  test('other times are looked for until the clock says so; what was found counts', () => {
    const small = county(6, 12);
    const routes = [...small.schoolOf].map((school, stop): Route => ({ school, stops: Int32Array.of(stop) }));
    const random = () => createRandom(3, 'times').next;
    const before = shiftArrivals(small, routes, window, random(), isOver);
    expect(before).toEqual({ shifts: [0, 0, 0, 0, 0, 0], buses: routes.length });
    const fewer = [20, 200, 2000].map((tries) => {
      const found = shiftArrivals(small, routes, window, random(), () => tries-- <= 0);
      expect(busesAt(small, routes, found.shifts)).toHaveLength(found.buses);
      return found.buses;
    });
    expect(fewer).toEqual(fewer.toSorted((a, b) => b - a));
    expect(fewer.at(-1)).toBeLessThan(routes.length);
  });

  test('a bound found in less time is no larger', () => {
    const small = county(4, 12, 20);
    const sharp = leastBuses(small);
    for (const asks of [0, 10, 100, 1000]) {
      let left = asks;
      expect(leastBuses(small, 0, () => left-- <= 0)).toBeLessThanOrEqual(sharp);
    }
    expect(leastBuses(small, 0, isOver)).toBeGreaterThan(0);
  });
});
