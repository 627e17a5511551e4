/**
 * What the rounded table should keep besides the sums of its two trees, as far as that can be reached.
 *
 * - The share of a Gemeinde's pupils that attend one school: {atom} and {Gemeinde, school} cross, so that it is a set of
 *   neither tree. A part that is shown below the base, as '0 to base − 1', counts as the middle of these numbers.
 * - The mean way to school, of all pupils and of each larger school.
 */
import type { TableCell } from './circulation.ts';

/** Pupils of a Gemeinde from which a share means something, and how far (0–1) it may be from the truth. */
export const SHARE_FROM = 30;
export const SHARE_TOLERANCE = 0.05;
/** The mean way of all may be so far (0–1) from the truth, and that of a school of so many pupils. */
const WAY_TOLERANCE = 0.005;
const SCHOOL_WAY_FROM = 100;
const SCHOOL_WAY_TOLERANCE = 0.1;
/** A single school's way gives way to a share or to the way of all. */
const WEIGHT = 10;
const SCHOOL_WAY_WEIGHT = 1;

export interface Wish {
  /** Numbers of the cells that it hangs on, and by which part of a step going up gets dearer where the figure is too high. */
  cells: readonly number[];
  pull: readonly number[];
  /** By how many tolerances the figure is further above the truth than allowed, below as a negative number, else 0. */
  off: (rounded: readonly number[]) => number;
  /** What it counts beside the others. */
  weight: number;
  /** Which step should bring it back by so many tolerances, as far as that can be foreseen. */
  stepFor: (tolerances: number) => number;
}

export interface Share extends Wish {
  truth: number;
}

/** The shares of a Gemeinde's pupils by school; each cell of the Gemeinde is in just one. */
export interface GemeindeShares {
  cells: readonly number[];
  people: number;
  shares: readonly Share[];
}

/** What is read from a protected sum: below the base nobody knows more than that. */
export const middleOf = (shown: number, base: number): number => (shown === 0 ? (base - 1) / 2 : shown);

export const wishesOf = (cells: readonly TableCell[], base: number): { gemeinden: GemeindeShares[]; ways: Wish[] } => ({
  gemeinden: sharesOf(cells, base),
  ways: waysOf(cells, base),
});

const beyond = (off: number, tolerance: number) => (Math.abs(off) <= tolerance ? 0 : off / tolerance - Math.sign(off));

/** By how many tolerances a part of a whole, both rounded (people), is further from its true share than allowed. */
export const shareOff = (part: number, whole: number, truth: number, base: number): number =>
  beyond(middleOf(part, base) / whole - truth, SHARE_TOLERANCE);

const sum = (indices: readonly number[], of: (index: number) => number): number =>
  indices.reduce((total, index) => total + of(index), 0);

function grouped(indices: Iterable<number>, nameOf: (index: number) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const index of indices) {
    const name = nameOf(index);
    const group = groups.get(name);
    if (group) group.push(index);
    else groups.set(name, [index]);
  }
  return groups;
}

function sharesOf(cells: readonly TableCell[], base: number): GemeindeShares[] {
  const people = (index: number) => cells[index]!.people;
  return [...grouped(cells.keys(), (index) => cells[index]!.home).values()].flatMap((whole) => {
    const all = sum(whole, people);
    if (all < SHARE_FROM) return [];
    const shares = [...grouped(whole, (index) => cells[index]!.school).values()].map((part): Share => {
      const truth = sum(part, people) / all;
      const off = (rounded: readonly number[]) => {
        const shown = (index: number) => rounded[index]!;
        return shareOff(sum(part, shown), sum(whole, shown), truth, base);
      };
      // Of few cells none may move before costs have changed by much.
      return { truth, cells: part, pull: part.map(() => 1), off, weight: WEIGHT, stepFor: () => Infinity };
    });
    return [{ cells: whole, people: all, shares }];
  });
}

function waysOf(cells: readonly TableCell[], base: number): Wish[] {
  const known = [...cells.keys()].filter((index) => cells[index]!.metres !== null);
  if (known.length === 0) return [];
  const people = (index: number) => cells[index]!.people;
  const schools = [...grouped(known, (index) => cells[index]!.school).values()];
  const large = schools.filter((own) => sum(own, people) >= SCHOOL_WAY_FROM);
  return [
    { ...way(cells, known, WAY_TOLERANCE, base), weight: WEIGHT },
    ...large.map((own) => ({ ...way(cells, own, SCHOOL_WAY_TOLERANCE, base), weight: SCHOOL_WAY_WEIGHT })),
  ];
}

/** Chance that an open cell turns when going up gets dearer by 1: at the most p · (1 − p), and cells under a sum compete. */
const TURNS = 0.15;
/** A figure is brought back by a little more than it is off, so that it does not creep towards its limit. */
const BEYOND = { by: 0.1, times: 2 };

function way(
  cells: readonly TableCell[],
  own: readonly number[],
  tolerance: number,
  base: number,
): Omit<Wish, 'weight'> {
  const metres = (index: number) => cells[index]!.metres ?? 0;
  const people = (index: number) => cells[index]!.people;
  const meanOf = (of: (index: number) => number) => sum(own, (index) => of(index) * metres(index)) / sum(own, of);
  const truth = meanOf(people);
  const spread = sum(own, (index) => Math.abs(metres(index) - truth)) / own.length;
  const pullOf = (index: number) => (spread === 0 ? 0 : (metres(index) - truth) / spread / 2);
  const open = own.filter((index) => people(index) % base !== 0);
  const moved = (TURNS * base * sum(open, (index) => pullOf(index) * (metres(index) - truth))) / sum(own, people);
  return {
    cells: own,
    pull: own.map(pullOf),
    off: (rounded) => beyond(meanOf((index) => rounded[index]!) / truth - 1, tolerance),
    stepFor: (tolerances) => (BEYOND.times * (tolerances + BEYOND.by) * tolerance * truth) / moved,
  };
}
