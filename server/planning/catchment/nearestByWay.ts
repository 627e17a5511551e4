/** To which school the way is shortest, by atom and by area. */

export interface HomeWays {
  /** Null where its area is not known. */
  area: string | null;
  houses: number;
  /** Metres to each site, in their order; null where no way leads there. */
  metres: readonly (number | null)[];
}

export interface NearestByWay {
  /** Number of the site. */
  site: number;
  metres: number;
}

/** Of equally long ways the first site; null where no way leads anywhere. */
export function shortest(metres: readonly (number | null)[]): NearestByWay | null {
  let best: NearestByWay | null = null;
  metres.forEach((own, site) => {
    if (own !== null && (best === null || own < best.metres)) best = { site, metres: own };
  });
  return best;
}

export interface AreaByWay {
  /** The site that is nearest for most houses; of equally many the first. */
  site: number;
  /** Part (0–1) of the houses with a way for which it is. */
  share: number;
  /** House-weighted mean of the ways to the nearest site, whichever it is. */
  metres: number;
}

export function areasByWay(homes: readonly HomeWays[]): Map<string, AreaByWay> {
  const sums = new Map<string, { bySite: Map<number, number>; houses: number; metres: number }>();
  for (const { area, houses, metres } of homes) {
    const nearest = area === null ? null : shortest(metres);
    if (area === null || nearest === null || houses === 0) continue;
    const sum = sums.get(area) ?? { bySite: new Map<number, number>(), houses: 0, metres: 0 };
    sum.bySite.set(nearest.site, (sum.bySite.get(nearest.site) ?? 0) + houses);
    sum.houses += houses;
    sum.metres += houses * nearest.metres;
    sums.set(area, sum);
  }
  return new Map(
    [...sums].map(([area, { bySite, houses, metres }]) => {
      const [[site, most] = [0, 0]] = [...bySite].sort(([a, m], [b, n]) => n - m || a - b);
      return [area, { site, share: most / houses, metres: metres / houses }];
    }),
  );
}
