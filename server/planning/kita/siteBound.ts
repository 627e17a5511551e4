/**
 * What a new Kita can bring at most, told by the best assignment without it, before any child is moved. Two bounds:
 *
 * - Children who get a place: no more than there are places, than lack one, and than live near among those of the smallest cut
 *   (bottleneck.ts), as each new place raises the cut by one.
 * - All that is spared, in metres with the penalty for each child without a place: by duality of linear programmes. A child is worth
 *   what its place costs the others (y); a child that can be had cheaper by y − metres fills the new places, those who spare most
 *   first. For any price w of a new place, Σ children · max(0, y − metres − w) + places · w is a bound; the least of them is taken.
 */
import { findBottleneck } from './bottleneck.ts';
import type { Ground } from './chain.ts';
import type { Candidates, NewPlaces } from './opening.ts';

export interface SiteBound {
  /** Children. */
  gain: number;
  /** Metres, with the penalty for every child who gets a place. */
  worth: number;
}

/** Metres to which the price of a place is sought. */
const PRICE = 1;

/** @returns the bounds of a candidate */
export function siteBounds(
  ground: Ground,
  { start, point, cost }: Candidates,
  { places, group: only }: NewPlaces,
): (candidate: number) => SiteBound {
  const { problem, placement, room } = ground.flow;
  const { groups, children, limits } = problem;
  const lacking = placement.unserved.reduce((all, each) => all + each, 0);
  const isShort = new Uint8Array(children.length);
  findBottleneck(problem, placement, room)?.points.forEach((each) => (isShort[each] = 1));
  const worth = worthOf(ground);
  const [savings, amounts] = [new Float64Array(children.length), new Float64Array(children.length)];
  return (candidate) => {
    let [near, size] = [0, 0];
    let high = 0;
    for (let at = start[candidate]!; at < start[candidate + 1]!; at++) {
      for (let group = 0; group < groups; group++) {
        const each = point[at]! * groups + group;
        if ((only >= 0 && group !== only) || cost[at]! > limits[group]! || children[each] === 0) continue;
        if (isShort[each] === 1) near += children[each]!;
        const saving = worth[each]! - cost[at]!;
        if (saving <= 0) continue;
        savings[size] = saving;
        amounts[size++] = children[each]!;
        high = Math.max(high, saving);
      }
    }
    const demanded = (price: number) => {
      let amount = 0;
      for (let at = 0; at < size; at++) if (savings[at]! > price) amount += amounts[at]!;
      return amount;
    };
    let low = 0;
    let price = demanded(0) > places ? high : 0;
    while (price - low > PRICE) {
      const middle = (low + price) / 2;
      if (demanded(middle) > places) low = middle;
      else price = middle;
    }
    let spared = places * price;
    for (let at = 0; at < size; at++) spared += amounts[at]! * Math.max(0, savings[at]! - price);
    return { gain: Math.min(places, lacking, near), worth: spared };
  };
}

/** What the place of one more child costs: a dual solution, with the prices of Kitas that `pull` has found. */
function worthOf({ flow, pull }: Ground): Float64Array {
  const { groups, children, reachable, limits } = flow.problem;
  const { start, site, cost } = reachable;
  return Float64Array.from(children, (_, each) => {
    const group = each % groups;
    const from = (each - group) / groups;
    let least = flow.penalty;
    for (let pair = start[from]!; pair < start[from + 1]!; pair++) {
      if (cost[pair]! > limits[group]!) continue;
      const price = Math.max(0, -pull.length[site[pair]! * groups + group]!);
      least = Math.min(least, cost[pair]! + price);
    }
    return least;
  });
}
