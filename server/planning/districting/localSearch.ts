/**
 * Search among contiguous plans: an atom on a border goes over to the neighbouring school, with what would be cut off
 * without it, or two schools exchange atoms. Worse plans are taken now and then, ever more seldom (simulated annealing:
 * Kirkpatrick, Gelatt, Vecchi 1983; for districts: Browdy 1990); limits may be broken meanwhile, at a price that rises
 * until they are kept.
 */
import { ROOM, type Ground } from './contiguity.ts';
import type { Goal } from './goal.ts';
import { PlanState } from './planState.ts';

/** Atoms that go over at once, at most. */
const MOST_AT_ONCE = 12;
const TRIES_BETWEEN_CLOCKS = 500;

export interface SearchOptions {
  random: () => number;
  isOver: () => boolean;
  /** So many moves are looked at. */
  tries: number;
  /** What a step up in the goal may be at first. */
  heat: number;
  /** Of the pupils above a limit. */
  penalty: number;
}

export interface Found {
  plan: Int32Array | null;
  goal: number;
  /** The last plan, with its broken limits, where none was found that keeps them. */
  last: Int32Array;
}

export function anneal(goal: Goal, ground: Ground, start: Int32Array, options: SearchOptions): Found {
  const { schools, neighbours, atoms, locked } = goal.problem;
  const { random } = options;
  const state = new PlanState(goal, ground, start, options.penalty);
  let best: Int32Array | null = null;
  let bestGoal = Infinity;
  const note = () => {
    if (state.goal >= bestGoal - 1e-12 || state.excess > ROOM) return;
    bestGoal = state.goal;
    best = state.plan.slice();
  };
  note();
  let heat = options.heat;
  const isWorth = (rise: number) => rise <= 0 || (heat > 0 && random() < Math.exp(-rise / heat));
  const mayGo = (shift: readonly number[], to: number) =>
    shift.every(
      (atom) => locked[atom]! < 0 && ground.seatOf[atom] === -1 && ground.allows(atom, to, { contiguity: true }),
    );
  const targetOf = (atom: number): number => {
    const from = state.plan[atom]!;
    const around = neighbours[atom]!;
    if (around.length === 0 || ground.problem.seats[from] === atom) return Math.floor(random() * schools);
    return state.plan[around[Math.floor(random() * around.length)]!]!;
  };
  const islanders = ground.islands.flat();
  for (let tries = 0; tries < options.tries; tries++) {
    if (tries % TRIES_BETWEEN_CLOCKS === 0) {
      if (options.isOver()) break;
      const done = tries / options.tries;
      heat = options.heat * Math.max(0, 1 - done / 0.9) ** 2;
      state.penalty = options.penalty * (1 + 20 * done ** 2);
    }
    const isIslander = islanders.length > 0 && random() < 0.02;
    const atom = isIslander ? islanders[Math.floor(random() * islanders.length)]! : Math.floor(random() * atoms);
    const from = state.plan[atom]!;
    const to = isIslander ? Math.floor(random() * schools) : targetOf(atom);
    if (to === from || to < 0 || !mayGo([atom], to)) continue;
    // Cheap first: most moves are refused for what they cost.
    if (random() < 0.5 && !isWorth(state.riseOf([atom], from, to))) continue;
    const shift = state.shiftOf(atom, MOST_AT_ONCE);
    if (!shift || (shift.length > 1 && !mayGo(shift, to)) || !state.touches(atom, to)) continue;
    const rise = state.riseOf(shift, from, to);
    if (isWorth(rise)) {
      state.move(shift, from, to);
      note();
      continue;
    }
    // In exchange, another atom of the school that gains goes back, or on to a third one.
    state.move(shift, from, to);
    const back = onBorder(state.plan, to);
    if (back < 0) {
      state.move(shift, to, from);
      continue;
    }
    const third = random() < 0.5 ? from : targetOf(back);
    const returned =
      shift.includes(back) || third === to || !mayGo([back], third) ? null : state.shiftOf(back, MOST_AT_ONCE);
    const isPossible = returned !== null && mayGo(returned, third) && state.touches(back, third);
    if (
      isPossible &&
      !returned.some((each) => shift.includes(each)) &&
      isWorth(rise + state.riseOf(returned, to, third))
    ) {
      state.move(returned, to, third);
      note();
    } else state.move(shift, to, from);
  }
  return { plan: best, goal: bestGoal, last: state.plan };

  /** An atom on the district's border, by chance; -1 where none was found. */
  function onBorder(plan: Int32Array, school: number): number {
    for (let tries = 0; tries < 40; tries++) {
      const atom = Math.floor(random() * atoms);
      if (plan[atom] === school && neighbours[atom]!.some((next) => plan[next] !== school)) return atom;
    }
    return -1;
  }
}
