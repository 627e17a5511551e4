/** Follows every bus and child through an answer, with nothing but the answer: nobody too many, too long, too late or left out. */
import { expect } from 'vitest';
import type { Tours } from '../server/contract/tours.ts';

type Span = readonly [least: number, most: number];

/** What a count may be: 'few' is anything below the base. */
const spanOf = (value: unknown, base: number): Span => {
  if (value === 'few') return [0, base - 1];
  expect(typeof value).toBe('number');
  expect(value).toBeGreaterThanOrEqual(base);
  return [value as number, value as number];
};
const sum = (spans: readonly Span[]): Span => [
  spans.reduce((all, [least]) => all + least, 0),
  spans.reduce((all, [, most]) => all + most, 0),
];
const expectOverlap = ([least, most]: Span, [other, others]: Span) => {
  expect(least).toBeLessThanOrEqual(others);
  expect(other).toBeLessThanOrEqual(most);
};

export function checkTours(tours: Tours): void {
  const { wish, buses, destinations, unserved } = tours;
  const isHome = wish.direction === 'back';
  const span = (value: unknown) => spanOf(value, tours.protection.base);
  const carried: Span[] = [];
  let metres = 0;
  let longest = 0;
  let empty = 0;
  for (const { routes, leave, arrive, metres: own, depot } of buses) {
    metres += own;
    expect(depot === null).toBe(tours.depot === null);
    if (depot && tours.depot) {
      const [first, last] = [routes[0]!, routes.at(-1)!];
      const ends = isHome
        ? [destinations[first.destination]!.point, last.stops.at(-1)!.point]
        : [first.stops[0]!.point, destinations[last.destination]!.point];
      // No road is shorter than the straight line, but for the way from a place to the road beside it.
      expect(depot.out).toBeGreaterThan(apart(tours.depot.point, ends[0]!) - 700);
      expect(depot.in).toBeGreaterThan(apart(ends[1]!, tours.depot.point) - 700);
      empty += depot.out! + depot.in!;
    }
    expect(routes.length).toBeGreaterThan(0);
    expect(new Set(routes.map(({ destination }) => destination)).size).toBe(routes.length);
    expect(leave).toBe(routes[0]!.leave);
    expect(arrive).toBe(routes.at(-1)!.arrive);
    let free = -Infinity;
    let driven = 0;
    for (const { destination, stops, leave: off, arrive: there, pupils, line, metres: length } of routes) {
      const { bell, at: agreed, schools, walkSeconds } = destinations[destination]!;
      driven += length;
      expect(stops.length).toBeGreaterThan(0);
      expect(isHome ? off : there).toBe(agreed);
      // Who goes on to the farthest school at 4 km/h is there in time, or comes from there.
      const walk = Math.max(...schools.map(({ metres }) => (metres / 4000) * 3600));
      expect(Math.abs(walkSeconds - walk)).toBeLessThanOrEqual(0.5);
      const spare = (isHome ? off - bell : bell - there) - walk;
      expect(spare).toBeGreaterThanOrEqual(60 * wish.margin - 0.5);
      expect(spare).toBeLessThanOrEqual(60 * Math.max(wish.margin, wish.earliest) + 0.5);
      // Driven forward in time; a bus is not at two places at once.
      let now = isHome ? off : free;
      expect(off).toBeGreaterThan(free);
      const boarded: Span[] = [];
      for (const [index, stop] of stops.entries()) {
        expect(stop.arrive).toBeGreaterThanOrEqual(now);
        expect(stop.leave).toBeGreaterThan(stop.arrive);
        now = stop.leave;
        expectOverlap(sum(stop.bySchool.map(({ pupils: some }) => span(some))), span(stop.boarding));
        for (const { school } of stop.bySchool) expect(schools.map(({ key }) => key)).toContain(school);
        boarded.push(span(stop.boarding));
        expectOverlap(span(stop.load), sum(isHome ? stops.slice(index).map((one) => span(one.boarding)) : boarded));
        expect(span(stop.load)[0]).toBeLessThanOrEqual(wish.seats);
        expect(stop.rideSeconds).toBe(isHome ? stop.arrive - off : there - stop.leave);
        longest = Math.max(longest, stop.rideSeconds);
      }
      expect(isHome ? there : off).toBe(isHome ? stops.at(-1)!.arrive : stops[0]!.leave);
      expectOverlap(span(pupils), sum(boarded));
      expect(span(pupils)[0]).toBeLessThanOrEqual(wish.seats);
      carried.push(span(pupils));
      free = isHome ? stops.at(-1)!.leave : there;
      // The road begins and ends where the bus does, but for the way to a stop beside it.
      expect(line.length).toBeGreaterThan(1);
      const [school, stop] = isHome ? [line[0]!, line.at(-1)!] : [line.at(-1)!, line[0]!];
      expect(apart(stop, stops.at(isHome ? -1 : 0)!.point)).toBeLessThan(200);
      expect(apart(school, destinations[destination]!.point)).toBeLessThan(1000);
      const drawn = line.slice(1).reduce((sum, point, index) => sum + apart(line[index]!, point), 0);
      expect(Math.abs(drawn - length)).toBeLessThan(0.02 * length + 30);
    }
    expect(own).toBeGreaterThanOrEqual(driven - routes.length);
  }
  expect(longest).toBeLessThanOrEqual(60 * wish.longestRide);
  const without = unserved.map(({ pupils }) => span(pupils));
  expectOverlap(sum(carried), span(tours.carried));
  expectOverlap(sum([...carried, ...without]), span(tours.wanted));
  expect(buses.length).toBeGreaterThanOrEqual(tours.bound);
  expect(Math.abs(tours.metres - metres)).toBeLessThanOrEqual(buses.length);
  if (tours.depot) expect(Math.abs(tours.depot.metres! - empty)).toBeLessThanOrEqual(2 * buses.length);
  if (carried.length > 0) expect(Number(tours.ride.longest)).toBeCloseTo(longest / 60, 0);
  for (const { de, en } of [...tours.binding, ...tours.assumptions, ...tours.notices])
    expect([de.length, en.length].every((length) => length > 20)).toBe(true);
}

/** Metres, on a sphere flat enough for a county. */
function apart([lonA, latA]: readonly [number, number], [lonB, latB]: readonly [number, number]): number {
  const north = (latB - latA) * 111_195;
  const east = (lonB - lonA) * 111_195 * Math.cos((latA * Math.PI) / 180);
  return Math.hypot(east, north);
}
