/** From pupils to a timetable of buses: destinations, stops that are divided, arrivals that are moved, limits that hold. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { busesAt, shiftArrivals, spreadArrivals } from '../../../server/planning/tours/arrivals.ts';
import { leastBuses } from '../../../server/planning/tours/busBound.ts';
import { solveSchoolBus } from '../../../server/planning/tours/schoolBus.ts';
import type { Route, SchoolBusProblem } from '../../../server/planning/tours/schoolBusProblem.ts';
import {
  destinationAt,
  destinationsOf,
  tourProblem,
  type Riders,
  type TourRules,
} from '../../../server/planning/tours/tourProblem.ts';
import { rideFigures, scheduleTours } from '../../../server/planning/tours/tourSchedule.ts';
import type { TourGround } from '../../../server/planning/tours/tourGround.ts';

/** Places on a line: a metre a second. Home i has stop i; NaN: at no road. */
function lineGround(stops: readonly number[], schools: readonly number[]): TourGround {
  const at = [...stops, ...schools];
  const ways = Float64Array.from(at.flatMap((from) => at.map((to) => Math.abs(from - to))));
  return {
    stops: stops.map((place) => ({ point: [place, 0] as const, existing: null })),
    stopOf: Int32Array.from(stops.keys()),
    walk: new Int32Array(stops.length),
    offRoad: [],
    seconds: ways,
    metres: ways,
  };
}
const rules: TourRules = {
  seats: 10,
  longestRide: 1000,
  busFactor: 1,
  stopSeconds: 10,
  childSeconds: 1,
  schoolSeconds: 60,
};
const means = () => ({ now: () => 0, random: createRandom(1, 'tours').next, seconds: 1, steps: 3000 });

describe('destinations', () => {
  // Schools at 0, 300 and 5000; the one at 300 has most pupils.
  const ground = lineGround([100], [0, 300, 5000]);
  test('same bell and near: one, at the school with most pupils', () => {
    expect(destinationsOf([5, 9, 1], [100, 100, 100], ground, 400)).toEqual([[1, 0], [2]]);
  });
  test('another bell, or no mixed loads: apart', () => {
    expect(destinationsOf([5, 9, 1], [100, 200, 100], ground, 400)).toEqual([[1], [0], [2]]);
    expect(destinationsOf([5, 9, 1], [100, 100, 100], ground, 0)).toEqual([[1], [0], [2]]);
  });
});

test('the bus is at a shared destination so early that who walks on to the farthest school is in time', () => {
  const ground = lineGround([100], [0, 300, 200]);
  const walk = (metres: number) => 0.9 * metres;
  expect(destinationAt([0, 2, 1], 1000, ground, walk)).toEqual({
    schools: [0, 2, 1],
    arrive: 730,
    walkSeconds: 270,
  });
  expect(destinationAt([2], 1000, ground, walk)).toMatchObject({ arrive: 1000, walkSeconds: 0 });
});

describe('the problem', () => {
  test('who waits at one stop for one destination waits together; full buses are split off', () => {
    const ground = lineGround([100, 200], [0, 10]);
    const riders: Riders[] = [
      { home: 0, school: 0, pupils: 17 },
      { home: 0, school: 1, pupils: 8 },
      { home: 1, school: 1, pupils: 3 },
    ];
    const { problem, nodes, unserved } = tourProblem(ground, [{ schools: [0, 1], arrive: 500 }], riders, rules);
    // 17 + 8 children in buses of 10: 10, 7 + 3, 5.
    expect(nodes.map(({ stop, boarding }) => [stop, [...boarding]])).toEqual([
      [0, [[0, 10]]],
      [
        0,
        [
          [0, 7],
          [1, 3],
        ],
      ],
      [0, [[1, 5]]],
      [1, [[1, 3]]],
    ]);
    expect([...problem.pupils]).toEqual([10, 10, 5, 3]);
    expect([...problem.standing]).toEqual([20, 20, 15, 13]);
    expect(unserved).toEqual([]);
  });

  test('where no bus can go in time is named with its reason', () => {
    const ground = lineGround([100, 200, 300], [0]);
    ground.stopOf[1] = -1;
    ground.seconds[0 * 4 + 3] = Infinity;
    const riders: Riders[] = [0, 1, 2].map((home) => ({ home, school: 0, pupils: 1 }));
    const { nodes, unserved } = tourProblem(ground, [{ schools: [0], arrive: 0 }], riders, {
      ...rules,
      longestRide: 299,
    });
    expect(nodes).toEqual([]);
    expect(unserved.map(({ reason }) => reason)).toEqual(['noWay', 'noRoad', 'rideTooLong']);
  });

  test('nobody needs no bus', () => {
    const { problem } = tourProblem(lineGround([], [0]), [{ schools: [0], arrive: 0 }], [], rules);
    expect(solveSchoolBus(problem, means())).toMatchObject({ buses: [], bound: 0 });
  });
});

describe('the timetable', () => {
  test('backwards from the bell', () => {
    // Stops at 300 and 100, school at 0, there at 1000: off 100 at 900 after standing 10 + 2; off 300 at 900 − 12 − 200.
    const ground = lineGround([100, 300], [0]);
    const riders: Riders[] = [
      { home: 0, school: 0, pupils: 2 },
      { home: 1, school: 0, pupils: 3 },
    ];
    const tours = tourProblem(ground, [{ schools: [0], arrive: 1000 }], riders, rules);
    const [bus] = scheduleTours(tours, { buses: [[{ school: 0, stops: Int32Array.of(1, 0) }]] });
    const [route] = bus!.routes;
    expect(route).toMatchObject({ arrive: 1000, metres: 300 });
    expect(route!.stops.map(({ arrive, leave, load, rideSeconds }) => [arrive, leave, load, rideSeconds])).toEqual([
      [675, 688, 3, 312],
      [888, 900, 5, 100],
    ]);
    const figures = rideFigures([bus!])!;
    expect(figures.longest).toBe(312 / 60);
    expect(figures.mean).toBeCloseTo((3 * 312 + 2 * 100) / 5 / 60, 12);
    expect(figures.mostOfTen).toBe(312 / 60);
  });
});

describe('arrivals', () => {
  // Two schools at 0 and 1000 with one bell; a stop right beside each. Standing 11, unloading 60: a bus that was at the first
  // needs 1000 to the other's stop, 11 there and 60: 1071 seconds.
  const ground = lineGround([0, 1000], [0, 1000]);
  const riders: Riders[] = [0, 1].map((home) => ({ home, school: home, pupils: 1 }));
  const both = [0, 1].map((school) => ({ schools: [school], arrive: 27_600 }));
  const { problem } = tourProblem(ground, both, riders, rules);
  const routes: Route[] = [0, 1].map((school) => ({ school, stops: Int32Array.of(school) }));
  const random = createRandom(1, 'arrivals').next;

  test('as they are, two buses; 1071 seconds apart, one; a second less, two', () => {
    expect(shiftArrivals(problem, routes, [0], random).buses).toBe(2);
    expect(shiftArrivals(problem, routes, [0, 1070], random).buses).toBe(2);
    const { shifts, buses } = shiftArrivals(problem, routes, [0, 1071], random);
    expect(buses).toBe(1);
    expect(shifts.toSorted()).toEqual([0, 1071]);
    expect(busesAt(problem, routes, shifts)).toHaveLength(1);
  });

  test('apart as far as they may be, as many pupils at each time', () => {
    const steps = [0, -300, -600, -900, -1200];
    expect(spreadArrivals(problem, steps)).toEqual([0, -1200]);
    const more = tourProblem(
      ground,
      [...both, { schools: [1], arrive: 0 }],
      [{ home: 0, school: 0, pupils: 9 }, ...riders],
      rules,
    );
    expect(spreadArrivals(more.problem, [0])).toEqual([0, 0, 0]);
    // The largest alone, the others together.
    expect(spreadArrivals(more.problem, steps)).toEqual([0, -1200, -1200]);
  });

  test('the bound lets buses come earlier by as much', () => {
    expect(leastBuses(problem)).toBe(2);
    expect(leastBuses(problem, 1070)).toBe(2);
    expect(leastBuses(problem, 1071)).toBe(1);
  });
});

test('any world: everybody once, no bus too full, no ride too long, every bell kept, no less than the bound', () => {
  const world = fc.record({
    homes: fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 900 }), school: fc.nat(2), pupils: fc.integer({ min: 1, max: 25 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    ),
    bells: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 3, maxLength: 3 }),
    seats: fc.integer({ min: 4, max: 20 }),
    longestRide: fc.integer({ min: 100, max: 900 }),
    earlier: fc.constantFrom([0], [0, -300], [0, -300, -600]),
  });
  fc.assert(
    fc.property(world, ({ homes, bells, seats, longestRide, earlier }) => {
      const ground = lineGround(
        homes.map(({ at }) => at),
        [0, 400, 800],
      );
      const riders = homes.map(({ school, pupils }, home): Riders => ({ home, school, pupils }));
      const destinations = bells.map((bell, school) => ({ schools: [school], arrive: 25_000 + 300 * bell }));
      const tours = tourProblem(ground, destinations, riders, { ...rules, seats, longestRide });
      const { problem } = tours;
      const first = solveSchoolBus(problem, { ...means(), steps: 400 }).buses.flat();
      const { shifts, buses } = shiftArrivals(problem, first, earlier, createRandom(2, 'any').next);
      const moved: SchoolBusProblem = { ...problem, bell: problem.bell.map((bell, at) => bell + shifts[at]!) };
      const plan = busesAt(problem, first, shifts);
      expect(plan).toHaveLength(buses);
      expect(plan.length).toBeGreaterThanOrEqual(leastBuses(problem, -Math.min(...earlier)));
      const scheduled = scheduleTours({ ...tours, problem: moved }, { buses: plan });
      let carried = 0;
      for (const { routes } of scheduled) {
        let free = -Infinity;
        let where = 0;
        for (const { stops, arrive, destination } of routes) {
          const [begin] = stops;
          const from = ground.stops[begin!.node.stop]!.point[0];
          if (free !== -Infinity) expect(begin!.arrive).toBeGreaterThanOrEqual(free + Math.abs(from - where));
          expect(arrive).toBe(destinations[destination]!.arrive + shifts[destination]!);
          for (const { load, rideSeconds, boarding, node } of stops) {
            expect(load).toBeLessThanOrEqual(seats);
            expect(rideSeconds).toBeLessThanOrEqual(longestRide);
            expect(node.destination).toBe(destination);
            carried += boarding;
          }
          free = arrive + rules.schoolSeconds;
          where = [0, 400, 800][destination]!;
        }
      }
      const without = tours.unserved.reduce((sum, one) => sum + one.riders.pupils, 0);
      expect(carried + without).toBe(riders.reduce((sum, { pupils }) => sum + pupils, 0));
    }),
    { numRuns: 60 },
  );
});
