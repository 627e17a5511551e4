/** Demand of the years to come, from a forecast of children by single years and from its futures. */
import type { Futures } from '../forecast/futures.ts';
import type { AgeGroupRule } from './supply.ts';

/** Of each age: the part of its children that the group holds, and the places that one of them demands. */
export interface GroupWeights {
  share: Float64Array;
  demand: Float64Array;
}

/**
 * @param ages known singly, from 0 on; what is older is missing from the figures, as in the plain gap
 * @param rate places per child instead of the group's own
 * @param parts groups that make up this one, each with its own rate; empty: it is none of several
 */
export function groupWeights(
  group: AgeGroupRule,
  parts: readonly AgeGroupRule[],
  ages: number,
  rate: number | undefined,
): GroupWeights {
  const weights: GroupWeights = { share: new Float64Array(ages), demand: new Float64Array(ages) };
  for (const part of parts.length > 0 ? parts : [group]) {
    for (const { age, share, rate: own } of part.ages) {
      if (age >= ages) continue;
      weights.share[age]! += share;
      weights.demand[age]! += share * (rate ?? own ?? part.targetRate);
    }
  }
  return weights;
}

/** What children demand: by age, or of a rate that is asked for, whole children × that rate. */
export interface Demanded {
  weights: Float64Array;
  /** Places per child. Of true counts a freely chosen rate must not find out the part of a child that rounding takes off. */
  perWhole: number | null;
}

export const demanded = (people: ArrayLike<number>, { weights, perWhole }: Demanded): number => {
  const sum = weighted(people, weights);
  return perWhole === null ? sum : Math.round(sum) * perWhole;
};

export const weighted = (people: ArrayLike<number>, weights: Float64Array): number =>
  weights.reduce((sum, weight, age) => sum + weight * people[age]!, 0);

/**
 * Children by single years in each future: years × groups × draws × ages; the last group is all groups together. Where areas demand
 * differently, what they demand stands instead, as one age.
 */
export interface DrawnChildren {
  people: Float32Array;
  years: number;
  groups: number;
  draws: number;
  ages: number;
}

/**
 * @param futures a group for each area, in their order, and one of all
 * @param groupOf group of each of these areas; −1: none
 * @param ages from 0 on; the futures tell them singly
 * @param weights of each area, places by age: their sum is drawn instead of ages
 * @throws RangeError where the futures have other areas
 */
export function drawnChildren(
  futures: Futures,
  groupOf: Int32Array,
  groups: number,
  ages: number,
  weights?: readonly Float64Array[],
): DrawnChildren {
  const { people, draws, columns } = futures;
  if (futures.groups !== groupOf.length + 1) throw new RangeError('Please give a group for each area of the futures.');
  const years = futures.years + 1;
  const all = groups + 1;
  const width = weights ? 1 : ages;
  const sums = new Float32Array(years * all * draws * width);
  // In the order of the futures, which are too many to be read here and there.
  for (let draw = 0; draw < draws; draw++)
    for (let year = 0; year < years; year++) {
      const first = (draw * years + year) * futures.groups * columns;
      for (let area = 0; area < groupOf.length; area++) {
        const group = groupOf[area]!;
        if (group < 0) continue;
        const from = first + area * columns;
        const by = weights?.[area];
        let own = 0;
        if (by) for (let age = 0; age < ages; age++) own += by[age]! * people[from + age]!;
        for (const into of [group, groups]) {
          const to = ((year * all + into) * draws + draw) * width;
          if (by) sums[to]! += own;
          else for (let age = 0; age < ages; age++) sums[to + age]! += people[from + age]!;
        }
      }
    }
  return { people: sums, years, groups: all, draws, ages: width };
}

/** Demand of a group of areas in a year in each future, ascending. */
export function drawnDemand(
  { people, groups, draws, ages }: DrawnChildren,
  year: number,
  group: number,
  demand: Demanded,
): Float64Array {
  const { weights, perWhole } = demand;
  const sums = new Float64Array(draws);
  // In loops of their own: it is done for every area, year and group.
  for (let draw = 0, from = (year * groups + group) * draws * ages; draw < draws; draw++, from += ages) {
    let sum = 0;
    for (let age = 0; age < weights.length; age++) sum += weights[age]! * people[from + age]!;
    sums[draw] = perWhole === null ? sum : Math.round(sum) * perWhole;
  }
  return sums.sort();
}

/** Share of the futures in which more is demanded than there are places; half a place is none that could be built. */
export function shareShort(sorted: Float64Array, places: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= places + 0.5) low = middle + 1;
    else high = middle;
  }
  return sorted.length === 0 ? 0 : (sorted.length - low) / sorted.length;
}
