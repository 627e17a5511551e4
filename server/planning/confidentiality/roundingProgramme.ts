/**
 * The roundings of a table as a linear programme: each cell and each set goes to the multiple below or above it. Written as
 * a circulation whose edges may carry either multiple, it has a corner in whole numbers (two trees of sets: totally
 * unimodular; Cox 1987, Causey–Cox–Ernst 1985). Which corner is decided by cost.
 */
import type { Highs, Model } from 'highs';
import { circulationOf, type Circulation, type TableCell } from './circulation.ts';
import { DUAL, networkModel, PRIMAL, solveAgain } from './networkModel.ts';

/** A sum that is in neither tree: so many people, multiples of the base, the cells should hold together. */
export interface HeldSum {
  cells: readonly number[];
  low: number;
  high: number;
}

/** A corner's numbers are whole but for the arithmetic of the solver. */
const NEARLY = 1e-6;
/** For each base that a held sum is off: dearer than any row that would have to change for it. */
const COST_OF_A_BASE = 30;

/** @param costOf cost of going up, of the edge with this name and this part (0–1) of the base left over */
export interface ProgrammeOptions {
  base: number;
  highs: Highs;
  costOf: (name: string, left: number) => number;
}

export class RoundingProgramme {
  /** People. */
  readonly base: number;
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #cost: Float64Array;
  /** People of each cell at the multiple below. */
  readonly #below: number[];
  /** Column of each cell, -1 where it is a multiple already; the first columns are cells, in their order. */
  readonly #columnOf: Int32Array;

  /** To be disposed of by the caller. */
  constructor(cells: readonly TableCell[], { base, highs, costOf }: ProgrammeOptions) {
    const graph = circulationOf(cells);
    const open = Array.from(graph.flow.keys()).filter((edge) => graph.flow[edge]! % base !== 0);
    this.base = base;
    this.#highs = highs;
    this.#below = cells.map(({ people }) => Math.floor(people / base) * base);
    this.#columnOf = new Int32Array(cells.length).fill(-1);
    open.forEach((edge, column) => {
      if (edge < cells.length) this.#columnOf[edge] = column;
    });
    this.#cost = Float64Array.from(open, (edge) => costOf(graph.names[edge]!, (graph.flow[edge]! % base) / base));
    const ends = (of: Int32Array) => Int32Array.from(open, (edge) => of[edge]!);
    const [low, high] = [new Float64Array(open.length), new Float64Array(open.length).fill(1)];
    const network = { from: ends(graph.from), to: ends(graph.to), low, high, cost: this.#cost, nodes: graph.nodes };
    this.#model = networkModel({ ...network, balance: missing(graph, base) }, highs);
  }

  /** @returns people per cell at the cheapest corner; null where held sums leave none in whole numbers. */
  solve(): number[] | null {
    if (this.#cost.length === 0) return [...this.#below];
    if (!solveAgain(this.#model, this.#highs)) throw new Error('No rounding was found, though there always is one.');
    const { colValue } = this.#model.getSolution();
    for (let column = 0; column < this.#cost.length; column++) {
      const value = colValue[column]!;
      if (Math.abs(value - Math.round(value)) > NEARLY) return null;
    }
    return this.#below.map((people, cell) => {
      const column = this.#columnOf[cell]!;
      return column === -1 ? people : people + Math.round(colValue[column]!) * this.base;
    });
  }

  /** Makes going up dearer, or cheaper where it is below 0; the next `solve` goes on from the last corner. */
  makeDearer(by: ReadonlyMap<number, number>): void {
    this.#model.options.set({ simplex_strategy: PRIMAL });
    for (const [cell, more] of by) {
      const column = this.#columnOf[cell]!;
      if (column !== -1) this.#model.changeColCost(column, (this.#cost[column]! += more));
    }
  }

  /** Lets a sum stray from its limits only where nothing else is left. */
  hold({ cells, low, high }: HeldSum): void {
    const model = this.#model;
    model.options.set({ simplex_strategy: DUAL });
    const columns = cells.map((cell) => this.#columnOf[cell]!).filter((column) => column !== -1);
    const least = cells.reduce((sum, cell) => sum + this.#below[cell]!, 0);
    const row = model.getDimensions().numRows;
    const [lowest, highest] = [(low - least) / this.base, (high - least) / this.base];
    model.addRow(lowest, highest, { indices: columns, values: columns.map(() => 1) });
    for (const way of [1, -1]) model.addCol(COST_OF_A_BASE, 0, Infinity, { indices: [row], values: [way] });
  }

  /** Fewest and most people that the cells can hold together. */
  limitsOf(cells: readonly number[]): { least: number; most: number } {
    const least = cells.reduce((sum, cell) => sum + this.#below[cell]!, 0);
    const open = cells.filter((cell) => this.#columnOf[cell] !== -1).length;
    return { least, most: least + open * this.base };
  }

  dispose(): void {
    this.#model.dispose();
  }
}

/** What each node lacks, in bases, while every edge carries the multiple below. */
function missing({ from, to, flow, nodes }: Circulation, base: number): Float64Array {
  const balance = new Float64Array(nodes);
  flow.forEach((people, edge) => {
    const bases = Math.floor(people / base);
    balance[from[edge]!]! += bases;
    balance[to[edge]!]! -= bases;
  });
  return balance;
}
