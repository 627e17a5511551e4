/** The table beside the map as a file that spreadsheets of German offices open: semicolons, decimal commas, UTF-8 with its mark. */

export interface TableFile {
  header: string[];
  /** Numbers as they are, everything else in the words of the screen ('0–2', 'geschützt', 'keine Angabe'). */
  rows: (string | number)[][];
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
