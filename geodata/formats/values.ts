/** Cells of German tables as numbers and days. Nothing is guessed here that the caller could not see. */

/**
 * `missing`: unknown, secret or not meant to be there. `zero-or-absent`: official tables write '-' both for "exactly zero" and for an
 * area that did not exist then; only the area's validity tells which.
 */
export type ParsedNumber =
  | { kind: 'value'; value: number }
  | { kind: 'missing'; mark: MissingMark }
  | { kind: 'zero-or-absent' }
  | { kind: 'invalid' };

/** Official signs (DIN 55301): '.' unknown or secret, 'x' not meaningful, '/' too uncertain, '...' later; '' an empty cell. */
export type MissingMark = '' | '.' | '...' | 'x' | '/';

export type DecimalMark = ',' | '.';

const MARKS: Record<string, MissingMark> = { '': '', '.': '.', '...': '...', '…': '...', x: 'x', X: 'x', '/': '/' };

/** Blanks of all widths (thin, no-break, narrow no-break …) and the apostrophe group thousands. */
const GROUPING_BLANKS = /(?<=\d)[\s'\u2019](?=\d{3}(?!\d))/g;

/**
 * A number as written in Germany or as written by software.
 *
 * `1.234,5`, `1 234,5`, `1234,5` and `1234.5`, `1,234.5` have one reading each. `1.234` and `1,234` have two: with `decimal: ','` (the
 * default, the German office) the dot groups thousands and the comma is decimal, with `decimal: '.'` the other way round. Callers who
 * hold a column ask `guessDecimalMark` first. Rule in short: both signs present, the last is decimal; one sign twice or more, it groups;
 * one sign once with exactly three digits behind and one to three (not a lone 0) before, the option decides; else it is decimal.
 */
export function parseDecimal(text: string, options: { decimal?: DecimalMark } = {}): ParsedNumber {
  const trimmed = text.trim();
  const mark = MARKS[trimmed];
  if (mark !== undefined) return { kind: 'missing', mark };
  if (trimmed === '-' || trimmed === '–' || trimmed === '—') return { kind: 'zero-or-absent' };
  const compact = trimmed.replace(/^[\u2212\u2013]/, '-').replace(GROUPING_BLANKS, '');
  const match = /^([+-]?)(\d[\d.,]*|[.,]\d+)(e[+-]?\d{1,3})?$/i.exec(compact);
  if (!match) return { kind: 'invalid' };
  const plain = resolveMarks(match[2] ?? '', options.decimal ?? ',');
  if (plain === null) return { kind: 'invalid' };
  const value = Number(`${match[1] === '-' ? '-' : ''}${plain}${match[3] ?? ''}`);
  return Number.isFinite(value) ? { kind: 'value', value: value === 0 ? 0 : value } : { kind: 'invalid' };
}

function resolveMarks(digits: string, decimal: DecimalMark): string | null {
  const mark = readingOf(digits) ?? decimal;
  const grouping = mark === ',' ? '.' : ',';
  const at = mark === 'none' ? -1 : digits.indexOf(mark);
  const whole = at < 0 ? digits : digits.slice(0, at);
  const fraction = at < 0 ? '' : digits.slice(at + 1);
  if (!/^\d*$/.test(fraction)) return null;
  const separator = mark === 'none' ? (digits.includes('.') ? '.' : ',') : grouping;
  if (whole.includes(separator)) {
    const [first = '', ...groups] = whole.split(separator);
    if (!/^\d{1,3}$/.test(first) || groups.some((group) => !/^\d{3}$/.test(group))) return null;
  } else if (!/^\d*$/.test(whole)) return null;
  return `${whole.replaceAll(separator, '') || '0'}.${fraction || '0'}`;
}

/** The decimal mark that the digits themselves prove, 'none' for whole numbers, null where both readings are possible. */
function readingOf(digits: string): DecimalMark | 'none' | null {
  const dots = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (dots === 0 && commas === 0) return 'none';
  if (dots > 0 && commas > 0) return digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  if (dots > 1 || commas > 1) return 'none';
  const mark = dots === 1 ? '.' : ',';
  const [before = '', after = ''] = digits.split(mark);
  return after.length === 3 && /^[1-9]\d{0,2}$/.test(before) ? null : mark;
}

/**
 * The decimal mark of a column: what its unambiguous cells say; ',' where none does. `certain: false` when cells speak for both or when
 * the column has cells like `1.234` and nothing that settles them.
 */
export function guessDecimalMark(cells: Iterable<string>): { decimal: DecimalMark; certain: boolean } {
  let comma = 0;
  let dot = 0;
  let open = false;
  for (const cell of cells) {
    const digits = cell
      .trim()
      .replace(/^[+\-\u2212\u2013]/, '')
      .replace(GROUPING_BLANKS, '');
    if (!/^[\d.,]*\d$/.test(digits)) continue;
    const reading = readingOf(digits);
    if (reading === ',') comma++;
    else if (reading === '.') dot++;
    else if (reading === null) open = true;
    else if (digits.includes('.')) comma++;
    else if (digits.includes(',')) dot++;
  }
  const decimal = dot > comma ? '.' : ',';
  return { decimal, certain: (comma === 0) !== (dot === 0) || (!open && comma === 0 && dot === 0) };
}

/** A count of people, places or things: a whole number of at least 0. `12,0` counts as 12, `12,5` is invalid. */
export function parseCount(text: string, options: { decimal?: DecimalMark } = {}): ParsedNumber {
  const parsed = parseDecimal(text, options);
  if (parsed.kind !== 'value') return parsed;
  return Number.isSafeInteger(parsed.value) && parsed.value >= 0 ? parsed : { kind: 'invalid' };
}

/** DD.MM.YYYY, YYYY-MM-DD, YYYY/MM/DD, YYYYMMDD (each also with a time behind) as an ISO day; a year alone stays 'YYYY'. */
export function parseDate(text: string): string | null {
  const trimmed = text.trim();
  if (/^(1[89]|20|21)\d\d$/.test(trimmed)) return trimmed;
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:[ ,T].*)?$/.exec(trimmed);
  if (german) return isoDay(german[3], german[2], german[1]);
  const iso = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T].*)?$/.exec(trimmed);
  if (iso) return isoDay(iso[1], iso[3], iso[4]);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(trimmed);
  return compact ? isoDay(compact[1], compact[2], compact[3]) : null;
}

function isoDay(year = '', month = '', day = ''): string | null {
  const y = Number(year);
  const m = Number(month);
  const d = Number(day);
  const date = new Date(Date.UTC(y, m - 1, d));
  if (y < 1000 || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null;
  return `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

export { parseAgeGroup, parseSex, type AgeGroup } from './people.ts';
