/**
 * School bus instances of Park, Tae, Kim (2011, "A post-improvement procedure for the mixed load school bus routing problem"):
 * Schools.txt (ID X Y AMEARLY AMLATE) and Stops.txt (ID X_COORD Y_COORD EP_ID STUDENT_COUNT), separated by tabs. Coordinates in
 * feet, bells as HHMM. Scored as in Bertsimas, Delarue, Martin (2019): Manhattan distance at 29.3333 ft/s, 66 pupils, 19 s and
 * 2.6 s per pupil at a stop, 154.4 s between the arrival at a school and its bell, which is AMEARLY.
 */
import { refuse } from './say.ts';
import { decodeText, looksLikeText } from './text.ts';

const FEET_PER_SECOND = 29.3333;
const CAPACITY = 66;
const UNLOADING = 154.4;
const standingTime = (pupils: number): number => 19 + 2.6 * pupils;
/** The matrix of all travel times must fit into memory. */
const MOST_STOPS = 4000;

export interface SchoolBusInstance {
  stopIds: number[];
  schoolIds: number[];
  stops: number;
  schools: number;
  /** Seconds; stops, then schools. */
  travel: Float64Array;
  schoolOf: Int32Array;
  pupils: Float64Array;
  standing: Float64Array;
  /** Seconds of the day. */
  bell: Float64Array;
  capacity: number;
  unloading: number;
}

/** @throws SourceError */
export function readSchoolBus(schoolBytes: Uint8Array, stopBytes: Uint8Array): SchoolBusInstance {
  const schools = tableOf(schoolBytes, 'Schools.txt', ['ID', 'X', 'Y', 'AMEARLY']);
  const stops = tableOf(stopBytes, 'Stops.txt', ['ID', 'X_COORD', 'Y_COORD', 'EP_ID', 'STUDENT_COUNT']);
  if (stops.length > MOST_STOPS)
    refuse(
      'schoolBus-size',
      `Stops.txt hat ${stops.length} Haltestellen, gerechnet werden bis zu ${MOST_STOPS}: bitte die Aufgabe teilen.`,
      `Stops.txt has ${stops.length} stops, up to ${MOST_STOPS} are calculated: please divide the task.`,
    );
  const placeOf = new Map(schools.map(({ cells }, place) => [cells[0]!, place]));
  const schoolOf = stops.map(({ cells, row }) => placeOf.get(cells[3]!) ?? unknownSchool(cells[3]!, row));
  const pupils = stops.map(({ cells, row }) =>
    checked(cells[4]!, row, 'STUDENT_COUNT', (each) => Number.isInteger(each) && each > 0),
  );
  const at = [...stops, ...schools].map(({ cells }) => ({ x: cells[1]!, y: cells[2]! }));
  const nodes = at.length;
  return {
    stopIds: stops.map(({ cells }) => cells[0]!),
    schoolIds: schools.map(({ cells }) => cells[0]!),
    stops: stops.length,
    schools: schools.length,
    travel: Float64Array.from({ length: nodes * nodes }, (_, pair) => {
      const from = at[Math.floor(pair / nodes)]!;
      const to = at[pair % nodes]!;
      return (Math.abs(from.x - to.x) + Math.abs(from.y - to.y)) / FEET_PER_SECOND;
    }),
    schoolOf: Int32Array.from(schoolOf),
    pupils: Float64Array.from(pupils),
    standing: Float64Array.from(pupils, standingTime),
    bell: Float64Array.from(schools, ({ cells, row }) => {
      const isTime = (each: number) => Number.isInteger(each) && each >= 0 && each < 2400 && each % 100 < 60;
      const time = checked(cells[3]!, row, 'AMEARLY', isTime);
      return Math.floor(time / 100) * 3600 + (time % 100) * 60;
    }),
    capacity: CAPACITY,
    unloading: UNLOADING,
  };
}

interface Row {
  row: number;
  /** The wanted columns, as numbers. */
  cells: number[];
}

function tableOf(bytes: Uint8Array, name: string, wanted: readonly string[]): Row[] {
  const lines = looksLikeText(bytes) ? decodeText(bytes).text.split(/\r\n|\r|\n/) : [];
  const columns = (lines[0] ?? '').split('\t').map((cell) => cell.trim());
  const places = wanted.map((column) => columns.indexOf(column));
  if (places.includes(-1))
    refuse(
      'schoolBus-columns',
      `${name} braucht in der ersten Zeile, durch Tabulatoren getrennt, die Spalten ${wanted.join(', ')}: bitte die Datei prüfen.`,
      `${name} needs the columns ${wanted.join(', ')} in its first line, separated by tabs: please check the file.`,
    );
  const rows = lines
    .map((line, at) => ({ row: at + 1, words: line.split('\t').map((cell) => cell.trim()) }))
    .slice(1)
    .filter(({ words }) => words.some((word) => word !== ''))
    .map(({ row, words }) => ({
      row,
      cells: places.map((place, at) => numberOf(words[place], row, name, wanted[at]!)),
    }));
  const ids = new Set(rows.map(({ cells }) => cells[0]));
  if (rows.length === 0 || ids.size !== rows.length)
    refuse(
      'schoolBus-rows',
      `${name} braucht mindestens eine Zeile, und jede eine eigene Nummer (ID): bitte die Datei prüfen.`,
      `${name} needs at least one row, and each a number (ID) of its own: please check the file.`,
    );
  return rows;
}

function numberOf(word: string | undefined, row: number, name: string, column: string): number {
  if (word !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(word)) return Number(word);
  return refuse(
    'schoolBus-number',
    `${name}, Zeile ${row}: in der Spalte ${column} wird eine Zahl erwartet (Dezimalzeichen ist der Punkt), bitte die Datei prüfen.`,
    `${name}, line ${row}: a number is expected in the column ${column} (with a decimal point), please check the file.`,
  );
}

function checked(value: number, row: number, column: string, isUsable: (value: number) => boolean): number {
  if (isUsable(value)) return value;
  return refuse(
    'schoolBus-value',
    `Zeile ${row}: ${value} ist in der Spalte ${column} nicht möglich (Kinder ab 1, Zeiten als HHMM), bitte die Datei prüfen.`,
    `Line ${row}: ${value} is not possible in the column ${column} (pupils from 1 on, times as HHMM), please check the file.`,
  );
}

function unknownSchool(school: number, row: number): never {
  return refuse(
    'schoolBus-school',
    `Stops.txt, Zeile ${row}: die Schule ${school} (EP_ID) steht nicht in Schools.txt, bitte die Dateien prüfen.`,
    `Stops.txt, line ${row}: the school ${school} (EP_ID) is not in Schools.txt, please check the files.`,
  );
}

/** The plan as the yardstick is exchanged: buses with their routes in the order they are driven, by the numbers of the files. */
export function writeSchoolBus(
  { stopIds, schoolIds }: SchoolBusInstance,
  buses: readonly (readonly { school: number; stops: Int32Array }[])[],
): string {
  const written = buses.map((routes) => ({
    routes: routes.map(({ school, stops }) => ({
      school: schoolIds[school],
      stops: Array.from(stops, (stop) => stopIds[stop]),
    })),
  }));
  return `${JSON.stringify({ buses: written })}\n`;
}
