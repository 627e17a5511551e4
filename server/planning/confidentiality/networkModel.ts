/** Flows of a network as a linear programme; its corners are whole numbers where limits and balances are. */
import type { Highs, Model } from 'highs';

export interface NetworkProgramme {
  /** Edge e flows from[e] → to[e], between low[e] and high[e], at cost[e] for each unit. */
  from: ArrayLike<number>;
  to: ArrayLike<number>;
  low: ArrayLike<number>;
  high: ArrayLike<number>;
  cost?: Float64Array;
  nodes: number;
  /** What flows into each node less what flows out; left out: nothing. */
  balance?: Float64Array;
}

/** The dual simplex finds a first corner six times sooner; the primal goes on from it when only the costs change. */
export const DUAL = 1;
export const PRIMAL = 4;

/** To be disposed of by the caller. */
export function networkModel(
  { from, to, low, high, cost, nodes, balance = new Float64Array(nodes) }: NetworkProgramme,
  highs: Highs,
): Model {
  const columns = from.length;
  const model = highs.createModel({
    numCols: columns,
    numRows: nodes,
    colCost: cost ?? new Float64Array(columns),
    colLower: Float64Array.from(low),
    colUpper: Float64Array.from(high),
    rowLower: balance,
    rowUpper: balance,
    matrix: {
      format: 'csc',
      numRows: nodes,
      numCols: columns,
      starts: Int32Array.from({ length: columns + 1 }, (_, edge) => 2 * edge),
      indices: Int32Array.from({ length: 2 * columns }, (_, at) => (at % 2 === 0 ? from : to)[at >> 1] ?? 0),
      values: Float64Array.from({ length: 2 * columns }, (_, at) => (at % 2 === 0 ? -1 : 1)),
    },
  });
  // Presolve costs far more than it saves on a network.
  model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: DUAL });
  return model;
}

/** Goes on from where the last run ended. @returns whether there is a best flow */
export function solveAgain(model: Model, highs: Highs): boolean {
  model.run();
  return model.getModelStatus() === highs.constants.modelStatus.optimal;
}
