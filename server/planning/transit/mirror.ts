/** The timetable with time turned round: its latest departures are the earliest arrivals of the other, with the sign changed. */
import { partsOf, type Timetable } from './timetable.ts';

export function mirrored(timetable: Timetable): Timetable {
  const { stopOffsets, lineStops, boards, alights, timeOffsets, tripCount, arrival, departure } = timetable;
  const lines = tripCount.length;
  const turned: Timetable = {
    ...timetable,
    lineStops: new Int32Array(lineStops.length),
    boards: new Uint8Array(boards.length),
    alights: new Uint8Array(alights.length),
    arrival: new Int32Array(arrival.length),
    departure: new Int32Array(departure.length),
    callAt: new Int32Array(timetable.callAt.length),
  };
  for (let line = 0; line < lines; line++) {
    const [start, end] = [stopOffsets[line]!, stopOffsets[line + 1]!];
    const size = end - start;
    const last = size - 1;
    for (let at = 0; at < size; at++) {
      turned.lineStops[start + at] = lineStops[start + last - at]!;
      turned.boards[start + at] = alights[start + last - at]!;
      turned.alights[start + at] = boards[start + last - at]!;
    }
    for (let trip = 0; trip < tripCount[line]!; trip++) {
      const other = tripCount[line]! - 1 - trip;
      for (let at = 0; at < size; at++) {
        const [to, from] = [timeOffsets[line]! + trip * size + at, timeOffsets[line]! + other * size + last - at];
        turned.arrival[to] = -departure[from]!;
        turned.departure[to] = -arrival[from]!;
      }
    }
  }
  timetable.callLine.forEach((line, call) => {
    const size = stopOffsets[line + 1]! - stopOffsets[line]!;
    turned.callAt[call] = size - 1 - timetable.callAt[call]!;
  });
  return { ...turned, ...partsBackwards(timetable), ...pathsFrom(timetable) };
}

/** Footpaths by where they begin. */
function pathsFrom({ stops, pathOffsets, pathFrom, pathSeconds }: Timetable) {
  const counts = new Int32Array(stops + 1);
  pathFrom.forEach((from) => counts[from + 1]!++);
  for (let stop = 0; stop < stops; stop++) counts[stop + 1]! += counts[stop]!;
  const next = counts.slice(0, stops);
  const turned = { pathFrom: new Int32Array(pathFrom.length), pathSeconds: new Int32Array(pathFrom.length) };
  for (let to = 0; to < stops; to++)
    for (let path = pathOffsets[to]!; path < pathOffsets[to + 1]!; path++) {
      const place = next[pathFrom[path]!]!++;
      turned.pathFrom[place] = to;
      turned.pathSeconds[place] = pathSeconds[path]!;
    }
  return { pathOffsets: counts, ...turned };
}

/** The last run of a trip comes first, and begins where it ended. */
function partsBackwards(timetable: Timetable): Pick<Timetable, 'partOffsets' | 'partFrom' | 'partRun'> {
  const { stopOffsets, tripCount } = timetable;
  const [partOffsets, partFrom, partRun] = [[0], [] as number[], [] as number[]];
  tripCount.forEach((trips, line) => {
    const last = stopOffsets[line + 1]! - stopOffsets[line]! - 1;
    for (let trip = trips - 1; trip >= 0; trip--) {
      for (const { run, to } of partsOf(timetable, line, trip).reverse()) {
        partRun.push(run);
        partFrom.push(last - to);
      }
      partOffsets.push(partRun.length);
    }
  });
  return {
    partOffsets: Int32Array.from(partOffsets),
    partFrom: Int32Array.from(partFrom),
    partRun: Int32Array.from(partRun),
  };
}
