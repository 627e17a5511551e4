/** Follows every bus and child through an answer, with nothing but the answer: nobody too many, too long, too late or left out. */
import { expect } from 'vitest';
import type { Tours } from '../server/contract/tours.ts';

const number = (value: unknown): number => {
  expect(typeof value).toBe('number');
  return value as number;
};

export function checkTours(tours: Tours): void {
  const { wish, buses, destinations, unserved } = tours;
  let carried = 0;
  let metres = 0;
  let longest = 0;
  for (const { routes, leave, arrive, metres: own } of buses) {
    metres += own;
    expect(routes.length).toBeGreaterThan(0);
    expect(new Set(routes.map(({ destination }) => destination)).size).toBe(routes.length);
    expect(leave).toBe(routes[0]!.stops[0]!.leave);
    expect(arrive).toBe(routes.at(-1)!.arrive);
    let free = -Infinity;
    let driven = 0;
    for (const { destination, stops, arrive: there, pupils, line, metres: length } of routes) {
      const { bell, arrive: agreed, schools } = destinations[destination]!;
      driven += length;
      expect(stops.length).toBeGreaterThan(0);
      expect(there).toBe(agreed);
      expect(there).toBeLessThanOrEqual(bell - 60 * wish.margin);
      expect(there).toBeGreaterThanOrEqual(bell - 60 * Math.max(wish.margin, wish.earliest));
      // Driven forward in time; a bus is not at two places at once.
      let now = free;
      let load = 0;
      for (const stop of stops) {
        expect(stop.leave).toBeGreaterThan(now);
        now = stop.leave;
        const boarding = number(stop.boarding);
        expect(stop.bySchool.reduce((sum, one) => sum + number(one.pupils), 0)).toBe(boarding);
        for (const { school } of stop.bySchool) expect(schools.map(({ key }) => key)).toContain(school);
        load += boarding;
        expect(number(stop.load)).toBe(load);
        expect(stop.rideSeconds).toBe(there - stop.leave);
        longest = Math.max(longest, stop.rideSeconds);
      }
      expect(load).toBe(number(pupils));
      expect(load).toBeLessThanOrEqual(wish.seats);
      carried += load;
      free = there;
      // The road begins and ends where the bus does, but for the way to a stop beside it.
      expect(line.length).toBeGreaterThan(1);
      expect(apart(line[0]!, stops[0]!.point)).toBeLessThan(200);
      expect(apart(line.at(-1)!, destinations[destination]!.point)).toBeLessThan(1000);
      const drawn = line.slice(1).reduce((sum, point, index) => sum + apart(line[index]!, point), 0);
      expect(Math.abs(drawn - length)).toBeLessThan(0.02 * length + 30);
    }
    expect(own).toBeGreaterThanOrEqual(driven - routes.length);
  }
  expect(longest).toBeLessThanOrEqual(60 * wish.longestRide);
  const without = unserved.reduce((sum, { pupils }) => sum + number(pupils), 0);
  expect(carried).toBe(tours.carried === 'few' ? 0 : number(tours.carried));
  expect(carried + without).toBe(tours.wanted === 'few' ? 0 : number(tours.wanted));
  expect(buses.length).toBeGreaterThanOrEqual(tours.bound);
  expect(Math.abs(tours.metres - metres)).toBeLessThanOrEqual(buses.length);
  if (carried > 0) expect(number(tours.ride.longest)).toBeCloseTo(longest / 60, 0);
  for (const { de, en } of [...tours.binding, ...tours.assumptions, ...tours.notices])
    expect([de.length, en.length].every((length) => length > 20)).toBe(true);
}

/** Metres, on a sphere flat enough for a county. */
function apart([lonA, latA]: readonly [number, number], [lonB, latB]: readonly [number, number]): number {
  const north = (latB - latA) * 111_195;
  const east = (lonB - lonA) * 111_195 * Math.cos((latA * Math.PI) / 180);
  return Math.hypot(east, north);
}
