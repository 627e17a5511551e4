/** Which grades a school has, out of what the list says of it and the grades in which pupils were seen. */

export interface SeenGrades {
  /** Of the list; null: it does not tell. */
  gradeFrom: number | null;
  gradeTo: number | null;
  /** Lowest and highest grade with pupils in any of the years. */
  lowest: number;
  highest: number;
}

/**
 * As the list says, since a grade may be empty for a year, or not have come yet in a school that grows. But lists also write the grades that
 * a school may have: where the grades seen begin just above those in which others of the county end, it begins there (4 | 5), and likewise
 * at its end.
 */
export function gradeSpans(schools: readonly SeenGrades[]): { first: number; last: number }[] {
  const [ends, begins] = [new Set(schools.map(({ highest }) => highest)), new Set(schools.map(({ lowest }) => lowest))];
  return schools.map(({ gradeFrom, gradeTo, lowest, highest }) => ({
    first: gradeFrom === null || ends.has(lowest - 1) ? lowest : Math.min(gradeFrom, lowest),
    last: gradeTo === null || begins.has(highest + 1) ? highest : Math.max(gradeTo, highest),
  }));
}
