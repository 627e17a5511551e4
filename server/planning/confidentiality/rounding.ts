/**
 * Controlled rounding of a table of counts over two hierarchies of sums: exact, in whole numbers, and the same again for
 * the same children (roundingProgramme.ts).
 *
 * Left to itself an edge with remainder r should go up with the odds r / base: where a number u drawn uniformly for its name
 * lies below r / base. So going up costs log(u / (1 − u)) − w · log(f / (1 − f)), f = r / base, which is below 0 just then
 * if w is 1. Cells under one sum compete, and then the difference of two costs decides; w makes up for that. A secret draws
 * u by name, so that a cell whose children stayed keeps its number from list to list, as far as its sums allow, and many
 * lists give no mean.
 *
 * Some figures are in neither tree (wishes.ts). Where one is further off than allowed, going up gets dearer or cheaper for
 * its cells, and the programme is solved again from where it stood. Shares that are still off are then held, where the
 * numbers of their Gemeinde can add up at all.
 */
import type { Highs } from 'highs';
import type { TableCell } from './circulation.ts';
import { RoundingProgramme } from './roundingProgramme.ts';
import { sumsThatGrant } from './heldShares.ts';
import { wishesOf, type GemeindeShares, type Wish } from './wishes.ts';

export interface RoundingOptions {
  /** All numbers become multiples of it; a whole number from 2 (people). */
  base: number;
  /** Uniform in (0, 1), always the same for a name, from a secret: whoever knows it can undo the rounding. */
  chanceOf: (name: string) => number;
  highs: Highs;
}

/** w: with 1 cells with a remainder of 2 lie 0.13 too high on average, with 0.5 as much too low (sample county, base 3). */
const WEIGHT_OF_ODDS = 0.8;

/** Times that costs are changed for the sake of the wishes. In a county's table 10 to 25 are enough. */
const ROUNDS = 40;
/** So many of them without an improvement, and no more are tried. */
const PATIENCE = 15;
/** Holding the shares of one Gemeinde may cost another one's. */
const TIMES_TO_HOLD = 10;

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

  const costOf = (name: string, left: number) => {
    const chance = chanceOf(name);
    return Math.log(chance / (1 - chance)) - WEIGHT_OF_ODDS * Math.log(left / (1 - left));
  };
  const programme = new RoundingProgramme(cells, { base, highs, costOf });
  try {
    const first = programme.solve();
    if (!first) throw new Error('The rounding is not in whole numbers: no corner was found.');
    const { gemeinden, ways } = wishesOf(cells, base);
    const best = new Best([...gemeinden.flatMap(({ shares }) => shares), ...ways]);
    pull(programme, best, first);
    holdShares(programme, best, gemeinden);
    return best.rounded;
  } finally {
    programme.dispose();
  }
}

/** The rounding that grants most wishes, by their weight: fewest are off, and by least. */
class Best {
  rounded: number[] = [];
  #worst = Infinity;
  /** Roundings since it was found. */
  since = 0;
  readonly #wishes: readonly Wish[];

  constructor(wishes: readonly Wish[]) {
    this.#wishes = wishes;
  }

  /** @returns the wishes that this rounding does not grant, and by how many tolerances they are off */
  take(rounded: number[]): { wish: Wish; by: number }[] {
    const off = this.#wishes.map((wish) => ({ wish, by: wish.off(rounded) })).filter(({ by }) => by !== 0);
    const worst = off.reduce((sum, { wish, by }) => sum + wish.weight * (1 + Math.abs(by)), 0);
    this.since++;
    if (worst < this.#worst) {
      this.#worst = worst;
      this.rounded = rounded;
      this.since = 0;
    }
    return off;
  }
}

/** Changes the costs of what is off, by smaller and smaller steps, so that two wishes for the same child do not take turns. */
function pull(programme: RoundingProgramme, best: Best, first: number[]): void {
  let rounded: number[] | null = first;
  for (let round = 1; rounded; round++) {
    const off = best.take(rounded);
    if (off.length === 0 || round > ROUNDS || best.since > PATIENCE) return;
    const most = 1 / (1 + 0.3 * round);
    const dearer = new Map<number, number>();
    for (const { wish, by } of off) {
      const step = Math.sign(by) * Math.min(most, wish.stepFor(Math.abs(by)));
      wish.cells.forEach((cell, at) => dearer.set(cell, (dearer.get(cell) ?? 0) + step * wish.pull[at]!));
    }
    programme.makeDearer(dearer);
    rounded = programme.solve();
  }
}

/** Sums in neither tree may leave no corner in whole numbers: then it stays with what was found before. */
function holdShares(programme: RoundingProgramme, best: Best, gemeinden: readonly GemeindeShares[]): void {
  const tried = new Set<GemeindeShares>();
  let rounded: number[] | null = best.rounded;
  for (let time = 0; time < TIMES_TO_HOLD && rounded; time++) {
    const off = gemeinden.filter(
      (gemeinde) => !tried.has(gemeinde) && gemeinde.shares.some((s) => s.off(rounded!) !== 0),
    );
    const sums = off.flatMap((gemeinde) => sumsThatGrant(gemeinde, rounded!, programme) ?? []);
    if (sums.length === 0) return;
    for (const gemeinde of off) tried.add(gemeinde);
    for (const held of sums) programme.hold(held);
    rounded = programme.solve();
    if (rounded) best.take(rounded);
  }
}
