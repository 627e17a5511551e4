/** Whole again what a variant tells only where it differs from today. */
import type { Plan, PlanAssignment, PlanSchoolFigures, SchoolNumbers } from './variants.ts';

/** Of a school type, the school of each atom. */
export type PlanDistricts = PlanAssignment & { schools: number[] };

/** @param today the plan of the same county's data, which tells all */
export function planDistricts(plan: Plan, today: Plan, schoolType: string | null): PlanDistricts | null {
  const ofType = (of: Plan) => of.assignments.find((assignment) => assignment.schoolType === schoolType);
  const own = ofType(plan);
  const schools = own?.schools ?? ofType(today)?.schools;
  return own && schools ? { ...own, schools } : null;
}

export type WholeFigures = PlanSchoolFigures & {
  after: SchoolNumbers;
  /** null for a new school */
  before: SchoolNumbers | null;
};

/**
 * @param today the plan of the same county's data, which tells all
 * @returns in the order of the plan's schools
 */
export function planFigures(plan: Plan, today: Plan): WholeFigures[] {
  const figuresToday = new Map(today.figures.schools.map(({ school, after }) => [school, after]));
  return plan.figures.schools.flatMap((figures) => {
    const before = figuresToday.get(figures.school) ?? null;
    const after = figures.after ?? before;
    return after ? [{ ...figures, before, after }] : [];
  });
}
