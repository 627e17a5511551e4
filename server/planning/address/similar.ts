/** Names that differ by a typing error: found through shared trigrams, then held against the edit distance. */

/**
 * Spellings that sound alike: as it is; with doubled letters once ('Straße', 'Strase'); and with 'ä' as 'a' instead of 'ae',
 * each beside the other because 'Neue Straße' has an 'ue' that was never an umlaut.
 */
export function spellings(key: string): string[] {
  const once = (text: string) => text.replace(/([a-z])\1+/g, '$1');
  return [...new Set([key, once(key), once(key.replace(/([aou])e+/g, '$1'))])];
}

/**
 * Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment: L. Boytsov,
 * "Indexing methods for approximate dictionary searching", ACM JEA 16, 2011, section 2.2); `limit + 1` if more than that.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, older[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    // A swap reaches back two rows, at the price of one.
    if (least > limit + 1) return limit + 1;
    older = last;
    last = row;
  }
  return Math.min(last[b.length]!, limit + 1);
}

/** '1. Querweg' and '2. Querweg', 'Am Bach' and 'Im Bach' differ by one letter and are still two streets. */
function otherName(a: string, b: string): boolean {
  if (a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return true;
  return a !== b && a.slice(1) === b.slice(1) && /^[aiu][mn]/.test(a) && /^[aiu][mn]/.test(b);
}

const SYMBOLS = 37;
const symbol = (text: string, i: number): number => {
  const code = text.charCodeAt(i);
  // The end of a name counts as a letter too; NaN comes from outside the text.
  if (!(code >= 48)) return 36;
  return code >= 97 ? code - 97 : code - 48 + 26;
};

/** The distinct trigrams of a name and its two ends, as numbers below 37³. */
function trigrams(text: string): number[] {
  const found = new Set<number>();
  for (let i = -1; i < text.length - 1; i++) {
    found.add((symbol(text, i) * SYMBOLS + symbol(text, i + 1)) * SYMBOLS + symbol(text, i + 2));
  }
  return [...found];
}

export interface Neighbour {
  /** Position in the list of names. */
  name: number;
  distance: number;
}

/** Shorter names are all near to one another. */
const SHORTEST = 5;
/** A swap of neighbours changes four trigrams, every other error fewer. */
const TRIGRAMS_PER_ERROR = 4;

export type NameIndex = (key: string, limit: number, admits: (name: number) => boolean) => Neighbour[];

/** Finds among `names` (keys) the admitted ones within `limit` errors of a key, in no order. */
export function indexNames(names: readonly string[]): NameIndex {
  const texts: string[] = [];
  const owners: number[] = [];
  names.forEach((name, owner) => {
    for (const text of spellings(name)) {
      texts.push(text);
      owners.push(owner);
    }
  });
  const grams = texts.map(trigrams);
  const start = new Uint32Array(SYMBOLS ** 3 + 1);
  for (const list of grams) for (const gram of list) start[gram + 1]!++;
  for (let gram = 0; gram < SYMBOLS ** 3; gram++) start[gram + 1]! += start[gram]!;
  const next = start.slice();
  const postings = new Uint32Array(start[SYMBOLS ** 3]!);
  grams.forEach((list, text) => list.forEach((gram) => (postings[next[gram]!++] = text)));

  return (key, limit, admits) => {
    const nearest = new Map<number, number>();
    for (const spelling of spellings(key)) {
      // Who shares none of the first 4 × limit + 1 trigrams has more than `limit` errors: the rarest are looked at.
      const rarest = trigrams(spelling)
        .map((gram) => ({ from: start[gram]!, to: start[gram + 1]! }))
        .sort((a, b) => a.to - a.from - (b.to - b.from))
        .slice(0, TRIGRAMS_PER_ERROR * limit + 1);
      const seen = new Set<number>();
      for (const { from, to } of rarest) {
        for (let i = from; i < to; i++) {
          const text = postings[i]!;
          const candidate = texts[text]!;
          const name = owners[text]!;
          if (Math.abs(candidate.length - spelling.length) > limit || seen.has(text) || !admits(name)) continue;
          seen.add(text);
          const distance = editDistance(spelling, candidate, limit);
          if (distance > limit || (distance > 0 && candidate.length < SHORTEST)) continue;
          if (otherName(key, names[name]!)) continue;
          nearest.set(name, Math.min(distance, nearest.get(name) ?? distance));
        }
      }
    }
    return [...nearest].map(([name, distance]) => ({ name, distance }));
  };
}
