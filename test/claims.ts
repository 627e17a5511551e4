/** Lines of an answer on entitlement held against each other: protected numbers are ranges. */
import { expect } from 'vitest';
import type { ProtectedCount } from '../server/contract/common.ts';
import type { ClaimLine } from '../server/contract/entitlement.ts';

/** Protected counts are multiples of it. */
export const BASE = 3;
/** What a told number says: itself, or less than the base. */
export const range = (value: ProtectedCount): [number, number] =>
  typeof value === 'number' ? [value, value] : value === 'few' ? [0, BASE - 1] : [0, 0];
export const people = (value: ProtectedCount): number => (typeof value === 'number' ? value : 0);

export function expectSum(parts: readonly ProtectedCount[], whole: ProtectedCount, what: string): void {
  const [low, high] = parts.map(range).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  const [least, most] = range(whole);
  expect(low, what).toBeLessThanOrEqual(most);
  expect(high, what).toBeGreaterThanOrEqual(least);
}

/** Each line of its parts, and the lines of the whole. */
export function expectSums(lines: readonly ClaimLine[], whole: ClaimLine): void {
  expectSum(
    lines.map(({ pupils }) => pupils),
    whole.pupils,
    'pupils',
  );
  expectSum(
    lines.map(({ farther }) => farther),
    whole.farther,
    'farther',
  );
  for (const name of Object.keys(whole.today) as (keyof ClaimLine['today'])[])
    expectSum(
      lines.map(({ today }) => today[name]),
      whole.today[name],
      name,
    );
  for (const { pupils, today } of [...lines, whole]) {
    expectSum([today.sure, today.marginal, today.none, today.unknown], pupils, 'all bands');
    expect(range(today.entitled)[1]).toBeGreaterThanOrEqual(range(today.sure)[0]);
    expect(range(today.entitled)[0]).toBeLessThanOrEqual(range(today.sure)[1] + range(today.marginal)[1]);
  }
}
