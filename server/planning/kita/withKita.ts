/** A world of children and Kitas with one of the candidates opened: it is the last Kita. */
import type { AssignmentProblem } from './assignment.ts';
import type { Candidates, NewPlaces } from './opening.ts';
import { reachableOf } from './pairs.ts';

export function withKita(
  problem: AssignmentProblem,
  candidates: Candidates,
  candidate: number,
  { places, group }: NewPlaces,
): AssignmentProblem {
  const { groups, reachable, total, cap } = problem;
  const points = reachable.start.length - 1;
  const [from, to] = [candidates.start[candidate]!, candidates.start[candidate + 1]!];
  const pairs = reachable.site.length;
  const [place, stop] = [new Int32Array(pairs + to - from), new Int32Array(pairs + to - from).fill(total.length)];
  const metres = new Float64Array(place.length);
  for (let point = 0; point < points; point++) place.fill(point, reachable.start[point], reachable.start[point + 1]);
  stop.set(reachable.site);
  metres.set(reachable.cost);
  place.set(candidates.point.subarray(from, to), pairs);
  metres.set(candidates.cost.subarray(from, to), pairs);
  const caps = Array.from({ length: groups }, (_, each) => (group < 0 || each === group ? Infinity : 0));
  return {
    ...problem,
    reachable: reachableOf({ place, stop, metres }, points),
    total: [...Array.from(total), places],
    cap: [...Array.from(cap), ...caps],
  };
}
