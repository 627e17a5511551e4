/** What is lost where places go, and what it costs to close a Kita. */
import { checkAssignment, type AssignmentProblem } from './assignment.ts';
import { Flow } from './flow.ts';

export interface Harm {
  /** Children who lose their place in the best possible assignment. */
  lost: number;
  /** Metres by which the ways together become longer; below 0: shorter, as fewer children have one. */
  longer: number;
}

export interface Closing extends Harm {
  kita: number;
  /** Places that go with it. */
  places: number;
  /** Mean metres of all who still have a place; null where nobody has. */
  mean: number | null;
}

/** Children and metres: what differs by less is equal. */
export const SAME = { lost: 1e-6, longer: 1e-3 };

const steps = (value: number, step: number) => Math.round(value / step);

/** Less harm first: fewer children, then shorter ways. */
export const byHarm = (a: Harm, b: Harm): number =>
  steps(a.lost, SAME.lost) - steps(b.lost, SAME.lost) || steps(a.longer, SAME.longer) - steps(b.longer, SAME.longer);

/**
 * What it does to close each Kita that has places, least harm first, of equals in their order.
 *
 * @throws RangeError where the lists do not fit together, or a number is not as it has to be
 */
export function closings(problem: AssignmentProblem): Closing[] {
  checkAssignment(problem);
  if (!Array.from(problem.total).every((each) => each < Infinity))
    throw new RangeError('Please give finite places of every Kita, as only those can go.');
  const base = Flow.of(problem);
  const before = base.sums();
  return Array.from(problem.total)
    .flatMap((places, kita): Closing[] => {
      if (places === 0) return [];
      const flow = base.copy();
      flow.withdraw(kita, -1, places);
      const { served, metres } = flow.sums();
      const harm = { lost: before.served - served, longer: metres - before.metres };
      return [{ kita, places, ...harm, mean: served > 0 ? metres / served : null }];
    })
    .sort((a, b) => byHarm(a, b) || a.kita - b.kita);
}
