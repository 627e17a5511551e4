/** Which house numbers of a street a row of the statute's list names. */
import { parseHouseNumber, SUFFIXES } from '../address/houseNumber.ts';

export type Parity = 'all' | 'odd' | 'even';

/** Null: from the first number, to the last. */
export interface NumberRange {
  from: string | null;
  to: string | null;
  parity: Parity;
}

/** How closely a row names a house: the more the more special. */
export const NOT = 0;
export const STREET = 1;
export const NUMBERS = 2;
/** A house behind the one that the row names. */
export const BEHIND_IT = 3;
export const THIS_HOUSE = 4;
export type Closeness = typeof NOT | typeof STREET | typeof NUMBERS | typeof BEHIND_IT | typeof THIS_HOUSE;

export const isWholeStreet = ({ from, to, parity }: NumberRange): boolean =>
  from === null && to === null && parity === 'all';

const endsOf = (text: string): readonly [number, number] => {
  const [first, last = first] = parseHouseNumber(text) ?? [];
  if (first === undefined || last === undefined)
    throw new RangeError(`'${text}' is no house number: check it before it comes here.`);
  return [first, last];
};

/**
 * '1–15' ends behind 15d, since the houses behind a house go with it; '15b' means what it says. A house whose own number
 * cannot be read ('hinter der Kirche') is named by its whole street only; of '12–14' the first number counts.
 *
 * @returns a function of the house's code (parseHouseNumber), null where its number cannot be read
 */
export function closenessOf(range: NumberRange): (code: number | null) => Closeness {
  if (isWholeStreet(range)) return () => STREET;
  const { from, to, parity } = range;
  const low = from === null ? 0 : endsOf(from)[0];
  const end = to === null ? Infinity : endsOf(to)[1];
  const high = end % SUFFIXES === 0 ? end + SUFFIXES - 1 : end;
  const isOne = low === end;
  return (code) => {
    if (code === null || code < low || code > high) return NOT;
    const isOdd = Math.floor(code / SUFFIXES) % 2 === 1;
    if (parity !== 'all' && isOdd !== (parity === 'odd')) return NOT;
    if (!isOne) return NUMBERS;
    return code === low ? THIS_HOUSE : BEHIND_IT;
  };
}
