/**
 * Which places can go with least harm, where children become fewer: those after whose loss as few children as possible have lost
 * their place in the best possible assignment, and of several such choices the one with the shortest ways. Places go by whole
 * steps, as a group of 15.
 *
 * Harm is supermodular (the number served is submodular in the places that are kept: Megiddo 1974): a step does at least as much
 * harm after others as it does alone. So step after step the least harmful one is taken, most of them unseen, and then steps are
 * exchanged between two Kitas as long as that helps. That no choice costs fewer children their place is then proven, or what no choice
 * can come below is told (leastLoss.ts). Of the ways it is not proven that they are the shortest.
 */
import { checkAssignment, type AssignmentProblem } from './assignment.ts';
import { Flow } from './flow.ts';
import { SAME } from './harm.ts';
import { leastLoss } from './leastLoss.ts';
import { StepSearch, type Reduction, type Steps } from './stepSearch.ts';

export interface FewerPlaces extends Steps {
  problem: AssignmentProblem;
  places: number;
  /** Offers whose places stay, as family day care. */
  fixed?: readonly boolean[];
}

export interface Exchanged extends Reduction {
  /** The Kita that gives up a step less than the best choice has it, and the one that does so in its stead. */
  spared: number;
  instead: number;
}

export interface LeastHarm {
  best: Reduction;
  /** The best of all choices that differ in one step; null where there is none. */
  runnerUp: Exchanged | null;
  /** No choice costs fewer children their place. */
  bound: number;
  /** (lost − bound) ÷ lost: 0, no choice costs fewer. */
  gap: number;
  /** Today. */
  unserved: number;
  mean: number | null;
}

/** @throws RangeError where there are not so many whole steps, or a number is not as it has to be */
export function leastHarm(asked: FewerPlaces): LeastHarm {
  const { problem, group, places, step, fixed } = asked;
  check(asked);
  const { groups, total, cap } = problem;
  const own = Array.from(total, (all, kita) => (group < 0 ? all : Math.min(all, cap[kita * groups + group]!)));
  const steps = Math.ceil(places / step - SAME.lost);
  const most = own.map((all, kita) => (fixed?.[kita] ? 0 : Math.floor(all / step + SAME.lost)));
  const offered = most.reduce((all, each) => all + each, 0);
  if (steps > offered)
    throw new RangeError(`Please take away at most ${offered} steps of ${step} places, as the Kitas have no more.`);
  const search = new StepSearch(Flow.of(problem), asked, most);
  const alone = search.alone(steps);
  let { plan, next } = search.improve(search.greedy(steps, alone), alone);
  const { unserved, mean, served } = search.today;
  const left = own.reduce((all, each) => all + each, 0) - steps * step;
  let bound = Math.max(0, served - left - otherwiseServed(problem, group));
  const { lost } = search.told(plan);
  if (lost > bound + SAME.lost) {
    const least = leastLoss(search, steps, alone, lost);
    bound = Math.max(bound, least.bound);
    if (least.plan) ({ plan, next } = search.improve(least.plan, alone));
  }
  const best = search.told(plan);
  return {
    best,
    runnerUp: next && { ...search.told(next.plan), spared: next.spared, instead: next.instead },
    bound: Math.min(bound, best.lost),
    gap: best.lost > SAME.lost ? Math.max(0, best.lost - bound) / best.lost : 0,
    ...{ unserved, mean },
  };
}

/**
 * Children of the other age groups who have a place at most. Those of the looked-at group have no more than the places that are left
 * to it, so that no choice serves more than both together.
 */
function otherwiseServed(problem: AssignmentProblem, group: number): number {
  if (group < 0) return 0;
  const children = Float64Array.from(problem.children, (each, at) => (at % problem.groups === group ? 0 : each));
  return Flow.of({ ...problem, children }).sums().served;
}

function check({ problem, group, places, step }: FewerPlaces): void {
  checkAssignment(problem);
  const { groups, total } = problem;
  if (!(places > 0 && places < Infinity) || !(step > 0 && step < Infinity))
    throw new RangeError('Please give a number of places that go, and how many go together.');
  if (!Number.isInteger(group) || group < -1 || group >= groups)
    throw new RangeError(`Please give an age group from 0 to ${groups - 1}, or -1 for all.`);
  if (!Array.from(total).every((each) => each < Infinity))
    throw new RangeError('Please give finite places of every Kita, as only those can go.');
}
