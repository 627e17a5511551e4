/**
 * The world of a later school year: as many children as the enrolment forecast tells, who live where the children of today live.
 *
 * It is made of nothing but what the forecast's own answers tell (whole pupils; a school that is hidden there grows as its type does in
 * the county, or not at all where that would tell it too). So a variant, however it moves homes, tells nothing that the forecast hides.
 */
import type { Outcome } from './outcome.ts';
import type { PlanState } from './state.ts';
import { GRADES, planSums, type PlanWorld } from './world.ts';

/** A school in one school year; index 0 of each: all grades. */
export interface ToldSchool {
  pupils: ArrayLike<number>;
  /** Half the width of the range in which the number lies, in 19 of 20 cases. */
  halfWidth: ArrayLike<number>;
}

/** What a forecast tells in one school year. */
export interface ToldYear {
  /** By school of the world; null: hidden, or not forecast. */
  schools: readonly (ToldSchool | null)[];
  /** All pupils of a type in the county; without those that must not be told. */
  types: ReadonlyMap<string, number>;
}

export interface ToldAhead {
  /** First calendar year of the school year that is the forecast's base. */
  first: number;
  /** The base first. */
  years: readonly ToldYear[];
}

/**
 * Factor by which the pupils of a school and grade (0: not known, or all of them) grow from the counts of the world to the year. Counts of
 * a year that the forecast does not cover are taken for those of its base.
 */
export function growthOf(world: PlanWorld, told: ToldAhead, school: number, grade: number, year: number): number {
  const { then, now } = yearsOf(world, told, year);
  const [before, after] = [then.schools[school] ?? null, now.schools[school] ?? null];
  if (before && after && before.pupils[grade]! > 0) return after.pupils[grade]! / before.pupils[grade]!;
  if (before && after && before.pupils[0]! > 0) return after.pupils[0]! / before.pupils[0]!;
  const { schoolType } = world.schools[school]!;
  const [all, grown] = [then.types.get(schoolType) ?? 0, now.types.get(schoolType)];
  return all > 0 && grown !== undefined ? grown / all : 1;
}

function yearsOf({ year: counted }: PlanWorld, { first, years }: ToldAhead, year: number) {
  return { then: years[counted - first] ?? years[0]!, now: years[year - first]! };
}

/** @param year one that the forecast covers */
export function worldIn(world: PlanWorld, told: ToldAhead, year: number): PlanWorld {
  const { now } = yearsOf(world, told, year);
  const growth = world.schools.map((_, school) =>
    Float64Array.from({ length: GRADES }, (__, grade) => growthOf(world, told, school, grade, year)),
  );
  const { people, school: schoolOf, grade: gradeOf } = world.rows;
  const rows = {
    ...world.rows,
    people: Float64Array.from(people, (count, row) => count * growth[schoolOf[row]!]![gradeOf[row]!]!),
  };
  const schools = world.schools.map((school, index) => ({
    ...school,
    enrolment: now.schools[index]?.pupils[0] ?? (school.enrolment ?? world.listed[index]!) * growth[index]![0]!,
  }));
  const sums = planSums(schools, rows);
  return { ...world, schools, rows, ...sums, halfWidths: halfWidths(now, schools, sums.listedByGrade) };
}

/**
 * Of a school that is not told: as wide as the told ones of its type are for their numbers. The forecast's squared error grows with the
 * number of pupils, so that Σ width² ÷ Σ pupils is what one pupil adds.
 */
function halfWidths(
  { schools: told }: ToldYear,
  schools: readonly { schoolType: string; enrolment: number | null }[],
  listedByGrade: readonly Float64Array[],
): Float64Array[] {
  const perPupil = new Map<string, Float64Array>();
  for (const { schoolType } of schools) {
    if (perPupil.has(schoolType)) continue;
    const own = told.filter((one, school) => one !== null && schools[school]!.schoolType === schoolType);
    perPupil.set(
      schoolType,
      Float64Array.from({ length: GRADES }, (_, grade) => {
        const squares = own.reduce((sum, one) => sum + one!.halfWidth[grade]! ** 2, 0);
        const pupils = own.reduce((sum, one) => sum + one!.pupils[grade]!, 0);
        return pupils > 0 ? squares / pupils : 0;
      }),
    );
  }
  return schools.map(({ schoolType, enrolment }, school) => {
    const own = told[school];
    if (own) return Float64Array.from(own.halfWidth);
    const each = perPupil.get(schoolType)!;
    return each.map((one, grade) => Math.sqrt(one * (grade === 0 ? enrolment! : listedByGrade[school]![grade]!)));
  });
}

/**
 * By school of the state and grade (0: all grades), under a variant: who stays is as uncertain as without it, who comes as uncertain as
 * where he comes from. Null: counts of today.
 */
export function halfWidthsOf(
  { rows, listed, listedByGrade, halfWidths: own }: PlanWorld,
  state: PlanState,
  { moved, unplaced }: Pick<Outcome, 'moved' | 'unplaced'>,
): Float64Array[] | null {
  if (own === null) return null;
  const zeros = () => new Float64Array(GRADES);
  /** Part of each school's pupils that goes, by school and grade. */
  const parts = new Map<number, Map<number, Float64Array>>();
  const left = new Map<number, Float64Array>();
  const add = (part: Float64Array, row: number, amount: number) => {
    if (amount === 0) return;
    const [from, grade] = [rows.school[row]!, rows.grade[row]!];
    part[0]! += amount / listed[from]!;
    if (grade > 0) part[grade]! += amount / listedByGrade[from]![grade]!;
  };
  const of = <K>(map: Map<K, Float64Array>, key: K): Float64Array => {
    const part = map.get(key) ?? zeros();
    map.set(key, part);
    return part;
  };
  for (const { row, school, amount } of moved) {
    const from = rows.school[row]!;
    const goes = parts.get(from) ?? new Map<number, Float64Array>();
    parts.set(from, goes);
    add(of(goes, school), row, amount);
    add(of(left, from), row, amount);
  }
  for (const { row, amount } of unplaced) add(of(left, rows.school[row]!), row, amount);
  const squares = state.schools.map((_, school) => {
    const gone = left.get(school);
    return (own[school] ?? zeros()).map((width, grade) => (width * Math.max(0, 1 - (gone?.[grade] ?? 0))) ** 2);
  });
  for (const [from, goes] of parts)
    for (const [to, part] of goes)
      part.forEach((share, grade) => (squares[to]![grade]! += (own[from]![grade]! * share) ** 2));
  return squares.map((square) => square.map(Math.sqrt));
}
