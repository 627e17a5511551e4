/**
 * Which places can go with least harm: one step (a group) after another is taken from the Kita where fewest children lose their
 * place in the best possible assignment, and of equals where ways grow least. Places that stay free in it harm nobody: they
 * go first, and of them where most are free.
 */
import { assignPlaces, type Assignment, type AssignmentProblem } from './assignment.ts';

export interface GivenUp {
  kita: number;
  places: number;
}

export interface FewerPlaces {
  /** By Kita, in the order in which they were first chosen. */
  givenUp: GivenUp[];
  before: { unserved: number; metres: number };
  after: { unserved: number; metres: number };
  /** However the places are taken, at least so many children are without one. */
  bound: number;
  /** The next best for the last step; null where there is no other. */
  runnerUp: (GivenUp & { unserved: number }) | null;
}

export interface Closing {
  kita: number;
  places: number;
  /** Children who lose their place, and metres more of all who keep one. */
  lost: number;
  metres: number;
}

/** Kitas whose loss is worked out in each step; the others, with fewer places free, are left alone. */
const MOST_TRIED = 60;
const TRIFLE = 1e-7;

/**
 * @param group of whose places are taken; −1: of all
 * @throws RangeError where there are not so many places
 */
export function fewerPlaces(problem: AssignmentProblem, group: number, places: number, step: number): FewerPlaces {
  const all = sum(Float64Array.from(problem.total, (_, kita) => placesOf(problem, group, kita)));
  if (!(places > 0 && places <= all)) throw new RangeError(`Please give 1 to ${Math.floor(all)} places.`);
  let now = problem;
  let state = assignPlaces(now);
  const before = told(state);
  const taken = new Map<number, number>();
  let runnerUp: FewerPlaces['runnerUp'] = null;
  for (let left = places; left > TRIFLE;) {
    const amount = Math.min(step, left);
    const options = choices(now, state, group, amount);
    const [best, next] = options;
    if (!best) break;
    now = lessAt(now, group, best.kita, best.places);
    state = best.state ?? state;
    taken.set(best.kita, (taken.get(best.kita) ?? 0) + best.places);
    runnerUp = next ? { kita: next.kita, places: next.places, unserved: next.unserved } : null;
    left -= best.places;
  }
  const demand = sum(demandOf(problem, group));
  return {
    givenUp: [...taken].map(([kita, amount]) => ({ kita, places: amount })),
    before,
    after: told(state),
    bound: Math.max(before.unserved, demand - (all - places)),
    runnerUp,
  };
}

/** What is lost where a whole Kita closes, least harm first. */
export function closings(problem: AssignmentProblem, group: number): Closing[] {
  const base = assignPlaces(problem);
  const { unserved, metres } = told(base);
  return mostFree(problem, base, group, 0)
    .slice(0, MOST_TRIED)
    .map((kita): Closing => {
      const places = placesOf(problem, -1, kita);
      const after = told(assignPlaces(lessAt(problem, -1, kita, places)));
      return { kita, places, lost: Math.max(0, after.unserved - unserved), metres: after.metres - metres };
    })
    .sort((a, b) => (Math.abs(a.lost - b.lost) > TRIFLE ? a.lost - b.lost : a.metres - b.metres || a.kita - b.kita));
}

interface Option extends GivenUp {
  unserved: number;
  metres: number;
  /** Null: nobody moves. */
  state: Assignment | null;
}

function choices(problem: AssignmentProblem, state: Assignment, group: number, amount: number): Option[] {
  const order = mostFree(problem, state, group, TRIFLE);
  const now = told(state);
  const whole = order.filter((kita) => freeAt(problem, state, group, kita) >= amount);
  if (whole.length > 0) return whole.slice(0, 2).map((kita) => ({ ...now, kita, places: amount, state: null }));
  return order
    .slice(0, MOST_TRIED)
    .map((kita): Option => {
      const places = Math.min(amount, placesOf(problem, group, kita));
      const after = assignPlaces(lessAt(problem, group, kita, places));
      return { ...told(after), kita, places, state: after };
    })
    .sort(
      (a, b) =>
        // By what each place taken costs: the last one of a small Kita may be less than a step.
        (a.unserved - now.unserved) / a.places - (b.unserved - now.unserved) / b.places ||
        (a.metres - now.metres) / a.places - (b.metres - now.metres) / b.places ||
        a.kita - b.kita,
    );
}

/** Kitas with places of the group, most free ones first. */
function mostFree(problem: AssignmentProblem, state: Assignment, group: number, least: number): number[] {
  const free = Array.from(problem.total, (_, kita) => freeAt(problem, state, group, kita));
  return [...free.keys()]
    .filter((kita) => placesOf(problem, group, kita) > least)
    .sort((a, b) => free[b]! - free[a]! || a - b);
}

function placesOf({ groups, total, cap }: AssignmentProblem, group: number, kita: number): number {
  return group < 0 ? total[kita]! : Math.min(total[kita]!, cap[kita * groups + group]!);
}

function freeAt(problem: AssignmentProblem, { used }: Assignment, group: number, kita: number): number {
  const { groups, total } = problem;
  const everyone = sum(used.subarray(kita * groups, (kita + 1) * groups));
  const own = group < 0 ? everyone : used[kita * groups + group]!;
  return Math.max(0, Math.min(placesOf(problem, group, kita) - own, total[kita]! - everyone));
}

/** Fewer places of a group are fewer in all. */
function lessAt(problem: AssignmentProblem, group: number, kita: number, places: number): AssignmentProblem {
  const total = Float64Array.from(problem.total);
  const cap = Float64Array.from(problem.cap);
  if (group >= 0) cap[kita * problem.groups + group] = placesOf(problem, group, kita) - places;
  total[kita]! -= places;
  return { ...problem, total, cap };
}

const demandOf = ({ groups, children }: AssignmentProblem, group: number): Float64Array =>
  Float64Array.from(children, (each, at) => (group < 0 || at % groups === group ? each : 0));

const told = ({ unserved, metres }: Assignment) => ({ unserved: sum(unserved), metres });

function sum(values: ArrayLike<number>): number {
  let all = 0;
  for (let at = 0; at < values.length; at++) all += values[at]!;
  return all;
}
