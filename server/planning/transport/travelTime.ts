/** How long a way to school may take, from door to door, and by which minutes ways are told apart. */
export interface TravelTimeRule {
  /** The first that holds for school type and grade counts. */
  limits: {
    gradeFrom: number;
    gradeTo: number;
    /** null: all. */
    schoolTypes: string[] | null;
    /** One way, waits at stops included; at the school not. */
    minutes: number;
  }[];
  /** Minutes at which one class ends and the next begins, from the shortest. */
  steps: number[];
}

/** null where the rule says nothing of the grade. */
function mostMinutes({ limits }: TravelTimeRule, schoolType: string, grade: number): number | null {
  const own = limits.find(
    ({ schoolTypes, gradeFrom, gradeTo }) =>
      grade >= gradeFrom && grade <= gradeTo && (schoolTypes === null || schoolTypes.includes(schoolType)),
  );
  return own?.minutes ?? null;
}

export interface GradeSpan {
  gradeFrom: number;
  gradeTo: number;
  minutes: number;
}

/** What the rule says of the grades of a school: neighbours with the same minutes are one. */
export function minutesByGrade(rule: TravelTimeRule, schoolType: string, from: number, to: number): GradeSpan[] {
  const spans: GradeSpan[] = [];
  for (let grade = from; grade <= to; grade++) {
    const minutes = mostMinutes(rule, schoolType, grade);
    const last = spans.at(-1);
    if (minutes === null) continue;
    if (last?.minutes === minutes && last.gradeTo === grade - 1) last.gradeTo = grade;
    else spans.push({ gradeFrom: grade, gradeTo: grade, minutes });
  }
  return spans;
}

/** Of a grade that is not known the longest of the school: nobody is said to be under way too long who may not be. */
export function minutesFor(spans: readonly GradeSpan[], grade: number | null): number {
  const own = spans.filter(({ gradeFrom, gradeTo }) => grade === null || (grade >= gradeFrom && grade <= gradeTo));
  return own.length === 0 ? Infinity : Math.max(...own.map(({ minutes }) => minutes));
}

/** Number of the class: 0 up to the first step … `steps.length` beyond the last. */
export function stepOf(minutes: number, steps: readonly number[]): number {
  const step = steps.findIndex((most) => minutes <= most);
  return step < 0 ? steps.length : step;
}
