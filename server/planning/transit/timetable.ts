/**
 * The timetable of one day for a round-based search (Delling, Pajor, Werneck 2012, „Round-Based Public Transit Routing“): trips that
 * call at the same stops in the same order form a line; none of a line overtakes another. Stops are numbers, times whole
 * seconds after midnight of the day; trips of the day before that run past midnight come in with times below 0 left out.
 */

/** Calls of trips, trip after trip, in the order in which they are made. */
export interface Calls {
  /** Trip t has its calls from offsets[t] up to, not including, offsets[t + 1]. */
  offsets: ArrayLike<number>;
  stop: ArrayLike<number>;
  /** Seconds after midnight of the trip's own day; below 0: not stated, the trip does not stop. */
  arrival: ArrayLike<number>;
  departure: ArrayLike<number>;
  /** 1: one may get on (off) here. */
  boards: ArrayLike<number>;
  alights: ArrayLike<number>;
}

/** A trip on the day; `shift` seconds are added to its times: −86,400 for the trip of the day before. */
export interface Run {
  trip: number;
  shift: number;
  /** Runs of one vehicle, in which one stays seated from the last stop of one to the first of the next; −1: none. */
  block: number;
}

export interface Footpath {
  from: number;
  to: number;
  seconds: number;
}

export interface Timetable {
  stops: number;
  /** Line l calls at the stops from stopOffsets[l] up to stopOffsets[l + 1] of lineStops. */
  stopOffsets: Int32Array;
  lineStops: Int32Array;
  boards: Uint8Array;
  alights: Uint8Array;
  /** Line l has tripCount[l] trips; the times of its i-th trip begin at timeOffsets[l] + i × number of its stops. */
  timeOffsets: Int32Array;
  tripCount: Int32Array;
  arrival: Int32Array;
  departure: Int32Array;
  /**
   * Of each trip of each line, in that order (trips of line l begin at runOffsets[l]): the runs that one vehicle drives as this trip, from
   * partOffsets[trip] on, each with the place on the line at which it begins.
   */
  runOffsets: Int32Array;
  partOffsets: Int32Array;
  partFrom: Int32Array;
  partRun: Int32Array;
  /** Calls of lines by stop: calls of stop s from callOffsets[s] up to callOffsets[s + 1]. */
  callOffsets: Int32Array;
  callLine: Int32Array;
  callAt: Int32Array;
  /** Footpaths that lead to stop s from pathOffsets[s] up to pathOffsets[s + 1]. */
  pathOffsets: Int32Array;
  pathFrom: Int32Array;
  pathSeconds: Int32Array;
  /** Per stop: seconds from getting off to getting on at the stop itself. */
  change: Int32Array;
}

interface Trip {
  run: number;
  parts: { from: number; run: number }[];
  stops: number[];
  arrival: number[];
  departure: number[];
  boards: number[];
  alights: number[];
}

export interface TimetableInput {
  stops: number;
  calls: Calls;
  runs: readonly Run[];
  footpaths: readonly Footpath[];
  /** By stop. */
  change: ArrayLike<number>;
}

export function timetableOf({ stops, calls, runs, footpaths, change }: TimetableInput): Timetable {
  const lines = linesOf(tripsOf(calls, runs));
  const flat = <T>(of: (line: Trip[]) => T[]): T[] => lines.flatMap(of);
  const offsets = (sizes: number[]): Int32Array => {
    const starts = new Int32Array(sizes.length + 1);
    sizes.forEach((size, index) => (starts[index + 1] = starts[index]! + size));
    return starts;
  };
  const sizes = lines.map(([first]) => first!.stops.length);
  const stopOffsets = offsets(sizes);
  const lineStops = Int32Array.from(flat(([first]) => first!.stops));
  const byStop = lineStops.reduce<Int32Array>((counts, stop) => {
    counts[stop]!++;
    return counts;
  }, new Int32Array(stops));
  const callOffsets = offsets([...byStop]);
  const next = callOffsets.slice(0, stops);
  const [callLine, callAt] = [new Int32Array(lineStops.length), new Int32Array(lineStops.length)];
  lines.forEach((_, line) => {
    for (let at = 0; at < sizes[line]!; at++) {
      const place = next[lineStops[stopOffsets[line]! + at]!]!++;
      callLine[place] = line;
      callAt[place] = at;
    }
  });
  const paths = footpaths.filter(({ from, to }) => from !== to).sort((a, b) => a.to - b.to || a.from - b.from);
  const into = new Array<number>(stops).fill(0);
  for (const { to } of paths) into[to]!++;
  return {
    stops,
    stopOffsets,
    lineStops,
    boards: Uint8Array.from(flat(([first]) => first!.boards)),
    alights: Uint8Array.from(flat(([first]) => first!.alights)),
    timeOffsets: offsets(lines.map((line, index) => line.length * sizes[index]!)),
    tripCount: Int32Array.from(lines, ({ length }) => length),
    arrival: Int32Array.from(flat((line) => line.flatMap((trip) => trip.arrival))),
    departure: Int32Array.from(flat((line) => line.flatMap((trip) => trip.departure))),
    partOffsets: offsets(flat((line) => line.map(({ parts }) => parts.length))),
    partFrom: Int32Array.from(flat((line) => line.flatMap(({ parts }) => parts.map(({ from }) => from)))),
    partRun: Int32Array.from(flat((line) => line.flatMap(({ parts }) => parts.map(({ run }) => run)))),
    runOffsets: offsets(lines.map(({ length }) => length)),
    callOffsets,
    callLine,
    callAt,
    pathOffsets: offsets(into),
    pathFrom: Int32Array.from(paths, ({ from }) => from),
    pathSeconds: Int32Array.from(paths, ({ seconds }) => seconds),
    change: Int32Array.from({ length: stops }, (_, stop) => change[stop]!),
  };
}

function tripsOf(calls: Calls, runs: readonly Run[]): Trip[] {
  const trips: Trip[] = [];
  const blocks = new Map<number, Trip[]>();
  runs.forEach((run, index) => {
    const trip = tripOf(calls, run, index);
    if (run.block < 0) trips.push(trip);
    else blocks.set(run.block, [...(blocks.get(run.block) ?? []), trip]);
  });
  for (const own of blocks.values()) trips.push(...joined(own));
  return trips.filter(({ stops }) => stops.length > 1);
}

function tripOf({ offsets, stop, arrival, departure, boards, alights }: Calls, { trip, shift }: Run, run: number) {
  const made: Trip = { run, parts: [{ from: 0, run }], stops: [], arrival: [], departure: [], boards: [], alights: [] };
  for (let row = offsets[trip]!; row < offsets[trip + 1]!; row++) {
    if (arrival[row]! < 0 || departure[row]! < 0) continue;
    made.stops.push(stop[row]!);
    made.arrival.push(arrival[row]! + shift);
    made.departure.push(departure[row]! + shift);
    made.boards.push(boards[row]!);
    made.alights.push(alights[row]!);
  }
  return made;
}

/** One vehicle's trips as one, where the next begins at the stop at which the last ends, and not before. */
function joined(trips: Trip[]): Trip[] {
  const inOrder = trips.filter(({ stops }) => stops.length > 1).sort((a, b) => a.departure[0]! - b.departure[0]!);
  const done: Trip[] = [];
  for (const trip of inOrder) {
    const before = done.at(-1);
    const last = (before?.stops.length ?? 0) - 1;
    const isNext = before && before.stops[last] === trip.stops[0] && before.arrival[last]! <= trip.departure[0]!;
    if (!isNext) {
      done.push(trip);
      continue;
    }
    before.parts.push(...trip.parts.map((part) => ({ ...part, from: part.from + last })));
    before.departure[last] = trip.departure[0]!;
    before.boards[last] = trip.boards[0]!;
    for (const key of ['stops', 'arrival', 'departure', 'boards', 'alights'] as const)
      before[key].push(...trip[key].slice(1));
  }
  return done;
}

/** Trips by the stops at which they call; a trip that overtakes begins a line of its own. */
function linesOf(trips: readonly Trip[]): Trip[][] {
  const alike = new Map<string, Trip[]>();
  for (const trip of trips) {
    const key = trip.stops.map((stop, at) => `${stop}${trip.boards[at]}${trip.alights[at]}`).join();
    const known = alike.get(key);
    if (known) known.push(trip);
    else alike.set(key, [trip]);
  }
  return [...alike.values()].flatMap((own) => {
    const lines: Trip[][] = [];
    for (const trip of own.sort((a, b) => a.departure[0]! - b.departure[0]! || a.run - b.run)) {
      const line = lines.find((one) => isBehind(trip, one.at(-1)!));
      if (line) line.push(trip);
      else lines.push([trip]);
    }
    return lines;
  });
}

const isBehind = (trip: Trip, other: Trip): boolean =>
  trip.arrival.every((time, at) => time >= other.arrival[at]! && trip.departure[at]! >= other.departure[at]!);

export interface Part {
  run: number;
  /** Places on the line: the first call of the run, and its last one. */
  from: number;
  to: number;
}

/** The runs that one vehicle drives as a trip of a line. */
export function partsOf(
  { stopOffsets, runOffsets, partOffsets, partFrom, partRun }: Timetable,
  line: number,
  trip: number,
): Part[] {
  const last = stopOffsets[line + 1]! - stopOffsets[line]! - 1;
  const number = runOffsets[line]! + trip;
  const [first, end] = [partOffsets[number]!, partOffsets[number + 1]!];
  return Array.from({ length: end - first }, (_, at) => ({
    run: partRun[first + at]!,
    from: partFrom[first + at]!,
    to: first + at + 1 < end ? partFrom[first + at + 1]! : last,
  }));
}
