/**
 * Pupils by atom × school × grade, protected once. What is published of a school (its enrolment by grade) and what maps
 * and districts add up (atoms, Gemeinden) are the two trees of sums that stay within one base of the truth.
 */
import { roundControlled, type RoundingOptions } from './rounding.ts';

export interface PupilCount {
  gemeinde: string;
  /** Null where a school is told no finer than the Gemeinde (Förderschule, and what the county marks as sensitive). */
  atom: string | null;
  school: string;
  grade: number | null;
  /** What else is counted of these pupils, as one text; empty where nothing is. */
  traits?: string;
  people: number;
}

/**
 * Pupils that an atom must hold where the county asks for `minimum`: a multiple of the base. With a minimum of 5 and a base
 * of 3 an atom that is shown as 3 could only be 5, and a row that stands alone in it would be told exactly.
 */
export const atomMinimum = (minimum: number, base: number): number => Math.ceil(minimum / base) * base;

/** The sums that hold a row, from the largest to the smallest: by home and by school. */
export function setsOf({ gemeinde, atom, school, grade, traits = '' }: Omit<PupilCount, 'people'>): {
  byHome: string[];
  bySchool: string[];
} {
  const home = atom === null ? [gemeinde, `school ${school}`] : [gemeinde, `atom ${atom}`, school];
  return {
    // Without traits a school and grade is the row itself.
    byHome: traits === '' ? home : [...home, `grade ${grade ?? ''}`],
    bySchool: [school, `grade ${grade ?? ''}`, gemeinde],
  };
}

export interface ProtectOptions extends RoundingOptions {
  /**
   * Calendar year in which the list's school year begins. Children are then known by the year in which they were in grade
   * 0, so that they keep their number when all move up by one grade; null where `grade` is no grade.
   */
  schoolYear: number | null;
  /** Way to school in metres, the same for all of a row; null where it is not known. */
  metresOf: (row: { atom: string | null; school: string }) => number | null;
}

/**
 * @returns the same rows with multiples of the base. Atom sums hold no sensitive school, so that none can be found by
 *   subtracting.
 */
export function protectPupils(counts: readonly PupilCount[], options: ProtectOptions): PupilCount[] {
  const { schoolYear, metresOf } = options;
  const cells = counts.map(({ people, ...count }) => {
    const grade = schoolYear === null || count.grade === null ? count.grade : schoolYear - count.grade;
    const { gemeinde, atom, school, traits = '' } = count;
    return {
      people,
      name: JSON.stringify([gemeinde, atom, school, grade, traits]),
      ...setsOf({ ...count, grade }),
      home: gemeinde,
      school,
      metres: metresOf(count),
    };
  });
  const rounded = roundControlled(cells, options);
  return counts.map((count, index) => ({ ...count, people: rounded[index]! }));
}
