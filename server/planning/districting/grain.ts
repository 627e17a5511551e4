/**
 * Loads that a school can have at all. Where pupils are counted in multiples (protected counts of their base), a school's load is its
 * fixed pupils and a multiple: limits may be drawn in to the next one, and equal use is as far off as the nearest one. That
 * makes the linear programme's bound higher and leaves every plan its goal.
 */
import type { DistrictingProblem } from './problem.ts';

/** Atoms without pupils count a trace, so that borders do not wander: all of them together are no pupil. */
const TRACE = 0.01;
/** Rounding of sums of loads. */
const ROUNDING = 1e-6;

export interface Grain {
  /** Pupils; 0: loads lie anywhere. */
  step: number;
  /** What all traces together add at most. */
  trace: number;
}

export function grainOf(pupils: Float64Array): Grain {
  const none: Grain = { step: 0, trace: 0 };
  let [step, trace] = [0, 0];
  for (const people of pupils) {
    if (people < TRACE) trace += people;
    else if (!Number.isInteger(people)) return none;
    else step = gcd(step, people);
  }
  return trace < 1 ? { step, trace } : none;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Limits that no plan is kept from by, which keeps the given ones. */
export function drawnIn(
  { pupils, fixedPupils, capacity, minimum }: DistrictingProblem,
  { step, trace } = grainOf(pupils),
): { least: Float64Array; most: Float64Array } {
  if (step === 0) return { least: minimum, most: capacity };
  const steps = (load: number, school: number) => (load - fixedPupils[school]!) / step;
  return {
    most: capacity.map((places, school) =>
      places === Infinity
        ? places
        : Math.min(places, fixedPupils[school]! + step * Math.floor(steps(places, school) + ROUNDING) + trace),
    ),
    least: minimum.map((least, school) =>
      least <= 0
        ? least
        : Math.max(least, fixedPupils[school]! + step * Math.ceil(steps(least - trace, school) - ROUNDING)),
    ),
  };
}

/** |load − fair| is at least `least + slope · load`; null where a load may be the fair one. */
export function offFair({ step, trace }: Grain, fixed: number, fair: number): { least: number; slope: number } | null {
  if (step === 0) return null;
  const below = fixed + step * Math.floor((fair - fixed) / step);
  const above = below + step;
  const slope = (above - fair - (fair - below)) / step;
  // A load with traces lies so much beside its multiple, which moves either side of the inequality by that.
  const least = fair - below - slope * below - 2 * trace;
  return fair - below < ROUNDING || above - fair < ROUNDING ? null : { least, slope };
}
