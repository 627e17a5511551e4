/** Cells of attributes as values: a number, yes or no, words, or one text. */
import { emailAddress, phoneNumber, webAddress } from '../import/contact.ts';
import { guessDecimalMark, parseDecimal, type DecimalMark } from '../formats/values.ts';
import type { AttributeType } from './known.ts';

export type AttributeValue = number | boolean | string | string[];

const YES = /^(ja|j|x|yes|y|wahr|true|vorhanden|vollständig|voll)$/i;
const NO = /^(nein|n|no|falsch|false|nicht vorhanden|kein|keine|keiner)$/i;
/** Nothing is said: an empty cell, or one of the signs for it. */
export const isSilent = (cell: string): boolean => !/[\p{L}\d]/u.test(cell);

const withoutPercent = (cell: string): string => cell.replace(/\s*%$/, '');

/** So many different words at most are a choice; more are texts of their own. */
const MOST_WORDS = 40;
const LONGEST_WORD = 40;
const LONGEST_TEXT = 500;

export const wordsOf = (cell: string): string[] => [
  ...new Set(
    cell
      .split(/[;,\n|]/)
      .map((word) => word.trim().replaceAll(/\s+/g, ' '))
      .filter((word) => !isSilent(word)),
  ),
];

/**
 * What all cells of a column can be read as.
 * @param isUsual few words are a choice, even where each stands there once
 */
export function typeByContent(cells: readonly string[], isUsual = false): AttributeType {
  const told = cells.filter((cell) => !isSilent(cell));
  if (told.length === 0) return 'text';
  if (told.every((cell) => YES.test(cell) || NO.test(cell))) return 'yesNo';
  if (told.every((cell) => parseDecimal(withoutPercent(cell)).kind === 'value')) return 'number';
  const words = told.map(wordsOf);
  const different = new Set(words.flat());
  const isChoice = different.size <= MOST_WORDS && [...different].every((word) => word.length <= LONGEST_WORD);
  const isRepeated = isUsual || different.size < words.flat().length || words.some((list) => list.length > 1);
  return isChoice && isRepeated ? 'words' : 'text';
}

export const decimalMarkOf = (cells: readonly string[]): DecimalMark => guessDecimalMark(cells).decimal;

/** Null: the cell is none of the type. Numbers are at least 0, and at most 100 in percent. */
export function valueOf(
  cell: string,
  type: AttributeType,
  { decimal, unit }: { decimal: DecimalMark; unit: string | null },
): AttributeValue | null {
  switch (type) {
    case 'number': {
      const parsed = parseDecimal(withoutPercent(cell), { decimal });
      const most = unit === '%' ? 100 : Infinity;
      return parsed.kind === 'value' && parsed.value >= 0 && parsed.value <= most ? parsed.value : null;
    }
    case 'yesNo':
      return YES.test(cell) ? true : NO.test(cell) ? false : null;
    case 'words':
      return wordsOf(cell);
    case 'phone':
      return phoneNumber(cell);
    case 'email':
      return emailAddress(cell);
    case 'web':
      return webAddress(cell);
    default:
      return cell.length > LONGEST_TEXT ? null : cell.replaceAll(/[^\S\n]+/g, ' ');
  }
}
