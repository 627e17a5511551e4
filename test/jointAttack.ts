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
  low: number;
  high: number;
}

const DUAL = 1;
const PRIMAL = 4;
const NEARLY = 1e-5;

/** @returns for each set of counts in `asked` what their true sum may still be; limits of single counts are sums of one */
export function jointlyPossible(
  counts: number,
  sums: readonly Sum[],
  asked: readonly (readonly number[])[],
  highs: Highs,
): Possible[] {
  const low = new Float64Array(counts);
  const high = new Float64Array(counts).fill(Infinity);
  for (const sum of sums) {
    const [only] = sum.members;
    if (sum.members.length !== 1 || only === undefined) continue;
    low[only] = Math.max(low[only]!, sum.low);
    high[only] = Math.min(high[only]!, sum.high);
  }
  // The same children summed by both lists are one row of the programme.
  const bySet = new Map<string, Sum>();
  for (const sum of sums) {
    if (sum.members.length < 2) continue;
    const name = sum.members.join();
    const known = bySet.get(name) ?? sum;
    bySet.set(name, { ...sum, low: Math.max(known.low, sum.low), high: Math.min(known.high, sum.high) });
  }
  const several = [...bySet.values()];
  const starts = [0];
  for (const { members } of several) starts.push(starts.at(-1)! + members.length);
  const indices = Int32Array.from(several.flatMap(({ members }) => members));
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
      values: new Float64Array(indices.length).fill(1),
    },
  });
  try {
    model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: DUAL });
    model.run();
    model.options.set({ simplex_strategy: PRIMAL });
    const extreme = (members: readonly number[], sign: 1 | -1) => {
      for (const count of members) model.changeColCost(count, sign);
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal)
        throw new Error('The two lists contradict each other: they are not of the same children.');
      const value = sign * model.getObjectiveValue();
      for (const count of members) model.changeColCost(count, 0);
      return value;
    };
    return asked.map((members) => ({
      low: Math.max(0, Math.ceil(extreme(members, 1) - NEARLY)),
      high: Math.floor(extreme(members, -1) + NEARLY),
    }));
  } finally {
    model.dispose();
  }
}
