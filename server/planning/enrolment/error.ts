/** How far the rates were off in the newest year that can be tried: forecast from before it, held against what came. */
import { GRADES } from './pupils.ts';
import { enrolmentRates, entered, pairsOf, type Past } from './rates.ts';
import type { EnrolmentAssumptions } from './rule.ts';

/** Squared error ÷ pupils forecast: 1 is what chance alone makes of people who decide one by one (Poisson). */
export interface Spread {
  entry: number;
  progress: number;
  transition: number;
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
): { spread: Spread; tried: boolean } {
  const { least, unknown } = assumptions.error;
  const last = pairsOf(past.years).at(-1);
  if (!last) return { spread: unknown, tried: false };
  const [before, after] = last;
  const years = past.years.slice(0, past.years.indexOf(after));
  const rates = enrolmentRates({ ...past, years: years.length > 1 ? years : past.years }, assumptions);
  const errors: Record<keyof Spread, number[]> = { entry: [], progress: [], transition: [] };
  const note = (kind: keyof Spread, came: number, forecast: number) => {
    if (forecast >= FEWEST && !Number.isNaN(came)) errors[kind].push((came - forecast) ** 2 / forecast);
  };
  past.schools.forEach(({ first, last: highest }, school) => {
    for (let grade = first; grade < highest; grade++) {
      const at = school * GRADES + grade;
      note('progress', after.pupils[at + 1]!, rates.progress[at]! * before.pupils[at]!);
    }
    const own = entered(past, school, before, after);
    if (!own) return;
    const kind = past.origins[school]!.kind === 'children' ? 'entry' : 'transition';
    const forecast = rates.entry[school]! * own.expected + rates.constant[school]!;
    note(kind, own.seen + past.origins[school]!.guests, forecast);
  });
  const mean = (kind: keyof Spread): number => {
    const list = errors[kind];
    if (list.length === 0) return unknown[kind];
    return Math.max(least[kind], list.reduce((sum, one) => sum + one, 0) / list.length);
  };
  return {
    spread: { entry: mean('entry'), progress: mean('progress'), transition: mean('transition') },
    tried: true,
  };
}
