/**
 * A plan that fits, whatever it costs. Where every site may serve every point, the p largest sites hold what any p sites
 * hold: the points are packed into them, the largest first where least room is left (best fit decreasing), or else by HiGHS.
 */
import type { Highs } from 'highs';
import type { Places } from './clustering.ts';
import { timeLimit, type CapacitatedProblem } from './problem.ts';

/** Points times sites up to which HiGHS is asked. */
const MOST_PAIRS = 50_000;

/** @returns null where nothing fits; 'unknown' where it cannot be told in the time */
export function pack(
  problem: CapacitatedProblem,
  { highs, seconds }: { highs: Highs; seconds: number },
): Places | null | 'unknown' {
  const { capacity, p } = problem;
  const open = Int32Array.from(capacity.keys())
    .sort((a, b) => capacity[b]! - capacity[a]! || a - b)
    .slice(0, p);
  const slotOf = bestFit(problem, open);
  if (slotOf) return { open, slotOf };
  if (problem.points * p > MOST_PAIRS || seconds <= 0) return 'unknown';
  return packExactly(problem, open, { highs, seconds });
}

function bestFit({ demand, capacity }: CapacitatedProblem, open: Int32Array): Int32Array | null {
  const room = Float64Array.from(open, (site) => capacity[site]!);
  const slotOf = new Int32Array(demand.length);
  const order = [...demand.keys()].sort((a, b) => demand[b]! - demand[a]! || a - b);
  for (const point of order) {
    let found = -1;
    room.forEach((left, slot) => {
      if (left >= demand[point]! && (found < 0 || left < room[found]!)) found = slot;
    });
    if (found < 0) return null;
    room[found]! -= demand[point]!;
    slotOf[point] = found;
  }
  return slotOf;
}

/** Column point · p + slot: the point goes there. */
function packExactly(
  { points, p, demand, capacity }: CapacitatedProblem,
  open: Int32Array,
  { highs, seconds }: { highs: Highs; seconds: number },
): Places | null | 'unknown' {
  const columns = points * p;
  const { modelStatus, variableType } = highs.constants;
  const model = {
    numCols: columns,
    numRows: points + p,
    colCost: new Float64Array(columns),
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(1),
    rowLower: Float64Array.from({ length: points + p }, (_, row) => (row < points ? 1 : -Infinity)),
    rowUpper: Float64Array.from({ length: points + p }, (_, row) =>
      row < points ? 1 : capacity[open[row - points]!]!,
    ),
    integrality: Array.from({ length: columns }, () => variableType.integer),
    matrix: {
      format: 'csc',
      numRows: points + p,
      numCols: columns,
      starts: Int32Array.from({ length: columns + 1 }, (_, column) => 2 * column),
      indices: Int32Array.from({ length: 2 * columns }, (_, at) => {
        const column = at >> 1;
        return at % 2 === 0 ? Math.floor(column / p) : points + (column % p);
      }),
      values: Float64Array.from({ length: 2 * columns }, (_, at) =>
        at % 2 === 0 ? 1 : demand[Math.floor((at >> 1) / p)]!,
      ),
    },
  } as const;
  return highs.withModel(model, (solver) => {
    solver.options.set({ output_flag: false, time_limit: timeLimit(seconds) });
    solver.run();
    const status = solver.getModelStatus();
    if (status === modelStatus.infeasible) return null;
    if (status !== modelStatus.optimal) return 'unknown';
    const { colValue } = solver.getSolution();
    const slotOf = Int32Array.from({ length: points }, (_, point) =>
      colValue.subarray(point * p, (point + 1) * p).findIndex((value) => value > 0.5),
    );
    return { open, slotOf };
  });
}
