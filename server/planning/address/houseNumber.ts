/** House numbers as whole numbers, so that 300,000 of them are one typed array. */
import { fold } from './normalise.ts';

/** 1 to 26 are the letters; sub-numbers ('12/1', usual in Baden-Württemberg) begin after the half ('12 1/2', in Bavaria). */
const HALF = 27;
const SUB = 100;
export const SUFFIXES = 1024;

/** One or two codes (the ends of '12-14'), each `number × 1024 + suffix`, below 2³⁰. */
export type HouseNumber = readonly [number] | readonly [number, number];

function suffixOf(text: string | undefined): number {
  if (!text) return 0;
  return text === '#' ? HALF : text.charCodeAt(0) - 96;
}

/**
 * '12', '12 a', '12A', '12-14', '12a-c', '12/14' (a range, since it rises), '12/1' (a sub-number), 'Nr. 12'. Null where
 * it cannot be read for certain: '12 14' could be anything.
 */
export function parseHouseNumber(text: string): HouseNumber | null {
  const plain = fold(text)
    .trim()
    .replace(/^(?:hausnummer|haus|hs\.?|nr\.?|hausnr\.?)[\s:]*(?=\d)/, '')
    .replace(/\s*½|\s+1\/2$/, '#')
    .replace(/\s*(?:–|\+|&|,|\bbis\b|\bund\b|\bu\.)\s*(?=\d)/, '-')
    .replace(/(?<!\d)\s+|\s+(?!\d)/g, '');
  const parts = /^(\d{1,5})(?:[/.-]?([a-z])|(#)|\/(\d{1,5}))?(?:-(\d{1,5})?([a-z]|#)?)?\.?$/.exec(plain);
  const number = Number(parts?.[1]);
  if (!parts || !(number > 0)) return null;
  const [, , letter, half, slash, end, endSuffix] = parts;
  const rising = slash !== undefined && Number(slash) > number && !end;
  if (slash !== undefined && !rising && Number(slash) >= SUB) return null;
  const suffix = slash === undefined ? suffixOf(letter ?? half) : rising ? 0 : SUB + Number(slash);
  const first = number * SUFFIXES + suffix;
  const last = rising ? Number(slash) : end ? Number(end) : number;
  if (!rising && !end && !endSuffix) return [first];
  const second = last * SUFFIXES + suffixOf(endSuffix);
  if (second === first) return [first];
  return second > first ? [first, second] : null;
}

/** Number and suffix of a code, as lists of streets keep them in two columns: '12', 'a'. */
export function houseNumberParts(code: number): { number: number; suffix: string } {
  const number = Math.floor(code / SUFFIXES);
  const suffix = code % SUFFIXES;
  if (suffix === 0) return { number, suffix: '' };
  if (suffix === HALF) return { number, suffix: '1/2' };
  return { number, suffix: suffix < HALF ? String.fromCharCode(96 + suffix) : `/${suffix - SUB}` };
}

function format(code: number): string {
  const { number, suffix } = houseNumberParts(code);
  return `${number}${suffix === '1/2' ? ' ' : ''}${suffix}`;
}

/** '12 A' → '12a', '12 / 14' → '12-14'; empty where it cannot be read. */
export function normaliseHouseNumber(text: string): string {
  return (parseHouseNumber(text) ?? []).map(format).join('-');
}
