/** School years to come: conservation, chance, least sizes and places, against the same done plainly. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  enrolmentForecast,
  nextYear,
  type EnrolmentPlan,
  type EnrolmentWork,
} from '../../../server/planning/enrolment/forecast.ts';
import { arrivingPupils } from '../../../server/planning/enrolment/arrivals.ts';
import { isTooSmall, leastSizes } from '../../../server/planning/enrolment/leastSize.ts';
import { GRADES, type Origins } from '../../../server/planning/enrolment/pupils.ts';
import { findingsOf, type SchoolSizeRule, type SizedSchool } from '../../../server/planning/variant/rules.ts';
import { schoolSizes } from '../../../geodata/rules/schoolSizes.ts';

const origins = (kind: Origins['kind'], from: number[], share: number[]): Origins => ({
  ...{ kind, from: Int32Array.from(from), share: Float64Array.from(share), guests: 0 },
});
/** Two Grundschulen with areas of their own, and one school for all who leave them. */
const plan: EnrolmentPlan = {
  schools: [
    { type: 0, first: 1, last: 4 },
    { type: 0, first: 1, last: 4 },
    { type: 1, first: 5, last: 10 },
  ],
  origins: [origins('children', [0], [1]), origins('children', [1], [1]), origins('leavers', [0, 1], [1, 1])],
  base: new Float64Array(3 * GRADES),
  rates: {
    progress: new Float64Array(3 * GRADES).fill(1),
    entry: Float64Array.of(1, 1, 1),
    constant: new Float64Array(3),
  },
};
const work = (more: Partial<EnrolmentWork> = {}): EnrolmentWork => ({
  ...plan,
  arrivals: Array.from({ length: 10 }, () => null),
  ...{ years: 10, children: Array.from({ length: 10 }, () => Float64Array.of(30, 12)), drawn: null },
  ...{
    spread: { entry: 0, progress: 0, transition: 0 },
    memory: 0.5,
    seed: 7,
    least: [[], [], []],
    care: null,
    tail: 0.1,
  },
  ...more,
});
const at = (pupils: Float64Array, school: number, grade: number) => pupils[school * GRADES + grade]!;

describe('one year on', () => {
  test('rates of 1 keep every cohort: who enters in grade 1 leaves grade 10 ten years later', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 12, maxLength: 12 }), (cohorts) => {
        let now = plan.base.slice();
        for (const [year, children] of cohorts.entries()) {
          const next = new Float64Array(now.length);
          nextYear(plan, now, children, next, null, null);
          now = next;
          for (let back = 0; back <= year && back < 4; back++) {
            expect(at(now, 0, back + 1)).toBe(cohorts[year - back]![0]);
            expect(at(now, 1, back + 1)).toBe(cohorts[year - back]![1]);
          }
          for (let back = 4; back <= year && back < 10; back++)
            expect(at(now, 2, back + 1)).toBe(cohorts[year - back]![0] + cohorts[year - back]![1]);
        }
      }),
    );
  });

  test('by hand: rate, share and guests', () => {
    const own: EnrolmentPlan = {
      ...plan,
      base: Float64Array.from({ length: 3 * GRADES }, (_, cell) => (cell % GRADES === 4 ? 20 : 0)),
      rates: {
        progress: new Float64Array(3 * GRADES).fill(0.5),
        entry: Float64Array.of(0.9, 1, 0.4),
        constant: Float64Array.of(2, 0, 3),
      },
    };
    const next = new Float64Array(own.base.length);
    nextYear(own, own.base, [10, 5], next, null, null);
    // 0.9 · 10 + 2 and 5; of two times 20 leavers 0.4, and 3 guests; the base has nobody in a lower grade.
    expect([at(next, 0, 1), at(next, 1, 1), at(next, 2, 5), at(next, 0, 2)]).toEqual([11, 5, 19, 0]);
  });
});

describe('who comes by building', () => {
  // In the second area four children of the birth years of grade 2 move in, and eight of grade 4; all go to the second school.
  const movedIn = (grade: number) => [0, { 2: 4, 4: 8 }[grade] ?? 0];
  const coming = arrivingPupils(plan.schools, plan.origins, Float64Array.of(1, 0.5, 1), movedIn);

  test('joins the grades above the first, at the rate of those who enter', () => {
    expect([1, 2, 3, 4].map((grade) => at(coming, 1, grade))).toEqual([0, 2, 0, 4]);
    expect([coming[2], coming[4], at(coming, 2, 6)]).toEqual([0, 0, 0]);
  });

  test('and goes on with them: into the next grades, and to the school after', () => {
    const arrivals = Array.from({ length: 10 }, (_, year) => (year === 4 ? coming : null));
    const [plain, built] = [enrolmentForecast(work()).middle, enrolmentForecast(work({ arrivals })).middle];
    const more = (year: number, school: number, grade: number) =>
      at(built[year]!, school, grade) - at(plain[year]!, school, grade);
    expect([more(4, 1, 2), more(5, 1, 2), more(6, 1, 3), more(7, 1, 4), more(8, 2, 5)]).toEqual([0, 2, 2, 2, 2]);
    expect([more(5, 1, 4), more(6, 2, 5), more(10, 2, 9), more(10, 0, 1)]).toEqual([4, 4, 4, 0]);
  });
});

describe('futures', () => {
  const draws = 400;
  const drawn = {
    ...{ draws, areas: 2 },
    children: Float32Array.from({ length: draws * 10 * 2 }, (_, cell) => (cell % 2 === 0 ? 30 : 12)),
  };

  test('without any chance they are the middle; sums are those of all grades', () => {
    const { middle, grades, types } = enrolmentForecast(work({ drawn }));
    for (const year of [1, 5, 10]) {
      for (const end of ['low', 'high'] as const) {
        expect(grades![year]![end][GRADES]).toBeCloseTo(12 * Math.min(year, 4), 4);
        expect(at(grades![year]![end], 0, 1)).toBeCloseTo(at(middle[year]!, 0, 1), 4);
        expect(types![year]![end][0]).toBeCloseTo(42 * Math.min(year, 4), 3);
      }
    }
  });

  test('80 of 100 lie inside: entrants of 30 with a squared error of 30 lie within 1.28 · √30', () => {
    const spread = { entry: 1, progress: 0.05, transition: 1 };
    const { grades } = enrolmentForecast(work({ drawn, spread }));
    const half = 1.2816 * Math.sqrt(30);
    for (const year of [1, 4, 10]) {
      expect(Math.abs(at(grades![year]!.low, 0, 1) - (30 - half))).toBeLessThan(1.5);
      expect(Math.abs(at(grades![year]!.high, 0, 1) - (30 + half))).toBeLessThan(1.5);
    }
    // The same seed gives the same futures.
    expect(enrolmentForecast(work({ drawn, spread })).grades).toEqual(grades);
  });

  test('too small, and places that lack: counted over the futures', () => {
    // In a third of the futures (every third draw) nobody enters the second school.
    const third = {
      ...drawn,
      children: drawn.children.map((count, cell) => (Math.floor(cell / 20) % 3 === 0 ? 0 : count)),
    };
    const gone = Math.ceil(draws / 3) / draws;
    const least = [[], [{ gradeFrom: 1, gradeTo: 1, pupils: 10 }], []];
    const places = new Float64Array(3 * 11).fill(Number.NaN).fill(9, 11, 22);
    const { tooSmall, care } = enrolmentForecast(
      work({ drawn: third, least, care: { grades: 4, takeUp: 0.8, places } }),
    );
    expect(tooSmall![3]![1]).toBeCloseTo(gone, 9);
    expect([tooSmall![3]![0], care![3]!.short[0], care![3]!.short[2]]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    // 0.8 · 12 = 9.6 of 9 places in the first year, where somebody enters; all who are counted: the second school alone.
    expect([care![1]!.short[1], care![1]!.short[3]]).toEqual([
      expect.closeTo(1 - gone, 9),
      expect.closeTo(1 - gone, 9),
    ]);
    expect(care![1]!.high[3]).toBeCloseTo(0.8 * 42, 4);
  });
});

describe('least sizes say what a plan finds', () => {
  const rules: SchoolSizeRule[] = [...Object.values(schoolSizes).map(({ values }) => values)];
  const types = ['grundschule', 'regelschule', 'gymnasium', 'realschulePlus', 'gemeinschaftsschule', 'oberschule'];
  const school = fc.record({
    schoolType: fc.constantFrom(...types),
    span: fc.integer({ min: 0, max: 5 }),
    parallelClasses: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    places: fc.option(fc.integer({ min: 20, max: 700 }), { nil: null }),
  });

  test('for any school and any pupils from one a grade', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        school,
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 6, maxLength: 6 }),
        (rule, { span, ...own }, counts) => {
          const gradeFrom = { grundschule: 1, oberschule: 7 }[own.schoolType] ?? 5;
          const sized: SizedSchool = { ...own, gradeFrom, gradeTo: gradeFrom + span };
          const byGrade = new Float64Array(GRADES);
          for (let grade = sized.gradeFrom; grade <= sized.gradeTo; grade++)
            byGrade[grade] = counts[grade - sized.gradeFrom]!;
          const pupils = byGrade.reduce((sum, count) => sum + count, 0);
          const found = findingsOf(rule, sized, pupils, byGrade).some(({ rule: name }) => name.startsWith('minimum'));
          expect(isTooSmall(leastSizes(rule, sized), (grade) => byGrade[grade]!)).toBe(found);
        },
      ),
      { numRuns: 400 },
    );
  });
});
