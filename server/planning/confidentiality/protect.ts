/**
 * Pupils by atom × school × grade, protected once. What is published of a school (its enrolment by grade) and what maps
 * and districts add up (atoms, Gemeinden) are the two trees of sums that stay within one base of the truth.
 */
import { roundControlled } from './rounding.ts';

export interface PupilCount {
  gemeinde: string;
  /** Null where a school is told no finer than the Gemeinde (Förderschule, and what the county marks as sensitive). */
  atom: string | null;
  school: string;
  grade: number | null;
  people: number;
}

/**
 * @param base a setting of the county (people)
 * @param random uniform in [0, 1), from a secret seed
 * @returns the same rows with multiples of the base. Atom sums hold no sensitive school, so that none can be found by
 *   subtracting.
 */
export function protectPupils(counts: readonly PupilCount[], base: number, random: () => number): PupilCount[] {
  const cells = counts.map(({ gemeinde, atom, school, grade, people }) => ({
    people,
    byHome: atom === null ? [gemeinde, `school ${school}`] : [gemeinde, `atom ${atom}`, school],
    bySchool: [school, `grade ${grade ?? ''}`, gemeinde],
  }));
  const rounded = roundControlled(cells, base, random);
  return counts.map((count, index) => ({ ...count, people: rounded[index] ?? 0 }));
}
