/**
 * All sets of points that a site may serve in a plan of interest (Baldacci, Hadjiconstantinou, Maniezzo, Mingozzi 2002, „A
 * new method for solving capacitated location problems based on a set partitioning approach“). With prices λ and bound L a
 * plan costs L plus the reduced costs of its sets, none below 0: a set whose own is above the slack is in no plan up to
 * L + slack.
 */
import type { Terrain } from './clustering.ts';
import { CLOSED, FREE, OPEN, type Relaxed } from './lagrange.ts';

export interface Columns {
  site: number[];
  cost: number[];
  /** The points of column k stand from start[k] to start[k + 1]. */
  start: number[];
  point: number[];
}

export function addColumn(columns: Columns, { cost, sites }: Terrain, site: number, points: readonly number[]): void {
  columns.site.push(site);
  columns.cost.push(points.reduce((sum, point) => sum + cost[point * sites + site]!, 0));
  columns.point.push(...points);
  columns.start.push(columns.point.length);
}

/** Steps of the search for each column that is allowed. */
const STEPS_PER_COLUMN = 50;
/** The sums of prices are rounded: share of the bound that a set may be off by. */
const ROUNDING = 1e-9;

/** @returns null where there are more than `most`, or where it takes too long to tell */
export function columnsWithin(
  terrain: Terrain,
  relaxed: Relaxed,
  settled: Int8Array,
  { slack: exact, most }: { slack: number; most: number },
): Columns | null {
  const { worth, chosen } = relaxed;
  const slack = exact + ROUNDING * Math.max(1, relaxed.bound);
  const isChosen = new Uint8Array(terrain.sites);
  let dearest = -Infinity;
  for (const site of chosen) {
    isChosen[site] = 1;
    if (settled[site] === FREE) dearest = Math.max(dearest, worth[site]!);
  }
  const columns: Columns = { site: [], cost: [], start: [0], point: [] };
  let steps = most * STEPS_PER_COLUMN;
  for (let site = 0; site < terrain.sites; site++) {
    if (settled[site] === CLOSED) continue;
    // What the site takes the place of: itself, or the dearest that is chosen.
    const instead = isChosen[site] === 1 || settled[site] === OPEN ? worth[site]! : dearest;
    const least = -instead - slack;
    if (-worth[site]! < least) continue;
    steps = addSets(terrain, relaxed.price, { site, least, slack }, { columns, most, steps });
    if (steps < 0) return null;
  }
  return columns;
}

/** Adds the sets of a site that are worth at least so much; @returns the steps that are left, below 0: too many. */
function addSets(
  terrain: Terrain,
  price: Float64Array,
  { site, least, slack }: { site: number; least: number; slack: number },
  { columns, most, steps }: { columns: Columns; most: number; steps: number },
): number {
  const { cost, sites, demand, capacity } = terrain;
  const value = price.map((each, point) => each - cost[point * sites + site]!);
  const rank = (point: number) => (value[point]! <= 0 ? value[point]! : value[point]! / demand[point]!);
  const points = [...value.keys()]
    .filter((point) => value[point]! >= -slack && demand[point]! <= capacity[site]!)
    .sort((a, b) => Number(value[b]! > 0) - Number(value[a]! > 0) || rank(b) - rank(a) || a - b);
  const worthFrom = (from: number, room: number): number => {
    let sum = 0;
    let left = room;
    for (let k = from; k < points.length && value[points[k]!]! > 0; k++) {
      const weight = demand[points[k]!]!;
      if (weight > left) return sum + (left * value[points[k]!]!) / weight;
      left -= weight;
      sum += value[points[k]!]!;
    }
    return sum;
  };
  const set: number[] = [];
  let left = steps;
  const visit = (k: number, room: number, worth: number): void => {
    if (--left < 0 || worth + worthFrom(k, room) < least) return;
    if (k === points.length) {
      if (columns.site.length >= most) left = -1;
      else addColumn(columns, terrain, site, set);
      return;
    }
    const point = points[k]!;
    if (demand[point]! <= room) {
      set.push(point);
      visit(k + 1, room - demand[point]!, worth + value[point]!);
      set.pop();
    }
    visit(k + 1, room, worth);
  };
  visit(0, capacity[site]!, 0);
  return left;
}
