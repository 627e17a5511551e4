/** Checks a plan of school buses as anyone could who has only the files and the rules, and not the kernel. */
import { expect } from 'vitest';

type Row = Record<string, number>;

function rows(text: string): Row[] {
  const [head, ...lines] = text.trim().split(/\r?\n/);
  const names = head!.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, at) => [names[at]!, Number(cell)])));
}

interface WrittenPlan {
  buses: { routes: { school: number; stops: number[] }[] }[];
}

const seconds = (from: { x: number; y: number }, to: { x: number; y: number }): number =>
  (Math.abs(from.x - to.x) + Math.abs(from.y - to.y)) / 29.3333;

/** @returns buses, routes and the longest ride, all pupils having been followed from their stop to their school */
export function checkBuses(schoolText: string, stopText: string, written: string, longestRide: number) {
  const schools = new Map(
    rows(schoolText).map((row) => [row['ID']!, { x: row['X']!, y: row['Y']!, bell: clock(row['AMEARLY']!) }]),
  );
  const stops = new Map(
    rows(stopText).map((row) => [
      row['ID']!,
      { x: row['X_COORD']!, y: row['Y_COORD']!, school: row['EP_ID']!, pupils: row['STUDENT_COUNT']! },
    ]),
  );
  const { buses } = JSON.parse(written) as WrittenPlan;
  const carried = new Map<number, number>();
  let routeCount = 0;
  let longest = 0;
  for (const { routes } of buses) {
    expect(routes.length).toBeGreaterThan(0);
    expect(new Set(routes.map(({ school }) => school)).size).toBe(routes.length);
    let free = -Infinity;
    let position = { x: 0, y: 0 };
    for (const route of routes) {
      routeCount++;
      const school = schools.get(route.school)!;
      // Driven forward in time: who boards when, and when all arrive.
      const first = stops.get(route.stops[0]!)!;
      let now = 0;
      let here: { x: number; y: number } = first;
      const left: { at: number; pupils: number }[] = [];
      for (const id of route.stops) {
        const stop = stops.get(id)!;
        expect(stop.school).toBe(route.school);
        now += seconds(here, stop) + 19 + 2.6 * stop.pupils;
        left.push({ at: now, pupils: stop.pupils });
        carried.set(id, (carried.get(id) ?? 0) + 1);
        here = stop;
      }
      now += seconds(here, school);
      for (const { at } of left) longest = Math.max(longest, now - at);
      expect(left.reduce((sum, { pupils }) => sum + pupils, 0)).toBeLessThanOrEqual(66);
      const arrival = free === -Infinity ? -Infinity : free + seconds(position, first) + now;
      expect(arrival + 154.4).toBeLessThanOrEqual(school.bell + 1e-6);
      free = school.bell;
      position = school;
    }
  }
  expect(longest).toBeLessThanOrEqual(longestRide + 1e-6);
  expect([...carried.keys()].sort()).toEqual([...stops.keys()].sort());
  expect([...carried.values()].every((times) => times === 1)).toBe(true);
  return { buses: buses.length, routes: routeCount, longest };
}

const clock = (hhmm: number): number => Math.floor(hhmm / 100) * 3600 + (hhmm % 100) * 60;
