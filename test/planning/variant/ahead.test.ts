/** Variants of a later school year: tiny worlds whose numbers are derived, and what must hold of any. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  growthOf,
  halfWidthsOf,
  worldIn,
  type ToldAhead,
  type ToldSchool,
} from '../../../server/planning/variant/ahead.ts';
import type { PlanChange } from '../../../server/planning/variant/changes.ts';
import { figuresOf } from '../../../server/planning/variant/figures.ts';
import { limitKey } from '../../../server/planning/variant/sizes.ts';
import { choiceModels, outcomeOf } from '../../../server/planning/variant/outcome.ts';
import type { SchoolSizeRule } from '../../../server/planning/variant/rules.ts';
import { stateOf } from '../../../server/planning/variant/state.ts';
import type { PlanWorld } from '../../../server/planning/variant/world.ts';
import { school, tinyWorld, type Row } from './tiny.ts';

const GRADES = 14;
const YEAR = 2030;

/** Pupils by grade; all of them at 0. */
const told = (byGrade: Record<number, number>, halfWidth: Record<number, number> = {}): ToldSchool => {
  const pupils = Array.from({ length: GRADES }, (_, grade) => byGrade[grade] ?? 0);
  pupils[0] = pupils.reduce((sum, count) => sum + count, 0);
  return { pupils, halfWidth: Array.from({ length: GRADES }, (_, grade) => halfWidth[grade] ?? 0) };
};
type Schools = (ToldSchool | null)[];

/** The base, and the year five years later; those between them are as the base. */
function forecast(base: Schools, later: Schools, types: [number, number] | null = null, first = 2025): ToldAhead {
  const typed = (at: 0 | 1) => new Map(types ? [['grundschule', types[at]]] : []);
  const then = { schools: base, types: typed(0) };
  return {
    first,
    years: [...Array.from({ length: YEAR - first }, () => then), { schools: later, types: typed(1) }],
  };
}

const rows: Row[] = [
  [0, 0, 1, 30],
  [1, 0, 2, 12],
  [2, 1, 1, 9],
  [3, 1, 0, 6],
];
const listed = [told({ 1: 30, 2: 12 }), told({ 1: 9, 3: 6 })];

function plan(world: PlanWorld, changes: PlanChange[] = [], sizes: SchoolSizeRule | null = null, observed = world) {
  const walk = (index: number) => world.walk[index] ?? world.walk[0]!;
  const state = stateOf(observed, changes, () => walk);
  const outcome = outcomeOf(world, state, Infinity, choiceModels(observed, state, walk));
  return { state, outcome, figures: figuresOf(world, state, outcome, { sizes, transport: null }, walk, walk) };
}
const closeP: PlanChange = { kind: 'close', school: 'P', from: 2027, mode: 'atOnce' };

describe('growth', () => {
  const world = tinyWorld({ rows });

  test('of a told school its grade’s; where the grade is not known or has nobody yet, that of the school', () => {
    // P: grade 1 from 30 to 45, grade 2 from 12 to 6; all from 42 to 51.
    const ahead = forecast(listed, [told({ 1: 45, 2: 6 }), listed[1]!]);
    expect([1, 2, 0, 3].map((grade) => growthOf(world, ahead, 0, grade, YEAR))).toEqual([1.5, 0.5, 51 / 42, 51 / 42]);
  });

  test('of a hidden school its type’s, and none where that is hidden too', () => {
    expect(growthOf(world, forecast(listed, [null, listed[1]!], [57, 76]), 0, 1, YEAR)).toBe(76 / 57);
    expect(growthOf(world, forecast(listed, [null, listed[1]!]), 0, 1, YEAR)).toBe(1);
    // Hidden in the year of the counts already, or not forecast at all.
    expect(growthOf(world, forecast([null, listed[1]!], [told({ 1: 900 }), null], [57, 76]), 0, 1, YEAR)).toBe(76 / 57);
  });

  test('since the year of the counts, where the forecast covers it, else since its base', () => {
    const [now, later] = [told({ 1: 60 }), told({ 1: 90 })];
    const of = (first: number, years: Schools[]): ToldAhead => ({
      first,
      years: years.map((schools) => ({ schools, types: new Map<string, number>() })),
    });
    // The counts are of 2025: the forecast from 2024 says 60 of that year.
    expect(growthOf(world, of(2024, [[told({ 1: 10 })], [now], [later]]), 0, 1, 2026)).toBe(1.5);
    expect(growthOf(world, of(2026, [[now], [later]]), 0, 1, 2027)).toBe(1.5);
  });
});

describe('figures of a later year', () => {
  const schools = [school('P', { enrolment: 44 }), school('Q')];
  const world = tinyWorld({ rows, schools });
  const ahead = forecast(listed, [told({ 1: 45, 2: 6 }), told({ 1: 6, 3: 8 })]);
  const later = worldIn(world, ahead, YEAR);

  test('without changes they are what the forecast tells, not the counts of the list', () => {
    // Rows: 30 × 1.5 and 12 × 0.5; 9 × 6/9, and of unknown grade 6 × 14/15.
    expect([...later.rows.people]).toEqual([45, 6, 6, 5.6]);
    expect(plan(later).figures.schools.map(({ pupils }) => pupils)).toEqual([51, 14]);
    expect([...later.listed]).toEqual([51, 11.6]);
  });

  test('who moves has grown: a school that closes sends its children of the year', () => {
    const { figures, outcome } = plan(later, [closeP], null, world);
    expect([...outcome.load]).toEqual([0, 62.6]);
    // Q: 14 of its own and 51 of P.
    expect(figures.schools.map(({ pupils }) => pupils)).toEqual([0, 65]);
    expect(figures.schools[1]!.arriving).toBe(51);
  });

  test('a hidden school’s number follows its type, whatever it would have been', () => {
    const hidden = worldIn(world, forecast(listed, [null, told({ 1: 6, 3: 8 })], [60, 75]), YEAR);
    expect(hidden.schools.map(({ enrolment }) => enrolment)).toEqual([55, 14]);
    expect([...hidden.rows.people].slice(0, 2)).toEqual([37.5, 15]);
  });
});

describe('the range', () => {
  const schools = ['P', 'Q'].map((key) => school(key, { parallelClasses: null }));
  const world = tinyWorld({ rows, schools, base: 1 });
  const sizes: SchoolSizeRule = {
    splitters: [],
    minimumPupils: [{ schoolTypes: null, gradeFrom: 1, gradeTo: 4, pupils: 55 }],
    minimumClasses: [],
    minimumClassSizes: [{ schoolTypes: null, gradeFrom: 1, gradeTo: 4, first: 10, further: 0 }],
  };

  test('is the forecast’s where nothing moves, and what lies near a limit is said to', () => {
    const ahead = forecast(listed, [told({ 1: 45, 2: 6 }, { 0: 5, 1: 4, 2: 5 }), told({ 1: 6, 3: 8 }, { 0: 3, 1: 3 })]);
    const [p, q] = plan(worldIn(world, ahead, YEAR), [], sizes).figures.schools;
    expect([p!.spread, q!.spread]).toEqual([5, 3]);
    // P: 51 ± 5 beside 55, grade 2 with 6 ± 5 beside 10; Q: 14 ± 3, grade 1 with 6 ± 3.
    expect(p!.findings.map((one) => [limitKey(one), p!.near.has(limitKey(one))])).toEqual([
      ['minimumClassSize 2', true],
      ['minimumPupils', true],
    ]);
    expect(q!.findings.map((one) => [limitKey(one), q!.near.has(limitKey(one))])).toEqual([
      ['minimumClassSize 1', false],
      ['minimumPupils', false],
    ]);
  });

  test('a grade that may be too small is small at the lower end, not without pupils', () => {
    const ahead = forecast(listed, [told({ 1: 45, 2: 6 }, { 0: 8, 2: 8 }), listed[1]!]);
    const [p] = plan(worldIn(world, ahead, YEAR), [], sizes).figures.schools;
    // 6 ± 8: at 1 too small, at 14 large enough.
    expect([...p!.near]).toContain('minimumClassSize 2');
  });

  test('comes along with those who come', () => {
    const ahead = forecast(listed, [told({ 1: 45, 2: 6 }, { 0: 6, 1: 4 }), told({ 1: 6, 3: 8 }, { 0: 8, 1: 3 })]);
    const later = worldIn(world, ahead, YEAR);
    const widths = (changes: PlanChange[]) => {
      const { state, outcome } = plan(later, changes, null, world);
      return halfWidthsOf(later, state, outcome)!.map((own) => [own[0], own[1]]);
    };
    expect(widths([])).toEqual([
      [6, 4],
      [8, 3],
    ]);
    // All of P's at Q: √(8² + 6²), √(3² + 4²).
    expect(widths([closeP])).toEqual([
      [0, 0],
      [10, 5],
    ]);
    expect(halfWidthsOf(world, plan(world).state, plan(world).outcome)).toBeNull();
  });

  test('of a hidden school is as wide as those of its type for its number', () => {
    // Q is told: 8² for 64 pupils, one for each; the hidden P has 42 × 64/56 = 48.
    const ahead = forecast(listed, [null, told({ 1: 64 }, { 0: 8 })], [56, 64]);
    const later = worldIn(world, ahead, YEAR);
    expect(later.schools[0]!.enrolment).toBe(48);
    expect(later.halfWidths![0]![0]).toBeCloseTo(Math.sqrt(48), 9);
  });
});

const count = fc.integer({ min: 0, max: 30 });
const anyRow: fc.Arbitrary<Row> = fc.tuple(
  fc.integer({ min: -1, max: 5 }),
  fc.integer({ min: 0, max: 1 }),
  fc.integer({ min: 0, max: 4 }),
  count.map((people) => 3 * people),
);
const anySchool = fc.option(
  fc.tuple(count, count, count, count).map(([a, b, c, d]) => told({ 1: a, 2: b, 3: c, 4: d })),
  { nil: null },
);
const anyChange: fc.Arbitrary<PlanChange> = fc.oneof(
  fc.constantFrom('P', 'Q').map((key): PlanChange => ({ ...closeP, school: key })),
  fc.record({
    kind: fc.constant('assign' as const),
    schoolType: fc.constant('grundschule'),
    atoms: fc.subarray(['a0', 'a1', 'a2', 'a3'], { minLength: 1 }),
    schools: fc.constantFrom('P', 'Q').map((key): string[] => [key]),
    from: fc.constant(2027),
    mode: fc.constant('atOnce' as const),
    siblings: fc.constant(0),
    label: fc.constant(''),
  }),
);
const anyPlan = fc.record({
  rows: fc.array(anyRow, { minLength: 1, maxLength: 30 }),
  hasDistricts: fc.boolean(),
  changes: fc.array(anyChange, { maxLength: 4 }),
});

describe('of any variant', () => {
  test('as many children as today: every figure is today’s', () => {
    fc.assert(
      fc.property(anyPlan, fc.tuple(anySchool, anySchool), ({ rows: some, hasDistricts, changes }, same) => {
        const world = tinyWorld({ rows: some, hasDistricts, burden: [0.1, 0.4] });
        // What is told of a school is its list here: else its number alone would be another.
        const base = same.map((one, at) =>
          one === null
            ? null
            : told(Object.fromEntries([1, 2, 3, 4].map((grade) => [grade, world.listedByGrade[at]![grade]!]))),
        );
        const isWhole = base.every((one, at) => one === null || one.pupils[0] === world.listed[at]);
        fc.pre(isWhole);
        const later = worldIn(world, forecast(base, base), YEAR);
        expect(plan(later, changes, null, world).figures).toEqual(plan(world, changes).figures);
      }),
    );
  });

  test('no child is lost or made: schools and those without a place have the grown rows', () => {
    fc.assert(
      fc.property(
        anyPlan,
        fc.tuple(anySchool, anySchool),
        fc.tuple(anySchool, anySchool),
        ({ rows: some, hasDistricts, changes }, base, after) => {
          const world = tinyWorld({ rows: some, hasDistricts });
          const ahead = forecast(base, after, [120, 90]);
          const later = worldIn(world, ahead, YEAR);
          const grown = some.reduce(
            (sum, [, at, grade, people]) => sum + people * growthOf(world, ahead, at, grade, YEAR),
            0,
          );
          const { outcome } = plan(later, changes, null, world);
          const there = outcome.load.reduce((sum, people) => sum + people, 0);
          const left = outcome.unplaced.reduce((sum, { amount }) => sum + amount, 0);
          expect(there + left).toBeCloseTo(grown, 6);
        },
      ),
    );
  });
});
