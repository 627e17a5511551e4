/**
 * One spelling for all the ways a name is written. A key holds a–z and 0–9 only: 'St.-Georg-Str.' and 'Sankt Georg
 * Straße' are both 'sanktgeorgstrasse'. Blanks and hyphens carry no meaning here, since people set them at will.
 */

const LETTERS: Record<string, string> = {
  ...{ ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', œ: 'oe' },
  // Sorbian, Danish and Polish letters that Unicode does not take apart into a letter and an accent.
  ...{ ø: 'o', ł: 'l', đ: 'd' },
};

/** Lower case without umlauts and accents; punctuation stays. */
export function fold(text: string): string {
  const lower = text.normalize('NFC').toLowerCase().normalize('NFC');
  const plain = lower.replace(/[äöüßæœøłđ]/g, (letter) => LETTERS[letter] ?? letter);
  return plain.normalize('NFD').replace(/\p{M}/gu, '');
}

interface Word {
  letters: string;
  /** 'Str.' */
  dotted: boolean;
  /** 'A.-Bebel': an initial, where 'a. Markt' is 'am Markt'. */
  hyphened: boolean;
}

function words(text: string): Word[] {
  return [...fold(text).matchAll(/([a-z0-9]+)(\.?)[ \t]*(-?)/g)].map(([, letters = '', dot, hyphen]) => ({
    letters,
    dotted: dot === '.',
    hyphened: hyphen === '-',
  }));
}

const ABBREVIATIONS = new Map([
  ['st', 'sankt'],
  ['dr', 'doktor'],
  ['prof', 'professor'],
]);
const DOTTED = new Map([
  ['pl', 'platz'],
  ['geschw', 'geschwister'],
  ['bgm', 'buergermeister'],
  ['buergerm', 'buergermeister'],
]);
/** Before 'd.' the first word, alone the second: 'a. d. Mühle' is 'an der Mühle', 'a. Markt' is 'am Markt'. */
const PREPOSITIONS = new Map([
  ['a', ['an', 'am']],
  ['i', ['in', 'im']],
  ['v', ['von', 'von']],
  ['b', ['bei', 'bei']],
]);

/** The full word, or null where it is not known as an abbreviation. */
function expanded({ letters, dotted }: Word): string | null {
  const whole = ABBREVIATIONS.get(letters) ?? (dotted ? DOTTED.get(letters) : undefined);
  if (whole) return whole;
  if (letters.endsWith('str')) return `${letters}asse`;
  if (!dotted || letters.length < 4) return null;
  if (letters.endsWith('st')) return `${letters.slice(0, -2)}strasse`;
  if (letters.endsWith('pl')) return `${letters.slice(0, -2)}platz`;
  return letters.endsWith('w') ? `${letters}eg` : null;
}

function fullWords(text: string): string[] {
  const list = words(text);
  return list.map((word, i) => {
    const next = list[i + 1];
    const before = list[i - 1];
    if (word.letters === 'd' && before && PREPOSITIONS.has(before.letters)) return 'der';
    const preposition = next && PREPOSITIONS.get(word.letters);
    if (preposition && next.letters === 'd') return preposition[0] ?? '';
    if (preposition && word.dotted && !word.hyphened) return preposition[1] ?? '';
    return expanded(word) ?? word.letters;
  });
}

/** Joined words can read as an abbreviation ('s t'): once more until nothing changes, so that a key is its own key. */
function settled(text: string, once: (text: string) => string): string {
  const next = once(text);
  return next === text ? text : settled(next, once);
}

/** 'Musterstr.' → 'musterstrasse' */
export function normaliseStreet(text: string): string {
  return settled(text, (written) => fullWords(written).join(''));
}

/**
 * What a key looks like whose words are cut short: 'K.-Marx-Str.' → /^k[a-z]*marxstrasse$/. Null where nothing is cut
 * or too little is left to tell one street from another ('H.-Str.').
 */
export function abbreviatedStreet(text: string): RegExp | null {
  const list = words(text);
  const cut = list.map((word) => word.dotted && /^[a-z]+$/.test(word.letters) && expanded(word) === null);
  const whole = list.filter((_, i) => !cut[i]).map((word) => expanded(word) ?? word.letters);
  if (!cut.includes(true) || whole.join('').replace(/(strasse|weg|platz|gasse|ring)$/, '').length < 3) return null;
  const pattern = list.map((word, i) => (cut[i] ? `${word.letters}[a-z]*` : (expanded(word) ?? word.letters)));
  return new RegExp(`^${pattern.join('')}$`);
}

/** What official names add to a name: 'Celle, Stadt', 'Stadt Celle'. Not 'Markt': 'Markt Erlbach' is a name. */
const TITLES = /^(?:universitaets|hanse|kreis)?stadt$|^gemeinde$|^flecken$|^landkreis$/;

/**
 * The names in a place: 'Ahlenburg OT Weißdorf', 'Weißdorf (Ahlenburg)', 'Ahlenburg/Weißdorf' → both keys. 'Neustadt an
 * der Aisch' is one name.
 */
export function placeNames(text: string): string[] {
  const plain = fold(text).replace(/^\s*(d\s*-\s*)?\d{4,5}\s+(?=\S)/, '');
  const parts = plain.split(/[(),;/|]|\s[-–]\s|\b(?:ot|ortsteil|stadtteil)\b[.:]?/);
  const names = parts.map((part) => {
    const list = fullWords(part);
    return (list.length > 1 && TITLES.test(list[0] ?? '') ? list.slice(1) : list).join('');
  });
  const filled = names.filter((name) => name !== '');
  return filled.length > 1 ? filled.filter((name) => !TITLES.test(name)) : filled;
}

/** One key for the whole: 'Ahlenburg OT Weißdorf' → 'ahlenburgweissdorf' */
export function normalisePlace(text: string): string {
  return settled(text, (written) => placeNames(written).join(''));
}

/** What people leave away: 'Neustadt an der Aisch', 'Frankfurt (Oder)' → the key of the first word or words. */
export function shortPlace(text: string): string {
  const [first = ''] = fold(text).split(/[(),;/|]|\s(?:an|am|im|in|bei|ob|vor|a\.|i\.|b\.)(?=\s|[a-z]\.|[a-z]+$)/);
  return normalisePlace(first);
}

/** Five digits as text, or null. Spreadsheets drop the leading zero of the east: '1067' → '01067'. */
export function normalisePostcode(text: string): string | null {
  const [, digits] = /^\s*(?:d\s*-?\s*)?(\d{4,5})(?!\d)/i.exec(text) ?? [];
  return digits ? digits.padStart(5, '0') : null;
}
