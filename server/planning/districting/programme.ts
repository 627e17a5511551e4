/**
 * Districts as a linear or mixed-integer programme for HiGHS: x(i, j) says that atom i goes to school j, Σ_j x(i, j) = 1.
 * Per school its load L = Σ pupils · x lies between minimum and capacity, and |L − fair| and |B_s ÷ B − N_s ÷ N| are two
 * columns each. Contiguity comes in as cuts (separators.ts). Atoms that are not asked for stay where a plan has them.
 */
import type { Highs, Model } from 'highs';
import type { Goal } from './goal.ts';
import { grainOf, offFair } from './grain.ts';
import type { Cut, LinearAnswer, Pairs, ProgrammeOptions, WholeAnswer } from './programmeParts.ts';

type Kind = 'load' | 'over' | 'under' | 'burden' | 'more' | 'less' | 'broken';

/** The goal is about 1, its parts of an atom about 0.001, less than HiGHS takes notice of. */
export const SCALE = 1000;
/** HiGHS keeps its own tolerances; a bound is trusted to this share only. */
export const TRUST = 1e-6;

export class Programme {
  readonly pairs: Pairs;
  readonly model: Model;
  /** Row of each school's load and of its burdened pupils, and the column of its load; -1 where there is none. */
  readonly loadRow: Int32Array;
  readonly loadColumn: Int32Array;
  readonly #burdenRow: Int32Array;
  readonly #atomRow: Int32Array;
  readonly #columnAt: Map<number, number>;
  readonly #goal: Goal;
  readonly #highs: Highs;
  readonly #rest: Int32Array;
  readonly #withoutGoal: boolean;
  /** The columns behind the pairs. */
  readonly #extra: { school: number; kind: Kind }[] = [];

  /** To be disposed of by the caller. */
  constructor(
    goal: Goal,
    highs: Highs,
    { pairs, rules, rest, integer, withoutGoal = false, priceOfLimits = Infinity, wish }: ProgrammeOptions,
  ) {
    const { problem, weights } = goal;
    const { atoms, schools, pupils, burden } = problem;
    this.pairs = { atom: pairs.atom.slice(), school: pairs.school.slice() };
    this.#goal = goal;
    this.#highs = highs;
    this.#rest = rest.slice();
    this.#withoutGoal = withoutGoal;
    this.#columnAt = new Map(pairs.atom.map((atom, column) => [atom * schools + pairs.school[column]!, column]));
    this.#atomRow = new Int32Array(atoms).fill(-1);
    let rows = 0;
    for (const atom of pairs.atom) {
      this.#rest[atom] = -1;
      if (this.#atomRow[atom]! < 0) this.#atomRow[atom] = rows++;
    }
    const atomRows = rows;
    const fixed = goal.loadsOf(this.#rest);
    const isAsked = new Set(pairs.school);
    const [lower, upper] = [new Array<number>(atomRows).fill(1), new Array<number>(atomRows).fill(1)];
    const cost: number[] = pairs.atom.map((atom, column) => {
      const lock = wish?.locked[atom] ?? -1;
      if (lock >= 0 && lock !== pairs.school[column]) return 1 + pupils[atom]!;
      return this.#costOf(atom, pairs.school[column]!);
    });
    const low = new Array<number>(cost.length).fill(0);
    // At a limit of their own, which the atom's row implies, columns would have prices that the rows' do not tell.
    const high = new Array<number>(cost.length).fill(integer ? 1 : Infinity);
    const entries: [row: number, value: number][][] = [];
    const addRow = (low: number, high: number) => {
      lower.push(low);
      upper.push(high);
      return rows++;
    };
    this.loadRow = new Int32Array(schools).fill(-1);
    this.loadColumn = new Int32Array(schools).fill(-1);
    this.#burdenRow = new Int32Array(schools).fill(-1);
    const add = (school: number, kind: Kind, [from, to]: [number, number], price: number, of: [number, number][]) => {
      this.#extra.push({ school, kind });
      cost.push(price * SCALE);
      low.push(from);
      high.push(to);
      entries.push(of);
    };
    let offset = 0;
    const others = goal.total - goal.burdened;
    const grain = grainOf(pupils);
    for (let school = 0; school < schools; school++) {
      if (!isAsked.has(school)) {
        offset += goal.ofSchool(school, fixed.load[school]!, fixed.burden[school]!);
        continue;
      }
      const loadRow = addRow(-fixed.load[school]!, -fixed.load[school]!);
      this.loadRow[school] = loadRow;
      this.loadColumn[school] = cost.length;
      const load: [number, number][] = [[loadRow, -1]];
      add(school, 'load', [rules.least[school]!, rules.most[school]!], 0, load);
      const soften = () => {
        if (priceOfLimits === Infinity) return;
        add(school, 'broken', [0, Infinity], priceOfLimits, load);
        const less = load.map(([row, value]): [number, number] => [row, -value]);
        add(school, 'broken', [0, Infinity], priceOfLimits, less);
      };
      if (wish) {
        // Columns are priced in parts of the goal.
        const row = addRow(wish.least[school]!, wish.most[school]!);
        load.push([row, 1]);
        add(school, 'broken', [0, Infinity], 1 / SCALE, [[row, -1]]);
        add(school, 'broken', [0, Infinity], 1 / SCALE, [[row, 1]]);
      }
      if (withoutGoal) {
        soften();
        continue;
      }
      const fair = goal.fairLoad[school]!;
      if (weights.utilisation > 0 && fair >= 0 && goal.total > 0) {
        const row = addRow(fair, fair);
        load.push([row, 1]);
        const [over, under]: [number, number][][] = [[[row, -1]], [[row, 1]]];
        const off = offFair(grain, problem.fixedPupils[school]!, fair);
        if (off) {
          const least = addRow(off.least, Infinity);
          load.push([least, -off.slope]);
          over!.push([least, 1]);
          under!.push([least, 1]);
        }
        add(school, 'over', [0, Infinity], weights.utilisation / goal.total, over!);
        add(school, 'under', [0, Infinity], weights.utilisation / goal.total, under!);
      }
      if (weights.mix > 0 && goal.hasMix) {
        const burdenRow = addRow(-fixed.burden[school]!, -fixed.burden[school]!);
        this.#burdenRow[school] = burdenRow;
        const row = addRow(0, 0);
        load.push([row, -1]);
        const price = weights.mix / 2 / others;
        add(school, 'burden', [0, Infinity], 0, [
          [burdenRow, -1],
          [row, others / goal.burdened + 1],
        ]);
        add(school, 'more', [0, Infinity], price, [[row, -1]]);
        add(school, 'less', [0, Infinity], price, [[row, 1]]);
      }
      soften();
    }
    this.#rest.forEach((school, atom) => {
      if (school >= 0) offset += goal.cost[atom * schools + school]!;
    });
    const starts = [0];
    const [indices, values]: [number[], number[]] = [[], []];
    const close = (of: readonly [number, number][]) => {
      for (const [row, value] of of) {
        indices.push(row);
        values.push(value);
      }
      starts.push(indices.length);
    };
    pairs.atom.forEach((atom, column) => close(this.#entriesOf(atom, pairs.school[column]!, pupils, burden)));
    entries.forEach(close);
    const { variableType } = highs.constants;
    this.model = highs.createModel({
      numCols: cost.length,
      numRows: rows,
      offset: withoutGoal ? 0 : offset * SCALE,
      colCost: cost,
      colLower: low,
      colUpper: high,
      rowLower: lower,
      rowUpper: upper,
      matrix: {
        format: 'csc',
        numRows: rows,
        numCols: cost.length,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
      ...(integer && {
        integrality: cost.map((_, at) => (at < pairs.atom.length ? variableType.integer : variableType.continuous)),
      }),
    });
    this.model.options.set({ output_flag: false });
  }

  #costOf(atom: number, school: number): number {
    return this.#withoutGoal ? 0 : this.#goal.cost[atom * this.#goal.problem.schools + school]! * SCALE;
  }

  #entriesOf(atom: number, school: number, pupils: Float64Array, burden: Float64Array): [number, number][] {
    const of: [number, number][] = [[this.#atomRow[atom]!, 1]];
    if (pupils[atom]! > 0) of.push([this.loadRow[school]!, pupils[atom]!]);
    if (burden[atom]! > 0 && this.#burdenRow[school]! >= 0) of.push([this.#burdenRow[school]!, burden[atom]!]);
    return of;
  }

  columnOf(atom: number, school: number): number {
    return this.#columnAt.get(atom * this.#goal.problem.schools + school) ?? -1;
  }

  addCuts(cuts: readonly Cut[]): void {
    for (const { school, atoms, separator } of cuts) {
      let low = 1 - atoms.length;
      const indices: number[] = [];
      const values: number[] = [];
      const put = (atom: number, value: number) => {
        const column = this.columnOf(atom, school);
        if (column >= 0) {
          indices.push(column);
          values.push(value);
        } else if (this.#rest[atom] === school) low -= value;
      };
      for (const atom of atoms) put(atom, -1);
      for (const atom of separator) put(atom, 1);
      const least = values.reduce((sum, value) => sum + Math.min(value, 0), 0);
      if (low > least) this.model.addRow(low, Infinity, { indices, values });
    }
  }

  #run(seconds: number): number {
    // HiGHS counts its time over all runs of a model.
    this.model.options.set({ time_limit: Math.min(this.model.getRunTime() + Math.max(seconds, 0.01), 86_400) });
    this.model.run();
    return this.model.getModelStatus();
  }

  solveLinear(seconds: number): LinearAnswer {
    const status = this.#run(seconds);
    const { modelStatus } = this.#highs.constants;
    const { colValue, colDual, rowDual } = this.model.getSolution();
    const size = this.pairs.atom.length;
    const priceOf = (rows: Int32Array) => Float64Array.from(rows, (row) => (row < 0 ? 0 : rowDual[row]! / SCALE));
    return {
      isFeasible: status !== modelStatus.infeasible,
      isSolved: status === modelStatus.optimal,
      goal: this.model.getObjectiveValue() / SCALE,
      value: colValue.subarray(0, size),
      reducedCost: colDual.subarray(0, size).map((cost) => cost / SCALE),
      atomPrice: priceOf(this.#atomRow),
      loadPrice: priceOf(this.loadRow),
      burdenPrice: priceOf(this.#burdenRow),
      limitPrice: Float64Array.from(this.loadColumn, (column) => (column < 0 ? 0 : colDual[column]! / SCALE)),
    };
  }

  /** @param begin a plan to begin with @param gap (goal − bound) ÷ goal at which it ends */
  solveWhole(seconds: number, { begin, gap = 0 }: { begin?: Int32Array | null; gap?: number } = {}): WholeAnswer {
    if (begin) this.model.setSolution({ colValue: this.#valuesOf(begin) });
    this.model.options.set({ mip_rel_gap: gap, mip_abs_gap: 1e-7 });
    const status = this.#run(seconds);
    const { modelStatus, solutionStatus } = this.#highs.constants;
    if (status === modelStatus.infeasible) return { status: 'infeasible', plan: null, bound: Infinity };
    const bound = Number(this.model.info.get('mip_dual_bound')) / SCALE;
    if (this.model.info.get('primal_solution_status') !== solutionStatus.feasible)
      return { status: 'unknown', plan: null, bound };
    const { colValue } = this.model.getSolution();
    return { status: status === modelStatus.optimal ? 'optimal' : 'feasible', plan: this.planOf(colValue), bound };
  }

  /** Each atom where most of it goes. */
  planOf(value: Float64Array): Int32Array {
    const plan = this.#rest.slice();
    const most = new Float64Array(plan.length);
    this.pairs.atom.forEach((atom, column) => {
      if (value[column]! <= most[atom]!) return;
      most[atom] = value[column]!;
      plan[atom] = this.pairs.school[column]!;
    });
    return plan;
  }

  #valuesOf(plan: Int32Array): Float64Array {
    const { load, burden } = this.#goal.loadsOf(plan);
    const { burdened, total, fairLoad } = this.#goal;
    const others = total - burdened;
    const value = new Float64Array(this.pairs.atom.length + this.#extra.length);
    this.pairs.atom.forEach((atom, column) => {
      if (plan[atom] === this.pairs.school[column]) value[column] = 1;
    });
    this.#extra.forEach(({ school, kind }, at) => {
      const over = load[school]! - fairLoad[school]!;
      const more = burden[school]! * (others / burdened + 1) - load[school]!;
      const of = { load: load[school]!, over, under: -over, burden: burden[school]!, more, less: -more, broken: 0 };
      value[this.pairs.atom.length + at] = Math.max(of[kind], 0);
    });
    return value;
  }

  dispose(): void {
    this.model.dispose();
  }
}
