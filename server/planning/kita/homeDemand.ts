/** Where children who need a place live: the demand of areas, laid onto their homes. */

export interface AreaDemand {
  /** Area of the layer in which figures are told; an area of the residents' table lies in it, or is it. */
  shown: string;
  children: number;
  /** Places: children × target rate. */
  demand: number;
}

/**
 * The demand that a model may work with: nothing in it tells a count that is hidden, so that nothing which follows from it
 * does. The demand of a shown area stays as it is told; what its hidden parts demand is shared evenly among them; where the
 * shown area is hidden itself, `instead` stands for its demand.
 *
 * @param isHidden of a number of children
 * @param instead places that a hidden area is taken to demand, whatever its number
 */
export function modelDemand(
  areas: readonly AreaDemand[],
  isHidden: (children: number) => boolean,
  instead: number,
): Float64Array {
  const sums = new Map<string, { children: number; demand: number; visible: number; hidden: number }>();
  for (const { shown, children, demand } of areas) {
    const sum = sums.get(shown) ?? { children: 0, demand: 0, visible: 0, hidden: 0 };
    sum.children += children;
    sum.demand += demand;
    if (isHidden(children)) sum.hidden += 1;
    else sum.visible += demand;
    sums.set(shown, sum);
  }
  return Float64Array.from(areas, ({ shown, children, demand }) => {
    if (!isHidden(children)) return demand;
    const sum = sums.get(shown)!;
    const told = isHidden(sum.children) ? instead : sum.demand;
    return Math.max(0, told - sum.visible) / sum.hidden;
  });
}

/** An amount in proportion to weights; evenly where they are all 0. */
export function sharedOut(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => (sum > 0 ? (amount * weight) / sum : amount / weights.length));
}
