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
  /** Whether it was over before all limits were looked at. */
  isSkipped: boolean;
  /** Whether it was stopped before its time was over. */
  isStopped: boolean;
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
/** Each search for other times with the same routes comes on top, the whole is no longer than this. */
const FOR_TIMES = 0.05;
const AT_MOST = 1.3;
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

/**
 * @param progress called once there is a plan
 * @param isStopped asked again and again: the best plan so far is what counts then
 * @param now milliseconds of a clock that does not go back
 */
export function tourWork(
  { problem, seconds, earlier, staggered }: TourWork,
  progress: TourProgress,
  isStopped: () => boolean = () => false,
  now = () => performance.now(),
): TourResult {
  const since = now();
  const spent = () => (now() - since) / 1000;
  const end = seconds * AT_MOST;
  /** Over after so much of the time from now on, and with the job. */
  const within = (share: number) => {
    const until = Math.min(spent() + seconds * share, end);
    return () => isStopped() || spent() >= until;
  };
  const isOver = () => isStopped() || spent() >= end;
  const random = createRandom(SEED, 'tours').next;
  const solve = (own: SchoolBusProblem, share: number, from: number, phase: TourPhase) => {
    return solveSchoolBus(own, {
      now,
      random,
      seconds: seconds * share,
      isOver: within(share),
      onProgress: (done) => progress(from + done * share, phase),
    });
  };
  /** What there is no time left for is not begun. */
  let isSkipped = false;
  const solveInTime = (...asked: Parameters<typeof solve>) => {
    if (!isOver()) return solve(...asked);
    isSkipped = true;
    return null;
  };
  const retime = (
    own: SchoolBusProblem,
    routes: Route[],
    steps: number[],
    share: number,
    from: number,
    of: TourPhase,
  ) =>
    retimed(own, routes, steps, {
      random,
      within: () => within(FOR_TIMES),
      solve: (timed, place) => solveInTime(timed, share, from + place * share, of)?.buses ?? null,
    });
  const mayRetime = problem.schools > 1 && problem.stops > 0;
  const isFixed = earlier.length === 1 || !mayRetime;
  const justInTime = solve(problem, FOR_PLAN * (isFixed ? 1 : 0.4), 0, 'tours');
  let plan: Timed = { buses: justInTime.buses, shifts: Array.from(problem.bell, () => 0) };
  let { bound } = justInTime;
  if (earlier.length > 1) bound = leastBuses(problem, -Math.min(...earlier), within(FOR_TIMES));
  if (!isFixed) {
    const other = retime(problem, justInTime.buses.flat(), earlier, FOR_PLAN * 0.3, FOR_PLAN * 0.4, 'tours');
    if (other.buses.length < plan.buses.length) plan = other;
  }
  const { buses } = plan;
  const timed = at(problem, plan.shifts);
  const routes = buses.flat();
  const relief: Relief[] = [];
  const tryWider = (limit: Relief['limit'], own: SchoolBusProblem, from: number) => {
    const wider = solveInTime(own, FOR_LIMIT, from, 'limits');
    if (wider) relief.push({ limit, buses: wider.buses.length });
  };
  let done = FOR_PLAN;
  if (buses.length > 1) {
    tryWider('seats', { ...timed, capacity: problem.capacity * WIDER.seats }, done);
    tryWider('ride', { ...timed, longestRide: problem.longestRide + WIDER.rideSeconds }, done + FOR_LIMIT);
    // Where other bells were asked for, the proposal says it.
    if (staggered.length === 1) {
      isSkipped ||= isOver();
      const steps = stepsBetween(-WIDER.bellSeconds, WIDER.bellSeconds, WIDER.bellStep);
      const { buses: enough } = shiftArrivals(timed, routes, steps, random, within(FOR_BELLS));
      relief.push({ limit: 'bells', buses: enough });
    }
  }
  done += 2 * FOR_LIMIT;
  let proposal: TourResult['staggered'] = null;
  if (staggered.length > 1) {
    const other = mayRetime
      ? retime(timed, routes, staggered, FOR_BELLS / 2, done, 'staggered')
      : { buses, shifts: plan.shifts.map(() => 0) };
    proposal = { shifts: other.shifts, buses: other.buses.length };
  }
  const wasStopped = isStopped();
  return {
    ...plan,
    bound,
    relief: relief.filter((one) => one.buses < buses.length),
    isSkipped: isSkipped || wasStopped,
    isStopped: wasStopped,
    staggered: proposal,
    seconds: spent(),
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

interface Retiming {
  random: () => number;
  /** A clock for one search for times. */
  within: () => () => boolean;
  /** Routes made anew; null where there is no time left for it. */
  solve: (problem: SchoolBusProblem, place: number) => Route[][] | null;
}

/** Other times with which fewer buses do it: the routes that there are, and routes made anew. */
function retimed(
  problem: SchoolBusProblem,
  routes: readonly Route[],
  steps: readonly number[],
  { random, within, solve }: Retiming,
): Timed {
  const { shifts } = shiftArrivals(problem, routes, steps, random, within());
  const timed = [shifts, spreadArrivals(problem, steps)].flatMap((times, place): Timed[] => {
    const anew = solve(at(problem, times), place);
    const own = { shifts: times, buses: busesAt(problem, routes, times) };
    return anew ? [own, { shifts: times, buses: anew }] : [own];
  });
  const best = timed.reduce((least, one) => (one.buses.length < least.buses.length ? one : least));
  // No school is moved farther than these buses need.
  const near = shiftArrivals(problem, best.buses.flat(), steps, random, within());
  return near.buses <= best.buses.length
    ? { shifts: near.shifts, buses: busesAt(problem, best.buses.flat(), near.shifts) }
    : best;
}
