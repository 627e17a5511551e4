/** The best plan of given sets of points: each point in one set, at most one set for a site, p sets in all. For HiGHS. */
import type { Highs } from 'highs';
import type { Columns } from './columns.ts';
import { timeLimit } from './problem.ts';

export interface PartitionAnswer {
  /** Whether no plan of these sets costs less than `bound`, and one costs that, or there is none at all. */
  solved: boolean;
  bound: number;
  /** The chosen columns, where a plan was found. */
  chosen: number[] | null;
}

export interface PartitionOptions {
  highs: Highs;
  seconds: number;
  /** Plans cost whole numbers. */
  whole: boolean;
  /** Columns that are a plan, to begin with. */
  begin: readonly number[];
  /** Only plans up to it are of interest. */
  enough: number;
}

/** HiGHS keeps its own tolerances; an unfinished bound is trusted to this share only. */
const TRUST = 1 - 1e-6;

export function solvePartition(
  { site, cost, start, point }: Columns,
  { points, sites, p }: { points: number; sites: number; p: number },
  { highs, seconds, whole, begin, enough }: PartitionOptions,
): PartitionAnswer {
  const columns = site.length;
  const indices = new Int32Array(point.length + 2 * columns);
  const starts = new Int32Array(columns + 1);
  let size = 0;
  for (let k = 0; k < columns; k++) {
    for (let at = start[k]!; at < start[k + 1]!; at++) indices[size++] = point[at]!;
    indices[size++] = points + site[k]!;
    indices[size++] = points + sites;
    starts[k + 1] = size;
  }
  const rows = points + sites + 1;
  const rowLower = new Float64Array(rows).fill(1, 0, points);
  rowLower[rows - 1] = p;
  const rowUpper = new Float64Array(rows).fill(1);
  rowUpper[rows - 1] = p;
  const { callbackType, modelStatus, solutionStatus, variableType } = highs.constants;
  const model = {
    numCols: columns,
    numRows: rows,
    colCost: cost,
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(1),
    rowLower,
    rowUpper,
    integrality: cost.map(() => variableType.integer),
    matrix: {
      format: 'csc',
      numRows: rows,
      numCols: columns,
      starts,
      indices,
      values: new Float64Array(size).fill(1),
    },
  } as const;
  return highs.withModel(model, (solver) => {
    solver.options.set({
      output_flag: false,
      time_limit: timeLimit(seconds),
      // It forgets the time while it compares columns (a minute for 40,000 of them), and does not pay.
      presolve: 'off',
      mip_rel_gap: 0,
      // Whole costs: with less than 1 between plan and bound the plan is best.
      mip_abs_gap: whole ? 0.99 : 1e-9,
    });
    if (begin.length > 0) {
      const colValue = new Float64Array(columns);
      for (const k of begin) colValue[k] = 1;
      solver.setSolution({ colValue });
    }
    solver.run({
      [callbackType.mipInterrupt]: ({ data, interrupt }) => {
        if ((data.mip_dual_bound ?? -Infinity) * TRUST > enough) interrupt();
      },
    });
    const status = solver.getModelStatus();
    if (status === modelStatus.infeasible) return { solved: true, bound: Infinity, chosen: null };
    const bound = Number(solver.info.get('mip_dual_bound')) * TRUST;
    if (solver.info.get('primal_solution_status') !== solutionStatus.feasible)
      return { solved: false, bound, chosen: null };
    const { colValue } = solver.getSolution();
    const chosen = [...colValue.keys()].filter((k) => colValue[k]! > 0.5);
    return { solved: status === modelStatus.optimal, bound, chosen };
  });
}
