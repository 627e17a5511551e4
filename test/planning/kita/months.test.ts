/** Demand by month against children with birthdays of their own, one for each day. */
import { describe, expect, test } from 'vitest';
import { monthlyDemand, partOfYear } from '../../../server/planning/kita/months.ts';
import type { AgeGroupRule } from '../../../server/planning/kita/supply.ts';

const group = (key: string, from: number, to: number, rate: number, last: number): AgeGroupRule => ({
  ...{ key, label: { de: key, en: key }, targetRate: rate, places: from === 0 ? 'u3' : 'ue3' },
  ages: Array.from({ length: to - from + 1 }, (_, index) => ({
    ...{ age: from + index, share: from + index === to ? last : 1, rate },
  })),
});
const young = group('u3', 0, 2, 0.4, 1);
const older = group('ue3', 3, 6, 0.95, 0.5);
/** Thüringen: six by 1 August. */
const entry = { month: 8, day: 1, age: 6 };

describe('demand by month', () => {
  // 1200 births a year, nobody comes or goes.
  const still = [1200, 1200, 1200, 1200, 1200, 1200, 1200, 1200];

  /** Children who are born in the middle of each of 1200 parts of a year, counted one by one at the end of a month of 2030. */
  function counted(month: number, from: number): number {
    const now = 2030 + month / 12;
    let sum = 0;
    for (let year = 2020; year <= 2030; year++)
      for (let part = 0; part < 1200; part++) {
        const birth = year + (part + 0.5) / 1200;
        if (birth > now) continue;
        const isAtSchool = month > 7 ? birth + 6 <= 2030 + partOfYear(entry) : birth + 6 <= 2029 + partOfYear(entry);
        const age = now - birth;
        if (!isAtSchool && age >= from && (from === 3 || age < 3)) sum++;
      }
    return sum;
  }

  test.each([
    ['U3', young, 0],
    ['Ü3', older, 3],
  ])('%s: as if every child were asked', (_, own, from) => {
    const months = monthlyDemand(still, still, [own], entry);
    months.forEach(({ children, demand }, index) => {
      expect(Math.abs(children - counted(index + 1, from))).toBeLessThanOrEqual(2);
      expect(demand).toBeCloseTo(children * own.targetRate, 9);
    });
  });

  test('from three on it rises until July, and falls when school begins; under three it stays', () => {
    const older3 = monthlyDemand(still, still, [older], entry).map(({ children }) => children);
    // End of July: born after 1 August 2023, up to the end of July 2027: four years less a day; then three.
    expect(older3[6]).toBeCloseTo(1200 * (4 - 1 / 31 / 12), 6);
    expect(older3[7]).toBeCloseTo(1200 * (3 + 1 / 12 - 1 / 31 / 12), 6);
    expect(older3.slice(0, 7)).toEqual([...older3.slice(0, 7)].sort((a, b) => a - b));
    const under3 = monthlyDemand(still, still, [young], entry).map(({ children }) => children);
    for (const children of under3) expect(children).toBeCloseTo(3600, 6);
  });

  test('all are both; another rate is asked of all; ages that are not known are left out', () => {
    const both = monthlyDemand(still, still, [young, older], entry);
    const [u3, ue3] = [young, older].map((own) => monthlyDemand(still, still, [own], entry));
    both.forEach(({ demand }, month) => expect(demand).toBeCloseTo(u3![month]!.demand + ue3![month]!.demand, 6));
    const half = monthlyDemand(still, still, [young, older], entry, 0.5);
    half.forEach(({ children, demand }) => expect(demand).toBeCloseTo(children / 2, 9));
    const known = monthlyDemand(still.slice(0, 6), still.slice(0, 6), [older], entry);
    expect(known[6]!.children).toBeLessThan(ue3![6]!.children);
  });

  test('a cohort that shrinks over the year is counted as far as it has', () => {
    const before = [100, 100, 100, 100, 100, 100, 100, 100];
    const after = [40, 100, 100, 100, 100, 100, 100, 100];
    // At the end of June half of this year's births are there: 20, and all born in the two and a half years before.
    expect(monthlyDemand(before, after, [young], entry)[5]!.children).toBeCloseTo(20 + 250, 6);
  });

  test.each([
    [{ month: 6, day: 30 }, 6 / 12],
    [{ month: 9, day: 30 }, 9 / 12],
    [{ month: 8, day: 1 }, (7 + 1 / 31) / 12],
  ])('%j is %d of the year', (day, part) => expect(partOfYear(day)).toBeCloseTo(part, 9));
});
