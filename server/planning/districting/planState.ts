/** A plan that is changed in place, with what its goal and its broken limits follow from. */
import type { Ground } from './contiguity.ts';
import type { Goal } from './goal.ts';

export class PlanState {
  readonly plan: Int32Array;
  readonly load: Float64Array;
  readonly burden: Float64Array;
  /** Goal without penalties. */
  goal: number;
  /** What a pupil above capacity or below the minimum counts. */
  penalty: number;
  readonly #goal: Goal;
  readonly #ground: Ground;
  readonly #mark: Int32Array;
  #stamp = 0;

  constructor(goal: Goal, ground: Ground, plan: Int32Array, penalty: number) {
    this.#goal = goal;
    this.#ground = ground;
    this.plan = plan.slice();
    const { load, burden } = goal.loadsOf(plan);
    this.load = load;
    this.burden = burden;
    this.goal = goal.of(goal.termsOf(plan));
    this.penalty = penalty;
    this.#mark = new Int32Array(plan.length);
  }

  /** Pupils above capacity or below the minimum. */
  excessOf(school: number, load = this.load[school]!): number {
    const { capacity, minimum } = this.#goal.problem;
    return Math.max(0, load - capacity[school]!) + Math.max(0, minimum[school]! - load);
  }

  get excess(): number {
    let sum = 0;
    for (let school = 0; school < this.load.length; school++) sum += this.excessOf(school);
    return sum;
  }

  #schoolTerm(school: number, load: number, burden: number): number {
    return this.#goal.ofSchool(school, load, burden) + this.penalty * this.excessOf(school, load);
  }

  /** By how much goal and penalties rise when the atoms go from a school to another. */
  riseOf(atoms: readonly number[], from: number, to: number): number {
    const { schools, pupils, burden } = this.#goal.problem;
    let [rise, people, burdened] = [0, 0, 0];
    for (const atom of atoms) {
      rise += this.#goal.cost[atom * schools + to]! - this.#goal.cost[atom * schools + from]!;
      people += pupils[atom]!;
      burdened += burden[atom]!;
    }
    if (people === 0) return rise;
    const [a, b] = [this.load[from]!, this.load[to]!];
    const [c, d] = [this.burden[from]!, this.burden[to]!];
    return (
      rise +
      this.#schoolTerm(from, a - people, c - burdened) -
      this.#schoolTerm(from, a, c) +
      this.#schoolTerm(to, b + people, d + burdened) -
      this.#schoolTerm(to, b, d)
    );
  }

  move(atoms: readonly number[], from: number, to: number): void {
    const { pupils, burden } = this.#goal.problem;
    const penalty = this.penalty;
    this.penalty = 0;
    this.goal += this.riseOf(atoms, from, to);
    this.penalty = penalty;
    for (const atom of atoms) {
      this.plan[atom] = to;
      this.load[from]! -= pupils[atom]!;
      this.load[to]! += pupils[atom]!;
      this.burden[from]! -= burden[atom]!;
      this.burden[to]! += burden[atom]!;
    }
  }

  isMember(atom: number, school: number): boolean {
    return this.plan[atom] === school || this.#ground.problem.seats[school] === atom;
  }

  /** Whether the atom touches the district, or would be its first in a component without the seat. */
  touches(atom: number, school: number): boolean {
    const { neighbours, seats } = this.#ground.problem;
    if (seats[school] === atom) return true;
    for (const next of neighbours[atom]!) if (this.isMember(next, school)) return true;
    const { component } = this.#ground;
    const part = component[atom]!;
    if (seats[school]! >= 0 && component[seats[school]!] === part) return false;
    return !this.plan.some((of, other) => of === school && component[other] === part);
  }

  /** Whether the atoms hang together among themselves: most often they do, and nothing more needs to be looked at. */
  #isRound(around: Int32Array): boolean {
    if (around.length <= 1) return true;
    const { neighbours } = this.#ground.problem;
    this.#stamp++;
    for (const atom of around) this.#mark[atom] = this.#stamp;
    const reached = [around[0]!];
    this.#mark[around[0]!] = 0;
    for (const atom of reached)
      for (const next of neighbours[atom]!) {
        if (this.#mark[next] !== this.#stamp) continue;
        this.#mark[next] = 0;
        reached.push(next);
      }
    return reached.length === around.length;
  }

  /**
   * The atom and what would be cut off from the seat without it.
   *
   * @returns null where there are more than `most`, or some must stay
   */
  shiftOf(atom: number, most: number): number[] | null {
    const { neighbours, seats } = this.#ground.problem;
    const school = this.plan[atom]!;
    const seat = seats[school]!;
    const around = neighbours[atom]!.filter((next) => this.isMember(next, school));
    if (atom !== seat && this.#isRound(around)) return [atom];
    const isRooted = seat >= 0 && this.#ground.component[seat] === this.#ground.component[atom];
    this.#stamp++;
    this.#mark[atom] = this.#stamp;
    const shift = [atom];
    let home: number[] | null = null;
    for (const from of around) {
      if (this.#mark[from] === this.#stamp) continue;
      this.#mark[from] = this.#stamp;
      const piece = [from];
      let isHome = from === seat;
      for (const each of piece)
        for (const next of neighbours[each]!)
          if (this.#mark[next] !== this.#stamp && this.isMember(next, school)) {
            this.#mark[next] = this.#stamp;
            piece.push(next);
            if (next === seat) isHome = true;
          }
      if (isRooted ? isHome : home === null || piece.length > home.length) {
        if (home && !isRooted) shift.push(...home);
        home = piece;
      } else shift.push(...piece);
      if (shift.length > most) return null;
    }
    return shift;
  }
}
