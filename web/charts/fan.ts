/** Arithmetic of lines over years: where they break off, the band between low and high, labels that do not touch. */
import type { Rate } from '../../server/contract/common.ts';
import { runsOf } from '../../server/planning/socialSpace/profileRows.ts';

export { runsOf };

interface Year {
  year: number;
  low: Rate;
  high: Rate;
}

/** Forth along the high and back along the low; one closed area per run of years that are told. */
export function bandPath(years: readonly Year[], x: (year: number) => number, y: (people: number) => number): string {
  const told = years.map(({ year, low, high }) => ({
    year,
    low,
    value: typeof low === 'number' ? high : null,
  }));
  return runsOf(told)
    .filter((run) => run.length > 1)
    .map((run) => {
      const forth = run.map(({ year, value }) => `${x(year)},${y(value)}`);
      const back = [...run].reverse().map(({ year, low }) => `${x(year)},${y(Number(low))}`);
      return `M${[...forth, ...back].join('L')}Z`;
    })
    .join('');
}

/** Moves labels from their heights, in the same order, until each is `gap` below the one above; the middle of all stays. */
export function spread(heights: readonly number[], gap: number): number[] {
  const order = heights.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at);
  const placed: number[] = [];
  for (const { at } of order) placed.push(Math.max(at, (placed.at(-1) ?? -Infinity) + gap));
  const shift = placed.reduce((total, at, index) => total + at - (order[index]?.at ?? 0), 0) / (placed.length || 1);
  const result: number[] = [];
  order.forEach(({ index }, position) => {
    result[index] = (placed[position] ?? 0) - shift;
  });
  return result;
}
