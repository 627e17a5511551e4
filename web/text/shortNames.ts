/** Names on the map without the words that most of their kind begin with: the legend and the table say the kind. */

const ofThePlace = /^(am|an|auf|bei|der|die|das|dem|im|in|st\.?|sankt|vor|zum|zur)$/i;
/** From here on a name is a name of its own: „Am Anger“, 12., St. Nikolaus. */
const ofTheKind = (word: string): boolean => /^\p{L}/u.test(word) && !ofThePlace.test(word);

/** By key; a word is left out where at least half of the names begin with it (and with those before it). */
export function shortNames(named: readonly { key: string; name: string }[]): Map<string, string> {
  const words = new Map(named.map(({ key, name }) => [key, name.split(/\s+/)]));
  let same = [...words];
  let cut = 0;
  const short = new Map(named.map(({ key, name }) => [key, name]));
  while (same.length > 1) {
    const counts = new Map<string, number>();
    for (const [, parts] of same) {
      const word = parts[cut];
      if (word !== undefined && parts.length > cut + 1 && ofTheKind(word))
        counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    const [word, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
    if (count < 2 || count * 2 < named.length) break;
    same = same.filter(([, parts]) => parts[cut] === word && parts.length > cut + 1);
    cut += 1;
    for (const [key, parts] of same) short.set(key, parts.slice(cut).join(' '));
  }
  return short;
}
