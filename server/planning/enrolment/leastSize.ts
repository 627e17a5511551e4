/** Least sizes of a school as numbers of pupils in a span of grades, so that thousands of futures can be tried against them. */
import { classSize, type ClassSizeRule, type SchoolSizeRule, type SizedSchool } from '../variant/rules.ts';

/** A school is too small while these grades together have fewer pupils. */
export interface LeastSize {
  gradeFrom: number;
  gradeTo: number;
  pupils: number;
}

const isOf = ({ schoolTypes }: ClassSizeRule, type: string): boolean =>
  schoolTypes === null || schoolTypes.includes(type);

const holds = (rule: ClassSizeRule, type: string, grade: number): boolean =>
  isOf(rule, type) && grade >= rule.gradeFrom && grade <= rule.gradeTo;

/**
 * As `findingsOf` of a plan finds it (../variant/rules.ts): a whole school below its least pupils; a grade with fewer classes than it must
 * have, that is with at most (classes − 1) · size pupils; a single class of a grade with fewer than its least pupils.
 */
export function leastSizes(rules: SchoolSizeRule | null, school: SizedSchool): LeastSize[] {
  if (!rules) return [];
  const { schoolType, gradeFrom, gradeTo } = school;
  const sizes: LeastSize[] = [];
  for (const rule of rules.minimumPupils) {
    const [from, to] = [Math.max(rule.gradeFrom, gradeFrom), Math.min(rule.gradeTo, gradeTo)];
    if (isOf(rule, schoolType) && from <= to) sizes.push({ gradeFrom: from, gradeTo: to, pupils: rule.pupils });
  }
  for (let grade = gradeFrom; grade <= gradeTo; grade++) {
    const size = classSize(rules, school, grade);
    const classes = rules.minimumClasses.find((rule) => holds(rule, schoolType, grade))?.classes ?? 0;
    const first = rules.minimumClassSizes.find((rule) => holds(rule, schoolType, grade))?.first ?? 0;
    const full = size === null ? Infinity : Math.floor(size.pupils + 1e-9);
    const pupils = Math.max(
      // With more than a class holds there are two, which have a rule of their own.
      Math.min(first, full + 1),
      size === null || classes < 2 ? 0 : Math.floor((classes - 1) * size.pupils + 1e-9) + 1,
    );
    if (pupils > 0) sizes.push({ gradeFrom: grade, gradeTo: grade, pupils });
  }
  return sizes;
}

/** @param pupils of a grade; whole ones count */
export function isTooSmall(sizes: readonly LeastSize[], pupils: (grade: number) => number): boolean {
  return sizes.some(({ gradeFrom, gradeTo, pupils: least }) => {
    let sum = 0;
    for (let grade = gradeFrom; grade <= gradeTo; grade++) sum += Math.round(pupils(grade));
    return sum < least;
  });
}
