/**
 * Controlled rounding of a table of counts over two hierarchies of sums: exact, in whole numbers, and the same again for
 * the same children.
 *
 * Each cell and each set goes to a multiple of the base next to its true value. Written as a circulation whose edges may
 * carry either multiple, a linear programme has a corner in whole numbers (two trees of sets: totally unimodular; Cox 1987,
 * Causey–Cox–Ernst 1985). Which corner is decided by cost. Left to itself an edge with remainder r should go up with the
 * odds r / base: where a number u drawn uniformly for its name lies below r / base. So going up costs
 * log(u / (1 − u)) − w · log(f / (1 − f)), f = r / base, which is below 0 just then if w is 1. Cells under one sum compete,
 * and then the difference of two costs decides; w makes up for that. A secret draws u by name, so that a cell whose
 * children stayed keeps its number from list to list, as far as its sums allow, and many lists give no mean.
 *
 * Some figures have no edge (wishes.ts). Where one is further off than allowed, going up gets dearer or cheaper for its
 * cells, and the programme is solved again from where it stood.
 */
import type { Highs } from 'highs';
import { circulationOf, type Circulation, type TableCell } from './circulation.ts';
import { networkModel, PRIMAL, solveAgain } from './networkModel.ts';
import { wishesOf, type Wish } from './wishes.ts';

export interface RoundingOptions {
  /** All numbers become multiples of it; a whole number from 2 (people). */
  base: number;
  /** Uniform in (0, 1), always the same for a name, from a secret: whoever knows it can undo the rounding. */
  chanceOf: (name: string) => number;
  highs: Highs;
}

/** w: with 1 cells with a remainder of 2 lie 0.13 too high on average, with 0.5 as much too low (sample county, base 3). */
const WEIGHT_OF_ODDS = 0.8;

/** A corner's numbers are whole but for the arithmetic of the solver. */
const NEARLY = 1e-6;

/** Times that costs are changed for the sake of the wishes. In a county's table 10 to 25 are enough. */
const ROUNDS = 40;
/** So many of them without an improvement, and no more are tried. */
const PATIENCE = 15;

/**
 * @param cells the table; a true zero may be left out, it stays zero
 * @returns per cell a multiple of the base next to its people. Each cell and each set of both trees, the whole table too,
 *   is off by at most base − 1; a union of k such sets by at most k · (base − 1). The wishes are kept as far as that
 *   can be reached.
 */
export function roundControlled(cells: readonly TableCell[], { base, chanceOf, highs }: RoundingOptions): number[] {
  if (!Number.isInteger(base) || base < 2) throw new RangeError(`The base must be a whole number from 2, not ${base}.`);
  const odd = cells.find(({ people }) => !Number.isInteger(people) || people < 0);
  if (odd) throw new RangeError('Only whole numbers of people can be rounded: please count before protecting.');

  const graph = circulationOf(cells);
  const open = openEdges(graph, base);
  const below = (index: number) => Math.floor(cells[index]!.people / base) * base;
  if (open.length === 0) return cells.map((_, index) => below(index));
  const cost = Float64Array.from(open, (edge) =>
    costOfUp(chanceOf(graph.names[edge]!), (graph.flow[edge]! % base) / base),
  );
  const ends = (of: Int32Array) => Int32Array.from(open, (edge) => of[edge]!);
  const [from, to] = [ends(graph.from), ends(graph.to)];
  const [low, high] = [new Float64Array(open.length), new Float64Array(open.length).fill(1)];
  const model = networkModel({ from, to, low, high, cost, nodes: graph.nodes, balance: missing(graph, base) }, highs);
  try {
    const solve = () => {
      if (!solveAgain(model, highs)) throw new Error('No rounding was found, though there always is one.');
      const { colValue } = model.getSolution();
      const rounded = cells.map((_, index) => below(index));
      open.forEach((edge, column) => {
        const value = colValue[column] ?? 0;
        const up = Math.round(value);
        if (Math.abs(value - up) > NEARLY)
          throw new Error('The rounding is not in whole numbers: no corner was found.');
        if (edge < cells.length) rounded[edge]! += up * base;
      });
      return rounded;
    };
    const columnOf = new Int32Array(cells.length).fill(-1);
    open.forEach((edge, column) => {
      if (edge < cells.length) columnOf[edge] = column;
    });
    const rounded = solve();
    model.options.set({ simplex_strategy: PRIMAL });
    return nearWishes(wishesOf(cells, base), rounded, (dearer) => {
      for (const [index, by] of dearer) {
        const column = columnOf[index]!;
        if (column !== -1) model.changeColCost(column, (cost[column]! += by));
      }
      return solve();
    });
  } finally {
    model.dispose();
  }
}

/** Edges that carry no multiple yet. */
const openEdges = ({ flow }: Circulation, base: number): number[] =>
  Array.from(flow.keys()).filter((edge) => flow[edge]! % base !== 0);

const costOfUp = (chance: number, odds: number): number =>
  Math.log(chance / (1 - chance)) - WEIGHT_OF_ODDS * Math.log(odds / (1 - odds));

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

function nearWishes(
  wishes: readonly Wish[],
  first: number[],
  solveWith: (dearer: ReadonlyMap<number, number>) => number[],
): number[] {
  let rounded = first;
  let best = { rounded, off: Infinity, round: 0 };
  for (let round = 1; ; round++) {
    const off = wishes.map((wish) => ({ wish, by: wish.off(rounded) })).filter(({ by }) => by !== 0);
    const worse = off.reduce((sum, { by }) => sum + Math.abs(by), 0);
    if (worse < best.off) best = { rounded, off: worse, round };
    if (off.length === 0 || round > ROUNDS || round - best.round > PATIENCE) return best.rounded;
    // Smaller and smaller steps, so that two wishes for the same child do not take turns for ever.
    const step = 1 / (1 + 0.3 * round);
    const dearer = new Map<number, number>();
    for (const { wish, by } of off)
      wish.cells.forEach((cell, at) =>
        dearer.set(cell, (dearer.get(cell) ?? 0) + Math.sign(by) * step * wish.pull[at]!),
      );
    rounded = solveWith(dearer);
  }
}
