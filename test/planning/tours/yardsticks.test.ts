/** Public instances of school buses and of capacitated vehicle routing against published figures, each with few steps. */
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { readVehicleRouting, writeRouting, type VehicleRouting } from '../../../geodata/formats/cvrplib.ts';
import { readSchoolBus, writeSchoolBus } from '../../../geodata/formats/schoolBus.ts';
import { createRandom } from '../../../geodata/sample/random.ts';
import { solveRouting } from '../../../server/planning/tours/routing.ts';
import { solveSchoolBus } from '../../../server/planning/tours/schoolBus.ts';
import { testWithRealData } from '../../realData.ts';
import { checkBuses } from './checkBuses.ts';

/** So many steps instead of seconds, that a busy machine does not change the result. */
const means = (steps: number) => ({ now: () => 0, random: createRandom(1, 'tours').next, seconds: 1, steps });

describe('school buses (Park, Tae, Kim 2011), at most 2700 s on the bus', () => {
  // Published: 31, 29, 33, 37 (Bertsimas, Delarue, Martin 2019). For RSRB01 it is proven that there are no fewer.
  const wanted = { RSRB01: [31, 31], RSRB02: [29, 26], CSCB01: [31, 28], CSCB02: [33, 30] } as const;
  for (const [name, [buses, bound]] of Object.entries(wanted)) {
    const folder = `yardsticks/school-bus/${name}`;
    testWithRealData(name, [`${folder}/Schools.txt`, `${folder}/Stops.txt`], (schools, stops) => {
      const instance = readSchoolBus(readFileSync(schools), readFileSync(stops));
      const plan = solveSchoolBus({ ...instance, longestRide: 2700 }, means(60_000));
      const written = writeSchoolBus(instance, plan.buses);
      const checked = checkBuses(readFileSync(schools, 'utf8'), readFileSync(stops, 'utf8'), written, 2700);
      expect(checked.buses).toBe(plan.buses.length);
      expect(checked.longest).toBeCloseTo(plan.maxRideSeconds, 6);
      expect(checked.buses).toBeLessThanOrEqual(buses);
      expect(plan.bound).toBeLessThanOrEqual(checked.buses);
      expect(plan.bound).toBeGreaterThanOrEqual(bound);
    });
  }
});

/** The cost of a written solution, counted from the coordinates of the file; each customer once, nothing above the capacity. */
function checkTours(file: string, { demand, pickup, capacity }: VehicleRouting, written: string): number {
  const nodes = [...file.matchAll(/^ *(\d+)[ \t]+(-?[\d.]+)[ \t]+(-?[\d.]+) *$/gm)].map(([, , x, y]) => [
    Number(x),
    Number(y),
  ]);
  const tours = [...written.matchAll(/^Route #\d+: (.*)$/gm)].map(([, tour]) => tour!.split(' ').map(Number));
  expect(tours.flat().sort((a, b) => a - b)).toEqual(nodes.slice(1).map((_, at) => at + 1));
  let cost = 0;
  for (const tour of tours) {
    for (const amounts of [demand, pickup ?? demand])
      expect(tour.reduce((sum, customer) => sum + amounts[customer]!, 0)).toBeLessThanOrEqual(capacity);
    const way = [0, ...tour, 0];
    for (let at = 1; at < way.length; at++) {
      const [from, to] = [nodes[way[at - 1]!]!, nodes[way[at]!]!];
      cost += Math.round(Math.hypot(from[0]! - to[0]!, from[1]! - to[1]!));
    }
  }
  expect(written).toMatch(new RegExp(`^Cost ${cost}$`, 'm'));
  return cost;
}

describe('CVRPLIB', () => {
  testWithRealData('E-n22-k4: the optimum', ['yardsticks/cvrp/E-n22-k4.txt'], (file) => {
    const instance = readVehicleRouting(readFileSync(file));
    const { tours, cost } = solveRouting(instance, means(100_000));
    expect(checkTours(readFileSync(file, 'utf8'), instance, writeRouting(tours, cost))).toBe(375);
    expect(tours).toHaveLength(4);
  });

  const backhauls = ['yardsticks/cvrp/X-n101-50-k13.vrp'];
  // The same places with all amounts delivered are X-n101-k25, whose optimum is 27591.
  testWithRealData('X-n101-k25: within 1 %', backhauls, (file) => {
    const read = readVehicleRouting(readFileSync(file));
    const { pickup, ...instance } = { ...read, demand: read.demand.map((each, place) => each + read.pickup![place]!) };
    expect(pickup!.length).toBe(101);
    const { tours, cost } = solveRouting(instance, means(200_000));
    const checked = checkTours(
      readFileSync(file, 'utf8').split('DEMAND_SECTION')[0]!,
      instance,
      writeRouting(tours, cost),
    );
    expect(checked).toBeLessThanOrEqual(27591 * 1.01);
    expect(checked).toBeGreaterThanOrEqual(27591);
  });

  testWithRealData('X-n101-50-k13: pickups after deliveries', backhauls, (file) => {
    const instance = readVehicleRouting(readFileSync(file));
    const { tours, cost } = solveRouting(instance, means(200_000));
    for (const tour of tours) {
      const kinds = Array.from(tour, (place) => (instance.pickup![place]! > 0 ? 'p' : 'd')).join('');
      expect(kinds).toMatch(/^d+p*$/);
    }
    checkTours(readFileSync(file, 'utf8').split('DEMAND_SECTION')[0]!, instance, writeRouting(tours, cost));
    // 19035 has been met in 10 s.
    expect(cost).toBeLessThanOrEqual(19035 * 1.01);
  });
});
