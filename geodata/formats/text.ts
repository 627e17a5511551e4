/** Bytes to text, the way files of German offices need it. */
import { refuse } from './say.ts';

export interface DecodedText {
  text: string;
  encoding: string;
}

/** Windows-1252 differs from Latin-1 in 0x80–0x9F only. */
const CP1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

/** Not TextDecoder: several Node releases decode 'windows-1252' as Latin-1 and lose the euro sign and the quotation marks. */
function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return latin1.replace(/[\x80-\x9f]/g, (character) => CP1252.charAt(character.charCodeAt(0) - 0x80));
}

/** Plain text without NUL bytes; UTF-16 counts as text. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (utf16Kind(bytes) !== null) return true;
  return !bytes.subarray(0, 65_536).includes(0);
}

/** By the mark at the start, else by the zero bytes that Latin letters have in UTF-16. */
function utf16Kind(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 512);
  if (sample.length < 8 || bytes.length % 2 !== 0) return null;
  let even = 0;
  let odd = 0;
  for (const [i, byte] of sample.entries()) {
    if (byte !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  const half = sample.length / 2;
  if (odd > half * 0.8 && even === 0) return 'utf-16le';
  if (even > half * 0.8 && odd === 0) return 'utf-16be';
  return null;
}

/** UTF-8 when the bytes are valid UTF-8, Windows-1252 when they are not: no office file met so far is both by accident. */
export function decodeText(bytes: Uint8Array, encoding?: string): DecodedText {
  const asked = encoding?.trim().toLowerCase();
  if (asked === 'windows-1252' || asked === 'cp1252' || asked === 'latin1' || asked === 'iso-8859-1') {
    return { text: decodeWindows1252(bytes), encoding: 'windows-1252' };
  }
  if (asked) return decodeAs(bytes, asked);
  const wide = utf16Kind(bytes);
  if (wide) return decodeAs(bytes, wide);
  try {
    // ignoreBOM is false by default: a leading byte order mark is taken off.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' };
  } catch {
    if (bytes.length > 500_000_000) return tooLong();
    return { text: decodeWindows1252(bytes), encoding: 'windows-1252' };
  }
}

function decodeAs(bytes: Uint8Array, label: string): DecodedText {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(label);
  } catch {
    return refuse(
      'encoding-unknown',
      `Die Zeichenkodierung „${label}“ ist nicht bekannt: bitte utf-8, utf-16le oder windows-1252 angeben.`,
      `The character encoding '${label}' is not known: please state utf-8, utf-16le or windows-1252.`,
    );
  }
  try {
    return { text: decoder.decode(bytes), encoding: decoder.encoding };
  } catch {
    return tooLong();
  }
}

function tooLong(): never {
  return refuse(
    'text-too-long',
    'Die Textdatei ist mit über 500 MB zu groß: bitte in mehrere Dateien teilen.',
    'The text file is too large at over 500 MB: please split it into several files.',
  );
}
