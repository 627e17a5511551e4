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

export interface Wish {
  /** Numbers of the cells that it hangs on, and by which part of a step going up gets dearer where the figure is too high. */
  cells: readonly number[];
  pull: readonly number[];
  /** By how many tolerances the figure is further above the truth than allowed, below as a negative number, else 0. */
  off: (rounded: readonly number[]) => number;
}

/** What is read from a protected sum: below the base nobody knows more than that. */
export const middleOf = (shown: number, base: number): number => (shown === 0 ? (base - 1) / 2 : shown);

export const wishesOf = (cells: readonly TableCell[], base: number): Wish[] => [...shares(cells, base), ...ways(cells)];

const beyond = (off: number, tolerance: number) => (Math.abs(off) <= tolerance ? 0 : off / tolerance - Math.sign(off));

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

function shares(cells: readonly TableCell[], base: number): Wish[] {
  const people = (index: number) => cells[index]!.people;
  return [...grouped(cells.keys(), (index) => cells[index]!.home).values()].flatMap((whole) => {
    const all = sum(whole, people);
    if (all < SHARE_FROM) return [];
    return [...grouped(whole, (index) => cells[index]!.school).values()].map((part): Wish => {
      const truth = sum(part, people) / all;
      const off = (rounded: readonly number[]) => {
        const shown = (index: number) => rounded[index]!;
        return beyond(middleOf(sum(part, shown), base) / sum(whole, shown) - truth, SHARE_TOLERANCE);
      };
      return { cells: part, pull: part.map(() => 1), off };
    });
  });
}

function ways(cells: readonly TableCell[]): Wish[] {
  const known = [...cells.keys()].filter((index) => cells[index]!.metres !== null);
  if (known.length === 0) return [];
  const people = (index: number) => cells[index]!.people;
  const schools = [...grouped(known, (index) => cells[index]!.school).values()];
  return [
    way(cells, known, WAY_TOLERANCE),
    ...schools.filter((own) => sum(own, people) >= SCHOOL_WAY_FROM).map((own) => way(cells, own, SCHOOL_WAY_TOLERANCE)),
  ];
}

function way(cells: readonly TableCell[], own: readonly number[], tolerance: number): Wish {
  const metres = (index: number) => cells[index]!.metres ?? 0;
  const meanOf = (people: (index: number) => number) =>
    sum(own, (index) => people(index) * metres(index)) / sum(own, people);
  const truth = meanOf((index) => cells[index]!.people);
  const spread = sum(own, (index) => Math.abs(metres(index) - truth)) / own.length;
  return {
    cells: own,
    pull: own.map((index) => (spread === 0 ? 0 : (metres(index) - truth) / spread / 2)),
    off: (rounded) => beyond(meanOf((index) => rounded[index]!) / truth - 1, tolerance),
  };
}
