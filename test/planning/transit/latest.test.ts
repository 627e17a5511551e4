/** Latest departures and earliest arrivals: worlds whose answer is derived by hand, and any world by its events. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runsOn, type DayTrip } from '../../../server/planning/transit/dayRuns.ts';
import { journeyFrom } from '../../../server/planning/transit/journey.ts';
import { latestDepartures, NEVER } from '../../../server/planning/transit/latest.ts';
import { mirrored } from '../../../server/planning/transit/mirror.ts';
import { timetableOf, type Run, type TimetableInput } from '../../../server/planning/transit/timetable.ts';
import { latestByEvents } from './expanded.ts';

type Call = [stop: number, arrival: number, departure?: number];

interface World {
  stops?: number;
  trips: Call[][];
  blocks?: number[];
  footpaths?: { from: number; to: number; seconds: number }[];
  change?: number;
  shut?: { boards?: [trip: number, at: number][]; alights?: [trip: number, at: number][] };
}

function world({ stops = 6, trips, blocks = [], footpaths = [], change = 2, shut = {} }: World): TimetableInput {
  const offsets = [0];
  for (const trip of trips) offsets.push(offsets.at(-1)! + trip.length);
  const isShut = (list: [number, number][] | undefined, trip: number, at: number) =>
    list?.some(([t, a]) => t === trip && a === at) ? 0 : 1;
  return {
    stops,
    calls: {
      offsets,
      stop: trips.flat().map(([stop]) => stop),
      arrival: trips.flat().map(([, arrival]) => arrival),
      departure: trips.flat().map(([, arrival, departure]) => departure ?? arrival),
      boards: trips.flatMap((trip, t) => trip.map((_, at) => isShut(shut.boards, t, at))),
      alights: trips.flatMap((trip, t) => trip.map((_, at) => isShut(shut.alights, t, at))),
    },
    runs: trips.map((_, trip): Run => ({ trip, shift: 0, block: blocks[trip] ?? -1 })),
    footpaths,
    change: new Array<number>(stops).fill(change),
  };
}

/** When one must get on at each stop to be at the last one by `at`. */
function board(input: TimetableInput, at: number, stop = 3, rides = 5): (number | null)[] {
  const { board: found } = latestDepartures(timetableOf(input), { stops: [stop], seconds: [0], at }, { rides });
  return [...found].map((time) => (time === NEVER ? null : time));
}

describe('by hand', () => {
  // 0 ── 1 ── 3 every ten minutes, from 0 at 10, 20, 30.
  const line: Call[][] = [10, 20, 30].map((time) => [
    [0, time],
    [1, time + 4, time + 5],
    [3, time + 9],
  ]);

  test('the last trip that arrives in time', () => {
    expect(board(world({ trips: line }), 39).slice(0, 2)).toEqual([30, 35]);
    expect(board(world({ trips: line }), 38).slice(0, 2)).toEqual([20, 25]);
    expect(board(world({ trips: line }), 18)).toEqual([null, null, null, null, null, null]);
  });

  test('the walk from the last stop counts', () => {
    const timetable = timetableOf(world({ trips: line }));
    const latest = latestDepartures(timetable, { stops: [3, 1], seconds: [3, 20], at: 42 }, { rides: 5 });
    expect(latest.board[0]).toBe(30);
    expect(journeyFrom(timetable, latest, 0)).toMatchObject({ arrival: 42 });
    // From stop 1 it takes 20: the trip of 10 is there at 14.
    expect(latestDepartures(timetable, { stops: [1], seconds: [20], at: 42 }, { rides: 5 }).board[0]).toBe(10);
  });

  test('a change takes its time: at 14 off, at 16 on, not at 15', () => {
    const trips = (time: number): Call[][] => [
      line[0]!,
      [
        [1, time],
        [4, time + 5],
      ],
    ];
    expect(board(world({ trips: trips(16) }), 99, 4)[0]).toBe(10);
    expect(board(world({ trips: trips(15) }), 99, 4)[0]).toBeNull();
    expect(board(world({ trips: trips(16) }), 99, 4, 1)[0]).toBeNull();
  });

  test('a walk to another stop, and what one rides', () => {
    const input = world({
      trips: [
        line[0]!,
        [
          [2, 20],
          [4, 25],
        ],
      ],
      footpaths: [{ from: 1, to: 2, seconds: 6 }],
    });
    const timetable = timetableOf(input);
    const latest = latestDepartures(timetable, { stops: [4], seconds: [1], at: 30 }, { rides: 5 });
    expect(journeyFrom(timetable, latest, 0)).toEqual({
      rides: [
        { run: 0, line: 0, trip: 0, on: 0, off: 1, from: 0, to: 1, departure: 10, arrival: 14 },
        { run: 1, line: 1, trip: 0, on: 0, off: 1, from: 2, to: 4, departure: 20, arrival: 25 },
      ],
      arrival: 26,
    });
    expect(journeyFrom(timetable, latest, 5)).toBeNull();
  });

  test('where one may not get on or off, nobody does', () => {
    const shutOn = world({ trips: line.slice(0, 1), shut: { boards: [[0, 0]] } });
    expect(board(shutOn, 99).slice(0, 2)).toEqual([null, 15]);
    const shutOff = world({ trips: line.slice(0, 1), shut: { alights: [[0, 2]] } });
    expect(board(shutOff, 99)).toEqual([null, null, null, null, null, null]);
  });

  test('a vehicle that goes on as another trip keeps its passengers: one ride', () => {
    const trips: Call[][] = [
      line[0]!,
      [
        [3, 19],
        [4, 25],
      ],
    ];
    expect(board(world({ trips, blocks: [7, 7] }), 99, 4, 1)[0]).toBe(10);
    // Without the block one changes within no time, or not at all.
    expect(board(world({ trips }), 99, 4)[0]).toBeNull();
  });

  test('a faster trip that overtakes is taken', () => {
    const trips: Call[][] = [
      [
        [0, 10],
        [3, 50],
      ],
      [
        [0, 20],
        [3, 40],
      ],
      [
        [0, 25],
        [3, 60],
      ],
    ];
    expect(board(world({ trips }), 45)[0]).toBe(20);
    expect(board(world({ trips }), 60)[0]).toBe(25);
  });
});

describe('trips of a day', () => {
  const trip = (more: Partial<DayTrip>): DayTrip => ({
    ...{ runsToday: true, runsYesterday: false, block: null, onDemand: false, headways: [] },
    ...{ firstDeparture: 36_000, lastArrival: 37_000 },
    ...more,
  });
  test('what runs past midnight belongs to the next day too, what comes on call to none', () => {
    const night = trip({ runsYesterday: true, firstDeparture: 86_000, lastArrival: 87_000 });
    expect(
      runsOn([trip({}), night, trip({ runsToday: false }), trip({ onDemand: true })], { onDemand: false }),
    ).toEqual([
      { trip: 0, shift: 0, block: -1 },
      { trip: 1, shift: 0, block: -1 },
      { trip: 1, shift: -86_400, block: -1 },
    ]);
    expect(runsOn([trip({ onDemand: true })], { onDemand: true })).toHaveLength(1);
    // Of yesterday's day trips nothing is left.
    expect(runsOn([trip({ runsToday: false, runsYesterday: true })], { onDemand: false })).toEqual([]);
  });
  test('by headway: every ten minutes, the last before the end', () => {
    const often = trip({ headways: [{ from: 36_000, to: 37_800, seconds: 600 }] });
    expect(runsOn([often], { onDemand: false }).map(({ shift }) => shift)).toEqual([0, 600, 1200]);
  });
  test('blocks are told apart by day', () => {
    const own = trip({ block: 'A', runsYesterday: true, lastArrival: 90_000 });
    expect(runsOn([own, own], { onDemand: false }).map(({ block }) => block)).toEqual([0, 1, 0, 1]);
  });
});

const anyWorld = fc
  .record({
    trips: fc.array(
      fc.record({
        stops: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 5 }),
        start: fc.integer({ min: 0, max: 60 }),
        steps: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 10, maxLength: 10 }),
      }),
      { maxLength: 12 },
    ),
    footpaths: fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: 5 }),
        to: fc.integer({ min: 0, max: 5 }),
        seconds: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 4 },
    ),
    change: fc.integer({ min: 0, max: 4 }),
    at: fc.integer({ min: 0, max: 140 }),
    target: fc.integer({ min: 0, max: 5 }),
    shut: fc.array(fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 4 })), { maxLength: 5 }),
  })
  .map(({ trips, footpaths, change, at, target, shut }) => ({
    at,
    target,
    input: world({
      change,
      footpaths: footpaths.filter(({ from, to }) => from !== to),
      shut: { boards: shut.slice(0, 3), alights: shut.slice(2) },
      trips: trips.map(({ stops, start, steps }) => {
        let time = start;
        return stops.map((stop, index): Call => {
          const arrival = (time += steps[2 * index]!);
          return [stop, arrival, (time += Math.floor(steps[2 * index + 1]! / 4))];
        });
      }),
    }),
  }));

describe('any world', () => {
  test('property: as its events say, one by one', () => {
    fc.assert(
      fc.property(anyWorld, ({ input, at, target }) => {
        const expected = latestByEvents(input, { stops: [target], seconds: [0], at });
        const found = board(input, at, target, 12);
        expect(found.map((time) => time ?? -Infinity)).toEqual(expected);
      }),
      { numRuns: 1500 },
    );
  });

  test('property: a journey is made of trips that run, in time, with its changes, from the latest departure on', () => {
    fc.assert(
      fc.property(anyWorld, ({ input, at, target }) => {
        const timetable = timetableOf(input);
        const latest = latestDepartures(timetable, { stops: [target], seconds: [0], at }, { rides: 12 });
        for (let stop = 0; stop < input.stops; stop++) {
          const journey = journeyFrom(timetable, latest, stop);
          if (journey === null) {
            expect(latest.board[stop]).toBe(NEVER);
            continue;
          }
          expect(journey.rides[0]!.departure).toBe(latest.board[stop]);
          expect(journey.rides[0]!.from).toBe(stop);
          expect(journey.arrival).toBeLessThanOrEqual(at);
          expect(journey.rides.at(-1)!.to).toBe(target);
          journey.rides.forEach((ride, index) => {
            const own = callsOf(input, ride.run);
            const on = own.findIndex((call) => call.stop === ride.from && call.departure === ride.departure);
            expect(on).toBeGreaterThanOrEqual(0);
            expect(own.slice(on + 1).some((call) => call.stop === ride.to && call.arrival === ride.arrival)).toBe(true);
            const next = journey.rides[index + 1];
            if (!next) return;
            const paths = input.footpaths.filter(({ from, to }) => from === ride.to && to === next.from);
            const least =
              ride.to === next.from ? input.change[ride.to]! : Math.min(...paths.map(({ seconds }) => seconds));
            expect(next.departure - ride.arrival).toBeGreaterThanOrEqual(least);
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('property: turned round, it tells the earliest arrivals', () => {
    fc.assert(
      fc.property(anyWorld, ({ input, at, target }) => {
        const turned = mirrored(timetableOf(input));
        const { board: found } = latestDepartures(turned, { stops: [target], seconds: [0], at: -at }, { rides: 12 });
        const { calls } = input;
        const last = calls.stop.length - 1;
        const back = <T>(list: ArrayLike<T>): T[] => Array.from(list).reverse();
        // The same world with every trip turned round by hand.
        const other: TimetableInput = {
          ...input,
          calls: {
            offsets: back(calls.offsets).map((offset) => last + 1 - offset),
            stop: back(calls.stop),
            arrival: back(calls.departure).map((time) => 1000 - time),
            departure: back(calls.arrival).map((time) => 1000 - time),
            boards: back(calls.alights),
            alights: back(calls.boards),
          },
          footpaths: input.footpaths.map(({ from, to, seconds }) => ({ from: to, to: from, seconds })),
        };
        const expected = latestByEvents(other, { stops: [target], seconds: [0], at: 1000 - at });
        expect([...found].map((time) => (time === NEVER ? -Infinity : 1000 + time))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

function callsOf({ calls, runs }: TimetableInput, run: number) {
  const { trip } = runs[run]!;
  return Array.from({ length: Number(calls.offsets[trip + 1]) - Number(calls.offsets[trip]) }, (_, index) => {
    const row = Number(calls.offsets[trip]) + index;
    return { stop: calls.stop[row]!, arrival: calls.arrival[row]!, departure: calls.departure[row]! };
  });
}
