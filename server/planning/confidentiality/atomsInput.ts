/** What atoms are formed from: populated cells of the 100 m grid with their true counts, in memory during the import. */
import { DomainError } from '../errors.ts';

export const CELL_METRES = 100;

export interface AtomCell {
  /** Name in the European grid, e.g. 'CRS3035RES100mN30891E41002'. */
  key: string;
  /** Lower left corner in EPSG:3035, metres. */
  n: number;
  e: number;
  /** At least 1. Pupils of sensitive schools are left out here and in `schools`: they are shown per Gemeinde only. */
  pupils: number;
  gemeinde: string;
  planningArea: string | null;
  district: string | null;
  /** Pupils by school, together `pupils`; empty where the list names no schools. */
  schools: ReadonlyMap<string, number>;
  /** Pupils by what else must not be read off an atom (living in a home, …); a pupil may count several times. */
  flags?: ReadonlyMap<string, number>;
}

/** An atom of the list before: it is kept whole, alone or merged with others, so that lists can be compared. */
export interface KeptAtom {
  key: string;
  /** Every cell that belongs to it, populated or not. */
  cells: readonly string[];
  gemeinde: string;
  planningArea: string | null;
  district: string | null;
}

export interface AtomOptions {
  /** Pupils that each atom holds at least. */
  minimum: number;
  /** Share (0–1) of an area's pupils from which a school counts as its usual one; 1: only if all go there. */
  usualShare: number;
  /**
   * Pupils from which an atom may have one school only, and an area may name its usual school with less than all
   * pupils. Infinity: merged until mixed, whatever the size (homogeneity.ts says what that does to a village).
   */
  homogeneousMinimum: number;
}

/** Fewer pupils are at hand than one atom needs. How many is not said: a refusal is stored with its job. */
export class TooFewPupilsError extends DomainError {
  constructor(minimum: number) {
    super('invalid', 'too-few-pupils', {
      de: `Die Liste enthält zu wenige Kinder; gezeigt werden dürfen Gruppen ab ${minimum}: bitte die Liste des ganzen Kreises laden.`,
      en: `The list holds too few children; groups may be shown from ${minimum} on: please import the list of the whole county.`,
    });
    this.name = 'TooFewPupilsError';
  }
}

const total = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0);

/**
 * The cells in the order of their keys, so that nothing below depends on the order of rows.
 *
 * @throws RangeError where a cell comes twice or counts do not fit; TooFewPupilsError for a county below the minimum
 */
export function orderedCells(cells: readonly AtomCell[], { minimum }: AtomOptions): AtomCell[] {
  if (!(minimum >= 1)) throw new RangeError(`The minimum of an atom is ${minimum}: give 1 or more.`);
  const ordered = [...cells].sort((a, b) => (a.key < b.key ? -1 : 1));
  ordered.forEach((cell, i) => {
    if (cell.key === ordered[i - 1]?.key) throw new RangeError(`Cell ${cell.key} comes twice: sum its pupils first.`);
    if (!Number.isInteger(cell.pupils) || cell.pupils < 1)
      throw new RangeError(`Cell ${cell.key} holds ${cell.pupils} pupils: give populated cells with whole numbers.`);
    if (cell.schools.size > 0 && total(cell.schools.values()) !== cell.pupils)
      throw new RangeError(
        `The schools of cell ${cell.key} do not add up to its pupils: count both from the same rows.`,
      );
  });
  const pupils = total(ordered.map((cell) => cell.pupils));
  if (pupils < minimum) throw new TooFewPupilsError(minimum);
  return ordered;
}
