/** The rides behind a latest departure, in the order in which they are made. */
import { NEVER, type Latest } from './latest.ts';
import { partsOf, type Timetable } from './timetable.ts';

export interface Ride {
  /** Index of the run in which one gets on. */
  run: number;
  line: number;
  /** Number of the trip on its line, and the places on it at which one gets on and off. */
  trip: number;
  on: number;
  off: number;
  from: number;
  to: number;
  /** Seconds after midnight. */
  departure: number;
  arrival: number;
}

export interface Journey {
  rides: Ride[];
  /** At the place, after the walk from the last stop. */
  arrival: number;
}

/** @returns the journey with the latest departure from the stop, of these the one with the fewest rides; null: none */
export function journeyFrom(timetable: Timetable, latest: Latest, stop: number): Journey | null {
  const best = latest.board[stop]!;
  if (best === NEVER) return null;
  const { stopOffsets, lineStops, timeOffsets } = timetable;
  const rides: Ride[] = [];
  let [left, at] = [latest.rounds.findIndex(({ board }) => board[stop] === best), stop];
  while (left > 0) {
    const round = latest.rounds[left]!;
    const [line, trip, on, off] = [round.line[at]!, round.trip[at]!, round.on[at]!, round.off[at]!];
    const start = stopOffsets[line]!;
    const times = timeOffsets[line]! + trip * (stopOffsets[line + 1]! - start);
    const to = lineStops[start + off]!;
    const ride = { line, trip, on, off, from: at, to, departure: timetable.departure[times + on]! };
    const { run } = partsOf(timetable, line, trip).findLast(({ from }) => from <= on)!;
    rides.push({ ...ride, run, arrival: timetable.arrival[times + off]! });
    left--;
    at = left > 0 ? latest.rounds[left]!.next[to]! : to;
  }
  return { rides, arrival: rides.at(-1)!.arrival + walkFrom(latest, at) };
}

const walkFrom = ({ target }: Latest, stop: number): number => {
  let least = Infinity;
  for (let index = 0; index < target.stops.length; index++)
    if (target.stops[index] === stop) least = Math.min(least, target.seconds[index]!);
  return least;
};
