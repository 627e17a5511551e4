import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Count, Rate } from '../../server/contract/common.ts';
import { bandPath, runsOf, spread } from '../../web/charts/fan.ts';
import {
  barsOfForecast,
  barsOfTable,
  longestOf,
  perYear,
  stepPath,
} from '../../server/planning/socialSpace/pyramidBars.ts';
import { lineTicks } from '../../web/charts/scale.ts';
import { stepClass, stepsOver } from '../../web/layers/classes.ts';
import { difference, relative } from '../../web/scenes/population/change.ts';
import { coverageOf, verdictOf, type ProofRow } from '../../web/scenes/population/verdict.ts';

const n = (people: number) => people as Count;
const row = (ageFrom: number, ageTo: number | null, male: Count, female: Count, people: Count) => ({
  ageFrom,
  ageTo,
  male,
  female,
  people,
});

test('a bar is as long as the people of one of its years', () => {
  // 0 to 2: 30 boys are 10 a year; 65 and older ends at 100, so 70 men are 2 a year.
  const bars = barsOfTable([row(0, 2, n(30), n(27), n(57)), row(65, null, n(70), n(105), n(175))]);
  expect(bars.map(({ from, to }) => [from, to])).toEqual([
    [0, 3],
    [65, 100],
  ]);
  expect(bars.map((bar) => [perYear(bar, 0), perYear(bar, 1)])).toEqual([
    [10, 9],
    [2, 3],
  ]);
  expect(longestOf(bars)).toBe(10);
});

test('without sexes a bar is of all, and a hidden one has no length', () => {
  const bars = barsOfTable([row(0, 0, null, null, n(40)), row(1, 1, null, null, 'hidden')]);
  expect(bars.map(({ sides }) => sides)).toEqual([[40], ['hidden']]);
  expect(perYear(bars[1]!, 0)).toBeNull();
  const ages = [0, 1].map((age) => ({ age, baseMale: n(5), baseFemale: null, male: n(6), female: null }));
  expect(barsOfForecast(ages, 'then').map(({ sides, open }) => [sides, open])).toEqual([
    [[6], false],
    [[6], true],
  ]);
});

test('the outline goes in steps, and breaks off where nothing is told', () => {
  const bars = barsOfTable([
    row(0, 0, n(4), n(4), n(8)),
    row(1, 1, 'hidden', n(3), 'hidden'),
    row(2, 2, n(5), n(5), n(9)),
  ]);
  const same = (value: number) => value;
  expect(stepPath(bars, 0, same, same)).toBe('M0,0H4V1H0M0,2H5V3H0');
  expect(stepPath(bars, 1, same, same)).toBe('M0,0H4V1H3V2H5V3H0');
});

test('no line leads over a hidden value or to another basis', () => {
  const values: [Count, boolean][] = [
    [n(1), false],
    [n(2), false],
    [n(9), true],
    ['hidden', false],
    [n(8), false],
  ];
  const runs = runsOf(values.map(([value, broken], at) => ({ at, value, broken })));
  expect(runs.map((run) => run.map(({ at }) => at))).toEqual([[0, 1], [2], [4]]);
});

test('the band goes forth along the high and back along the low', () => {
  const years: { year: number; low: Rate; high: Rate }[] = [
    { year: 0, low: n(5), high: n(5) },
    { year: 1, low: n(4), high: n(7) },
    { year: 2, low: 'hidden', high: 'hidden' },
  ];
  const same = (value: number) => value;
  expect(bandPath(years, same, same)).toBe('M0,5L1,7L1,4L0,5Z');
});

test('labels keep their order and do not touch', () => {
  expect(spread([50, 10, 90], 13)).toEqual([50, 10, 90]);
  expect(spread([50, 50], 10)).toEqual([45, 55]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 6 }), (heights) => {
      const placed = spread(heights, 13).sort((a, b) => a - b);
      for (let index = 1; index < placed.length; index += 1)
        expect(placed[index]! - placed[index - 1]!).toBeGreaterThan(12.999);
    }),
  );
});

test('an axis begins at zero unless all values lie far above it', () => {
  expect(lineTicks([20, 100], 4)[0]).toBe(0);
  expect(lineTicks([2090, 2340], 4)[0]).toBe(2000);
  expect(lineTicks([0, 0], 4)[0]).toBe(0);
  expect(lineTicks([], 4).length).toBeGreaterThan(1);
});

test('classes of a share are round, and one odd area does not blur the others', () => {
  const shares = [...Array.from({ length: 40 }, (_, index) => 0.02 + index * 0.0005), 0.3];
  const steps = stepsOver(shares, 5);
  expect(steps).toEqual([0.02, 0.025, 0.03, 0.035, 0.04]);
  expect([0.01, 0.02, 0.031, 0.3].map((share) => stepClass(share, steps))).toEqual([0, 1, 3, 5]);
  expect(new Set(stepsOver([0.5], 5)).size).toBe(5);
  expect(stepsOver([], 5)).toHaveLength(5);
});

test('what follows from a hidden number is hidden, from a missing one missing', () => {
  expect(difference(n(12), n(15))).toBe(-3);
  expect(difference(n(12), 'hidden')).toBe('hidden');
  expect(relative(null, 'hidden')).toBeNull();
  expect(relative(n(12), n(10))).toBeCloseTo(0.2);
  expect(relative(n(12), n(0))).toBeNull();
});

const proofRow = (horizon: number, isBetter: boolean, coverage: number | null = 0.8): ProofRow => ({
  band: 'u3',
  horizon,
  forecasts: 10 * horizon,
  errors: { wape: isBetter ? 0.05 : 0.1, mape: null, malpe: null },
  naive: { wape: 0.1, mape: null, malpe: null },
  coverage,
});

test('whether a forecast beats "as last year" is told by its rows', () => {
  const of = (...better: boolean[]) =>
    verdictOf(
      better.map((isBetter, index) => proofRow(index + 1, isBetter)),
      'u3',
    );
  expect(of()).toEqual({ kind: 'untested' });
  expect(of(true, true)).toEqual({ kind: 'all', longest: 2 });
  expect(of(false, false)).toEqual({ kind: 'none', longest: 2 });
  expect(of(true, true, false)).toEqual({ kind: 'until', at: 2, longest: 3 });
  expect(of(false, true, true)).toEqual({ kind: 'from', at: 2, longest: 3 });
  expect(of(true, false, true)).toEqual({ kind: 'some', better: [1, 3], longest: 3 });
});

test('coverage is the mean over what was tested', () => {
  // 10 forecasts with 50 %, 20 with 80 %: 21 of 30.
  expect(coverageOf([proofRow(1, true, 0.5), proofRow(2, true, 0.8)], 'u3')).toBeCloseTo(0.7);
  expect(coverageOf([proofRow(1, true, null)], 'u3')).toBeNull();
});
