/** A table as spreadsheets of German offices open it: semicolons, decimal commas, UTF-8 with its mark. */
import Papa from 'papaparse';

/** A name that begins like a formula must not become one. */
const FORMULA = /^[=+@\t\r]|^-(?!\d+([.,]\d+)?(e[+-]?\d+)?$)/;

type Row = readonly (string | number)[];

export function writeCsv(header: readonly string[], rows: readonly Row[]): string {
  return `\uFEFF${csvRows([header, ...rows])}`;
}

/** Further rows of a table that is written piece by piece. */
export function csvRows(rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : cell)),
  );
  const text = Papa.unparse(cells, { delimiter: ';', newline: '\r\n', escapeFormulae: FORMULA });
  return `${text}\r\n`;
}
