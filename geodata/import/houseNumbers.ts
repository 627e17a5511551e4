/** House numbers as statutes write them: '1–15 ungerade', 'ab 20', '2–40 g', '3, 5 und 9–17', 'alle'. */
import { parseHouseNumber } from '../../server/planning/address/houseNumber.ts';
import { fold } from '../../server/planning/address/normalise.ts';
import { closenessOf, NOT, type NumberRange, type Parity } from '../../server/planning/districts/houseRange.ts';

const EVERYTHING =
  /^(?:\*|(?:alle|gesamte?|ganze?|komplett|saemtliche)(?:\s+(?:hausnummern|nummern|haeuser|strassen?))?)$/;
const FILLERS = /\b(?:hausnummern?|hausnrn?|hnr|nummern?|nrn?|nur|von|die)\b\.?/g;
const BETWEEN = /\s*(?:[,;+&]|\bund\b|\bu\.(?=\s*\d)|\bsowie\b)\s*/;
const PARITY_WORD = /\b(un)?gerade[nrs]?\b|\balle[nrs]?\b/;
/** Short forms stand alone or behind a range: '12 g' is the house 12g. */
const SHORT_PARITY = /(?<=^|(?:ab|bis|-).*\d\s+)([ug])\.?$/;
const NUMBER = '\\d{1,5} ?[a-z]?';

/** 'g', 'gerade', 'ungerade', 'alle', ''; null where it says something else. */
export function readParity(text: string): Parity | null {
  const plain = fold(text).replace(/[^a-z0-9*]/g, '');
  if (/^(|\*|a|alle|all|beide|geradeungerade|ungeradegerade|geradeundungerade|gu|ug)$/.test(plain)) return 'all';
  if (/^(g|ger|gerade[nrs]?|even)$/.test(plain)) return 'even';
  return /^(u|ung|ungerade[nrs]?|odd)$/.test(plain) ? 'odd' : null;
}

/** A range that houses can lie in; null where an end is no house number or the last comes before the first. */
export function checkedRange(range: NumberRange): NumberRange | null {
  const { from, to } = range;
  const [first, last] = [parseHouseNumber(from ?? '1'), parseHouseNumber(to ?? from ?? '1')];
  if (!first || !last) return null;
  return to === null || closenessOf({ from: null, to, parity: 'all' })(first[0]) !== NOT ? range : null;
}

/** Null where it cannot be read for certain; it is never guessed. */
export function readHouseNumbers(text: string): NumberRange[] | null {
  const plain = fold(text).replace(/[()]/g, ' ').replace(/[–—]/g, '-').replace(/\s+/g, ' ').trim();
  if (EVERYTHING.test(plain)) return [{ from: null, to: null, parity: 'all' }];
  const bare = plain.replace(FILLERS, ' ').trim();
  const whole = readParity(bare);
  if (whole !== null) return [{ from: null, to: null, parity: whole }];
  const pieces = bare.split(BETWEEN).map(readPiece);
  let before: Parity | null = null;
  const ranges: NumberRange[] = [];
  for (const [i, piece] of pieces.entries()) {
    if (piece === null) return null;
    // 'ungerade 1–15, 21–33' is odd throughout; of '1–15, 20–40 gerade' nobody knows whether the first part is too.
    if (piece.says === 'before') before = piece.parity;
    else if (
      piece.says === 'behind' &&
      i > 0 &&
      ranges.length === i &&
      pieces.slice(0, i).every((p) => p?.says === null)
    )
      return null;
    const range = checkedRange({ from: piece.from, to: piece.to, parity: piece.parity ?? before ?? 'all' });
    if (range === null) return null;
    ranges.push(range);
  }
  return ranges;
}

interface Piece {
  from: string | null;
  to: string | null;
  parity: Parity | null;
  /** Where the parity stands. */
  says: 'before' | 'behind' | null;
}

function readPiece(text: string): Piece | null {
  const piece = text.replace(/\s+/g, ' ').trim();
  const word = PARITY_WORD.exec(piece) ?? SHORT_PARITY.exec(piece);
  const parity = word && readParity(word[0]);
  const rest = word ? `${piece.slice(0, word.index)} ${piece.slice(word.index + word[0].length)}`.trim() : piece;
  const says = word === null ? null : word.index === 0 && rest !== '' ? 'before' : 'behind';
  const ends = endsOf(rest);
  return ends && { ...ends, parity, says };
}

function endsOf(text: string): Pick<NumberRange, 'from' | 'to'> | null {
  const one = (pattern: string): string[] | null =>
    new RegExp(`^${pattern}$`)
      .exec(text)
      ?.slice(1)
      .map((end) => end.trim()) ?? null;
  const range = one(`(${NUMBER}) ?(?:-|bis) ?(${NUMBER})`);
  if (range) return { from: range[0]!, to: range[1]! };
  const onwards = one(`ab (${NUMBER})`) ?? one(`(${NUMBER}) ?(?:-|bis) ?(?:zum )?(?:ende|schluss)`);
  if (onwards) return { from: onwards[0]!, to: null };
  const upTo = one(`bis (?:zu )?(${NUMBER})`);
  if (upTo) return { from: null, to: upTo[0]! };
  // '12', '12a', '12a-c', '12/14'
  return parseHouseNumber(text) ? { from: text, to: text } : null;
}
