/**
 * Finds title, column names, data and footnotes in rows of cells.
 *
 * Tables of the regional statistics ("GENESIS-Tabelle") have a preamble with one cell per row, up to six stacked header rows whose
 * leading cells (key, name, sometimes the date) are empty, and a footer below a row of underscores. Exports of offices have one header
 * row, now and then a title above it or a second row below merged cells.
 */
import { ProblemList, problem, refuse } from '../say.ts';
import type { TableRow, TableSource } from '../source.ts';

export interface RawTable {
  name: string;
  encoding: string;
  delimiter: string | null;
  /** Set where the format fixes how its numbers are written. */
  decimal?: '.' | ',';
  rows: TableRow[];
}

const FOOTNOTE = /^(_{3,}|©|\(c\)\s|copyright|quelle\b|stand:|hinweis|anmerkung|datenlizenz|\*+\s|\d\)\s)/i;
const MAX_HEADER_ROWS = 10;

export function arrange(raw: RawTable, headerRows?: number): TableSource {
  const rows = raw.rows.filter((row) => filled(row) > 0);
  const footerAt = findFooter(rows);
  const footer = textsOf(rows.splice(footerAt));
  const preambleLength = findPreamble(rows);
  const preamble = textsOf(rows.splice(0, preambleLength));
  if (rows.length === 0) return noRows(raw.name);
  const official = headerRows === undefined && (rows[0]?.cells[0] ?? '') === '';
  const count = headerRows ?? (official ? stackedHeader(rows) : officeHeader(rows));
  const header = rows.splice(0, Math.min(count, rows.length));
  if (rows.length === 0) return noRows(raw.name);
  const width = usedWidth(header.length > 0 ? header : rows, rows);
  const columns = nameColumns(header, width, official);
  const problems = new ProblemList();
  for (const row of rows) fit(row, width, problems);
  return {
    kind: 'table',
    name: raw.name,
    columns,
    rows,
    reading: {
      encoding: raw.encoding,
      delimiter: raw.delimiter,
      headerRows: header.length,
      ...(raw.decimal ? { decimal: raw.decimal } : {}),
    },
    preamble,
    footer,
    problems: problems.finish(),
  };
}

function noRows(name: string): never {
  return refuse(
    'table-empty',
    `Die Tabelle „${name}“ enthält keine Datenzeilen: bitte prüfen, ob der richtige Export gewählt ist.`,
    `The table '${name}' has no data rows: please check whether the right export was chosen.`,
  );
}

function filled(row: TableRow): number {
  let count = 0;
  for (const cell of row.cells) if (cell !== '') count++;
  return count;
}

function textsOf(rows: TableRow[]): string[] {
  return rows.map((row) => row.cells.filter((cell) => cell !== '').join(' '));
}

/** One cell, and that in the first column: a title or a footnote, unless the table itself has one column. */
function isFreeText(row: TableRow): boolean {
  return (row.cells[0] ?? '') !== '' && filled(row) === 1;
}

function findFooter(rows: TableRow[]): number {
  if (!rows.some((row) => filled(row) > 1)) return rows.length;
  const rule = rows.findIndex((row) => isFreeText(row) && /^_{3,}$/.test(row.cells[0] ?? ''));
  if (rule > 0) return rule;
  let at = rows.length;
  for (let i = rows.length - 1; i > 0; i--) {
    const row = rows[i];
    if (!row || !isFreeText(row)) break;
    if (FOOTNOTE.test(row.cells[0] ?? '')) at = i;
  }
  return at;
}

function findPreamble(rows: TableRow[]): number {
  const first = rows.findIndex((row) => !isFreeText(row));
  // A single column throughout has no preamble; every row is free text then.
  return first === -1 ? 0 : first;
}

/** Official tables leave the first column unnamed, so the header ends where it is filled for the first time. */
function stackedHeader(rows: TableRow[]): number {
  const first = rows.findIndex((row) => (row.cells[0] ?? '') !== '');
  return first === -1 || first > MAX_HEADER_ROWS ? 1 : first;
}

/** One row, and those below it that split its merged or repeated cells and are empty where it names the key. */
function officeHeader(rows: TableRow[]): number {
  const names = rows[0]?.cells ?? [];
  const named = names.filter((cell) => cell !== '');
  const grouped = named.length < names.length || new Set(named).size < named.length;
  if (!grouped) return 1;
  let count = 1;
  while (count < MAX_HEADER_ROWS) {
    const row = rows[count];
    if (!row || (row.cells[0] ?? '') !== '' || filled(row) < 2) break;
    if (row.cells.some((cell) => /^[-.x/]$|^-?[\d.]+(,\d+)?$/.test(cell) && !/^(19|20)\d\d$/.test(cell))) break;
    count++;
  }
  return count;
}

/** Columns without a name and without a single value come from delimiters at the ends of lines. */
function usedWidth(header: TableRow[], rows: TableRow[]): number {
  let width = header.reduce((most, row) => Math.max(most, row.cells.length), 1);
  const used = (at: number) =>
    header.some((row) => (row.cells[at] ?? '') !== '') || rows.some((row) => (row.cells[at] ?? '') !== '');
  while (width > 1 && !used(width - 1)) width--;
  return width;
}

function nameColumns(header: TableRow[], width: number, official: boolean): string[] {
  const levels = header.map((row) =>
    Array.from({ length: width }, (_, i) => (row.cells[i] ?? '').replace(/\s+/g, ' ')),
  );
  if (!official) for (let level = 0; level < levels.length - 1; level++) spreadMerged(levels, level);
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, i) => {
    const joined = levels
      .map((level) => level[i] ?? '')
      .filter((part) => part !== '')
      .join(' | ');
    const name = joined || `Spalte ${i + 1}`;
    let unique = name;
    for (let n = 2; taken.has(unique); n++) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}

/** A merged cell leaves its text in the first column only; it holds for the columns that the row below names. */
function spreadMerged(levels: string[][], level: number): void {
  const upper = levels[level] ?? [];
  const lower = levels[level + 1] ?? [];
  let current = '';
  for (let i = 0; i < upper.length; i++) {
    if (upper[i]) current = upper[i] ?? '';
    else if (lower[i]) upper[i] = current;
  }
}

function fit(row: TableRow, width: number, problems: ProblemList): void {
  const { cells } = row;
  if (cells.length === width) return;
  const extra = cells.slice(width).filter((cell) => cell !== '').length;
  if (cells.length < width || extra > 0) {
    problems.add(
      problem(
        'row-ragged',
        `Zeile ${row.row} hat ${cells.length} statt ${width} Zellen: bitte fehlende oder überzählige Trennzeichen prüfen.`,
        `Row ${row.row} has ${cells.length} cells instead of ${width}: please check for missing or surplus delimiters.`,
        { row: row.row },
      ),
    );
  }
  while (cells.length < width) cells.push('');
  cells.length = width;
}
