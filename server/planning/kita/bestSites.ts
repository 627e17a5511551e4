/**
 * Where new places help most: with which new Kita most children more have a place in the best possible assignment, and of several
 * such with which the ways together are shortest. Each candidate is worked out exactly, unless it is proven that it is not among the
 * best (siteBound.ts, opening.ts).
 *
 * Several sites are chosen one after another. How many have a place is submodular in the sites that are opened (a maximum flow in
 * its sinks; Megiddo 1974, „Optimal flows in networks with multiple sources and sinks“), so that no k sites gain more than what is gained so far and the
 * k largest further gains (Nemhauser, Wolsey, Fisher 1978): the least such bound of all steps is told.
 */
import { checkAssignment, type AssignmentProblem } from './assignment.ts';
import { Flow } from './flow.ts';
import { Ground } from './chain.ts';
import type { Candidates, NewPlaces } from './opening.ts';
import { rankSites, SAME, type RankedSite } from './rankSites.ts';
import { withKita } from './withKita.ts';

export interface SitesProblem extends NewPlaces {
  problem: AssignmentProblem;
  candidates: Candidates;
  /** Sites to open, each with `places`. */
  count: number;
}

export interface BestSites {
  /** In the order in which they are opened; each with what it brings beside those before it. */
  chosen: RankedSite[];
  /** Of the first choice: the best, the runner-up and those after them, each the best of its part of the county. */
  ranking: RankedSite[];
  /** Children more with a place when all are open. */
  gain: number;
  /** No choice of as many candidates gains more. */
  bound: number;
  /** (bound − gain) ÷ bound: 0, the choice is proven the best. */
  gap: number;
  /** What as many places could gain anywhere, also where no candidate is. */
  anywhere: number;
  /** Today: children without a place, and the mean metres of those with one. */
  unserved: number;
  mean: number | null;
}

/** Sites that are told beside the best one are among so many. */
const RANKED = 5;
/** @throws RangeError where the lists do not fit together, or a number is not as it has to be */
export function bestSites({ problem, candidates, count, ...new_ }: SitesProblem): BestSites {
  check(problem, candidates, count, new_);
  const { places } = new_;
  const farthest = candidates.cost.reduce((most, each) => Math.max(most, each), 0);
  const number = candidates.start.length - 1;
  const most = new Float64Array(number).fill(Infinity);
  const isOpen = new Uint8Array(number);
  const chosen: RankedSite[] = [];
  let ground = new Ground(Flow.of(problem, farthest));
  const today = { ...ground.flow.sums(), unserved: sum(ground.flow.placement.unserved) };
  const anywhere = Math.min(count * places, today.unserved);
  let [ranking, gain, bound]: [RankedSite[], number, number] = [[], 0, anywhere];
  while (chosen.length < count) {
    const list = rankSites(ground, candidates, new_, Math.max(RANKED, count), isOpen, most);
    if (chosen.length === 0) ranking = list.slice(0, RANKED);
    bound = Math.min(bound, gain + sum(most.toSorted().subarray(-count)));
    const best = list[0];
    if (!best || (best.gain <= SAME.gain && best.spared <= SAME.spared)) break;
    chosen.push(best);
    gain += best.gain;
    isOpen[best.candidate] = 1;
    most[best.candidate] = 0;
    if (chosen.length === count) break;
    ground = new Ground(Flow.of(withKita(ground.flow.problem, candidates, best.candidate, new_), farthest));
  }
  bound = Math.max(gain, bound);
  return {
    ...{ chosen, ranking, gain, bound, anywhere, unserved: today.unserved },
    gap: bound > SAME.gain ? (bound - gain) / bound : 0,
    mean: today.served > 0 ? today.metres / today.served : null,
  };
}

const sum = (values: Float64Array): number => values.reduce((all, each) => all + each, 0);

function check(
  problem: AssignmentProblem,
  { start, point, cost, part }: Candidates,
  count: number,
  { places, group }: NewPlaces,
): void {
  checkAssignment(problem);
  const { groups, reachable } = problem;
  if (!(places > 0 && places < Infinity) || !Number.isInteger(group) || group < -1 || group >= groups)
    throw new RangeError(
      `Please give a number of new places, and an age group from 0 to ${groups - 1}, or -1 for all.`,
    );
  if (!Number.isInteger(count) || count < 1) throw new RangeError('Please give how many sites to open, 1 at least.');
  const points = reachable.start.length - 1;
  if (start.length < 1 || start.at(-1) !== point.length || point.length !== cost.length)
    throw new RangeError('Please give the points of each candidate, with metres for every one of them.');
  if (part && part.length !== start.length - 1)
    throw new RangeError('Please give the part of the county of every candidate, or of none.');
  if (!point.every((each) => each >= 0 && each < points) || !cost.every((each) => each >= 0 && each < Infinity))
    throw new RangeError(`Please give candidates with points from 0 to ${points - 1} and finite metres from 0 on.`);
}
