/**
 * The same question by other means: events of a day (a trip at a stop) as nodes of a graph, searched backwards from those that
 * arrive in time. No lines, no rounds.
 */
import FlatQueue from 'flatqueue';
import type { TimetableInput } from '../../../server/planning/transit/timetable.ts';

interface Event {
  stop: number;
  arrival: number;
  departure: number;
  boards: boolean;
  alights: boolean;
}

/** @returns per stop the latest time at which one may get on to be at the place in time; −Infinity: never */
export function latestByEvents(
  { stops, calls, runs, footpaths, change }: TimetableInput,
  target: { stops: number[]; seconds: number[]; at: number },
): number[] {
  const trips = runs.map(({ trip, shift }): Event[] =>
    Array.from({ length: Number(calls.offsets[trip + 1]) - Number(calls.offsets[trip]) }, (_, index) => {
      const row = Number(calls.offsets[trip]) + index;
      return {
        stop: calls.stop[row]!,
        arrival: calls.arrival[row]! + shift,
        departure: calls.departure[row]! + shift,
        boards: calls.boards[row] === 1,
        alights: calls.alights[row] === 1,
      };
    }),
  );
  const good = new Map<string, { trip: number; at: number }>();
  const best = new Array<number>(stops).fill(-Infinity);
  const departures = trips.flatMap((events, trip) => events.slice(0, -1).map((event, at) => ({ ...event, trip, at })));
  /** When one must get off at the stop at the latest. */
  const until = new Array<number>(stops).fill(-Infinity);
  target.stops.forEach((stop, index) => (until[stop] = Math.max(until[stop]!, target.at - target.seconds[index]!)));
  // Until nothing changes: a departure is good where a later arrival of its trip is good.
  for (let isNew = true; isNew;) {
    isNew = false;
    for (const { trip, at, stop, departure, boards } of departures) {
      const key = `${trip} ${at}`;
      if (!boards || good.has(key)) continue;
      const leads = trips[trip]!.slice(at + 1).some((event) => event.alights && event.arrival <= until[event.stop]!);
      if (!leads) continue;
      good.set(key, { trip, at });
      isNew = true;
      best[stop] = Math.max(best[stop]!, departure);
      until[stop] = Math.max(until[stop]!, departure - change[stop]!);
      for (const path of footpaths)
        if (path.to === stop) until[path.from] = Math.max(until[path.from]!, departure - path.seconds);
    }
  }
  return best;
}

interface Departure {
  run: number;
  row: number;
  time: number;
}

/** Earliest arrivals by Dijkstra's search over events: from getting on at a stop at a given time, to a stop. */
export class Events {
  readonly #input: TimetableInput;
  /** By stop, earliest first. */
  readonly departures: Departure[][];
  readonly #walks: { to: number; seconds: number }[][];

  constructor(input: TimetableInput) {
    this.#input = input;
    const { calls, runs, stops, footpaths } = input;
    this.departures = Array.from({ length: stops }, () => []);
    runs.forEach(({ trip, shift }, run) => {
      for (let row = Number(calls.offsets[trip]); row < Number(calls.offsets[trip + 1]) - 1; row++)
        if (calls.boards[row] === 1)
          this.departures[calls.stop[row]!]!.push({ run, row, time: calls.departure[row]! + shift });
    });
    for (const own of this.departures) own.sort((a, b) => a.time - b.time);
    this.#walks = Array.from({ length: stops }, () => []);
    for (const { from, to, seconds } of footpaths) this.#walks[from]!.push({ to, seconds });
  }

  /** @returns Infinity where the stop is not reached */
  arrival(from: number, time: number, to: number): number {
    const { calls, runs, change } = this.#input;
    const ready = new Map<number, number>();
    const queue = new FlatQueue<number>();
    const isDone = new Set<number>();
    let earliest = Infinity;
    const stand = (stop: number, at: number) => {
      if (at >= (ready.get(stop) ?? Infinity)) return;
      ready.set(stop, at);
      queue.push(stop, at);
    };
    stand(from, time);
    for (let stop = queue.pop(); stop !== undefined; stop = queue.pop()) {
      if (isDone.has(stop)) continue;
      isDone.add(stop);
      const since = ready.get(stop)!;
      for (const { run, row, time: departs } of this.departures[stop]!) {
        if (departs < since) continue;
        const { trip, shift } = runs[run]!;
        for (let next = row + 1; next < Number(calls.offsets[trip + 1]); next++) {
          if (calls.alights[next] === 0) continue;
          const [there, at] = [calls.stop[next]!, calls.arrival[next]! + shift];
          if (there === to) earliest = Math.min(earliest, at);
          stand(there, at + change[there]!);
          for (const walk of this.#walks[there]!) {
            if (walk.to === to) earliest = Math.min(earliest, at + walk.seconds);
            stand(walk.to, at + walk.seconds);
          }
        }
      }
    }
    return earliest;
  }

  /** The latest departure by which one is at the stop in time, itself off a vehicle; −Infinity: none. */
  latest(from: number, to: number, until: number): number {
    const found = this.departures[from]!.findLast(({ time }) => time <= until && this.arrival(from, time, to) <= until);
    return found?.time ?? -Infinity;
  }
}
