/** How unevenly two groups live across the areas of a county. */

/**
 * D = ½ Σ |a_i / A − b_i / B| (Duncan, Duncan 1955, „A methodological analysis of segregation indexes“): the share of either group
 * that would have to move for both to be spread alike. 0: spread alike, 1: no area has people of both.
 *
 * @param group people per area, from 0 on
 * @param others those of the other group, in the same areas; mostly everybody who is not in the group
 * @returns null where a group has nobody
 * @throws RangeError where the lists differ in length or a number is not from 0 on
 */
export function dissimilarity(group: readonly number[], others: readonly number[]): number | null {
  const { all, allOthers } = totals(group, others);
  if (all === 0 || allOthers === 0) return null;
  return atMost1(group.reduce((sum, people, area) => sum + Math.abs(people / all - others[area]! / allOthers), 0) / 2);
}

export interface Exposure {
  /** xPx* = Σ (x_i / X) (x_i / t_i): the mean share of the own group in the area of somebody of the group. */
  isolation: number;
  /** xPy* = Σ (x_i / X) (y_i / t_i): the mean share of the others there; 1 − isolation. */
  interaction: number;
}

/**
 * Bell 1954, „A probability model for the measurement of ecological segregation“; t_i = x_i + y_i. Unlike D it moves with the size of
 * the group: spread evenly, isolation is the group's share of all.
 *
 * @param others everybody else of the same areas
 * @returns null where a group has nobody
 * @throws RangeError as dissimilarity()
 */
export function exposure(group: readonly number[], others: readonly number[]): Exposure | null {
  const { all, allOthers } = totals(group, others);
  if (all === 0 || allOthers === 0) return null;
  let isolation = 0;
  let interaction = 0;
  group.forEach((people, area) => {
    if (people === 0) return;
    const together = people + others[area]!;
    isolation += (people / all) * (people / together);
    interaction += (people / all) * (others[area]! / together);
  });
  return { isolation: atMost1(isolation), interaction: atMost1(interaction) };
}

/** Sums of shares can pass 1 by their last bit. */
const atMost1 = (share: number): number => Math.min(1, share);

function totals(group: readonly number[], others: readonly number[]): { all: number; allOthers: number } {
  if (group.length !== others.length) throw new RangeError('Please give both groups for the same areas.');
  if (![...group, ...others].every((people) => people >= 0 && people < Infinity))
    throw new RangeError('Please give numbers of people from 0 on, without areas that are hidden or missing.');
  const sum = (people: readonly number[]) => people.reduce((before, each) => before + each, 0);
  return { all: sum(group), allOthers: sum(others) };
}
