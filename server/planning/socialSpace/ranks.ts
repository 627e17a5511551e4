/** Ranks, and how alike two orders are. */

/** The largest value has rank 1; equal values share the mean of their ranks. */
export function meanRanks(values: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, at) => at).sort((a, b) => values[b]! - values[a]!);
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length;) {
    let end = first + 1;
    while (end < order.length && values[order[end]!] === values[order[first]!]) end++;
    for (let at = first; at < end; at++) ranks[order[at]!] = (first + 1 + end) / 2;
    first = end;
  }
  return ranks;
}

/** Spearman's ρ (1904): the correlation of mean ranks, which is right with ties too; null where one side is all ties. */
export function spearman(one: ArrayLike<number>, other: ArrayLike<number>): number | null {
  const [a, b] = [meanRanks(one), meanRanks(other)];
  const middle = (a.length + 1) / 2;
  let both = 0;
  let ofA = 0;
  let ofB = 0;
  for (let at = 0; at < a.length; at++) {
    both += (a[at]! - middle) * (b[at]! - middle);
    ofA += (a[at]! - middle) ** 2;
    ofB += (b[at]! - middle) ** 2;
  }
  return ofA === 0 || ofB === 0 ? null : both / Math.sqrt(ofA * ofB);
}
