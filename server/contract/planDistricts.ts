/** Whole again what a variant tells only where it differs from today. */
import type { Plan, PlanAssignment } from './variants.ts';

/** Of a school type, the school of each atom. */
export type PlanDistricts = PlanAssignment & { schools: number[] };

/** @param today the plan of the same county's data, which tells all */
export function planDistricts(plan: Plan, today: Plan, schoolType: string | null): PlanDistricts | null {
  const ofType = (of: Plan) => of.assignments.find((assignment) => assignment.schoolType === schoolType);
  const own = ofType(plan);
  const schools = own?.schools ?? ofType(today)?.schools;
  return own && schools ? { ...own, schools } : null;
}
