/** Sizes of schools as a state's rules ask for them: classes, minimum sizes. Unset where the rules name no figure. */

export interface ClassSizeRule {
  /** Null: all. */
  schoolTypes: string[] | null;
  gradeFrom: number;
  gradeTo: number;
}

export interface SchoolSizeRule {
  /** Klassenteiler: classes of a grade = ⌈pupils ÷ pupils of it⌉. */
  splitters: (ClassSizeRule & { pupils: number })[];
  /** Least pupils of a school in these grades. */
  minimumPupils: (ClassSizeRule & { pupils: number })[];
  /** Least parallel classes of each of these grades. */
  minimumClasses: (ClassSizeRule & { classes: number })[];
  /** Least pupils of the first class of a grade, and of each further one. */
  minimumClassSizes: (ClassSizeRule & { first: number; further: number })[];
}

export interface SizedSchool {
  schoolType: string;
  gradeFrom: number;
  gradeTo: number;
  parallelClasses: number | null;
  places: number | null;
}

export type Finding =
  | { rule: 'places'; pupils: number; limit: number }
  /** More classes in a grade than the school has rooms for in parallel. */
  | { rule: 'parallelClasses'; grade: number; classes: number; limit: number }
  | { rule: 'minimumPupils'; pupils: number; limit: number }
  | { rule: 'minimumClasses'; grade: number; classes: number; limit: number }
  | { rule: 'minimumClassSize'; grade: number; pupils: number; limit: number };

const applies = (rule: ClassSizeRule, schoolType: string, grade: number): boolean =>
  (rule.schoolTypes === null || rule.schoolTypes.includes(schoolType)) &&
  grade >= rule.gradeFrom &&
  grade <= rule.gradeTo;

/** Pupils of a class of the grade at most: by the rule, else by the school's own places; null: neither is known. */
export function classSize(
  rules: SchoolSizeRule | null,
  { schoolType, gradeFrom, gradeTo, parallelClasses, places }: SizedSchool,
  grade: number,
): { pupils: number; from: 'rule' | 'places' } | null {
  const rule = rules?.splitters.find((one) => applies(one, schoolType, grade));
  if (rule) return { pupils: rule.pupils, from: 'rule' };
  if (places === null || !parallelClasses) return null;
  return { pupils: places / (parallelClasses * (gradeTo - gradeFrom + 1)), from: 'places' };
}

/** ⌈pupils ÷ splitter⌉, on whole pupils; null where no size of a class is known. */
export function classesOf(rules: SchoolSizeRule | null, school: SizedSchool, grade: number, pupils: number) {
  const size = classSize(rules, school, grade);
  if (size === null || size.pupils <= 0) return null;
  return Math.max(0, Math.ceil(Math.round(pupils) / size.pupils - 1e-9));
}

/** What holds the pupils: places, else parallel classes × splitter over all grades. */
export function capacityOf(
  rules: SchoolSizeRule | null,
  school: SizedSchool,
): { pupils: number; from: 'places' | 'classes' } | null {
  if (school.places !== null) return { pupils: school.places, from: 'places' };
  if (!school.parallelClasses) return null;
  let pupils = 0;
  for (let grade = school.gradeFrom; grade <= school.gradeTo; grade++) {
    const size = classSize(rules, school, grade);
    if (size === null) return null;
    pupils += school.parallelClasses * size.pupils;
  }
  return { pupils, from: 'classes' };
}

/** @param byGrade pupils by grade; index 0 not known */
export function findingsOf(
  rules: SchoolSizeRule | null,
  school: SizedSchool,
  pupils: number,
  byGrade: Float64Array,
): Finding[] {
  const findings: Finding[] = [];
  const { schoolType, gradeFrom, gradeTo, parallelClasses } = school;
  const capacity = capacityOf(rules, school);
  const whole = Math.round(pupils);
  if (capacity !== null && whole > capacity.pupils)
    findings.push({ rule: 'places', pupils: whole, limit: Math.floor(capacity.pupils) });
  for (let grade = gradeFrom; grade <= gradeTo; grade++) {
    const count = Math.round(byGrade[grade]!);
    const classes = classesOf(rules, school, grade, count);
    if (classes !== null && parallelClasses !== null && classes > parallelClasses)
      findings.push({ rule: 'parallelClasses', grade, classes, limit: parallelClasses });
    if (count === 0) continue;
    const least = rules?.minimumClasses.find((one) => applies(one, schoolType, grade));
    if (least && classes !== null && classes < least.classes)
      findings.push({ rule: 'minimumClasses', grade, classes, limit: least.classes });
    const size = rules?.minimumClassSizes.find((one) => applies(one, schoolType, grade));
    if (size) {
      const needed = size.first + size.further * (Math.max(1, classes ?? 1) - 1);
      // What a grade needs for the classes that it has; with fewer it has fewer classes, but never less than one.
      if ((classes ?? 1) <= 1 && count < needed)
        findings.push({ rule: 'minimumClassSize', grade, pupils: count, limit: needed });
    }
  }
  for (const rule of rules?.minimumPupils ?? []) {
    if (rule.schoolTypes !== null && !rule.schoolTypes.includes(schoolType)) continue;
    const all = rule.gradeFrom <= gradeFrom && rule.gradeTo >= gradeTo;
    const count = all ? whole : Math.round(byGrade.slice(rule.gradeFrom, rule.gradeTo + 1).reduce((a, b) => a + b, 0));
    if (count < rule.pupils) findings.push({ rule: 'minimumPupils', pupils: count, limit: rule.pupils });
  }
  return findings;
}
