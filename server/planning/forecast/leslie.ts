/**
 * The cohort component model in its plainest form (Leslie 1945, „On the use of matrices in certain population mathematics“):
 * each group moves into the next one as a share, the last group is open, and births come from all groups.
 */

/**
 * P'(0) = Σ births(a)·P(a), P'(a + 1) = P(a)·survival(a), and what stays in the open group is added there. Groups are as wide as
 * a period is long. With one group alone P' = P·(births + survival).
 *
 * @param population people per group at the start, the youngest first
 * @param survival share of a group that is in the next one a period later; of the last: share that stays in it
 * @param births children per person of a group at the start of the period who are alive at its end
 * @param periods whole number from 0 on
 * @returns people per group after the last period
 * @throws RangeError where the lists differ in length, are empty, or the periods cannot be counted
 */
export function projectCohorts(
  population: ArrayLike<number>,
  survival: ArrayLike<number>,
  births: ArrayLike<number>,
  periods: number,
): Float64Array {
  const groups = population.length;
  if (groups === 0 || survival.length !== groups || births.length !== groups)
    throw new RangeError(`Please give people, survival and births for the same groups, at least for one.`);
  if (!Number.isInteger(periods) || periods < 0)
    throw new RangeError(`Please give a whole number of periods from 0 on, not ${periods}.`);
  let before = Float64Array.from(population);
  let after = new Float64Array(groups);
  for (let period = 0; period < periods; period++) {
    after.fill(0);
    for (let group = 0; group < groups; group++) {
      after[0]! += before[group]! * births[group]!;
      after[Math.min(group + 1, groups - 1)]! += before[group]! * survival[group]!;
    }
    [before, after] = [after, before];
  }
  return before;
}
