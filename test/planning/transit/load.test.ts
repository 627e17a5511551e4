/**
 * A tiny world: A – B – School on line 1 (07:00, 07:20 at the school), a later trip (07:20, 07:42), and from C a feeder that is at B
 * at 07:05, in time for both. Home at 13:10 the same line the other way.
 */
import { expect, test } from 'vitest';
import { DirectionLoad, placesFor, unmirroredLoad, vehiclesLacking } from '../../../server/planning/transit/load.ts';
import { mirrored } from '../../../server/planning/transit/mirror.ts';
import { journeyFrom } from '../../../server/planning/transit/journey.ts';
import { latestDepartures } from '../../../server/planning/transit/latest.ts';
import { partsOf, timetableOf } from '../../../server/planning/transit/timetable.ts';

const clock = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 3600 + minutes * 60;
};
const [A, B, SCHOOL, C] = [0, 1, 2, 3];

function world() {
  const trips = [
    { stops: [A, B, SCHOOL], times: ['7:00', '7:10', '7:20'] },
    { stops: [A, B, SCHOOL], times: ['7:20', '7:30', '7:42'] },
    { stops: [C, B], times: ['7:00', '7:05'] },
    { stops: [SCHOOL, B, A], times: ['13:10', '13:20', '13:30'] },
  ];
  const calls = trips.flatMap(({ stops, times }) => stops.map((stop, at) => ({ stop, time: clock(times[at]!) })));
  const offsets = [0];
  for (const { stops } of trips) offsets.push(offsets.at(-1)! + stops.length);
  const one = calls.map(() => 1);
  const times = calls.map(({ time }) => time);
  return timetableOf({
    stops: 4,
    calls: {
      offsets,
      stop: calls.map(({ stop }) => stop),
      arrival: times,
      departure: times,
      boards: one,
      alights: one,
    },
    runs: trips.map((_, trip) => ({ trip, shift: 0, block: -1 })),
    footpaths: [],
    change: new Int32Array(4).fill(120),
  });
}

const access = (stop: number) => [{ stop, metres: 100, seconds: 90 }];
const school = { stops: [SCHOOL], seconds: [60] };
const homes = [
  { home: 0, people: 30, access: access(A), walkSeconds: null },
  { home: 1, people: 24, access: access(B), walkSeconds: null },
  { home: 2, people: 9, access: access(C), walkSeconds: null },
  { home: 3, people: 6, access: [], walkSeconds: null },
];
/** People on board of every trip, section by section, by where and when it leaves. */
function sections(timetable: ReturnType<typeof world>, onBoard: Float64Array): Record<string, number[]> {
  const told: Record<string, number[]> = {};
  timetable.tripCount.forEach((trips, line) => {
    const start = timetable.stopOffsets[line]!;
    const size = timetable.stopOffsets[line + 1]! - start;
    for (let trip = 0; trip < trips; trip++) {
      const first = timetable.timeOffsets[line]! + trip * size;
      const name = `${timetable.lineStops[start]} ${timetable.departure[first]! / 60}`;
      told[name] = [...onBoard.subarray(first, first + size - 1)];
    }
  });
  return told;
}

test('before a bell at 07:45 the later trip is full; who needs the feeder takes it to the later trip too', () => {
  const timetable = world();
  const load = new DirectionLoad(timetable, 4);
  const ways = load.add(0, { ...school, homes }, clock('7:45'));
  expect(sections(timetable, load.onBoard)).toEqual({
    '0 420': [0, 0],
    '0 440': [30, 63],
    '3 420': [9],
    '2 790': [0, 0],
  });
  expect(ways[3]).toBeNull();
  // 30 + 24 + 9 on the last section: 45 seats do not hold them, with 0.7 of 30 standing places they do.
  expect(63 - placesFor({ seats: 45, standing: 30, others: 0 }, 0)).toBe(18);
  expect(placesFor({ seats: 45, standing: 30, others: 0 }, 0.7)).toBe(66);
  expect(placesFor({ seats: 45, standing: 30, others: 10 }, 0.7)).toBe(56);
  expect(placesFor({ seats: 4, standing: 0, others: 10 }, 0.7)).toBe(0);
});

test('a bell at 07:30 leaves the first trip alone; two bells fill both', () => {
  const timetable = world();
  const load = new DirectionLoad(timetable, 4);
  load.add(0, { ...school, homes: homes.slice(0, 2) }, clock('7:30'));
  load.add(1, { ...school, homes: homes.slice(1, 3) }, clock('7:45'));
  expect(sections(timetable, load.onBoard)).toMatchObject({ '0 420': [30, 54], '0 440': [0, 33], '3 420': [9] });
  expect(load.boardings.map(({ group, home, people }) => [group, home, people])).toEqual([
    [0, 0, 30],
    [0, 1, 24],
    [1, 1, 24],
    [1, 2, 9],
  ]);
});

test('home on the mirrored timetable: on board from the school on, fewer behind each stop', () => {
  const timetable = world();
  const load = new DirectionLoad(mirrored(timetable), 4);
  const ways = load.add(0, { ...school, homes }, -clock('13:00'));
  expect(sections(timetable, unmirroredLoad(timetable, load.onBoard))).toEqual({
    '0 420': [0, 0],
    '0 440': [0, 0],
    '3 420': [0],
    '2 790': [54, 30],
  });
  // To C nothing goes in the afternoon.
  expect(ways.map((way) => way === null)).toEqual([false, false, true, true]);
});

test('vehicles that lack at the same time: one that arrives serves the next trip', () => {
  const trip = (departure: string, arrival: string, holds: number, over: number) => ({
    departure: clock(departure),
    arrival: clock(arrival),
    holds,
    over,
  });
  expect(vehiclesLacking([])).toBe(0);
  expect(vehiclesLacking([trip('7:00', '7:30', 50, 0)])).toBe(0);
  expect(vehiclesLacking([trip('7:00', '7:30', 50, 50), trip('7:30', '7:50', 50, 1)])).toBe(1);
  expect(vehiclesLacking([trip('7:00', '7:30', 50, 51), trip('7:29', '7:50', 50, 1)])).toBe(3);
  expect(vehiclesLacking([trip('7:00', '7:30', 0, 51)])).toBe(1);
});

test('one vehicle drives on as another run: each part keeps its own, on the way home too', () => {
  const times = ['7:00', '7:10', '7:12', '7:25'].map(clock);
  const timetable = timetableOf({
    stops: 3,
    calls: {
      offsets: [0, 2, 4],
      stop: [A, B, B, SCHOOL],
      arrival: times,
      departure: times,
      boards: [1, 1, 1, 1],
      alights: [1, 1, 1, 1],
    },
    runs: [
      { trip: 0, shift: 0, block: 7 },
      { trip: 1, shift: 0, block: 7 },
    ],
    footpaths: [],
    change: new Int32Array(3).fill(120),
  });
  expect(partsOf(timetable, 0, 0)).toEqual([
    { run: 0, from: 0, to: 1 },
    { run: 1, from: 1, to: 2 },
  ]);
  const latest = latestDepartures(timetable, { stops: [SCHOOL], seconds: [0], at: clock('7:45') }, { rides: 4 });
  expect([A, B].map((stop) => journeyFrom(timetable, latest, stop)!.rides.map(({ run }) => run))).toEqual([[0], [1]]);
  const turned = mirrored(timetable);
  expect(partsOf(turned, 0, 0)).toEqual([
    { run: 1, from: 0, to: 1 },
    { run: 0, from: 1, to: 2 },
  ]);
  expect(partsOf(mirrored(turned), 0, 0)).toEqual(partsOf(timetable, 0, 0));
});
