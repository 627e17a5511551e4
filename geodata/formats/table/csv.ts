/** Delimited text into rows of cells; what the rows mean is decided in layout.ts. */
import Papa from 'papaparse';
import { refuse } from '../say.ts';
import type { SourceMember, TableRow } from '../source.ts';
import { decodeText } from '../text.ts';
import type { RawTable } from './layout.ts';

/** In order of preference where two explain the file equally well: German offices export with semicolons. */
const DELIMITERS = [';', '\t', ',', '|'];

export function readCsv(member: SourceMember, options: { encoding?: string; delimiter?: string }): RawTable {
  const decoded = decodeText(member.bytes, options.encoding);
  // Excel announces its delimiter in a first line "sep=;" that is no data.
  const announced = /^sep=(.)\r?\n/.exec(decoded.text);
  let text = announced ? decoded.text.slice(announced[0].length) : decoded.text;
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  const delimiter = options.delimiter ?? announced?.[1] ?? guessDelimiter(text);
  if (delimiter !== null && (delimiter.length !== 1 || /["\n\r]/.test(delimiter))) {
    refuse(
      'delimiter-unknown',
      'Das Trennzeichen muss genau ein Zeichen sein: bitte Semikolon, Komma oder Tabulator angeben.',
      'The delimiter has to be exactly one character: please state semicolon, comma or tab.',
    );
  }
  const firstLine = announced ? 2 : 1;
  return {
    name: member.path,
    encoding: decoded.encoding,
    delimiter,
    rows: parse(text, delimiter ?? ';', firstLine),
  };
}

function parse(text: string, delimiter: string, firstLine: number): TableRow[] {
  const quoted = text.includes('"');
  const result = Papa.parse<string[]>(text, { delimiter, newline: '\n', header: false, skipEmptyLines: false });
  const broken = result.errors.find((error) => error.type === 'Quotes');
  if (broken) unclosed(text, broken.index ?? 0, firstLine);
  const rows: TableRow[] = [];
  let line = firstLine;
  for (const cells of result.data) {
    let lines = 1;
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] ?? '';
      if (quoted) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lines++;
      cells[i] = cell.trim();
    }
    rows.push({ row: line, cells });
    line += lines;
  }
  return rows;
}

/** A quote that nobody closed swallows everything after it, so the whole file is refused and the line named. */
function unclosed(text: string, index: number, firstLine: number): never {
  const opening = text.lastIndexOf('"', index);
  let line = firstLine;
  for (let at = text.indexOf('\n'); at >= 0 && at < opening; at = text.indexOf('\n', at + 1)) line++;
  return refuse(
    'quote-unclosed',
    `In Zeile ${line} beginnt ein Anführungszeichen, das nicht richtig geschlossen wird: bitte dort ergänzen, entfernen oder die Tabelle neu exportieren.`,
    `A quotation mark opens in line ${line} and is not closed properly: please close or remove it there, or export the table again.`,
  );
}

/** The delimiter that cuts the most lines into the same number of cells; null for a single column. */
export function guessDelimiter(text: string): string | null {
  let best: { delimiter: string; lines: number; width: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const sample = Papa.parse<string[]>(text.slice(0, 262_144), { delimiter, newline: '\n', preview: 300 });
    const widths = new Map<number, number>();
    for (const row of sample.data) if (row.length > 1) widths.set(row.length, (widths.get(row.length) ?? 0) + 1);
    for (const [width, lines] of widths) {
      const more = best === null || lines > best.lines * 1.05;
      const equal = best !== null && lines > best.lines * 0.95 && width > best.width;
      if (more || equal) best = { delimiter, lines, width };
    }
  }
  return best?.delimiter ?? null;
}
