/**
 * Where new places help most: the site after whose opening most children have a place in the best possible assignment, and of
 * several such the one that is nearest to those who had none.
 *
 * A site gains what can be pushed to it from children without a place, along chains of others who move on. Only those who are in the
 * way of such chains matter (the bottleneck's side of the cut): the rest has a place and keeps it. For most sites two simple
 * bounds meet: who lives near has no place (at least so many), and no more than the places, than lack in all, or than live near
 * within the cut (at most). Where they do not meet, the assignment is made anew within the cut.
 *
 * Several sites are chosen one after another. How many have a place is submodular in the sites (it is a maximum flow of the
 * opened sinks), so that no set of k sites gains more than the gain so far and the k largest further gains: the bound is proven
 * (Nemhauser, Wolsey, Fisher 1978).
 */
import { assignPlaces, type Assignment, type AssignmentProblem } from './assignment.ts';
import { withSite, type Places } from './withSite.ts';

/** Points that reach each candidate within their limits of metres: row by row. */
export interface Candidates {
  start: Int32Array;
  point: Int32Array;
  cost: Float64Array;
}

export interface SiteGain {
  candidate: number;
  /** Children who have a place then and had none. */
  gain: number;
  /** Metres of those without a place who live nearest, as many as there are places: the mean; null where none is near. */
  metres: number | null;
}

export interface NewSites {
  /** In the order in which they are chosen; `gain` of each after those before it. */
  chosen: SiteGain[];
  /** Of the first choice: the best, the runner-up and those after them. */
  ranking: SiteGain[];
  gain: number;
  /** No choice of as many sites gains more. */
  bound: number;
  /** Children without a place before. */
  unserved: number;
}

/** Sites that are told beside the best one. */
const RANKED = 5;
/** Pairs of points and Kitas in assignments made anew, for each choice; what is not looked at then shows in the bound. */
const MOST_PAIRS = 6_000_000;
const FEWEST_SOLVED = 20;
/** Children that rounding may leave behind. */
const TRIFLE = 1e-7;

interface Looked {
  candidate: number;
  low: number;
  high: number;
  metres: number | null;
}

/**
 * @param count sites to open
 * @param places of each
 */
export function newSites(problem: AssignmentProblem, candidates: Candidates, places: Places, count: number): NewSites {
  let now = problem;
  let base = assignPlaces(now);
  const unserved = sum(base.unserved);
  const chosen: SiteGain[] = [];
  let ranking: SiteGain[] = [];
  let bound = unserved;
  const isChosen = (candidate: number) => chosen.some((one) => one.candidate === candidate);
  for (let round = 0; round < count; round++) {
    // No site is opened twice: two houses in one place are a larger one.
    const looked = lookAt(now, base, candidates, places).filter(({ candidate }) => !isChosen(candidate));
    const gains = looked.map(({ high }) => high).sort((a, b) => b - a);
    const before = sum(chosen.map(({ gain }) => gain));
    bound = Math.min(bound, before + sum(gains.slice(0, count)));
    const list = looked
      .filter(({ low }) => low > TRIFLE)
      .sort(better)
      .map(({ candidate, low, metres }): SiteGain => ({ candidate, gain: low, metres }));
    if (round === 0) ranking = list.slice(0, RANKED);
    const best = list[0];
    if (!best) break;
    const lacking = sum(base.unserved);
    now = withSite(now, candidates, best.candidate, places);
    base = assignPlaces(now);
    chosen.push({ ...best, gain: lacking - sum(base.unserved) });
  }
  return { chosen, ranking, gain: sum(chosen.map(({ gain }) => gain)), bound, unserved };
}

/** More children first, then the nearer site; of equals the first. */
const better = (a: Looked, b: Looked): number =>
  Math.abs(b.low - a.low) > TRIFLE
    ? b.low - a.low
    : (a.metres ?? Infinity) - (b.metres ?? Infinity) || a.candidate - b.candidate;

function lookAt(problem: AssignmentProblem, base: Assignment, candidates: Candidates, places: Places): Looked[] {
  const inCut = new Uint8Array(problem.children.length);
  base.bottleneck?.points.forEach((each) => (inCut[each] = 1));
  const all = sum(base.unserved);
  const looked = [...candidates.start.keys()]
    .slice(0, -1)
    .map((candidate) => bounds(problem, base, inCut, all, candidates, places, candidate));
  const order = [...looked].sort((a, b) => b.high - a.high || b.low - a.low || a.candidate - b.candidate);
  let left = Math.max(FEWEST_SOLVED, Math.floor(MOST_PAIRS / Math.max(1, problem.reachable.site.length)));
  for (const one of order) {
    if (one.high - one.low <= TRIFLE) continue;
    const reached = looked.map(({ low }) => low).sort((a, b) => b - a)[RANKED - 1] ?? 0;
    if (one.high <= reached + TRIFLE || left === 0) break;
    left--;
    const within = restricted(problem, base);
    const gain = assignPlaces(withSite(within, candidates, one.candidate, places)).served - served(within, base);
    one.low = one.high = Math.max(one.low, Math.min(one.high, gain));
  }
  return looked;
}

function bounds(
  { groups, children }: AssignmentProblem,
  { unserved }: Assignment,
  inCut: Uint8Array,
  all: number,
  { start, point, cost }: Candidates,
  { total, cap }: Places,
  candidate: number,
): Looked {
  const near: { metres: number; children: number }[] = [];
  let [low, high] = [0, 0];
  for (let group = 0; group < groups; group++) {
    let [direct, within] = [0, 0];
    for (let at = start[candidate]!; at < start[candidate + 1]!; at++) {
      const each = point[at]! * groups + group;
      direct += unserved[each]!;
      if (inCut[each] === 1) within += children[each]!;
      if (unserved[each]! > 0 && cap[group]! > 0) near.push({ metres: cost[at]!, children: unserved[each]! });
    }
    low += Math.min(cap[group]!, direct);
    high += Math.min(cap[group]!, within);
  }
  const most = Math.min(total, all);
  return { candidate, low: Math.min(most, low), high: Math.min(most, high), metres: meanWay(near, total) };
}

/** Of the nearest, as many as there are places. */
function meanWay(near: { metres: number; children: number }[], places: number): number | null {
  let [left, metres, taken] = [places, 0, 0];
  for (const one of near.sort((a, b) => a.metres - b.metres)) {
    const here = Math.min(left, one.children);
    metres += here * one.metres;
    taken += here;
    left -= here;
    if (left <= 0) break;
  }
  return taken > 0 ? metres / taken : null;
}

/** Only who is within the cut: the others have a place whatever is opened, at Kitas that none of these reaches. */
function restricted(problem: AssignmentProblem, { bottleneck }: Assignment): AssignmentProblem {
  const children = new Float64Array(problem.children.length);
  bottleneck?.points.forEach((each) => (children[each] = problem.children[each]!));
  return { ...problem, children };
}

const served = ({ children }: AssignmentProblem, { unserved }: Assignment): number => sum(children) - sum(unserved);

function sum(values: ArrayLike<number>): number {
  let all = 0;
  for (let at = 0; at < values.length; at++) all += values[at]!;
  return all;
}
