/** Entrants, rates and origins: tiny worlds by hand, and the same sums done the long way. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { entrantsOf, entryWeights, partOfYear } from '../../../server/planning/enrolment/entrants.ts';
import { triedSpread } from '../../../server/planning/enrolment/error.ts';
import { originsOf } from '../../../server/planning/enrolment/origins.ts';
import { GRADES, type GradedSchool, type Origins, type YearCounts } from '../../../server/planning/enrolment/pupils.ts';
import { enrolmentRates, type Past } from '../../../server/planning/enrolment/rates.ts';
import { gradeSpans } from '../../../server/planning/enrolment/span.ts';
import { claimedGrades } from '../../../server/planning/enrolment/rule.ts';
import { entryYear } from '../../../server/planning/pupils/schoolEntry.ts';
import { allDay } from '../../../geodata/rules/allDay.ts';

const error = {
  least: { entry: 0.3, progress: 0.03, transition: 0.3 },
  unknown: { entry: 1, progress: 0.15, transition: 1 },
  memory: 0.5,
};
const settings = { years: 3, shrinkage: { entry: 0, progress: 0, transition: 0 }, error };
/** Rows of pupils by grade, from grade 1 on. */
const pupils = (...rows: (number[] | null)[]): Float64Array => {
  const all = new Float64Array(rows.length * GRADES);
  rows.forEach((row, school) => {
    if (row === null) all.fill(Number.NaN, school * GRADES, (school + 1) * GRADES);
    else row.forEach((count, index) => (all[school * GRADES + index + 1] = count));
  });
  return all;
};
const origins = (kind: Origins['kind'], from: number[], share: number[], guests = 0): Origins => ({
  ...{ kind, from: Int32Array.from(from), share: Float64Array.from(share), guests },
});

describe('entrants', () => {
  test('a cut-off on 30 June halves a birth year; who is put back comes a year later', () => {
    const june = { age: 6, month: 6, day: 30 };
    expect(partOfYear(june)).toBeCloseTo(181 / 365, 12);
    // 181 of 365 children aged 6 at the end of the year, 184 of 365 aged 7.
    expect(entrantsOf([0, 0, 0, 0, 0, 0, 365, 365, 365], 0, entryWeights(june, 0))).toBeCloseTo(365, 9);
    expect(entrantsOf([0, 0, 0, 0, 0, 0, 365, 0, 0], 0, entryWeights(june, 0))).toBeCloseTo(181, 9);
    // A tenth of both is put back: 0.9 · 181, then 0.9 · 184 + 0.1 · 181, then 0.1 · 184.
    const weights = entryWeights(june, 0.1);
    expect(weights.weights.map((weight) => weight * 365)).toEqual(
      [162.9, 183.7, 18.4].map((sum) => expect.closeTo(sum, 9)),
    );
  });

  test.each([
    [8, 1],
    [6, 30],
    [8, 31],
    [9, 30],
  ])('cut-off %i-%i: a child for each day of four birth years enters as the rule says', (month, day) => {
    const rule = { age: 6, month, day };
    const [year, people] = [2027, new Float64Array(12)];
    let entering = 0;
    for (const born of [2019, 2020, 2021, 2022])
      for (let of = 0; of < 365; of++) {
        const birth = new Date(Date.UTC(born, 0, 1 + of));
        people[year - born]!++;
        entering += Number(entryYear(birth.toISOString().slice(0, 10), rule) === year);
      }
    // Leap years move the cut-off by a day.
    expect(Math.abs(entrantsOf(people, 0, entryWeights(rule, 0)) - entering)).toBeLessThanOrEqual(1.01);
  });
});

describe('rates', () => {
  // Two Grundschulen of a type and one Gymnasium that takes all who leave them.
  const schools: GradedSchool[] = [
    { type: 0, first: 1, last: 2 },
    { type: 0, first: 1, last: 2 },
    { type: 1, first: 3, last: 4 },
  ];
  const years: YearCounts[] = [
    { year: 2023, pupils: pupils([20, 20], [10, 10], [0, 0, 24, 20]) },
    { year: 2024, pupils: pupils([22, 18], [10, 12], [0, 0, 24, 24]) },
  ];
  const past: Past = {
    ...{ schools, years },
    origins: [origins('children', [0], [1]), origins('children', [1], [1], 2), origins('leavers', [0, 1], [1, 1])],
    children: (year) => ({ 2023: [25, 10], 2024: [25, 10] })[year] ?? null,
  };

  test('by hand: 18 of 20 and 12 of 10 go on; 42 of 50 and 16 of 20 enter; 24 of 30 change', () => {
    const rates = enrolmentRates(past, settings);
    expect([rates.progress[1], rates.progress[GRADES + 1]]).toEqual([0.9, 1.2]);
    expect(rates.progressOfType.get('0|1')).toEqual({ value: 1, people: 30 });
    expect([...rates.entry]).toEqual([0.84, 0.8, 0.8]);
    expect([...rates.constant]).toEqual([0, 2, 0]);
    expect(rates.entryOfCounty.get(1)).toEqual({ value: 58 / 70, people: 70 });
    expect(rates.transitionOfType.get('1|3')).toEqual({ value: 0.8, people: 30 });
  });

  test('small schools lean on the county: (18 + 10 · 1) / (20 + 10); all together stay what they are', () => {
    const rates = enrolmentRates(past, { ...settings, shrinkage: { entry: 1000, progress: 10, transition: 10 } });
    expect(rates.progress[1]).toBeCloseTo(28 / 30, 12);
    expect(rates.entry[0]! * 50 + rates.entry[1]! * 20).toBeCloseTo(58, 9);
    expect(Math.abs(rates.entry[0]! - rates.entry[1]!)).toBeLessThan(0.01);
  });

  test('one school year: nobody is lost on the way, and nothing can be tried', () => {
    const one = { ...past, years: years.slice(1) };
    const rates = enrolmentRates(one, settings);
    expect([rates.progress[1], rates.progress[GRADES + 1], rates.entry[0]]).toEqual([1, 1, 0.88]);
    // The leavers of the same autumn: 24 of 18 + 12.
    expect(rates.entry[2]).toBeCloseTo(0.8, 12);
    expect(triedSpread(one, settings)).toEqual({ spread: error.unknown, tried: false, proof: null });
  });

  test('without residents, and of a school that a year does not tell, what is known counts', () => {
    const blind = enrolmentRates({ ...past, children: () => null }, settings);
    expect([...blind.entry.slice(0, 2), ...blind.constant]).toEqual([0, 0, 0, 2, 0]);
    const gap = { ...past, years: [{ year: 2023, pupils: pupils(null, [10, 10], [0, 0, 24, 20]) }, years[1]!] };
    expect(enrolmentRates(gap, settings).progress[1]).toBe(1.2);
  });

  test('an error is the mean of squares ÷ pupils, never less than the least', () => {
    // From the pair itself: all goes on as the rates say, so that only the least is left of progression.
    const { spread, tried, proof } = triedSpread(past, settings);
    expect([tried, spread.progress, proof]).toEqual([true, 0.03, null]);
    const third = { year: 2025, pupils: pupils([25, 26], [10, 10], [0, 0, 24, 24]) };
    const later = triedSpread({ ...past, years: [...years, third], children: () => [25, 10] }, settings);
    // Forecast 22 · 0.9 = 19.8, 10 · 1.2 = 12 and 24 · 1 = 24; came 26, 10 and 24.
    expect(later.spread.progress).toBeCloseTo(((26 - 19.8) ** 2 / 19.8 + 4 / 12) / 3, 9);
    // Entrants 21 for 25, 10 for 10, 0.8 · (18 + 12) for 24: off by 10.2, 2 and 0; as last year by 11, 2 and 0; of 119 pupils.
    expect(later.proof).toEqual({ year: 2025, error: expect.closeTo(12.2 / 119, 9), naive: 13 / 119 });
  });
});

describe('origins', () => {
  const schools: GradedSchool[] = [
    { type: 0, first: 1, last: 4 },
    { type: 0, first: 1, last: 4 },
    { type: 1, first: 5, last: 12 },
    { type: 2, first: 5, last: 10 },
  ];
  const newest = pupils([30, 30, 30, 30], [10, 10, 10, 10], [0, 0, 0, 0, 20], [0, 0, 0, 0, 20]);
  const points: [number, number][] = [
    [0, 0],
    [1000, 0],
    [1100, 0],
  ];
  const home = (area: number, school: number, grade: number, people: number) => ({ area, school, grade, people });

  test('areas go as their children do, one that tells nothing as its neighbour; leavers as the areas that they live in', () => {
    const homes = [
      ...[home(0, 0, 1, 9), home(0, 1, 2, 3), home(1, 1, 1, 6), home(-1, 1, 3, 3)],
      ...[home(0, 2, 5, 6), home(0, 3, 6, 6), home(1, 3, 5, 9)],
    ];
    const [first, second, gymnasium, other] = originsOf(schools, points, homes, newest);
    expect([[...first!.from], [...first!.share]]).toEqual([[0], [0.75]]);
    expect([[...second!.from], [...second!.share]]).toEqual([
      [0, 1, 2],
      [0.25, 1, 1],
    ]);
    // A quarter of its pupils are guests: 3 of 12, and so of 10 in the first grade.
    expect([first!.guests, second!.guests]).toEqual([0, 2.5]);
    // School 0 lives from area 0 alone: half and half. Of school 1 a third lives there (3 of 9), the others in area 1.
    expect([gymnasium!.kind, ...gymnasium!.from]).toEqual(['leavers', 0, 1]);
    expect([...gymnasium!.share]).toEqual([0.5, expect.closeTo(1 / 6, 9)]);
    expect([...other!.share]).toEqual([0.5, expect.closeTo(5 / 6, 9)]);
  });

  test('where homes are not known each school gets its share of the county', () => {
    const [first, second, gymnasium] = originsOf(schools, points, [], newest);
    expect([...first!.share, ...second!.share]).toEqual([0.75, 0.75, 0.75, 0.25, 0.25, 0.25]);
    expect([...gymnasium!.share]).toEqual([0.5, 0.5]);
  });

  test('every child of an area goes somewhere', () => {
    const homes = fc.array(
      fc.record({
        ...{ area: fc.integer({ min: -1, max: 2 }), school: fc.nat(3) },
        ...{ grade: fc.integer({ min: 1, max: 8 }), people: fc.integer({ min: 1, max: 30 }) },
      }),
    );
    fc.assert(
      fc.property(homes, (list) => {
        const all = originsOf(schools, points, list, newest);
        for (const [members, sources] of [
          [
            [0, 1],
            [0, 1, 2],
          ],
          [
            [2, 3],
            [0, 1],
          ],
        ] as const)
          for (const source of sources) {
            const shares = members.map((school) => all[school]!.share[all[school]!.from.indexOf(source)] ?? 0);
            expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
          }
      }),
    );
  });
});

test('grades of a school: as the list says, unless others end just below those that were seen', () => {
  const school = (lowest: number, highest: number, gradeFrom: number | null = null, gradeTo: number | null = null) => ({
    ...{ lowest, highest, gradeFrom, gradeTo },
  });
  const spans = gradeSpans([
    school(1, 4, 1, 4),
    // No first grade this year; a list that names the grades a Gemeinschaftsschule may have; one that still grows.
    school(2, 4, 1, 4),
    school(5, 10, 1, 12),
    school(5, 6, 5, 12),
    school(5, 12),
  ]);
  expect(spans.map(({ first, last }) => [first, last])).toEqual([
    [1, 4],
    [1, 4],
    [5, 12],
    [5, 12],
    [5, 12],
  ]);
});

test('the claim to all-day care grows by a grade each year; Thüringen had it before', () => {
  const claimed = (state: string) =>
    [2025, 2026, 2027, 2028, 2029, 2035].map((year) => claimedGrades(allDay(state).values, year));
  expect(claimed('RP')).toEqual([0, 1, 2, 3, 4, 4]);
  expect(claimed('TH')).toEqual([4, 4, 4, 4, 4, 4]);
});
