/**
 * What can still be told of a count by somebody who knows every published number, the method, its base, and that each
 * atom holds the minimum: the smallest and the largest number that contradicts none of it (Salazar-González 2006).
 *
 * The table is a circulation as in rounding.ts – down the tree of homes, over the rows, up the tree of schools – in which
 * every edge may carry what its published sum allows; the least and the greatest flow of a row's edge is the attacker's
 * best. Without `unseen` he is even granted where nobody lives, which he does not know.
 */
import type { Highs } from 'highs';
import { AttackNetwork } from './attackNetwork.ts';
import { networkModel, PRIMAL, solveAgain } from './networkModel.ts';
import { setsOf, type PupilCount } from './protect.ts';
import { addUnseen, type Unseen } from './unseen.ts';

/** Pupils of a school, or of one of its grades, public and true. */
export interface Enrolment {
  school: string;
  /** Left out: the whole school. */
  grade?: number | null;
  people: number;
}

export interface Published {
  /** Protected counts; to attack with the truth at hand also rows that are shown as 0 though somebody is there. */
  counts: readonly PupilCount[];
  base: number;
  /** Pupils that each atom holds at least. */
  minimum: number;
  enrolments: readonly Enrolment[];
  /** How many pupils the list holds: true, as the log of imports tells it. Left out: what is shown of it, within one base. */
  total?: number | undefined;
  /** Where rows may be that became 0 and are not stored: counts as stored cannot be attacked without it. */
  unseen?: Unseen;
}

/** Whole numbers that a count may still be, both included. */
export interface Possible {
  low: number;
  high: number;
}

/** No table can have been rounded to these counts: they were not made by the rounding, or an enrolment is of other pupils. */
export class ContradictionError extends Error {
  constructor() {
    super('These counts cannot have come from the rounding: please protect them anew.');
    this.name = 'ContradictionError';
  }
}

const pathName = (path: readonly string[]): string => JSON.stringify(path);

function networkOf({ counts, base, minimum, enrolments, total, unseen }: Published): AttackNetwork {
  const atoms = new Set(
    counts.flatMap((count) => (count.atom === null ? [] : [pathName(setsOf(count).byHome.slice(0, 2))])),
  );
  const exact = new Map(
    enrolments.map(({ school, grade, people }) => [
      pathName(grade === undefined ? [school] : [school, `grade ${grade ?? ''}`]),
      people,
    ]),
  );
  const network = new AttackNetwork();
  // The rows first: edge i is row i.
  for (const count of counts) {
    const { byHome, bySchool } = setsOf(count);
    const { people } = count;
    const [from, to] = [network.homes.node(byHome, people), network.schools.node(bySchool, people)];
    network.add(from, to, Math.max(0, people - base + 1), people + base - 1);
  }
  if (unseen) addUnseen(network, counts, base, unseen);
  network.addTrees(base, {
    home: (path) => ({ least: atoms.has(pathName(path)) ? minimum : 0 }),
    school: (path) => ({ exactly: exact.get(pathName(path)) }),
    all: { exactly: total },
  });
  return network;
}

/**
 * @param rows numbers of the counts to attack
 * @returns what each of them may be, in the order of `rows`; a circulation's corners are whole numbers, so that every one
 *   in between is possible
 * @throws ContradictionError
 */
export function possibleCounts(published: Published, rows: readonly number[], highs: Highs): Possible[] {
  const network = networkOf(published);
  const model = networkModel(network, highs);
  const found = rows.map(() => ({ low: Infinity, high: -Infinity }));
  /** Every table that is found is a witness for all rows: one that has reached its own limits needs no search. */
  const solve = () => {
    if (!solveAgain(model, highs)) throw new ContradictionError();
    const { colValue } = model.getSolution();
    rows.forEach((row, at) => {
      const value = Math.max(0, Math.round(colValue[row] ?? 0));
      const own = found[at]!;
      own.low = Math.min(own.low, value);
      own.high = Math.max(own.high, value);
    });
  };
  const towards = (some: readonly number[], sign: 1 | -1) => {
    for (const row of some) model.changeColCost(row, sign);
    solve();
    for (const row of some) model.changeColCost(row, 0);
  };
  try {
    solve();
    model.options.set({ simplex_strategy: PRIMAL });
    towards(rows, 1);
    towards(rows, -1);
    rows.forEach((row, at) => {
      if (found[at]!.low > (network.low[row] ?? 0)) towards([row], 1);
      if (found[at]!.high < (network.high[row] ?? 0)) towards([row], -1);
    });
    return found;
  } finally {
    model.dispose();
  }
}
