/** The table beside the map as a file that spreadsheets of German offices open: semicolons, decimal commas, UTF-8 with its mark. */

export interface TableFile {
  header: string[];
  /** Numbers as they are, everything else in the words of the screen ('0–2', 'geschützt', 'keine Angabe'). */
  rows: (string | number)[][];
}

/** The words of every cell below the header as they are read out, without what is only drawn. */
export const wordsOf = (table: HTMLTableElement): string[][] =>
  [...table.querySelectorAll('tbody tr, tfoot tr')].map((line) =>
    [...line.children].map((cell) => {
      const copy = cell.cloneNode(true) as Element;
      for (const drawn of copy.querySelectorAll('[aria-hidden=true]')) drawn.remove();
      return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
    }),
  );

interface FileColumn<Row> {
  label: string;
  file?: { decimals: number; unit?: string };
  value: (row: Row) => string | number | null;
}

/**
 * @param words of all rows, after them of the totals
 * @returns numbers where the column says so, else the words; columns that are only drawn are left out
 */
export function tableFile<Row>(
  columns: readonly FileColumn<Row>[],
  rows: readonly Row[],
  words: readonly (readonly string[])[],
): TableFile {
  const said = columns.flatMap((column, at) => (words.some((line) => line[at]) ? [{ ...column, at }] : []));
  return {
    header: said.map(({ label, file }) => (file?.unit ? `${label} (${file.unit})` : label)),
    rows: words.map((line, index) =>
      said.map(({ file, value, at }) => {
        const row = rows[index];
        const number = file && row !== undefined ? value(row) : null;
        return file && typeof number === 'number' ? Number(number.toFixed(file.decimals)) : (line[at] ?? '');
      }),
    ),
  };
}

const decimalComma = (value: string | number): string =>
  typeof value === 'number' ? String(value).replace('.', ',') : value;

export async function tableCsv({ header, rows }: TableFile): Promise<string> {
  const { default: Papa } = await import('papaparse');
  const lines = [header, ...rows.map((row) => row.map(decimalComma))];
  // A name that begins like a formula must not become one; our own negative numbers are no formulas.
  const text = Papa.unparse(lines, { delimiter: ';', newline: '\r\n', escapeFormulae: /^[=+@\t\r]|^-(?![\d])/ });
  return `\uFEFF${text}\r\n`;
}

/** Letters, digits and hyphens of any language make a name that every system takes. */
export const fileName = (caption: string): string =>
  `${caption
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}.csv`;

export function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser needs the address until it has begun to save.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
