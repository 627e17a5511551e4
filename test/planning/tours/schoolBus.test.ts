/** School buses: worlds whose answer is derived, and all plans of small ones. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../geodata/sample/random.ts';
import { leastBuses } from '../../../server/planning/tours/busBound.ts';
import { solveSchoolBus } from '../../../server/planning/tours/schoolBus.ts';
import type { SchoolBusProblem } from '../../../server/planning/tours/schoolBusProblem.ts';

const means = (steps = 3000) => ({ now: () => 0, random: createRandom(1, 'buses').next, seconds: 1, steps });

interface World {
  /** Positions on a line, one second per unit. */
  schools: { at: number; bell: number }[];
  stops: { at: number; school: number; pupils: number }[];
  capacity?: number;
  longestRide?: number;
}

function problemOf({ schools, stops, capacity = 10, longestRide = 100 }: World): SchoolBusProblem {
  const at = [...stops, ...schools].map((node) => node.at);
  return {
    stops: stops.length,
    schools: schools.length,
    travel: Float64Array.from(at.flatMap((from) => at.map((to) => Math.abs(from - to)))),
    schoolOf: Int32Array.from(stops, ({ school }) => school),
    pupils: Float64Array.from(stops, ({ pupils }) => pupils),
    standing: Float64Array.from(stops, ({ pupils }) => pupils),
    bell: Float64Array.from(schools, ({ bell }) => bell),
    capacity,
    longestRide,
    unloading: 5,
  };
}

const routesOf = (plan: ReturnType<typeof solveSchoolBus>) =>
  plan.buses.map((routes) => routes.map(({ school, stops }) => ({ school, stops: [...stops] })));

describe('on a line', () => {
  // From 30 over 20 and 10 to the school at 0; the first stop rides 30 and stands 2 + 2 at the later ones.
  const one: World = {
    schools: [{ at: 0, bell: 1000 }],
    stops: [10, 30, 20].map((at) => ({ at, school: 0, pupils: 2 })),
  };
  test('one route in the order of the way', () => {
    const plan = solveSchoolBus(problemOf({ ...one, longestRide: 34 }), means());
    expect(routesOf(plan)).toEqual([[{ school: 0, stops: [1, 2, 0] }]]);
    expect(plan).toMatchObject({ maxRideSeconds: 34, drivingSeconds: 36, bound: 1 });
  });

  test('a ride one second longer than allowed needs a second bus', () => {
    const plan = solveSchoolBus(problemOf({ ...one, longestRide: 33 }), means());
    expect(plan.buses).toHaveLength(2);
    expect(plan.maxRideSeconds).toBeLessThanOrEqual(33);
  });

  test('a pupil more than the bus holds needs a second bus, and that is proven', () => {
    expect(solveSchoolBus(problemOf({ ...one, capacity: 6 }), means()).buses).toHaveLength(1);
    expect(solveSchoolBus(problemOf({ ...one, capacity: 5 }), means())).toMatchObject({
      bound: 2,
      buses: { length: 2 },
    });
  });

  // After the school at 0: 20 to the stop at 20, 3 there, 30 to the school at 50, 5 before its bell: 58 seconds.
  test.each([
    [58, 1],
    [57, 2],
  ])('bells %i s apart: %i buses', (apart, buses) => {
    const world = {
      schools: [
        { at: 50, bell: 1000 + apart },
        { at: 0, bell: 1000 },
      ],
      stops: [
        { at: 20, school: 0, pupils: 3 },
        { at: 10, school: 1, pupils: 1 },
      ],
    };
    const plan = solveSchoolBus(problemOf(world), means());
    expect(plan).toMatchObject({ bound: buses, buses: { length: buses } });
    if (buses === 1) expect(routesOf(plan)[0]!.map(({ school }) => school)).toEqual([1, 0]);
  });

  // From 30 over the school to -30 and back: 60, 1 there, and 30 are more than 60. A third stop can share a bus with either.
  test('stops that cannot share a route are counted by the bound', () => {
    const stops = [30, -30, 5].map((at) => ({ at, school: 0, pupils: 1 }));
    const plan = solveSchoolBus(problemOf({ schools: [{ at: 0, bell: 0 }], stops, longestRide: 60 }), means());
    expect(plan).toMatchObject({ bound: 2, buses: { length: 2 } });
  });

  // The second school's stop behind the first school can be the next of its bus, the other one not: it adds to the first's.
  test('stops that are too far for a second route are counted by the bound', () => {
    const world = {
      schools: [
        { at: 0, bell: 1000 },
        { at: 50, bell: 1070 },
      ],
      stops: [
        { at: 10, school: 0, pupils: 8 },
        { at: 20, school: 1, pupils: 8 },
        { at: 90, school: 1, pupils: 8 },
      ],
    };
    // 0 to 20, 8 there, 30 to 50, 5 before the bell: 63 of 70 seconds. 0 to 90, 8, 40, 5: 143.
    expect(solveSchoolBus(problemOf(world), means())).toMatchObject({ bound: 2, buses: { length: 2 } });
  });

  // 405 pupils fill 41 buses of 10 for each school. From the first school to a stop at 0 and on to the second one takes
  // 10 + 1 + 20, and 5 before the bell: 36 seconds. The direct way of 1000 instead of 10 does not count where a shorter one leads.
  test.each([
    [35, 82],
    [36, 41],
  ])('the bound of many stops, bells %i s apart', (apart, buses) => {
    const problem = problemOf({
      schools: [
        { at: -10, bell: 1000 },
        { at: 20, bell: 1000 + apart },
      ],
      stops: Array.from({ length: 810 }, (_, at) => ({ at: 0, school: at % 2, pupils: 1 })),
    });
    problem.travel[810 * 812 + 1] = 1000;
    expect(leastBuses(problem)).toBe(buses);
  });

  test('without stops there is no bus', () => {
    expect(solveSchoolBus(problemOf({ ...one, stops: [] }), means())).toMatchObject({ buses: [], bound: 0 });
  });
});

/** All ways to put stops into routes, whose order counts. */
function routings(stops: number[]): number[][][] {
  const [stop, ...rest] = stops;
  if (stop === undefined) return [[]];
  return routings(rest).flatMap((routes) => [
    [...routes, [stop]],
    ...routes.flatMap((route, at) =>
      Array.from({ length: route.length + 1 }, (_, place) => routes.with(at, route.toSpliced(place, 0, stop))),
    ),
  ]);
}

/** The fewest buses, and then the least driving, of all plans. */
function best(problem: SchoolBusProblem): { buses: number; driving: number } {
  const { stops, schools, travel, schoolOf, pupils, standing, bell, capacity, longestRide, unloading } = problem;
  const way = (from: number, to: number) => travel[from * (stops + schools) + to]!;
  interface Timed {
    school: number;
    first: number;
    time: number;
  }
  const timed = (route: number[], school: number): Timed | null => {
    const nodes = [...route, stops + school];
    const time = route.reduce((sum, stop, at) => sum + standing[stop]! + way(stop, nodes[at + 1]!), 0);
    const load = route.reduce((sum, stop) => sum + pupils[stop]!, 0);
    return load <= capacity && time - standing[route[0]!]! <= longestRide ? { school, first: route[0]!, time } : null;
  };
  let least = { buses: Infinity, driving: Infinity };
  const drive = (routes: Timed[], at: number, last: number[], driving: number): void => {
    const route = routes[at];
    if (last.length > least.buses) return;
    if (!route) {
      if (last.length < least.buses || driving < least.driving) least = { buses: last.length, driving };
      return;
    }
    drive(routes, at + 1, [...last, route.school], driving + route.time);
    for (const [bus, school] of last.entries()) {
      const approach = way(stops + school, route.first);
      if (bell[school]! >= bell[route.school]!) continue;
      if (bell[school]! + approach + route.time + unloading > bell[route.school]!) continue;
      drive(routes, at + 1, last.with(bus, route.school), driving + approach + route.time);
    }
  };
  const perSchool = Array.from({ length: schools }, (_, school) => {
    const own = Array.from(schoolOf.keys()).filter((stop) => schoolOf[stop] === school);
    const plans = routings(own).map((routes) => routes.map((route) => timed(route, school)));
    return plans.filter((routes): routes is Timed[] => routes.every((route) => route !== null));
  });
  let all: Timed[][] = [[]];
  for (const plans of perSchool) all = all.flatMap((before) => plans.map((routes) => [...before, ...routes]));
  for (const routes of all)
    drive(
      routes.toSorted((a, b) => bell[a.school]! - bell[b.school]!),
      0,
      [],
      0,
    );
  return least;
}

describe('small worlds, against all plans', () => {
  const coordinate = fc.integer({ min: 0, max: 60 });
  const school = fc.record({ x: coordinate, y: coordinate, bell: fc.integer({ min: 0, max: 400 }) });
  const stop = fc.record({ x: coordinate, y: coordinate, school: fc.nat(2), pupils: fc.integer({ min: 1, max: 5 }) });
  const world = fc.record({
    schools: fc.array(school, { minLength: 3, maxLength: 3 }),
    stops: fc.array(stop, { minLength: 1, maxLength: 6 }),
    capacity: fc.integer({ min: 5, max: 12 }),
    longestRide: fc.integer({ min: 120, max: 200 }),
    /** What each way is longer, so that a stop left out may make a bus late. */
    detours: fc.array(fc.nat(20), { minLength: 81, maxLength: 81 }),
  });
  test('the fewest buses and the least driving are found, the bound is one', () => {
    fc.assert(
      fc.property(world, ({ schools, stops, capacity, longestRide, detours }) => {
        const nodes = [...stops, ...schools];
        const problem: SchoolBusProblem = {
          ...problemOf({
            schools: schools.map(({ bell }) => ({ at: 0, bell })),
            stops: stops.map((each) => ({ ...each, at: 0 })),
          }),
          travel: Float64Array.from({ length: nodes.length ** 2 }, (_, pair) => {
            const [from, to] = [nodes[Math.floor(pair / nodes.length)]!, nodes[pair % nodes.length]!];
            return from === to ? 0 : Math.abs(from.x - to.x) + Math.abs(from.y - to.y) + detours[pair]!;
          }),
          capacity,
          longestRide: longestRide + 20,
        };
        const plan = solveSchoolBus(problem, means(5000));
        const { buses, driving } = best(problem);
        expect(plan.buses.length).toBe(buses);
        expect(plan.drivingSeconds).toBeCloseTo(driving, 6);
        expect(plan.bound).toBeLessThanOrEqual(buses);
        expect(plan.maxRideSeconds).toBeLessThanOrEqual(problem.longestRide);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe('what cannot be planned is said', () => {
  const world = (more: Partial<World>): SchoolBusProblem =>
    problemOf({ schools: [{ at: 0, bell: 0 }], stops: [{ at: 60, school: 0, pupils: 8 }], ...more });

  test.each([
    [
      'more pupils at a stop than a bus holds',
      world({ capacity: 7 }),
      'tours.stopTooLarge',
      'in mehrere teilen',
      'divide the stop',
    ],
    ['a direct ride that is too long', world({ longestRide: 59 }), 'tours.rideTooLong', 'längere Fahrt', 'longer ride'],
    [
      'a stop without a way',
      { ...world({}), travel: Float64Array.of(0, Infinity, 0, 0) },
      'tours.noWay',
      'kein Weg',
      'No way',
    ],
  ])('%s', (_, problem, code, de, en) => {
    expect(() => solveSchoolBus(problem, means())).toThrow(
      expect.objectContaining({ code, text: { de: expect.stringContaining(de), en: expect.stringContaining(en) } }),
    );
  });

  test('arrays that do not fit each other', () => {
    expect(() => solveSchoolBus({ ...world({}), stops: 2 }, means())).toThrow(RangeError);
  });
});

test('a search that is cancelled has a plan all the same', () => {
  const stops = Array.from({ length: 12 }, (_, at) => ({ at, school: 0, pupils: 3 }));
  const problem = problemOf({ schools: [{ at: 0, bell: 0 }], stops });
  const plan = solveSchoolBus(problem, { ...means(), isOver: () => true });
  expect(plan.buses.flat().flatMap((route) => [...route.stops])).toHaveLength(12);
});
