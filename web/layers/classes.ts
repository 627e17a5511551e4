/** Class breaks that people can read: 1, 2, 5 and their tens, symmetrical at zero for gaps. */
import { niceStep } from '../charts/scale.ts';

const nice = (index: number): number => ([1, 2, 5][index % 3] ?? 1) * 10 ** Math.floor(index / 3);

/**
 * Three breaks above zero; the darkest class begins where something is left to be in it.
 *
 * @param least the finest one there may be: 1 of whole people, 0.01 of what is told to hundredths
 */
export function divergingBreaks(largest: number, least = 1): [number, number, number] {
  let index = 0;
  while (nice(index + 3) <= (Math.abs(largest) / least) * 0.8) index += 1;
  return [0, 1, 2].map((step) => Number((nice(index + step) * least).toPrecision(12))) as [number, number, number];
}

/** Which of the nine diverging classes a gap falls into; the middle one is what is printed as 0: less than `zero`. */
export function divergingClass(
  value: number,
  [near, middle, far]: readonly [number, number, number],
  zero = 0.5,
): number {
  const size = Math.abs(value);
  if (size < zero) return 4;
  const step = size < near ? 1 : size < middle ? 2 : size < far ? 3 : 4;
  return value < 0 ? 4 - step : 4 + step;
}

/** Shares have the same classes everywhere, so that two schools and two years can be compared. */
export const shareBreaks = [0.1, 0.25, 0.5, 0.75] as const;

/** 0 = none at all, then one class per break. */
export function shareClass(share: number): number {
  if (share <= 0) return 0;
  return 1 + shareBreaks.filter((limit) => share >= limit).length;
}

/** Circle area in proportion to the number; the largest has the largest radius. */
export function radiusOf(value: number, largest: number, largestRadius: number): number {
  if (value <= 0 || largest <= 0) return 0;
  return Math.max(2.5, largestRadius * Math.sqrt(value / largest));
}

/** One or two round numbers for the legend of circles, largest first. */
export function legendSizes(largest: number): number[] {
  let index = 0;
  while (nice(index + 1) <= largest) index += 1;
  return [nice(index), nice(Math.max(0, index - 2))].filter((size, position, all) => all.indexOf(size) === position);
}

/** So many round breaks of equal distance over the middle eight tenths: a few odd areas do not blur all others. */
export function stepsOver(values: readonly number[], count: number, least = 0): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(0.1), at(0.9)];
  const step = Math.max(least, niceStep(high - low || Math.abs(high) / 10 || 0.01, count));
  // The breaks lie around the middle of the values; below the first one is a class too.
  const first = Math.max(1, Math.round((low + high) / 2 / step - (count - 1) / 2));
  // Multiples of 0.1 and its kind, without the last digits of a binary fraction.
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

export const stepClass = (value: number, steps: readonly number[]): number =>
  steps.filter((limit) => value >= limit).length;
