/** To which school the way is shortest, or the quickest, by atom and by area. */

export interface HomeWays {
  /** Null where its area is not known. */
  area: string | null;
  houses: number;
  /** Metres or seconds to each site, in their order; null where no way leads there. */
  costs: readonly (number | null)[];
}

export interface NearestByWay {
  /** Number of the site. */
  site: number;
  cost: number;
}

/** Of equally long ways the first site; null where no way leads anywhere. */
export function least(costs: readonly (number | null)[]): NearestByWay | null {
  let best: NearestByWay | null = null;
  costs.forEach((own, site) => {
    if (own !== null && (best === null || own < best.cost)) best = { site, cost: own };
  });
  return best;
}

export interface AreaByWay {
  /** The site that is nearest for most houses; of equally many the first. */
  site: number;
  /** Part (0–1) of the houses with a way for which it is. */
  share: number;
  /** House-weighted mean of the ways to the nearest site, whichever it is. */
  cost: number;
}

export function areasByWay(homes: readonly HomeWays[]): Map<string, AreaByWay> {
  const sums = new Map<string, { bySite: Map<number, number>; houses: number; cost: number }>();
  for (const { area, houses, costs } of homes) {
    const nearest = area === null ? null : least(costs);
    if (area === null || nearest === null || houses === 0) continue;
    const sum = sums.get(area) ?? { bySite: new Map<number, number>(), houses: 0, cost: 0 };
    sum.bySite.set(nearest.site, (sum.bySite.get(nearest.site) ?? 0) + houses);
    sum.houses += houses;
    sum.cost += houses * nearest.cost;
    sums.set(area, sum);
  }
  return new Map(
    [...sums].map(([area, { bySite, houses, cost }]) => {
      const [[site, most] = [0, 0]] = [...bySite].sort(([a, m], [b, n]) => n - m || a - b);
      return [area, { site, share: most / houses, cost: cost / houses }];
    }),
  );
}
