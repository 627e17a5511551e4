/** A table as spreadsheets of German offices open it: semicolons, decimal commas, UTF-8 with its mark. */
import Papa from 'papaparse';

/** A name that begins like a formula must not become one. */
const FORMULA = /^[=+@\t\r]|^-(?!\d+([.,]\d+)?$)/;

export function writeCsv(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : cell)),
  );
  const text = Papa.unparse([[...header], ...cells], { delimiter: ';', newline: '\r\n', escapeFormulae: FORMULA });
  return `\uFEFF${text}\r\n`;
}
