/** How far the rates were off in the newest year that can be tried: forecast from before it, held against what came. */
import { sumOf } from '../forecast/people.ts';
import { GRADES } from './pupils.ts';
import { enrolmentRates, entered, pairsOf, type Past } from './rates.ts';
import type { EnrolmentAssumptions } from './rule.ts';

/** Squared error ÷ pupils forecast: 1 is what chance alone makes of people who decide one by one (Poisson). */
export interface Spread {
  entry: number;
  progress: number;
  transition: number;
}

/**
 * A year that was forecast from the ones before it, with the children who then lived here: errors of the schools' pupils ÷ their pupils
 * (WAPE), beside "as last year".
 */
export interface Proof {
  year: number;
  error: number;
  naive: number;
}

/** Grades and schools that have fewer tell nothing of an error. */
const FEWEST = 3;

/**
 * The mean of (came − forecast)² ÷ forecast (Pearson). Rates come from the pairs of years before the newest one; where there is none,
 * from the newest pair itself.
 */
export function triedSpread(
  past: Past,
  assumptions: Pick<EnrolmentAssumptions, 'years' | 'shrinkage' | 'error'>,
): { spread: Spread; tried: boolean; proof: Proof | null } {
  const { least, unknown } = assumptions.error;
  const last = pairsOf(past.years).at(-1);
  if (!last) return { spread: unknown, tried: false, proof: null };
  const [before, after] = last;
  const years = past.years.slice(0, past.years.indexOf(after));
  const isOutside = years.length > 1;
  const rates = enrolmentRates({ ...past, years: isOutside ? years : past.years }, assumptions);
  const sums = { off: 0, naive: 0, came: 0 };
  const errors: Record<keyof Spread, number[]> = { entry: [], progress: [], transition: [] };
  const note = (kind: keyof Spread, came: number, forecast: number) => {
    if (forecast >= FEWEST && !Number.isNaN(came)) errors[kind].push((came - forecast) ** 2 / forecast);
  };
  past.schools.forEach(({ first, last: highest }, school) => {
    let whole = 0;
    for (let grade = first; grade < highest; grade++) {
      const at = school * GRADES + grade;
      const forecast = rates.progress[at]! * before.pupils[at]!;
      whole += forecast;
      note('progress', after.pupils[at + 1]!, forecast);
    }
    const own = entered(past, school, before, after);
    if (!own) return;
    const kind = past.origins[school]!.kind === 'children' ? 'entry' : 'transition';
    const forecast = rates.entry[school]! * own.expected + rates.constant[school]!;
    note(kind, after.pupils[school * GRADES + first]!, forecast);
    const [was, came] = [before, after].map(({ pupils }) => sumOf(pupils, school * GRADES, (school + 1) * GRADES));
    if (Number.isNaN(was!)) return;
    sums.off += Math.abs(whole + forecast - came!);
    sums.naive += Math.abs(was! - came!);
    sums.came += came!;
  });
  const mean = (kind: keyof Spread): number => {
    const list = errors[kind];
    if (list.length === 0) return unknown[kind];
    return Math.max(least[kind], list.reduce((sum, one) => sum + one, 0) / list.length);
  };
  return {
    spread: { entry: mean('entry'), progress: mean('progress'), transition: mean('transition') },
    tried: true,
    proof:
      isOutside && sums.came > 0
        ? { year: after.year, error: sums.off / sums.came, naive: sums.naive / sums.came }
        : null,
  };
}
