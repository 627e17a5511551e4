/** Minutes that a way to school may take, by grade and school type, as the shipped planning values have them. */
import { describe, expect, test } from 'vitest';
import { rulesOf } from '../../../geodata/rules/index.ts';
import {
  minutesByGrade,
  minutesFor,
  stepOf,
  type TravelTimeRule,
} from '../../../server/planning/transport/travelTime.ts';

const ruleOf = (county: string): TravelTimeRule => {
  const rule = rulesOf(county).find(({ subject }) => subject === 'travelTimes');
  if (rule?.subject !== 'travelTimes') throw new Error(`No travel times for ${county}`);
  expect([rule.source !== '', rule.validFrom]).toEqual([true, '2026-01-01']);
  return rule.values;
};

describe('travel times', () => {
  // domain.md: 30 min primary, 60 min secondary, one way; in Brandenburg a Grundschule has grades 1 to 6.
  test.each([
    ['16068', 'grundschule', 1, 30],
    ['16068', 'gemeinschaftsschule', 4, 30],
    ['16068', 'gemeinschaftsschule', 5, 60],
    ['16068', 'gymnasium', 12, 60],
    ['12062', 'grundschule', 6, 30],
    ['12062', 'oberschule', 7, 60],
    ['08115', 'grundschule', 4, 30],
    ['DE', 'gymnasium', 5, 60],
  ])('%s, %s, grade %i: %i minutes', (county, schoolType, grade, minutes) => {
    expect(minutesByGrade(ruleOf(county), schoolType, grade, grade)).toEqual([
      { gradeFrom: grade, gradeTo: grade, minutes },
    ]);
  });

  test('grades with the same minutes are one span; a grade of which the rule says nothing parts two', () => {
    expect(minutesByGrade(ruleOf('16068'), 'gemeinschaftsschule', 1, 12)).toEqual([
      { gradeFrom: 1, gradeTo: 4, minutes: 30 },
      { gradeFrom: 5, gradeTo: 12, minutes: 60 },
    ]);
    const limit = (grade: number) => ({ gradeFrom: grade, gradeTo: grade, schoolTypes: null, minutes: 20 });
    expect(minutesByGrade({ limits: [limit(1), limit(3)], steps: [] }, 'grundschule', 1, 4)).toEqual([
      { gradeFrom: 1, gradeTo: 1, minutes: 20 },
      { gradeFrom: 3, gradeTo: 3, minutes: 20 },
    ]);
  });

  test('who is in no known grade may be in the oldest; what the rule does not limit takes as long as it takes', () => {
    const spans = minutesByGrade(ruleOf('16068'), 'gemeinschaftsschule', 1, 12);
    expect([4, 5, null].map((grade) => minutesFor(spans, grade))).toEqual([30, 60, 60]);
    expect([minutesFor(spans, 13), minutesFor([], null)]).toEqual([Infinity, Infinity]);
  });

  test('a way of just so many minutes belongs to the class that ends there', () => {
    expect([0, 30, 31, 45, 60, 61].map((minutes) => stepOf(minutes, [30, 45, 60]))).toEqual([0, 0, 1, 1, 2, 3]);
    expect(stepOf(5, [])).toBe(0);
  });
});
