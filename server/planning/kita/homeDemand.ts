/** Where children who need a place live: the demand of areas, laid onto their homes. */

export interface AreaDemand {
  /** Area of the layer in which figures are told; an area of the residents' table lies in it, or is it. */
  shown: string;
  /** Places: children × target rate. */
  demand: number;
  /** Is it not told of the area, and of the shown one? */
  isHidden: boolean;
  isShownHidden: boolean;
  /** Share of what is not told, in proportion to those of the others: nothing that follows from the demand. */
  weight: number;
}

/**
 * The demand that a model may work with: nothing in it tells a count that is hidden, so that nothing which follows from it
 * does. What is told stays; what a shown area's hidden parts demand together is shared out among them, and what the hidden
 * areas demand together (the whole less all that is told) among all of theirs.
 */
export function modelDemand(areas: readonly AreaDemand[]): Float64Array {
  const poolOf = ({ shown, isShownHidden }: AreaDemand) => (isShownHidden ? '' : shown);
  const pools = new Map<string, { demand: number; weight: number }>();
  for (const area of areas) {
    if (!area.isHidden) continue;
    const { demand, weight } = pools.get(poolOf(area)) ?? { demand: 0, weight: 0 };
    pools.set(poolOf(area), { demand: demand + area.demand, weight: weight + area.weight });
  }
  return Float64Array.from(areas, (area) => {
    if (!area.isHidden) return area.demand;
    const { demand, weight } = pools.get(poolOf(area))!;
    return (demand * area.weight) / weight;
  });
}

/** An amount in proportion to weights; evenly where they are all 0. */
export function sharedOut(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (sum > 0 ? (amount * weight) / sum : amount / weights.length));
}
