/**
 * Latest departures: from every stop, when one must get on at the latest to be at a place in time, ride by ride (the search of
 * timetable.ts, backwards). One search answers for all stops; `mirrored` (mirror.ts) makes earliest arrivals of it.
 */
import type { Timetable } from './timetable.ts';

/** Later than any time of a day, and its opposite. */
export const NEVER = -0x3fffffff;

export interface Target {
  /** Stops from which one walks to the place, and the seconds it takes. */
  stops: ArrayLike<number>;
  seconds: ArrayLike<number>;
  /** When one must be there, seconds after midnight. */
  at: number;
}

export interface LatestOptions {
  /** Rides at most: changes and one. */
  rides: number;
}

/** Per ride that is left (from 1 on) and stop. */
export interface Round {
  /** When one must get on at the stop at the latest; NEVER where so many rides lead nowhere, or not later than fewer do. */
  board: Int32Array;
  /** The ride: line, trip of the line, where one gets on and off, as places on the line. */
  line: Int32Array;
  trip: Int32Array;
  on: Int32Array;
  off: Int32Array;
  /** When one must get off at the stop at the latest to go on with so many rides. */
  alight: Int32Array;
  /** Where one gets on next: the stop itself, or the one to which one walks. */
  next: Int32Array;
}

export interface Latest {
  target: Target;
  /** rounds[0] is the walk from the last stop. */
  rounds: Round[];
  /** Per stop, over all numbers of rides. */
  board: Int32Array;
}

function roundOf(stops: number): Round {
  const never = () => new Int32Array(stops).fill(NEVER);
  const none = () => new Int32Array(stops).fill(-1);
  return { board: never(), line: none(), trip: none(), on: none(), off: none(), alight: never(), next: none() };
}

export function latestDepartures(timetable: Timetable, target: Target, { rides }: LatestOptions): Latest {
  const { stops } = timetable;
  const board = new Int32Array(stops).fill(NEVER);
  const first = roundOf(stops);
  let marked: number[] = [];
  for (let index = 0; index < target.stops.length; index++) {
    const stop = target.stops[index]!;
    const time = target.at - target.seconds[index]!;
    if (time <= first.alight[stop]!) continue;
    if (first.alight[stop] === NEVER) marked.push(stop);
    first.alight[stop] = time;
  }
  const rounds = [first];
  // Of each line the last place at which getting off leads on.
  const lastAt = new Int32Array(timetable.tripCount.length).fill(-1);
  for (let ride = 1; ride <= rides && marked.length > 0; ride++) {
    const before = rounds[ride - 1]!;
    const round = roundOf(stops);
    const lines: number[] = [];
    for (const stop of marked)
      for (let call = timetable.callOffsets[stop]!; call < timetable.callOffsets[stop + 1]!; call++) {
        const [line, at] = [timetable.callLine[call]!, timetable.callAt[call]!];
        if (lastAt[line] === -1) lines.push(line);
        if (at > lastAt[line]!) lastAt[line] = at;
      }
    const better: number[] = [];
    for (const line of lines) {
      scan(timetable, line, lastAt[line]!, before, round, board, better);
      lastAt[line] = -1;
    }
    marked = changes(timetable, better, rounds, round);
    rounds.push(round);
  }
  return { target, rounds, board };
}

/** Backwards along a line, on the latest trip that still gets one off in time. */
function scan(
  timetable: Timetable,
  line: number,
  lastAt: number,
  before: Round,
  round: Round,
  best: Int32Array,
  better: number[],
): void {
  const { stopOffsets, lineStops, boards, alights, timeOffsets, tripCount, arrival, departure } = timetable;
  const start = stopOffsets[line]!;
  const size = stopOffsets[line + 1]! - start;
  const [times, trips] = [timeOffsets[line]!, tripCount[line]!];
  let [trip, off] = [-1, -1];
  for (let at = lastAt; at >= 0; at--) {
    const stop = lineStops[start + at]!;
    if (trip >= 0 && boards[start + at] === 1) {
      const time = departure[times + trip * size + at]!;
      if (time > best[stop]!) {
        if (round.board[stop] === NEVER) better.push(stop);
        best[stop] = time;
        round.board[stop] = time;
        round.line[stop] = line;
        round.trip[stop] = trip;
        round.on[stop] = at;
        round.off[stop] = off;
      }
    }
    const until = before.alight[stop]!;
    if (until === NEVER || alights[start + at] === 0 || at === 0) continue;
    // The trips behind the one at hand come later: the last of them that arrives in time.
    let [low, high] = [trip, trips - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (arrival[times + middle * size + at]! <= until) low = middle;
      else high = middle - 1;
    }
    if (low > trip) [trip, off] = [low, at];
  }
}

/** Where one may get off to get on as found. @returns the stops at which that is later than with fewer rides */
function changes(timetable: Timetable, better: readonly number[], rounds: readonly Round[], round: Round): number[] {
  const { pathOffsets, pathFrom, pathSeconds, change } = timetable;
  const marked: number[] = [];
  const offer = (stop: number, time: number, next: number) => {
    if (time <= round.alight[stop]! || rounds.some(({ alight }) => alight[stop]! >= time)) return;
    if (round.alight[stop] === NEVER) marked.push(stop);
    round.alight[stop] = time;
    round.next[stop] = next;
  };
  for (const stop of better) {
    const time = round.board[stop]!;
    offer(stop, time - change[stop]!, stop);
    for (let path = pathOffsets[stop]!; path < pathOffsets[stop + 1]!; path++)
      offer(pathFrom[path]!, time - pathSeconds[path]!, stop);
  }
  return marked;
}
