/** stop_times.txt: the table with a row per trip and stop, kept in typed arrays. */
import { problem, refuse, type ProblemList } from '../say.ts';
import type { Source } from '../source.ts';
import { cell, countLines, integer, lineOf, seconds, type GtfsTable } from './table.ts';
import { NO_TIME, type StopTimes } from './types.ts';

interface Known {
  tripCount: number;
  trips: Map<string, number>;
  stops: Map<string, number>;
}

/** Before the text is taken apart: of too many rows each would cost memory until none is left. */
export function checkCount(source: Source, most: number): void {
  const count = countLines(source, 'stop_times.txt');
  if (count <= most) return;
  refuse(
    'gtfs-too-many-stop-times',
    `Der Fahrplan hat ${count.toLocaleString('de-DE')} Halte (stop_times.txt), gelesen werden höchstens ${most.toLocaleString('de-DE')}: bitte auf die Linien des Landkreises zuschneiden oder einen solchen Export beim Verkehrsverbund anfordern.`,
    `The timetable has ${count.toLocaleString('en-GB')} stop times (stop_times.txt), at most ${most.toLocaleString('en-GB')} are read: please cut it to the lines of the county or ask the transport association for such an export.`,
  );
}

export function readStopTimes(table: GtfsTable, known: Known, problems: ProblemList): StopTimes {
  const kept = select(table, known, problems);
  const { rows } = table;
  const at = {
    sequence: table.at('stop_sequence'),
    arrival: table.at('arrival_time'),
    departure: table.at('departure_time'),
    pickup: table.at('pickup_type'),
    dropOff: table.at('drop_off_type'),
  };
  // Sorted indexes instead of sorted rows: the rows stay where the parser put them.
  const order = Uint32Array.from(kept.rows.keys());
  const sequenceOf = kept.rows.map((row) => integer(rows[row] ?? [], at.sequence, 0));
  order.sort(
    (a, b) => (kept.trip[a] ?? 0) - (kept.trip[b] ?? 0) || (sequenceOf[a] ?? 0) - (sequenceOf[b] ?? 0) || a - b,
  );
  const times = empty(order.length, known.tripCount);
  for (let i = 0; i < order.length; i++) {
    const source = order[i] ?? 0;
    const rowIndex = kept.rows[source] ?? 0;
    const row = rows[rowIndex] ?? [];
    const trip = kept.trip[source] ?? 0;
    times.trip[i] = trip;
    times.stop[i] = kept.stop[source] ?? 0;
    times.sequence[i] = sequenceOf[source] ?? 0;
    const arrival = timeOf(row, at.arrival, rowIndex, problems);
    const departure = timeOf(row, at.departure, rowIndex, problems);
    times.arrival[i] = arrival === NO_TIME ? departure : arrival;
    times.departure[i] = departure === NO_TIME ? arrival : departure;
    times.pickupType[i] = Math.min(3, integer(row, at.pickup, 0));
    times.dropOffType[i] = Math.min(3, integer(row, at.dropOff, 0));
    times.offsets[trip + 1] = i + 1;
  }
  // Trips without a single stop time keep an empty range.
  for (let t = 1; t < times.offsets.length; t++)
    times.offsets[t] = Math.max(times.offsets[t] ?? 0, times.offsets[t - 1] ?? 0);
  return times;
}

function empty(length: number, trips: number): StopTimes {
  return {
    length,
    trip: new Uint32Array(length),
    stop: new Uint32Array(length),
    sequence: new Uint32Array(length),
    arrival: new Int32Array(length),
    departure: new Int32Array(length),
    pickupType: new Uint8Array(length),
    dropOffType: new Uint8Array(length),
    offsets: new Uint32Array(trips + 1),
  };
}

/** Rows whose trip and stop exist. */
function select(table: GtfsTable, known: Known, problems: ProblemList) {
  const [tripAt, stopAt] = [table.at('trip_id'), table.at('stop_id')];
  const kept: { rows: number[]; trip: number[]; stop: number[] } = { rows: [], trip: [], stop: [] };
  for (const [i, row] of table.rows.entries()) {
    const trip = known.trips.get(cell(row, tripAt));
    const stop = known.stops.get(cell(row, stopAt));
    if (trip === undefined || stop === undefined) {
      const [what, wahl, id] =
        trip === undefined ? ['trip', 'Fahrt', cell(row, tripAt)] : ['stop', 'Haltestelle', cell(row, stopAt)];
      problems.add(
        problem(
          `gtfs-unknown-${what}`,
          `stop_times.txt Zeile ${lineOf(i)} nennt die ${wahl} „${id}“, die es im Fahrplan nicht gibt: der Halt wird übergangen.`,
          `stop_times.txt line ${lineOf(i)} names the ${what} '${id}', which the timetable does not have: the stop is skipped.`,
          { row: lineOf(i) },
        ),
      );
      continue;
    }
    kept.rows.push(i);
    kept.trip.push(trip);
    kept.stop.push(stop);
  }
  return kept;
}

function timeOf(row: string[], at: number, rowIndex: number, problems: ProblemList): number {
  const text = cell(row, at);
  if (text === '') return NO_TIME;
  const time = seconds(text);
  if (time !== null) return time;
  problems.add(
    problem(
      'gtfs-time',
      `stop_times.txt Zeile ${lineOf(rowIndex)} enthält „${text}“ statt einer Uhrzeit (HH:MM:SS): bitte im Fahrplan berichtigen.`,
      `stop_times.txt line ${lineOf(rowIndex)} has '${text}' instead of a time (HH:MM:SS): please correct it in the timetable.`,
      { row: lineOf(rowIndex) },
    ),
  );
  return NO_TIME;
}

/** A bus cannot arrive before it left the stop before. */
export function checkOrder(times: StopTimes, tripIds: string[], problems: ProblemList): void {
  for (const [trip, id] of tripIds.entries()) {
    let last = NO_TIME;
    for (let i = times.offsets[trip] ?? 0; i < (times.offsets[trip + 1] ?? 0); i++) {
      const [arrival = NO_TIME, departure = NO_TIME] = [times.arrival[i], times.departure[i]];
      if (arrival === NO_TIME) continue;
      if (arrival < last || departure < arrival) {
        problems.add(
          problem(
            'gtfs-time-backwards',
            `Bei der Fahrt „${id}“ läuft die Zeit am Halt ${times.sequence[i]} rückwärts: bitte im Fahrplan berichtigen.`,
            `On trip '${id}' time runs backwards at stop ${times.sequence[i]}: please correct it in the timetable.`,
          ),
        );
        break;
      }
      last = departure;
    }
  }
}
