/** Demand in the futures of a forecast: whatever is done about places, it stays the same, and is kept. */
import type { ForecastResult } from '../../planning/forecast/forecast.ts';
import { drawnChildren, drawnDemand, type Demanded, type DrawnChildren } from '../../planning/kita/outlook.ts';

interface Kept {
  children: DrawnChildren;
  /** By what each age demands: years × groups, as they were asked. */
  demand: Map<string, Map<number, Float64Array>>;
}

/** Age groups and target rates: each holds some megabytes. */
const KEPT = 6;

const keptOf = new WeakMap<ForecastResult, Map<string, Kept>>();

/**
 * @param groupOf area of the shown layer that holds each area of the table; −1: none
 * @param demand places by age, or of whole children; of each area of the table where they differ
 * @returns of a year and an area (the last one is all), ascending; null: there are no futures
 */
export function demandFutures(
  made: ForecastResult,
  layer: string,
  groupOf: Int32Array,
  areas: number,
  demand: Demanded | readonly Float64Array[],
): ((year: number, area: number) => Float64Array) | null {
  const { futures } = made;
  if (!futures) return null;
  const known = keptOf.get(made) ?? new Map<string, Kept>();
  keptOf.set(made, known);
  const byArea = 'weights' in demand ? null : demand;
  const ages = Math.min('weights' in demand ? demand.weights.length : (demand[0]?.length ?? 0), futures.columns);
  const id = `${layer} ${byArea ? byArea.map((weights) => weights.join()).join(';') : ages}`;
  const kept = known.get(id) ?? {
    children: drawnChildren(futures, groupOf, areas, ages, byArea ?? undefined),
    demand: new Map<string, Map<number, Float64Array>>(),
  };
  known.delete(id);
  known.set(id, kept);
  const first = known.size > KEPT ? known.keys().next().value : undefined;
  if (first !== undefined) known.delete(first);
  const asked: Demanded = 'weights' in demand ? demand : { weights: Float64Array.of(1), perWhole: null };
  const key = `${asked.perWhole} ${asked.weights.join()}`;
  const own = kept.demand.get(key) ?? new Map<number, Float64Array>();
  kept.demand.delete(key);
  kept.demand.set(key, own);
  const oldest = kept.demand.size > KEPT ? kept.demand.keys().next().value : undefined;
  if (oldest !== undefined) kept.demand.delete(oldest);
  return (year, area) => {
    const at = year * (areas + 1) + area;
    const sorted = own.get(at) ?? drawnDemand(kept.children, year, area, asked);
    own.set(at, sorted);
    return sorted;
  };
}
