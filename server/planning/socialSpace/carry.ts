/**
 * Values carried from one layer of areas to another by the people who live in both (dasymetric areal interpolation; Goodchild, Lam
 * 1980, „Areal interpolation: a variant of the traditional spatial problem“): what is counted is taken to be spread over the people
 * of its area evenly. That is an estimate unless an area is made of whole others.
 */

/** People who live in one area of each layer. */
export interface Overlap {
  /** Index of the source area. */
  from: number;
  /** Index of the target area. */
  to: number;
  /** From 0 on, of the finest cells that both layers are made of; several of the same pair are added up. */
  weight: number;
}

export interface Carrying {
  /** Per source area; null: hidden or missing. */
  values: readonly (number | null)[];
  /** A `count` is split and summed; a `rate` or a `mean` is averaged over those behind it, never summed. */
  measure: 'count' | 'rate' | 'mean';
  overlaps: readonly Overlap[];
  /** How many target areas there are. */
  targets: number;
  /** Of a rate or mean: who is behind it in each source area; null: not known, as is its value then. Without them the weights. */
  denominators?: readonly (number | null)[];
  /** Share of a target area's weight, 0 to 1, that may lie in source areas without a value before it has none either. */
  tolerance: number;
}

export interface Carried {
  /** Per target area; null where too much is not known, or nobody of any source area lives there. */
  values: (number | null)[];
  /** Null where there is no value. */
  certainty: ('exact' | 'estimated' | null)[];
  /** Who is behind a rate or mean in each target area: those of source areas with a value. Of counts the weights. */
  denominators: Float64Array;
  /** Source areas with a value in which nobody lives: nothing says where in them it belongs. */
  unplaced: number[];
  /** Of counts: Σ of the source areas' values = Σ of the target areas' + both of these. Of rates and means 0. */
  unplacedTotal: number;
  /** What fell to target areas that have no value. */
  withheldTotal: number;
}

/**
 * Count: Σ_f v_f w_ft / w_f. Rate, mean: Σ_f v_f d_f w_ft / w_f ÷ Σ_f d_f w_ft / w_f, over the source areas f with a value; w_f is the
 * weight of f in all target areas. What is missing within the tolerance is not filled up: a count is then what is known of it.
 *
 * A target area is `exact` if each of its source areas lies in it with its whole weight and has a value; a rate or mean of several
 * areas only if their denominators are given.
 *
 * @throws RangeError where a pair, a value, a denominator or the tolerance cannot be
 */
export function carry(carrying: Carrying): Carried {
  const { values, measure, overlaps, targets, denominators, tolerance } = carrying;
  check(carrying);
  const weightOf = new Float64Array(values.length);
  const sources = Array.from({ length: targets }, () => new Map<number, number>());
  for (const { from, to, weight } of overlaps) {
    if (weight === 0) continue;
    weightOf[from]! += weight;
    sources[to]!.set(from, (sources[to]!.get(from) ?? 0) + weight);
  }
  const isRate = measure !== 'count';
  const isKnown = values.map((value, from) => value !== null && (!isRate || denominators?.[from] !== null));
  const behind = (from: number) => (isRate && denominators ? denominators[from]! : weightOf[from]!);

  const carried: Carried = {
    values: [],
    certainty: [],
    denominators: new Float64Array(targets),
    unplaced: values.flatMap((_, from) => (isKnown[from] && weightOf[from] === 0 ? [from] : [])),
    unplacedTotal: 0,
    withheldTotal: 0,
  };
  if (!isRate) for (const from of carried.unplaced) carried.unplacedTotal += values[from]!;

  sources.forEach((parts, to) => {
    const sum = { weight: 0, unknown: 0, value: 0, denominator: 0, low: Infinity, high: -Infinity };
    let isWhole = true;
    for (const [from, weight] of parts) {
      // Added up in another order the same weights can differ in their last bits.
      const share = weight >= weightOf[from]! * (1 - 1e-12) ? 1 : weight / weightOf[from]!;
      isWhole &&= share === 1 && isKnown[from]!;
      sum.weight += weight;
      if (!isKnown[from]) {
        sum.unknown += weight;
        continue;
      }
      const denominator = behind(from) * share;
      sum.denominator += denominator;
      sum.value += values[from]! * (isRate ? denominator : share);
      if (denominator === 0) continue;
      sum.low = Math.min(sum.low, values[from]!);
      sum.high = Math.max(sum.high, values[from]!);
    }
    carried.denominators[to] = sum.denominator;
    const isTold = sum.weight > 0 && sum.unknown < sum.weight && sum.unknown <= tolerance * sum.weight;
    if (!isTold || sum.denominator === 0) {
      if (!isRate) carried.withheldTotal += sum.value;
      carried.values.push(null);
      carried.certainty.push(null);
      return;
    }
    // A mean is never beyond what it is made of, not by the last bit either.
    const mean = Math.min(Math.max(sum.value / sum.denominator, sum.low), sum.high);
    carried.values.push(isRate ? mean : sum.value);
    const isExact = isWhole && (!isRate || denominators !== undefined || parts.size === 1);
    carried.certainty.push(isExact ? 'exact' : 'estimated');
  });
  return carried;
}

function check({ values, overlaps, targets, denominators, tolerance }: Carrying): void {
  const isPlace = (at: number, length: number) => Number.isInteger(at) && at >= 0 && at < length;
  if (
    !overlaps.every(({ from, to, weight }) => isPlace(from, values.length) && isPlace(to, targets) && isAmount(weight))
  )
    throw new RangeError('Please give overlaps of areas that there are, with weights from 0 on.');
  if (!values.every((value) => value === null || Number.isFinite(value)))
    throw new RangeError('Please give null for values that are not known.');
  if (denominators && denominators.length !== values.length)
    throw new RangeError('Please give one denominator for each source area.');
  if (denominators && !denominators.every((each) => each === null || isAmount(each)))
    throw new RangeError('Please give denominators from 0 on, and null for those that are not known.');
  if (!(tolerance >= 0 && tolerance <= 1)) throw new RangeError('Please give a tolerance from 0 to 1.');
}

const isAmount = (each: number) => each >= 0 && each < Infinity;
