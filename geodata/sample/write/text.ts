/** Tables as German offices write them. */
import type { Point } from '../model.ts';

export type CsvCell = string | number;

export function csv(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => row.map(quoted).join(';')).join('\r\n') + '\r\n';
}

function quoted(cell: CsvCell): string {
  const text = String(cell);
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const decimal = (value: number, digits: number): string => value.toFixed(digits).replace('.', ',');

export const utf8 = (text: string, bom = false): Uint8Array => new TextEncoder().encode((bom ? '\uFEFF' : '') + text);

/** What Windows-1252 has where Latin-1 has control characters, as far as German text uses it. */
const WINDOWS: Record<string, number> = {
  '€': 0x80,
  '‚': 0x82,
  '„': 0x84,
  '…': 0x85,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '–': 0x96,
  '—': 0x97,
};

export function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const code = WINDOWS[character] ?? character.charCodeAt(0);
    if (code > 0xff) throw new Error(`Windows-1252 has no '${character}': write it in another way.`);
    return code;
  });
}

/** Easting and northing with centimetres. */
export const eastNorth = ([x, y]: Point): [string, string] => [decimal(x, 2), decimal(y, 2)];
