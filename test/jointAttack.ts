/**
 * What two lists of the same children tell together: a linear programme over the children's true counts, with the sums
 * that either list publishes. With the atoms of both its corners need not be whole numbers; what it leaves possible is
 * then at most too much.
 */
import type { Highs } from 'highs';
import type { Possible } from '../server/planning/confidentiality/audit.ts';

/** A published sum of counts, and between which numbers it leaves the true one. */
export interface Sum {
  members: readonly number[];
  /** How often each of them counts; left out: once. */
  weights?: readonly number[];
  low: number;
  high: number;
}

const DUAL = 1;
const PRIMAL = 4;
const NEARLY = 1e-5;

/**
 * @param enough so many whole numbers are no longer counted up: a set that has them is not searched to its limits
 * @returns for each set of counts in `asked` what their true sum may still be; limits of single counts are sums of one
 */
export function jointlyPossible(
  counts: number,
  sums: readonly Sum[],
  asked: readonly (readonly number[])[],
  highs: Highs,
  enough = Infinity,
): Possible[] {
  const low = new Float64Array(counts);
  const high = new Float64Array(counts).fill(Infinity);
  for (const sum of sums) {
    const [only] = sum.members;
    if (sum.members.length !== 1 || only === undefined || sum.weights) continue;
    low[only] = Math.max(low[only]!, sum.low);
    high[only] = Math.min(high[only]!, sum.high);
  }
  // The same children summed by both lists are one row of the programme.
  const bySet = new Map<string, Sum>();
  for (const sum of sums) {
    if (sum.members.length < 2 && !sum.weights) continue;
    const name = `${sum.members.join()} ${sum.weights?.join() ?? ''}`;
    const known = bySet.get(name) ?? sum;
    bySet.set(name, { ...sum, low: Math.max(known.low, sum.low), high: Math.min(known.high, sum.high) });
  }
  const several = [...bySet.values()];
  const starts = [0];
  for (const { members } of several) starts.push(starts.at(-1)! + members.length);
  const indices = Int32Array.from(several.flatMap(({ members }) => members));
  const values = several.flatMap(({ members, weights }) => weights ?? members.map(() => 1));
  const model = highs.createModel({
    numCols: counts,
    numRows: several.length,
    colCost: new Float64Array(counts),
    colLower: low,
    colUpper: high,
    rowLower: Float64Array.from(several, (sum) => sum.low),
    rowUpper: Float64Array.from(several, (sum) => sum.high),
    matrix: {
      format: 'csr',
      numRows: several.length,
      numCols: counts,
      starts: Int32Array.from(starts),
      indices,
      values: Float64Array.from(values),
    },
  });
  try {
    model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: DUAL });
    model.run();
    model.options.set({ simplex_strategy: PRIMAL });
    const found = asked.map(() => ({ low: Infinity, high: -Infinity }));
    /** Every table that is found is a witness for all sets. */
    const towards = (some: readonly (readonly number[])[], sign: 1 | -1) => {
      for (const count of some.flat()) model.changeColCost(count, sign);
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal)
        throw new Error('The two lists contradict each other: they are not of the same children.');
      const { colValue } = model.getSolution();
      asked.forEach((members, at) => {
        const value = members.reduce((sum, count) => sum + (colValue[count] ?? 0), 0);
        const own = found[at]!;
        own.low = Math.min(own.low, value);
        own.high = Math.max(own.high, value);
      });
      for (const count of some.flat()) model.changeColCost(count, 0);
    };
    const numbers = ({ low: least, high: most }: Possible): Possible => ({
      low: Math.max(0, Math.ceil(least - NEARLY)),
      high: Math.floor(most + NEARLY),
    });
    const isEnough = (at: number) => {
      const known = numbers(found[at]!);
      return known.high - known.low + 1 >= enough;
    };
    towards(asked, 1);
    towards(asked, -1);
    asked.forEach((members, at) => {
      if (!isEnough(at)) towards([members], 1);
      if (!isEnough(at)) towards([members], -1);
    });
    return found.map(numbers);
  } finally {
    model.dispose();
  }
}
