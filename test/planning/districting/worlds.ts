/** Small worlds of atoms and schools, all their plans, and an own check of what hangs together. */
import type { Random } from '../../../geodata/sample/random.ts';
import type { DistrictingProblem, Rule, Terms, Weights } from '../../../server/planning/districting/problem.ts';

export interface WorldOptions {
  width: number;
  height: number;
  schools: number;
  /** Places of all schools together for each pupil; Infinity: no limits. */
  room?: number;
  minimum?: boolean;
  locks?: number;
  /** Atoms without any neighbour. */
  islands?: number;
  /** Schools that lie in no atom. */
  seatless?: boolean;
  /** All schools in one atom. */
  together?: boolean;
  holes?: number;
}

/** Atoms on a grid, some borders left out. */
export function randomWorld(random: Random, options: WorldOptions): DistrictingProblem {
  const { width, height, schools, room = Infinity, islands = 0, holes = 0 } = options;
  const atoms = width * height;
  const lists = Array.from({ length: atoms }, (): number[] => []);
  const alone = new Set(Array.from({ length: islands }, (_, at) => atoms - 1 - at));
  const join = (a: number, b: number) => {
    if (alone.has(a) || alone.has(b) || random.chance(0.15)) return;
    lists[a]!.push(b);
    lists[b]!.push(a);
  };
  for (let atom = 0; atom < atoms; atom++) {
    if (atom % width < width - 1) join(atom, atom + 1);
    if (atom + width < atoms) join(atom, atom + width);
  }
  const seats = Int32Array.from(
    random.shuffled(Array.from({ length: atoms - islands }, (_, at) => at)).slice(0, schools),
  );
  const places = seats.slice();
  if (options.seatless) seats[schools - 1] = -1;
  if (options.together) seats.fill(seats[0]!);
  const pupils = Float64Array.from({ length: atoms }, () => (random.chance(0.2) ? 0 : random.int(7)));
  const fixedPupils = Float64Array.from({ length: schools }, () => random.int(3));
  const all = [...pupils, ...fixedPupils].reduce((a, b) => a + b);
  const shares = Array.from({ length: schools }, () => random.between(0.6, 1.4));
  const sum = shares.reduce((a, b) => a + b);
  const metres = new Float64Array(atoms * schools);
  for (let atom = 0; atom < atoms; atom++)
    for (let school = 0; school < schools; school++) {
      const place = places[school]!;
      const far =
        Math.abs((atom % width) - (place % width)) + Math.abs(Math.floor(atom / width) - Math.floor(place / width));
      metres[atom * schools + school] = random.chance(holes) ? Infinity : 100 + far * random.between(300, 600);
    }
  return {
    atoms,
    schools,
    pupils,
    burden: pupils.map((each) => random.int(each + 1)),
    fixedPupils,
    fixedBurden: fixedPupils.map((each) => random.int(each + 1)),
    metres,
    neighbours: lists.map((list) => Int32Array.from(list)),
    seats,
    today: Int32Array.from({ length: atoms }, () => random.int(schools + 1) - 1),
    capacity: Float64Array.from(shares, (share) =>
      room === Infinity ? Infinity : Math.round((share / sum) * all * room),
    ),
    minimum: Float64Array.from(shares, (share) => (options.minimum ? Math.floor((share / sum) * all * 0.8) : 0)),
    locked: Int32Array.from({ length: atoms }, () => (random.chance(options.locks ?? 0) ? random.int(schools) : -1)),
  };
}

/** Union–find: each piece has one representative. */
class Pieces {
  readonly #parent: number[];
  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, at) => at);
  }
  find(at: number): number {
    return this.#parent[at] === at ? at : this.find(this.#parent[at]!);
  }
  union(a: number, b: number): void {
    this.#parent[this.find(a)] = this.find(b);
  }
}

function piecesOf({ atoms, neighbours }: DistrictingProblem, holds: (atom: number) => boolean): Pieces {
  const pieces = new Pieces(atoms);
  for (let atom = 0; atom < atoms; atom++)
    for (const next of neighbours[atom]!) if (holds(atom) && holds(next)) pieces.union(atom, next);
  return pieces;
}

/** In each part of the neighbour graph, a school's atoms and its seat, where that is there, are one piece. */
export function isContiguous(problem: DistrictingProblem, plan: ArrayLike<number>): boolean {
  const { atoms, schools, seats } = problem;
  const whole = piecesOf(problem, () => true);
  for (let school = 0; school < schools; school++) {
    const seat = seats[school]!;
    const district = piecesOf(problem, (atom) => plan[atom] === school || atom === seat);
    const pieceIn = new Map<number, number>();
    if (seat >= 0) pieceIn.set(whole.find(seat), district.find(seat));
    for (let atom = 0; atom < atoms; atom++) {
      if (plan[atom] !== school) continue;
      const part = whole.find(atom);
      if (!pieceIn.has(part)) pieceIn.set(part, district.find(atom));
      if (pieceIn.get(part) !== district.find(atom)) return false;
      const isMainland = [...seats].some((other) => other >= 0 && whole.find(other) === part);
      if (isMainland && seat >= 0 && whole.find(seat) !== part) return false;
    }
    if (seat >= 0 && seats[plan[seat]!] !== seat) return false;
  }
  return true;
}

/** Pairs with a way, or with a reason to do without. */
function isOpen(problem: DistrictingProblem, atom: number, school: number): boolean {
  const { schools, metres, pupils, seats, today, locked } = problem;
  const isReached = (other: number) => metres[atom * schools + other]! < Infinity;
  if (isReached(school) || pupils[atom] === 0) return true;
  if (locked[atom] === school || today[atom] === school || seats[school] === atom) return true;
  const whole = piecesOf(problem, () => true);
  const isHere = (other: number) => seats[other]! >= 0 && whole.find(seats[other]!) === whole.find(atom);
  const all = [...seats.keys()];
  const near = all.some(isHere) ? all.filter((other) => isHere(other) || seats[other] === -1) : all;
  return near.includes(school) && !near.some(isReached);
}

export function termsOf(problem: DistrictingProblem, plan: ArrayLike<number>): Terms {
  const { atoms, schools, metres, pupils, burden, fixedPupils, fixedBurden, today, capacity } = problem;
  const farthest = Math.max(0, ...[...metres].filter(Number.isFinite));
  const way = (atom: number, school: number) => Math.min(farthest, metres[atom * schools + school]!);
  const list = Array.from({ length: atoms }, (_, atom) => atom);
  const add = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);
  const movable = add(pupils);
  const isKnown = list.every((atom) => today[atom]! >= 0 || pupils[atom] === 0);
  const nearest = (atom: number) => Math.min(...Array.from({ length: schools }, (_, school) => way(atom, school)));
  const people = list.filter((atom) => pupils[atom]! > 0);
  const base =
    add(people.map((atom) => pupils[atom]! * (isKnown ? way(atom, today[atom]!) : nearest(atom)))) / movable || 1;
  const loads = Array.from({ length: schools }, (_, school) => {
    const mine = list.filter((atom) => plan[atom] === school);
    return {
      load: fixedPupils[school]! + add(mine.map((atom) => pupils[atom]!)),
      burdened: fixedBurden[school]! + add(mine.map((atom) => burden[atom]!)),
    };
  });
  const total = add(loads.map(({ load }) => load));
  const burdened = add(loads.map((each) => each.burdened));
  const limited = [...capacity].filter(Number.isFinite);
  const share = total / add(limited);
  const isMixed = burdened > 0 && burdened < total;
  return {
    distance: add(people.map((atom) => pupils[atom]! * way(atom, plan[atom]!))) / movable / base || 0,
    moved:
      add(people.filter((atom) => today[atom]! >= 0 && today[atom] !== plan[atom]).map((atom) => pupils[atom]!)) /
        movable || 0,
    utilisation:
      add(
        loads.map(({ load }, school) =>
          capacity[school]! < Infinity && share < Infinity ? Math.abs(load - capacity[school]! * share) : 0,
        ),
      ) / total || 0,
    mix: isMixed
      ? add(
          loads.map((each) => Math.abs(each.burdened / burdened - (each.load - each.burdened) / (total - burdened))),
        ) / 2
      : 0,
  };
}

export const goalOf = (terms: Terms, weights: Weights): number =>
  weights.distance * terms.distance +
  weights.utilisation * terms.utilisation +
  weights.moved * terms.moved +
  weights.mix * terms.mix;

const holdsAll = () => true;

/** Tries all plans. @returns the least goal; Infinity where no plan keeps the rules */
export function leastGoal(
  problem: DistrictingProblem,
  weights: Weights,
  holds: (rule: Rule) => boolean = holdsAll,
): number {
  let least = Infinity;
  forEachPlan(problem, holds, (plan) => {
    const goal = goalOf(termsOf(problem, plan), weights);
    if (goal < least) least = goal;
    return true;
  });
  return least;
}

export function hasPlan(problem: DistrictingProblem, holds: (rule: Rule) => boolean): boolean {
  let isFound = false;
  forEachPlan(problem, holds, () => {
    isFound = true;
    return false;
  });
  return isFound;
}

/** @param visit returns whether to go on */
function forEachPlan(
  problem: DistrictingProblem,
  holds: (rule: Rule) => boolean,
  visit: (plan: Int32Array) => boolean,
): void {
  const { atoms, schools, pupils, fixedPupils, capacity, minimum, locked, seats } = problem;
  const contiguity = holds({ kind: 'contiguity' });
  const total = [...pupils, ...fixedPupils].reduce((a, b) => a + b);
  if (holds({ kind: 'totalCapacity' }) && total > [...capacity].reduce((a, b) => a + b)) return;
  const limit = capacity.map((places, school) => (holds({ kind: 'capacity', school }) ? places : Infinity));
  const least = minimum.map((each, school) => (holds({ kind: 'minimum', school }) ? each : 0));
  const choices = Array.from({ length: atoms }, (_, atom) =>
    Array.from({ length: schools }, (__, school) => school).filter((school) => {
      const lock = locked[atom]!;
      if (lock >= 0 && lock !== school && holds({ kind: 'locked', school: lock })) return false;
      if (contiguity && seats.includes(atom) && seats[school] !== atom) return false;
      return isOpen(problem, atom, school);
    }),
  );
  const plan = new Int32Array(atoms).fill(-1);
  const load = fixedPupils.slice();
  const place = (atom: number): boolean => {
    if (atom === atoms) {
      if (load.some((each, school) => each < least[school]! || each > limit[school]!)) return true;
      return contiguity && !isContiguous(problem, plan) ? true : visit(plan);
    }
    for (const school of choices[atom]!) {
      if (load[school]! + pupils[atom]! > limit[school]!) continue;
      plan[atom] = school;
      load[school]! += pupils[atom]!;
      const goesOn = place(atom + 1);
      load[school]! -= pupils[atom]!;
      if (!goesOn) return false;
    }
    return true;
  };
  place(0);
}
