/** A feed as a zip file (gtfs.org, schedule reference): a table per file, in the order in which they are given. */
import { strToU8, zipSync } from 'fflate';
import Papa from 'papaparse';

export type GtfsCell = string | number;

export interface GtfsTable {
  columns: readonly string[];
  rows: readonly (readonly GtfsCell[])[];
}

/** @param tables by file name without its ending: 'stop_times' @param written the files' time in the archive */
export function gtfsZip(tables: Readonly<Record<string, GtfsTable>>, written: Date): Uint8Array {
  const files = Object.entries(tables).map(([name, { columns, rows }]) => [
    `${name}.txt`,
    [strToU8(Papa.unparse({ fields: [...columns], data: rows.map((row) => [...row]) }) + '\r\n'), { mtime: written }],
  ]);
  return zipSync(Object.fromEntries(files) as Parameters<typeof zipSync>[0]);
}

/** Seconds after midnight, also beyond the day: 25:10:00. */
export function gtfsClock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
