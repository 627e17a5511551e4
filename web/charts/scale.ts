import { extentOf } from '../../server/planning/socialSpace/profileRows.ts';

export { extentOf };

/** Axes with round steps: 1, 2, 5 and their tens. */
export function niceStep(span: number, wanted: number): number {
  const rough = Math.max(span, Number.EPSILON) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}

/** Ticks from at or below `low` to at or above `high`. */
export function ticksOver(low: number, high: number, wanted: number): number[] {
  const step = niceStep(high - low || 1, wanted);
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}

/** For lines: from zero, unless all values lie so far above it that nothing would be seen of their course. */
export function lineTicks(values: readonly number[], wanted: number): number[] {
  const [low, high] = extentOf(values);
  if (values.length === 0 || high <= 0) return ticksOver(Math.min(0, low || 0), Math.max(1, high || 0), wanted);
  return ticksOver(low > 0.6 * high ? low : Math.min(0, low), high, wanted);
}

export interface Bin {
  from: number;
  to: number;
  /** One total per series. */
  totals: number[];
}

/** Sums of weights by distance, in classes of equal, round width, not narrower than `least`. */
export function binned(series: { at: number; weight: number }[][], wanted: number, least = 0): Bin[] {
  const largest = Math.max(0, ...series.flat().map((point) => point.at));
  if (largest === 0) return [];
  const step = Math.max(least, niceStep(largest, wanted));
  const bins: Bin[] = Array.from({ length: Math.floor(largest / step) + 1 }, (_, index) => ({
    from: index * step,
    to: (index + 1) * step,
    totals: series.map(() => 0),
  }));
  series.forEach((points, position) => {
    for (const point of points) {
      const bin = bins[Math.floor(point.at / step)];
      if (bin) bin.totals[position] = (bin.totals[position] ?? 0) + point.weight;
    }
  });
  return bins;
}
