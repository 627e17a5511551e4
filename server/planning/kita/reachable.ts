/** Which sites a point reaches, and at what cost: pairs of a sparse table, row by row. */

export interface Reachable {
  /** points + 1: the pairs of point i stand from start[i] to start[i + 1]. */
  start: Int32Array;
  site: Int32Array;
  /** Metres or minutes, one unit throughout, from 0 on and finite: what no way leads to is no pair. */
  cost: Float64Array;
}

/**
 * The pairs of a full table.
 *
 * @param cost of point and site; Infinity: no way leads there
 * @param most the highest cost that still counts as reachable
 */
export function reachableWithin(
  points: number,
  sites: number,
  cost: (point: number, site: number) => number,
  most: number,
): Reachable {
  const start = new Int32Array(points + 1);
  const site = new Int32Array(points * sites);
  const costs = new Float64Array(points * sites);
  let size = 0;
  for (let point = 0; point < points; point++) {
    for (let to = 0; to < sites; to++) {
      const each = cost(point, to);
      if (!(each <= most) || each === Infinity) continue;
      site[size] = to;
      costs[size++] = each;
    }
    start[point + 1] = size;
  }
  return { start, site: site.slice(0, size), cost: costs.slice(0, size) };
}

/** @throws RangeError where the pairs do not fit the points and sites, or a cost is below 0 or not finite */
export function checkReachable({ start, site, cost }: Reachable, points: number, sites: number): void {
  if (start.length !== points + 1 || start[points] !== site.length || site.length !== cost.length)
    throw new RangeError(`Please give the pairs of each of ${points} points, with a site and a cost for every pair.`);
  if (!site.every((each) => each >= 0 && each < sites) || !cost.every((each) => each >= 0 && each < Infinity))
    throw new RangeError(`Please give pairs with sites from 0 to ${sites - 1} and finite costs from 0 on.`);
}
