/** The search for tours takes its time: what the worker gets, and what it does with it. */
import { createRandom } from '../../../geodata/sample/random.ts';
import { busesAt, shiftArrivals, spreadArrivals } from '../../planning/tours/arrivals.ts';
import { leastBuses } from '../../planning/tours/busBound.ts';
import { solveSchoolBus } from '../../planning/tours/schoolBus.ts';
import type { Route, SchoolBusProblem } from '../../planning/tours/schoolBusProblem.ts';

export interface TourWork {
  problem: SchoolBusProblem;
  seconds: number;
  /** Seconds by which buses may be at a school earlier, in steps; 0 alone: never. */
  earlier: number[];
  /** Seconds by which a bell may be moved, in steps; 0 alone: not asked. */
  staggered: number[];
}

/** What would be enough if one of the limits were wider. */
export interface Relief {
  limit: 'seats' | 'ride' | 'bells';
  buses: number;
}

export interface TourResult {
  buses: Route[][];
  /** Per school: seconds by which the buses come earlier (below 0). */
  shifts: number[];
  /** No plan with these stops has fewer buses. */
  bound: number;
  relief: Relief[];
  /** Bells with which fewer buses do it; null where it was not asked. */
  staggered: { shifts: number[]; buses: number } | null;
  seconds: number;
}

export type TourPhase = 'tours' | 'staggered' | 'limits';
export type TourProgress = (done: number, phase: TourPhase) => void;

/** The same question is answered the same way again, as far as the clock does not decide. */
const SEED = 1;
/** Parts of the time: for the plan, for other bells, for each limit that is widened. */
const FOR_PLAN = 0.6;
const FOR_BELLS = 0.2;
const FOR_LIMIT = 0.1;
/** How far limits are widened: told with the answer. */
export const WIDER = { seats: 2, rideSeconds: 900, bellSeconds: 900, bellStep: 300 };

/** From one number of seconds to another in steps, 0 among them and first. */
export function stepsBetween(from: number, to: number, step: number): number[] {
  const steps = [0];
  for (let at = step; at <= Math.max(-from, to); at += step) {
    if (at <= to) steps.push(at);
    if (-at >= from) steps.push(-at);
  }
  return steps;
}

export function tourWork({ problem, seconds, earlier, staggered }: TourWork, progress: TourProgress): TourResult {
  const since = performance.now();
  const random = createRandom(SEED, 'tours').next;
  const solve = (own: SchoolBusProblem, share: number, from: number, phase: TourPhase) =>
    solveSchoolBus(own, {
      now: () => performance.now(),
      random,
      seconds: seconds * share,
      onProgress: (done) => progress(from + done * share, phase),
    }).buses;
  const mayRetime = problem.schools > 1 && problem.stops > 0;
  const isFixed = earlier.length === 1 || !mayRetime;
  const justInTime = solve(problem, FOR_PLAN * (isFixed ? 1 : 0.4), 0, 'tours');
  let plan: Timed = { buses: justInTime, shifts: Array.from(problem.bell, () => 0) };
  if (!isFixed) {
    const share = FOR_PLAN * 0.3;
    const other = retimed(problem, justInTime.flat(), earlier, random, (own, place) =>
      solve(own, share, FOR_PLAN * 0.4 + place * share, 'tours'),
    );
    if (other.buses.length < plan.buses.length) plan = other;
  }
  const { buses } = plan;
  const now = at(problem, plan.shifts);
  const routes = buses.flat();
  const wider = (own: SchoolBusProblem, from: number) => solve(own, FOR_LIMIT, from, 'limits').length;
  const relief: Relief[] = [];
  let done = FOR_PLAN;
  if (buses.length > 1) {
    const steps = stepsBetween(-WIDER.bellSeconds, WIDER.bellSeconds, WIDER.bellStep);
    relief.push(
      { limit: 'seats', buses: wider({ ...now, capacity: problem.capacity * WIDER.seats }, done) },
      {
        limit: 'ride',
        buses: wider({ ...now, longestRide: problem.longestRide + WIDER.rideSeconds }, done + FOR_LIMIT),
      },
    );
    // Where other bells were asked for, the proposal says it.
    if (staggered.length === 1) relief.push({ limit: 'bells', buses: shiftArrivals(now, routes, steps, random).buses });
  }
  done += 2 * FOR_LIMIT;
  let proposal: TourResult['staggered'] = null;
  if (staggered.length > 1) {
    const share = FOR_BELLS / 2;
    const other = mayRetime
      ? retimed(now, routes, staggered, random, (own, place) => solve(own, share, done + place * share, 'staggered'))
      : { buses, shifts: plan.shifts.map(() => 0) };
    proposal = { shifts: other.shifts, buses: other.buses.length };
  }
  return {
    ...plan,
    bound: leastBuses(problem, -Math.min(...earlier)),
    relief: relief.filter((one) => one.buses < buses.length),
    staggered: proposal,
    seconds: (performance.now() - since) / 1000,
  };
}

const at = (problem: SchoolBusProblem, shifts: readonly number[]): SchoolBusProblem => ({
  ...problem,
  bell: problem.bell.map((bell, school) => bell + shifts[school]!),
});

interface Timed {
  buses: Route[][];
  shifts: number[];
}

/** Other times with which fewer buses do it: the routes that there are, and routes made anew. */
function retimed(
  problem: SchoolBusProblem,
  routes: readonly Route[],
  steps: readonly number[],
  random: () => number,
  solve: (problem: SchoolBusProblem, place: number) => Route[][],
): Timed {
  const { shifts } = shiftArrivals(problem, routes, steps, random);
  const timed = [shifts, spreadArrivals(problem, steps)].flatMap((times, place): Timed[] => [
    { shifts: times, buses: busesAt(problem, routes, times) },
    { shifts: times, buses: solve(at(problem, times), place) },
  ]);
  const best = timed.reduce((least, one) => (one.buses.length < least.buses.length ? one : least));
  // No school is moved farther than these buses need.
  const near = shiftArrivals(problem, best.buses.flat(), steps, random);
  return near.buses <= best.buses.length
    ? { shifts: near.shifts, buses: busesAt(problem, best.buses.flat(), near.shifts) }
    : best;
}
