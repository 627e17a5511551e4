/** Which sums of a Gemeinde's schools grant every share, where there are such sums that add up. */
import { shareOff, type GemeindeShares } from './wishes.ts';
import type { HeldSum, RoundingProgramme } from './roundingProgramme.ts';

/**
 * @param rounded the table as it stands; the Gemeinde's total of today is tried first
 * @returns the total and the sum of each school, to be held together; null where these numbers cannot add up: in a Gemeinde of 36
 *   whose schools have 13, 10, 7, 4, 1 and 1 each base 3 leaves two schools that must go up by 2
 */
export function sumsThatGrant(
  { cells, people: truth, shares }: GemeindeShares,
  rounded: readonly number[],
  programme: RoundingProgramme,
): HeldSum[] | null {
  const now = cells.reduce((sum, cell) => sum + rounded[cell]!, 0);
  const { base } = programme;
  for (const total of [now, now - base, now + base].filter((total) => Math.abs(total - truth) < base)) {
    const sums = shares.map((share): HeldSum | null => {
      const { least, most } = programme.limitsOf(share.cells);
      const fitting: number[] = [];
      for (let people = least; people <= Math.min(most, total); people += base)
        if (shareOff(people, total, share.truth, base) === 0) fitting.push(people);
      return fitting.length === 0 ? null : { cells: share.cells, low: fitting[0]!, high: fitting.at(-1)! };
    });
    const held = sums.filter((sum) => sum !== null);
    const [low, high] = [held.reduce((sum, { low }) => sum + low, 0), held.reduce((sum, { high }) => sum + high, 0)];
    if (held.length === sums.length && low <= total && total <= high)
      return [{ cells, low: total, high: total }, ...held];
  }
  return null;
}
