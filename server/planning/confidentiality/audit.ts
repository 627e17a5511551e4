/**
 * What can still be told of a count by somebody who knows every published number, the method, its base, and that each
 * atom holds the minimum: the smallest and the largest number that contradicts none of it (Salazar-González 2006). The
 * linear programme is the attacker's best; he is even granted where nobody lives, which he does not know.
 */
import type { Highs, Model } from 'highs';
import { setsOf, type PupilCount } from './protect.ts';

/** A school's enrolment, public and true. */
export interface Enrolment {
  school: string;
  grade: number | null;
  people: number;
}

export interface Published {
  /** Protected counts; also rows that are shown as 0 though somebody is there. */
  counts: readonly PupilCount[];
  base: number;
  /** Pupils that each atom holds at least. */
  minimum: number;
  enrolments: readonly Enrolment[];
}

/** Whole numbers that a count may still be, both included. */
export interface Possible {
  low: number;
  high: number;
}

interface Known {
  members: number[];
  low: number;
  high: number;
}

const nameOf = (tree: string, path: readonly string[]): string => JSON.stringify([tree, ...path]);

/** Every published sum with what follows for the true one. */
function knownSums({ counts, base, minimum, enrolments }: Published): Known[] {
  const members = new Map<string, number[]>();
  counts.forEach((count, index) => {
    const { byHome, bySchool } = setsOf(count);
    for (const [tree, path] of [
      ['home', byHome],
      ['school', bySchool],
    ] as const) {
      for (let depth = 0; depth <= path.length; depth++) {
        const name = nameOf(tree, path.slice(0, depth));
        const list = members.get(name);
        if (list) list.push(index);
        else members.set(name, [index]);
      }
    }
  });
  const exact = new Map(
    enrolments.map(({ school, grade, people }) => [nameOf('school', [school, `grade ${grade ?? ''}`]), people]),
  );
  const atoms = new Set(
    counts.flatMap((count) => (count.atom === null ? [] : [nameOf('home', setsOf(count).byHome.slice(0, 2))])),
  );
  return [...members].map(([name, list]) => {
    const shown = list.reduce((sum, index) => sum + (counts[index]?.people ?? 0), 0);
    const published = exact.get(name);
    return {
      members: list,
      low: published ?? Math.max(0, shown - base + 1, atoms.has(name) ? minimum : 0),
      high: published ?? shown + base - 1,
    };
  });
}

function modelOf(published: Published, highs: Highs): Model {
  const { counts, base } = published;
  const sums = knownSums(published);
  const starts = [0];
  const indices: number[] = [];
  for (const { members } of sums) {
    indices.push(...members);
    starts.push(indices.length);
  }
  const model = highs.createModel({
    numCols: counts.length,
    numRows: sums.length,
    colCost: new Float64Array(counts.length),
    colLower: Float64Array.from(counts, ({ people }) => Math.max(0, people - base + 1)),
    colUpper: Float64Array.from(counts, ({ people }) => people + base - 1),
    rowLower: Float64Array.from(sums, ({ low }) => low),
    rowUpper: Float64Array.from(sums, ({ high }) => high),
    matrix: {
      format: 'csr',
      numRows: sums.length,
      numCols: counts.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: new Float64Array(indices.length).fill(1),
    },
  });
  // Only the objective changes from cell to cell: the primal simplex goes on from the last corner.
  model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: 4 });
  return model;
}

/** Larger than the solver's tolerance, smaller than what parts two whole numbers. */
const NEARLY = 1e-5;

/**
 * @param cells numbers of the rows to attack
 * @returns what each of them may be, in the order of `cells`; for two trees of sums the programme's corners are whole
 *   numbers, so that every one in between is possible
 */
export function possibleCounts(published: Published, cells: readonly number[], highs: Highs): Possible[] {
  const model = modelOf(published, highs);
  try {
    const extreme = (cell: number, sign: 1 | -1): number => {
      model.changeColCost(cell, sign);
      model.run();
      // Protected numbers contradict each other only if they were not made by the rounding.
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal)
        throw new Error('These counts cannot have come from the rounding: please protect them anew.');
      const value = sign * model.getObjectiveValue();
      model.changeColCost(cell, 0);
      return value;
    };
    return cells.map((cell) => ({
      low: Math.max(0, Math.ceil(extreme(cell, 1) - NEARLY)),
      high: Math.floor(extreme(cell, -1) + NEARLY),
    }));
  } finally {
    model.dispose();
  }
}
