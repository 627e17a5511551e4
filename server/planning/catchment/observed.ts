/** Where a school's pupils live: per area the number, the share of the area's pupils, the straight line to the school. */

export interface AreaPoint {
  county: string;
  key: string;
  name: string;
  /** Longitude, latitude of a point inside the area. */
  point: [number, number];
  /** The same point in metres of the county's CRS. */
  metres: [number, number];
}

export interface ObservedShare extends AreaPoint {
  pupils: number;
  areaPupils: number;
  share: number;
  straightLineMetres: number;
}

export const distance = ([ax, ay]: [number, number], [bx, by]: [number, number]): number =>
  Math.hypot(ax - bx, ay - by);

/**
 * `pupils`: people of the school by area key; `all`: people of every school of the same type by area key. Most first;
 * of equal numbers the nearer area.
 */
export function observedShares(
  areas: AreaPoint[],
  school: [number, number],
  pupils: ReadonlyMap<string, number>,
  all: ReadonlyMap<string, number>,
): ObservedShare[] {
  return areas
    .filter(({ county, key }) => (pupils.get(`${county}/${key}`) ?? 0) > 0)
    .map((area) => {
      const own = pupils.get(`${area.county}/${area.key}`) ?? 0;
      const every = Math.max(own, all.get(`${area.county}/${area.key}`) ?? 0);
      return {
        ...area,
        pupils: own,
        areaPupils: every,
        share: own / every,
        straightLineMetres: distance(area.metres, school),
      };
    })
    .sort((a, b) => b.pupils - a.pupils || a.straightLineMetres - b.straightLineMetres);
}
