/**
 * Class limits of choropleth maps. The client makes them too, for a preview while a planner tries methods: nothing is imported
 * here but the one function for natural breaks.
 */
import { ckmeans } from 'simple-statistics';

/**
 * - `quantile`: as many areas in each class as in the others; limits are values that occur (quantile of type 1 of Hyndman, Fan 1996,
 *   „Sample quantiles in statistical packages“), so that equal values are never parted.
 * - `equalInterval`: classes of the same width from the smallest to the largest value.
 * - `naturalBreaks`: the least sum of squared deviations from the means of the classes (Fisher 1958, „On grouping for maximum
 *   homogeneity“; Jenks 1977).
 * - `standardDeviation`: one σ wide around the mean μ (Slocum et al., „Thematic cartography and geovisualization“): an odd number of
 *   classes has the mean in its middle one (μ ± 0.5 σ, μ ± 1.5 σ …), an even number has it as a limit (μ, μ ± 1 σ …).
 * - `rounded`: limits are multiples of 1, 2, 2.5 or 5 × 10^k; whichever of these steps comes nearest to the wanted number of classes.
 * - `own`: limits that a planner stated.
 */
export type ClassMethod = 'quantile' | 'equalInterval' | 'naturalBreaks' | 'standardDeviation' | 'rounded' | 'own';

/**
 * Upper limits of the classes, ascending; a value belongs to the first class whose limit is not below it. The last limit is the
 * largest value. Only own limits stay as they were stated, so that they hold for every year: where the largest value is beyond the
 * last of them, one class more takes what is above.
 *
 * @param values in any order, without missing ones; without any value there are no classes
 * @param count wanted classes: fewer come out where there are fewer distinct values, or where a class would be beyond all values;
 *   `rounded` comes near it; of no meaning for `own`
 * @param own for the method `own`: upper limits, ascending
 * @throws RangeError where values are not finite, the count is not a whole number from 1 on, or own limits do not ascend
 */
export function classLimits(
  method: ClassMethod,
  values: readonly number[],
  count: number,
  own: readonly number[] = [],
): number[] {
  checkCount(count);
  const sorted = ascending(values);
  if (sorted.length === 0) return [];
  const max = sorted.at(-1)!;
  if (method === 'own') return ownLimits(own, max);
  const classes = Math.min(count, distinct(sorted));
  const inner = (of: (index: number) => number) => Array.from({ length: classes - 1 }, (_, at) => of(at + 1));
  switch (method) {
    case 'quantile':
      return upTo(
        sorted,
        inner((at) => sorted[Math.ceil((at * sorted.length) / classes) - 1]!),
      );
    case 'equalInterval':
      return upTo(
        sorted,
        inner((at) => sorted[0]! + ((max - sorted[0]!) * at) / classes),
      );
    case 'naturalBreaks':
      return naturalBreaks(sorted, classes).breaks;
    case 'standardDeviation': {
      const { mean, deviation } = spreadOf(sorted);
      return upTo(
        sorted,
        inner((at) => mean + (at - classes / 2) * deviation),
      );
    }
    case 'rounded':
      return upTo(sorted, classes === 1 ? [] : roundLimits(sorted[0]!, max, classes));
  }
}

/**
 * The class of a value, counted from 0. What is above the last limit is in the last class: limits made of other years still hold.
 *
 * @param limits ascending
 * @throws RangeError without limits
 */
export function classOf(value: number, limits: readonly number[]): number {
  if (limits.length === 0) throw new RangeError('Please make classes of at least one value before asking for one.');
  let low = 0;
  let high = limits.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (limits[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface NaturalBreaks {
  /** The largest value of each class, ascending. */
  breaks: number[];
  /** Σ (value − mean of its class)², in the square of the values' unit. */
  sumOfSquaredDeviations: number;
}

/**
 * The classes with the least sum of squared deviations; exact, by dynamic programming (Wang, Song 2011, „Ckmeans.1d.dp: Optimal
 * k-means clustering in one dimension by dynamic programming“), in O(classes × n log n).
 *
 * @param classes fewer come out where there are fewer distinct values
 * @throws RangeError where values are not finite or classes is not a whole number from 1 on
 */
export function naturalBreaks(values: readonly number[], classes: number): NaturalBreaks {
  checkCount(classes);
  const sorted = ascending(values);
  if (sorted.length === 0) return { breaks: [], sumOfSquaredDeviations: 0 };
  const groups = ckmeans(sorted, Math.min(classes, distinct(sorted)));
  return {
    // Equal values can be parted where all others differ from them by next to nothing.
    breaks: upTo(
      sorted,
      groups.map((group) => group.at(-1)!),
    ),
    // Summed anew: differences of running sums, as the search needs them, lose digits.
    sumOfSquaredDeviations: groups.reduce((sum, group) => sum + spreadOf(group).squares, 0),
  };
}

function checkCount(count: number): void {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError('Please ask for a whole number of classes, at least one.');
}

function ascending(values: readonly number[]): number[] {
  if (!values.every(Number.isFinite)) throw new RangeError('Please leave missing values out before making classes.');
  return values.toSorted((a, b) => a - b);
}

const distinct = (sorted: readonly number[]): number =>
  sorted.reduce((count, value, at) => (value === sorted[at - 1] ? count : count + 1), 0);

/** Limits that leave no class empty of sense: none below all values, none twice, and the largest value as the last. */
function upTo(sorted: readonly number[], limits: readonly number[]): number[] {
  const max = sorted.at(-1)!;
  const kept = limits.filter((limit, at) => limit >= sorted[0]! && limit < max && limit !== limits[at - 1]);
  return [...kept, max];
}

function ownLimits(own: readonly number[], max: number): number[] {
  if (own.length === 0 || !own.every((limit, at) => Number.isFinite(limit) && (at === 0 || limit > own[at - 1]!)))
    throw new RangeError('Please state at least one class limit, each above the one before.');
  return max > own.at(-1)! ? [...own, max] : [...own];
}

/** The deviation is that of all areas there are (÷ n), not of a sample of them. */
function spreadOf(values: readonly number[]): { mean: number; deviation: number; squares: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / values.length), squares };
}

/** Tenths of a step. */
const ROUND = [10, 20, 25, 50];

/** Multiples of the step that cuts (min, max) into the number of classes nearest to the wanted; of two, the wider step. */
function roundLimits(min: number, max: number, classes: number): number[] {
  const power = Math.floor(Math.log10((max - min) / classes));
  let best: number[] = [];
  for (const exponent of [power + 1, power, power - 1])
    for (const tenths of ROUND.toReversed()) {
      // Written and read as a decimal, so that 3 × 0.1 is 0.3 and not 0.30000000000000004.
      const multiple = (factor: number) => Number(`${factor * tenths}e${exponent - 1}`);
      const first = Math.floor(min / multiple(1)) + 1;
      const count = Math.ceil(max / multiple(1)) - first;
      if (Math.abs(count + 1 - classes) < Math.abs(best.length + 1 - classes))
        best = Array.from({ length: Math.max(0, count) }, (_, at) => multiple(first + at));
    }
  return best;
}
