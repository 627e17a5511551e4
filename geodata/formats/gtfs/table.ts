/** One .txt of a feed, read column by column. */
import Papa from 'papaparse';
import { refuse } from '../say.ts';
import type { Source } from '../source.ts';
import { decodeText } from '../text.ts';

export interface GtfsTable {
  file: string;
  rows: string[][];
  has: (column: string) => boolean;
  /** Position of a column; -1 where the file lacks it. */
  at: (column: string) => number;
}

/** Line of row i in the file, for messages: the first line names the columns. */
export function lineOf(row: number): number {
  return row + 2;
}

/** Feeds are zipped with or without a folder around them. */
const memberOf = (source: Source, file: string) =>
  source.members.find(({ path }) => path.slice(path.lastIndexOf('/') + 1).toLowerCase() === file);

/** Lines below the header, counted without reading the text. */
export function countLines(source: Source, file: string): number {
  const bytes = memberOf(source, file)?.bytes ?? new Uint8Array();
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1))
    if (at < bytes.length - 1) lines++;
  return lines;
}

const NEWLINE = 0x0a;

export function gtfsTable(source: Source, file: string): GtfsTable | null {
  const member = memberOf(source, file);
  if (!member) return null;
  const { text } = decodeText(member.bytes);
  const result = Papa.parse<string[]>(text, { delimiter: ',', header: false, skipEmptyLines: 'greedy' });
  const broken = result.errors.find((error) => error.type === 'Quotes');
  if (broken) {
    refuse(
      'gtfs-quote',
      `In ${file} ist in Zeile ${(broken.row ?? 0) + 1} ein Anführungszeichen nicht geschlossen: bitte den Fahrplan neu exportieren.`,
      `In ${file} a quotation mark is not closed in line ${(broken.row ?? 0) + 1}: please export the timetable again.`,
    );
  }
  const [header = [], ...rows] = result.data;
  const positions = new Map(header.map((name, i) => [name.trim().toLowerCase(), i]));
  return { file, rows, has: (column) => positions.has(column), at: (column) => positions.get(column) ?? -1 };
}

export function requiredTable(source: Source, file: string, columns: string[]): GtfsTable {
  const table = gtfsTable(source, file);
  if (!table) {
    return refuse(
      'gtfs-file-missing',
      `Dem Fahrplan fehlt die Datei ${file}: bitte den vollständigen GTFS-Export des Verkehrsverbunds geben.`,
      `The timetable lacks the file ${file}: please hand in the complete GTFS export of the transport association.`,
    );
  }
  requireColumns(table, columns);
  return table;
}

export function requireColumns(table: GtfsTable, columns: string[]): void {
  const missing = columns.filter((column) => !table.has(column));
  if (missing.length === 0) return;
  refuse(
    'gtfs-column-missing',
    `In ${table.file} fehlt die Spalte ${missing.join(', ')}: bitte den Fahrplan vollständig exportieren.`,
    `${table.file} lacks the column ${missing.join(', ')}: please export the timetable completely.`,
  );
}

/** A cell as text; '' where column or cell is missing. */
export function cell(row: string[], at: number): string {
  return at < 0 ? '' : (row[at] ?? '').trim();
}

export function integer(row: string[], at: number, fallback: number): number {
  const text = cell(row, at);
  return /^\d{1,9}$/.test(text) ? Number(text) : fallback;
}

/** HH:MM:SS in seconds, also past 24:00; null for a text that is no time. */
export function seconds(text: string): number | null {
  const match = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null;
}

/** YYYYMMDD as an ISO day; null for a day that does not exist. */
export function isoDate(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return null;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso ? null : iso;
}
