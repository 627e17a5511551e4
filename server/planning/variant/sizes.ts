/** How large the schools of a variant are: pupils, classes, use and the rules that they break, with the range in which that lies. */
import type { TransportRule } from '../transport/distanceBand.ts';
import { halfWidthsOf } from './ahead.ts';
import { unlisted, type Outcome } from './outcome.ts';
import { findingsOf, classesOf, capacityOf, type Finding, type SchoolSizeRule } from './rules.ts';
import { assignmentAt, isOpened, type PlanState } from './state.ts';
import { GRADES, NONE, type PlanWorld } from './world.ts';

export interface SchoolSizes {
  /** Public enrolment, shifted by protected counts; without one their sum. */
  pupils: number;
  /** Of protected counts, by grade from 1 on; index 0 not known. */
  byGrade: Float64Array;
  /** By grade; null where no size of a class is known. */
  classes: (number | null)[];
  /** Half the width of the range in which the number of pupils lies, in 19 of 20 cases; 0 where nothing moved and nothing is forecast. */
  spread: number;
  capacity: { pupils: number; from: 'places' | 'classes' } | null;
  /** pupils ÷ capacity */
  utilisation: number | null;
  findings: Finding[];
  /** Limits that lie within the range, by `limitKey`: it cannot be told on which side the school, or its grade, is. */
  near: ReadonlySet<string>;
  /** Of these the rules that the number itself keeps, as they would be broken at an end of the range. */
  nearby: Finding[];
  /** Sets of homes that come or go: where none, a 0 is a true one. */
  sets: number;
  /** Who comes from another school, and who leaves for one. */
  arriving: number;
  leaving: number;
}

export interface FigureRules {
  sizes: SchoolSizeRule | null;
  transport: TransportRule | null;
  /** By school type without districts: part of a school's number by which the model of choice was off (back-test). */
  choiceError?: ReadonlyMap<string, number>;
}

export interface Sizes {
  /** Of the state; today's own where no change touches them. */
  schools: SchoolSizes[];
  isTouched: boolean[];
  flows: ReturnType<typeof flowsOf>;
}

/** @param today sizes without any change: schools that the variant leaves as they are, are taken from them */
export function sizesOf(
  world: PlanWorld,
  state: PlanState,
  outcome: Outcome,
  rules: FigureRules,
  today: readonly SchoolSizes[] | null,
  year: number,
): Sizes {
  const flows = flowsOf(world, state, outcome, year);
  const isTouched = state.schools.map(
    (_, index) =>
      today === null ||
      flows.sets[index]! > 0 ||
      state.closing[index] !== null ||
      state.opening[index] !== null ||
      state.resized.has(index) ||
      state.relocated.has(index),
  );
  const forecast = halfWidthsOf(world, state, outcome);
  /** Who comes by choice comes as the model says, or not. */
  const modelError = (schoolType: string, school: number): number =>
    world.types.get(schoolType)?.hasDistricts ? 0 : (rules.choiceError?.get(schoolType) ?? 0) * flows.arriving[school]!;
  const schools = state.schools.map((school, index): SchoolSizes => {
    const before = today?.[index];
    if (before && !isTouched[index]) return before;
    const known = world.schools[index];
    const shift = outcome.load[index]! - (known ? world.listed[index]! : 0);
    const pupils = Math.max(0, (known ? (known.enrolment ?? world.listed[index]!) : 0) + shift);
    const byGrade = outcome.loadByGrade[index]!;
    const capacity = capacityOf(rules.sizes, school);
    const isAbsent = state.closing[index] !== null || !isOpened(state, index, year);
    const isGone = outcome.load[index] === 0 && isAbsent;
    const spread = isGone
      ? 0
      : Math.hypot(
          spreadOf(world.base, flows.sets[index]!),
          modelError(school.schoolType, index),
          forecast?.[index]?.[0] ?? 0,
        );
    const spreadIn = (grade: number): number =>
      Math.hypot(
        spreadOf(world.base, flows.setsByGrade[index]!.get(grade) ?? 0),
        grade === 0 ? 0 : (forecast?.[index]?.[grade] ?? 0),
      );
    /** −1, 0, 1: at the lower end of the range, as the number says, at the upper one. */
    const at = (side: number) =>
      isGone
        ? []
        : findingsOf(
            rules.sizes,
            school,
            pupils + side * spread,
            // A grade that has pupils is small at the lower end, not gone: no rule is kept for want of pupils.
            byGrade.map((people, grade) => Math.max(Math.min(people, 1), people + side * spreadIn(grade))),
          );
    const findings = at(0);
    const [low, high] = spread > 0 ? [at(-1), at(1)] : [[], []];
    const near = oneSided(low, high);
    return {
      pupils: isGone ? 0 : pupils,
      byGrade,
      classes: Array.from({ length: GRADES }, (_, grade) =>
        grade < school.gradeFrom || grade > school.gradeTo
          ? null
          : classesOf(rules.sizes, school, grade, byGrade[grade]!),
      ),
      spread,
      capacity,
      utilisation: capacity === null || capacity.pupils === 0 ? null : (isGone ? 0 : pupils) / capacity.pupils,
      findings,
      near,
      nearby: [...low, ...high].filter(
        (end) => near.has(limitKey(end)) && !findings.some((one) => limitKey(one) === limitKey(end)),
      ),
      sets: flows.sets[index]!,
      arriving: flows.arriving[index]!,
      leaving: flows.leaving[index]!,
    };
  });
  return { schools, isTouched, flows };
}

/** The rule and, where it is of one, the grade. */
export const limitKey = (finding: Finding): string =>
  'grade' in finding ? `${finding.rule} ${finding.grade}` : finding.rule;

/** What is broken at one end of the range and kept at the other. */
function oneSided(low: readonly Finding[], high: readonly Finding[]): ReadonlySet<string> {
  const [below, above] = [new Set(low.map(limitKey)), new Set(high.map(limitKey))];
  return new Set([...below, ...above].filter((key) => below.has(key) !== above.has(key)));
}

/**
 * Each set that was rounded alone is off by a value of variance (b² − 1) ÷ 6 (unbiased rounding to base b, all remainders alike) and by
 * b − 1 at most: two standard deviations of a sum of such sets, never more than all of them together.
 */
export const spreadOf = (base: number, sets: number): number =>
  Math.min(2 * Math.sqrt((sets * (base * base - 1)) / 6), sets * (base - 1));

function flowsOf(world: PlanWorld, state: PlanState, { load, moved, unplaced }: Outcome, year: number) {
  const { rows } = world;
  const [arriving, leaving] = [new Float64Array(state.schools.length), new Float64Array(state.schools.length)];
  const sets = state.schools.map(() => new Set<string>());
  const setsOfGrades = state.schools.map(() => new Map<number, Set<string>>());
  const byType = new Map(
    state.schools.map(({ schoolType }) => [
      schoolType,
      { moved: 0, acrossAuthorities: 0, unplaced: 0, unknownHomes: 0, sets: 0 },
    ]),
  );
  /** What was rounded as one; while it grows in, grade by grade. */
  const setOf = (row: number) =>
    `${rows.place[row]} ${rows.school[row]}${year < state.last ? ` ${rows.grade[row]}` : ''}`;
  function addSet(row: number, ...schools: number[]): void {
    for (const school of schools) {
      sets[school]!.add(setOf(row));
      const grade = rows.grade[row]!;
      const ofGrade = setsOfGrades[school]!.get(grade) ?? new Set();
      setsOfGrades[school]!.set(grade, ofGrade.add(setOf(row)));
    }
  }
  for (const { row, school, amount } of moved) {
    const from = rows.school[row]!;
    arriving[school]! += amount;
    leaving[from]! += amount;
    addSet(row, from, school);
    const type = byType.get(state.schools[from]!.schoolType)!;
    type.moved += amount;
    if (state.schools[from]!.authority !== state.schools[school]!.authority) type.acrossAuthorities += amount;
  }
  // Homes that changed school whose count is shown as 0 may hold one or two pupils all the same.
  for (const schoolType of state.steps.keys()) {
    const ground = world.types.get(schoolType);
    if (!ground) continue;
    assignmentAt(state, schoolType, ground, Infinity, Infinity).forEach((school, atom) => {
      const before = ground.today[atom]!;
      if (school === before || before === NONE || school === NONE) return;
      sets[school]!.add(`${atom} ${before}`);
      sets[before]!.add(`${atom} ${before}`);
    });
  }
  for (const { row, amount, isHomeKnown } of unplaced) {
    const from = rows.school[row]!;
    leaving[from]! += amount;
    addSet(row, from);
    byType.get(state.schools[from]!.schoolType)![isHomeKnown ? 'unplaced' : 'unknownHomes'] += amount;
  }
  world.schools.forEach(({ schoolType }, school) => {
    if (state.closing[school] !== null && load[school] === 0)
      byType.get(schoolType)!.unknownHomes += Math.max(0, unlisted(world, school));
  });
  state.schools.forEach(({ schoolType }, school) => (byType.get(schoolType)!.sets += sets[school]!.size));
  return {
    arriving,
    leaving,
    sets: sets.map((set) => set.size),
    setsByGrade: setsOfGrades.map((own) => new Map([...own].map(([grade, set]) => [grade, set.size]))),
    byType,
  };
}
