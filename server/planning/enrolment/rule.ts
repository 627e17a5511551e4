/** What an enrolment forecast takes for granted, and what the law says of all-day care: values of rule sets. */

export interface EnrolmentAssumptions {
  /** Pairs of school years that the rates come from, at most: the newest ones. */
  years: number;
  /** School years that are forecast. */
  horizon: number;
  /** Pupils that weigh as much as the county's rate: r = (n·x + k·R) / (n + k). */
  shrinkage: { entry: number; progress: number; transition: number };
  /** Share of a birth year's children that enter a year later; null: not known, nobody is taken as deferred. */
  deferral: number | null;
  /** Squared error ÷ pupils of a year: never less than `least`, and `unknown` where no past year can be tried. */
  error: {
    least: { entry: number; progress: number; transition: number };
    unknown: { entry: number; progress: number; transition: number };
    /** Of the error of a school's entrants what stays from one year to the next. */
    memory: number;
  };
}

export interface AllDayRule {
  /** From a day on the grades 1 … gradeTo have the claim; ascending. */
  schedule: { from: string; gradeTo: number }[];
  /** Grades that all-day care is planned for. */
  grades: number;
  /** Places per pupil that families want. */
  takeUp: number;
}

/** Highest grade with the claim in the school year that begins on 1 August of a year; 0: none yet. */
export function claimedGrades({ schedule }: AllDayRule, year: number): number {
  return schedule.reduce((grade, { from, gradeTo }) => (from <= `${year}-08-01` ? Math.max(grade, gradeTo) : grade), 0);
}
