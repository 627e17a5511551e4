/** Age groups and sexes as German tables name them. */

/** Ages in completed years, both ends included; `to: null` is open upwards. */
export interface AgeGroup {
  from: number;
  to: number | null;
}

export type Sex = 'm' | 'f' | 'd' | 'total';

const TOTAL = /^(insgesamt|gesamt|zusammen|summe|total|alle|alle altersgruppen|e)$/i;
const YEARS = String.raw`\s*(?:lebens)?(?:jahr(?:en?)?|j\.?)?`;

/** [pattern, how its numbers read]; the first that fits decides. */
const AGE_PATTERNS: [RegExp, (a: number, b: number) => AgeGroup][] = [
  // Berlin's Kita bands: E03_05 is "3 to under 5", E00_01 under 1.
  [/^(?:.*_)?E(\d{2,3})_(\d{2,3})$/, (a, b) => ({ from: a, to: b >= 110 ? null : b - 1 })],
  [
    new RegExp(`^(?:von )?(\\d+)${YEARS} bis (?:unter|u\\.|<)\\s*(\\d+)${YEARS}$`, 'i'),
    (a, b) => ({ from: a, to: b - 1 }),
  ],
  [
    new RegExp(`^(\\d+)${YEARS} (?:und|u\\.?) (?:mehr|m\\.?|älter|ä\\.?|darüber)${YEARS}$`, 'i'),
    (a) => ({ from: a, to: null }),
  ],
  [new RegExp(`^(?:ab|über|>=?)\\s*(\\d+)${YEARS}$`, 'i'), (a) => ({ from: a, to: null })],
  [/^(\d+)\s*(?:\+|u\.\s*m\.|u\.\s*ä\.|plus)$/i, (a) => ({ from: a, to: null })],
  [new RegExp(`^(?:unter|u\\.|<)\\s*(\\d+)${YEARS}$`, 'i'), (a) => ({ from: 0, to: a - 1 })],
  [new RegExp(`^(?:von )?(\\d+)${YEARS}(?:\\s*[-–—]\\s*| bis )(\\d+)${YEARS}$`, 'i'), (a, b) => ({ from: a, to: b })],
  [new RegExp(`^(?:im alter von )?(\\d+)${YEARS}$`, 'i'), (a) => ({ from: a, to: a })],
];

/** null where the text names no age. "über 65" is read as "65 and more", as official tables mean it. */
export function parseAgeGroup(text: string): AgeGroup | 'total' | null {
  const cleaned = text.trim().replace(/\s+/g, ' ');
  if (TOTAL.test(cleaned)) return 'total';
  for (const [pattern, read] of AGE_PATTERNS) {
    const match = pattern.exec(cleaned);
    if (!match) continue;
    const group = read(Number(match[1]), Number(match[2]));
    // A year such as 2015 is no age, and "6 bis unter 3" is a slip of the pen.
    if (group.from > 130 || (group.to !== null && (group.to < group.from || group.to > 130))) return null;
    return group;
  }
  return null;
}

const SEXES: [RegExp, Sex][] = [
  [/^(m|männlich|maennlich|mann|männer|jungen?|male|knaben)$/i, 'm'],
  [/^(w|f|weiblich|frau|frauen|mädchen|female)$/i, 'f'],
  [/^(d|divers|diverse|x|ohne angabe|o\.\s?a\.|divers\s?\/\s?ohne angabe|unbestimmt)$/i, 'd'],
  [/^(insgesamt|gesamt|zusammen|total|i|alle|m\/w\/d|beide|summe)$/i, 'total'],
];

export function parseSex(text: string): Sex | null {
  const cleaned = text.trim();
  return SEXES.find(([pattern]) => pattern.test(cleaned))?.[1] ?? null;
}
