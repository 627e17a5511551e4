/** The p-median problem: p sites, so that all points together are nearest to them, with a bound that tells how near. */
import { DomainError } from '../errors.ts';
import { Branching } from './branching.ts';
import { Incumbent } from './incumbent.ts';
import {
  checkProblem,
  nearnessOf,
  unservedCost,
  type Means,
  type Nearness,
  type Plan,
  type PMedianProblem,
} from './problem.ts';

/**
 * @returns the best plan found in the time, with an honest bound
 * @throws RangeError where the numbers do not fit each other; DomainError `pMedian.unserved` where no plan was found in
 *   which each point is served
 */
export function solvePMedian(problem: PMedianProblem, means: Means): Plan {
  checkProblem(problem);
  const near = nearnessOf(problem);
  const incumbent = new Incumbent(near, { ...problem, unserved: unservedCost(problem) }, means);
  const bound = new Branching(problem, near, incumbent, means).prove();
  return planOf(near, incumbent.open, bound);
}

/** Each point at its nearest open site. */
function planOf(near: Nearness, sites: Int32Array, bound: number): Plan {
  const open = sites.slice().sort();
  const isOpen = new Set(open);
  const siteOf = new Int32Array(near.start.length - 1);
  let objective = 0;
  for (let point = 0; point < siteOf.length; point++) {
    const end = near.start[point + 1]!;
    let at = near.start[point]!;
    while (at < end && !isOpen.has(near.site[at]!)) at++;
    if (at === end) throw unserved(point, open.length);
    siteOf[point] = near.site[at]!;
    objective += near.cost[at]!;
  }
  return { open, siteOf, objective, bound: Math.min(bound, objective) };
}

const unserved = (point: number, p: number): DomainError =>
  new DomainError('invalid', 'pMedian.unserved', {
    de: `Kein Plan mit ${p} Standorten erreicht alle Punkte, der beste zum Beispiel Punkt ${point + 1} nicht: bitte mehr Standorte zulassen oder die fehlenden Wege ergänzen.`,
    en: `No plan with ${p} sites reaches all points, the best for example not point ${point + 1}: please allow more sites or add the missing ways.`,
  });
