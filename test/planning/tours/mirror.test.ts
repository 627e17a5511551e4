/** Tours home: the roads one way are not as long as the other, and the timetable is driven forward. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { depotWays } from '../../../server/planning/tours/depot.ts';
import { homeward, transposed } from '../../../server/planning/tours/mirror.ts';
import { solveSchoolBus } from '../../../server/planning/tours/schoolBus.ts';
import type { TourGround } from '../../../server/planning/tours/tourGround.ts';
import { tourProblem, type Riders, type TourRules } from '../../../server/planning/tours/tourProblem.ts';
import { scheduleTours } from '../../../server/planning/tours/tourSchedule.ts';

const rules: TourRules = {
  ...{ seats: 10, longestRide: 1000, busFactor: 1 },
  ...{ stopSeconds: 10, childSeconds: 1, schoolSeconds: 60 },
};

/** Places on a slope, schools last: a metre a second to higher numbers, half as fast back. Home i has stop i. */
function slope(stops: readonly number[], schools: readonly number[]): TourGround {
  const at = [...stops, ...schools];
  const seconds = at.flatMap((from) => at.map((to) => (to >= from ? to - from : 2 * (from - to))));
  return {
    stops: stops.map((place) => ({ point: [place, 0] as const, existing: null })),
    stopOf: Int32Array.from(stops.keys()),
    walk: new Int32Array(stops.length),
    offRoad: [],
    seconds: Float64Array.from(seconds),
    metres: Float64Array.from(seconds, (each) => 10 * each),
  };
}

test('a way is turned round, and turned twice as it was', () => {
  const ground = slope([100, 300], [0]);
  const turned = transposed(ground);
  // From stop 0 (at 100) to stop 1 (at 300): 200 s, and 400 s back; turned it is the other way round.
  expect([ground.seconds[1], turned.seconds[1], turned.seconds[3]]).toEqual([200, 400, 200]);
  expect(turned.metres[1]).toBe(4000);
  expect(transposed(turned)).toEqual(ground);
});

test('by hand: from the school uphill, stop by stop', () => {
  // School at 0, off at 1000. Stop at 100 after 100 s, standing 10 + 2; the stop at 300 after 200 s more, standing 10 + 3.
  const riders: Riders[] = [
    { home: 0, school: 0, pupils: 2 },
    { home: 1, school: 0, pupils: 3 },
  ];
  const tours = tourProblem(transposed(slope([100, 300], [0])), [{ schools: [0], arrive: -1000 }], riders, rules);
  const [bus] = homeward(scheduleTours(tours, { buses: [[{ school: 0, stops: Int32Array.of(1, 0) }]] }));
  const [route] = bus!.routes;
  expect(route).toMatchObject({ leave: 1000, arrive: 1312, metres: 3000 });
  expect(
    route!.stops.map(({ arrive, leave, boarding, load, rideSeconds }) => [arrive, leave, boarding, load, rideSeconds]),
  ).toEqual([
    [1100, 1112, 2, 5, 100],
    [1312, 1325, 3, 3, 312],
  ]);
});

test('from and to the depot, on the roads of that direction', () => {
  // Stops at 100 and 300, the school at 0, the depot at 500; ten metres a second, uphill at 1 s a place and downhill at 2.
  const ground = slope([100, 300], [0, 500]);
  const riders: Riders[] = [0, 1].map((home) => ({ home, school: 0, pupils: 2 }));
  const plan = { buses: [[{ school: 0, stops: Int32Array.of(1, 0) }]] };
  const there = scheduleTours(tourProblem(ground, [{ schools: [0], arrive: 1000 }], riders, rules), plan);
  // 500 → 300 downhill: 400 s; 0 → 500 uphill: 500 s.
  expect(depotWays(ground, 1, there, [0], false)).toEqual([{ out: 4000, in: 5000 }]);
  const turned = tourProblem(transposed(ground), [{ schools: [0], arrive: -1000 }], riders, rules);
  // 500 → 0 downhill: 1000 s; from the last stop, 300 → 500 uphill: 200 s.
  expect(depotWays(ground, 1, homeward(scheduleTours(turned, plan)), [0], true)).toEqual([{ out: 10_000, in: 2000 }]);
});

test('any world: driven forward on the roads as they are, everybody is home in time and no bus too full', () => {
  const world = fc.record({
    homes: fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 900 }), school: fc.nat(2), pupils: fc.integer({ min: 1, max: 9 }) }),
      { minLength: 1, maxLength: 8 },
    ),
    ends: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 3, maxLength: 3 }),
    longestRide: fc.integer({ min: 300, max: 1900 }),
  });
  const schools = [0, 400, 800];
  fc.assert(
    fc.property(world, ({ homes, ends, longestRide }) => {
      const ground = slope(
        homes.map(({ at }) => at),
        schools,
      );
      const drive = (from: number, to: number) => (to >= from ? to - from : 2 * (from - to));
      const riders = homes.map(({ school, pupils }, home): Riders => ({ home, school, pupils }));
      const leaving = ends.map((end) => 46_800 + 600 * end);
      const destinations = leaving.map((leave, school) => ({ schools: [school], arrive: -leave }));
      const tours = tourProblem(transposed(ground), destinations, riders, { ...rules, longestRide });
      const plan = solveSchoolBus(tours.problem, {
        ...{ now: () => 0, random: createRandom(1, 'home').next, seconds: 1, steps: 400 },
      });
      let carried = 0;
      for (const { routes } of homeward(scheduleTours(tours, plan))) {
        let free = -Infinity;
        let where = 0;
        for (const { destination, leave, stops, arrive } of routes) {
          expect(leave).toBe(leaving[destination]);
          const school = schools[destination]!;
          // Those who get on take a minute before.
          if (free !== -Infinity) expect(free + drive(where, school) + rules.schoolSeconds).toBeLessThanOrEqual(leave);
          where = school;
          free = leave;
          let left = stops.reduce((sum, { boarding }) => sum + boarding, 0);
          for (const stop of stops) {
            const [place] = ground.stops[stop.node.stop]!.point;
            expect(stop.arrive).toBe(free + drive(where, place));
            expect(stop.load).toBe(left);
            expect(left).toBeLessThanOrEqual(rules.seats);
            expect(stop.rideSeconds).toBe(stop.arrive - leave);
            expect(stop.rideSeconds).toBeLessThanOrEqual(longestRide);
            left -= stop.boarding;
            carried += stop.boarding;
            where = place;
            free = stop.arrive + 10 + stop.boarding;
            expect(stop.leave).toBe(free);
          }
          expect([left, arrive]).toEqual([0, stops.at(-1)!.arrive]);
        }
      }
      const without = tours.unserved.reduce((sum, one) => sum + one.riders.pupils, 0);
      expect(carried + without).toBe(riders.reduce((sum, { pupils }) => sum + pupils, 0));
      for (const { riders: one, reason } of tours.unserved) {
        expect(reason).toBe('rideTooLong');
        expect(drive(schools[one.school]!, homes[one.home]!.at)).toBeGreaterThan(longestRide);
      }
    }),
    { numRuns: 80 },
  );
});
