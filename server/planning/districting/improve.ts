/**
 * Better plans by parts: what the linear programme with the closer-neighbour rule leaves open, or the districts of a few
 * neighbouring schools, is drawn anew as well as can be, the rest stays (relaxation-induced neighbourhoods: Danna, Rothberg,
 * Le Pape 2005). The rule's depths follow the plan at hand (closer.ts), so that each round may go where the last could not.
 */
import { closerRules } from './closer.ts';
import { ROOM } from './contiguity.ts';
import { anneal } from './localSearch.ts';
import { Programme } from './programme.ts';
import type { Cut, Pairs } from './programmeParts.ts';
import type { Relaxed, Scene } from './relaxation.ts';

/** Candidate schools of each atom by reduced cost, besides the one it has. */
const CANDIDATES = 4;
/** Seconds that the whole atoms of a part may take. */
const SECONDS_OF_A_PART = 4;
/** (goal − bound) ÷ goal at which a part is drawn well enough. */
const GAP_OF_A_PART = 0.0007;
/** In parts of the goal, for each pupil above a limit: what plans on the way may break. */
export const PRICE_OF_LIMITS = 0.002;
/** The search after a part, in moves for each atom: short, and hardly uphill. */
const SHORT = { tries: 150, heat: 3e-5 };
/** The search from the best plan on, to where parts do not lead. */
const LONG = { tries: 1500, heat: 3e-4 };

export interface ImproveOptions {
  relaxed: Relaxed;
  /** (goal − bound) ÷ goal at which it is good enough. */
  enough: number;
  isOver: () => boolean;
  random: () => number;
  onRound?: (goal: number) => void;
}

export class Improvement {
  /** The best plan that keeps the rules; null as long as there is none. */
  best: Int32Array | null = null;
  goal = Infinity;
  /** Where the search stands: the best plan, or one that breaks limits. */
  at: Int32Array;
  readonly #scene: Scene;
  readonly #options: ImproveOptions;
  readonly #nearest: Int32Array[];
  /** Rings around what is open, wider where the last round brought nothing. */
  #rings = 1;
  #noise = 0;

  constructor(scene: Scene, start: Int32Array, options: ImproveOptions) {
    this.#scene = scene;
    this.#options = options;
    this.at = start;
    this.#nearest = this.#candidates();
    this.offer(start);
  }

  get isEnough(): boolean {
    return this.goal - this.#options.relaxed.bound <= this.#options.enough * this.goal;
  }

  /** @returns whether the plan is a better one */
  offer(plan: Int32Array): boolean {
    const { goal, ground } = this.#scene;
    const value = goal.of(goal.termsOf(plan));
    if (value >= this.goal - 1e-9 || !ground.keepsRules(plan, goal.loadsOf(plan).load)) return false;
    this.best = plan.slice();
    this.at = this.best;
    this.goal = value;
    return true;
  }

  #candidates(): Int32Array[] {
    const { goal, ground } = this.#scene;
    const { atoms, schools } = goal.problem;
    const { reducedCost } = this.#options.relaxed;
    return Array.from({ length: atoms }, (_, atom) => {
      const row = (school: number) => reducedCost[atom * schools + school]!;
      const way = (school: number) => goal.way[atom * schools + school]!;
      return Int32Array.from({ length: schools }, (_, school) => school)
        .filter((school) => ground.allows(atom, school, { contiguity: true }))
        .sort((a, b) => row(a) - row(b) || way(a) - way(b) || a - b)
        .slice(0, CANDIDATES);
    });
  }

  #pairsOf(schoolsOf: (atom: number) => Iterable<number>): { pairs: Pairs; cuts: Cut[] } {
    const { goal, ground } = this.#scene;
    const { schools } = goal.problem;
    const pairs: Pairs = { atom: [], school: [] };
    this.at.forEach((has, atom) => {
      for (const school of new Set([...schoolsOf(atom), has])) {
        pairs.atom.push(atom);
        pairs.school.push(school);
      }
    });
    const { reducedCost } = this.#options.relaxed;
    const { random } = this.#options;
    return closerRules(ground, this.at, pairs, (atom, school) => {
      const cost = Math.max(0, reducedCost[atom * schools + school]!);
      return this.#noise > 0 ? (cost + 1e-5) * (1 + this.#noise * random()) : cost;
    });
  }

  /** What the linear programme with the rule says: its plan, each atom where most of it goes, and the atoms it parts. */
  #linear(pairs: Pairs, cuts: readonly Cut[]): { rounded: Int32Array; parted: Set<number> } | null {
    const { goal, highs, rules, secondsLeft } = this.#scene;
    const rest = new Int32Array(goal.problem.atoms).fill(-1);
    const settings = { pairs, rules, rest, integer: false, priceOfLimits: PRICE_OF_LIMITS * 5 };
    const linear = new Programme(goal, highs, settings);
    try {
      linear.addCuts(cuts);
      const { isSolved, value } = linear.solveLinear(secondsLeft());
      if (!isSolved) return null;
      const parted = pairs.atom.filter((_, column) => value[column]! > 0.001 && value[column]! < 0.999);
      return { rounded: linear.planOf(value), parted: new Set(parted) };
    } finally {
      linear.dispose();
    }
  }

  /** @returns what HiGHS makes of the free atoms while the others stay as in `rest`; null: nothing */
  #draw(
    free: ReadonlySet<number>,
    { pairs, cuts, rest, begin }: { pairs: Pairs; cuts: readonly Cut[]; rest: Int32Array; begin: Int32Array | null },
  ): Int32Array | null {
    const { goal, highs, rules, secondsLeft } = this.#scene;
    const part: Pairs = { atom: [], school: [] };
    pairs.atom.forEach((atom, column) => {
      if (!free.has(atom)) return;
      part.atom.push(atom);
      part.school.push(pairs.school[column]!);
    });
    if (part.atom.length === 0 || this.#options.isOver()) return null;
    const soft = begin ? {} : { priceOfLimits: PRICE_OF_LIMITS };
    const whole = new Programme(goal, highs, { pairs: part, rules, rest, integer: true, ...soft });
    try {
      whole.addCuts(cuts);
      const seconds = Math.min(SECONDS_OF_A_PART, secondsLeft());
      return whole.solveWhole(seconds, { begin, gap: GAP_OF_A_PART }).plan;
    } finally {
      whole.dispose();
    }
  }

  /** A search from a plan, which may break limits. */
  #polish(plan: Int32Array, { tries, heat }: { tries: number; heat: number } = SHORT): void {
    const { goal, ground } = this.#scene;
    this.offer(plan);
    if (this.#options.isOver()) return;
    const found = anneal(goal, ground, plan, {
      random: this.#options.random,
      isOver: this.#options.isOver,
      tries: tries * plan.length,
      heat,
      penalty: PRICE_OF_LIMITS,
    });
    if (found.plan) this.offer(found.plan);
    else if (!this.best) this.at = found.last;
  }

  /** One round over the whole county. @returns whether it brought a better plan */
  round(): boolean {
    const { neighbours } = this.#scene.goal.problem;
    const before = this.goal;
    const around = (atoms: ReadonlySet<number>) =>
      new Set([...atoms, ...[...atoms].flatMap((atom) => [...neighbours[atom]!])]);
    const { pairs, cuts } = this.#pairsOf((atom) => this.#nearest[atom]!);
    const linear = this.#linear(pairs, cuts);
    if (!linear) return false;
    const { rounded, parted } = linear;
    // First what is parted is drawn within the rest of the linear programme's plan, whatever limits that breaks.
    let wide: ReadonlySet<number> = parted;
    for (let ring = 0; ring < this.#rings; ring++) wide = around(wide);
    const drawn = this.#draw(wide, { pairs, cuts, rest: rounded, begin: null });
    if (drawn) this.#polish(drawn);
    if (this.best) {
      // Then whatever differs, within the best plan.
      const { pairs: near, cuts: rules } = this.#pairsOf((atom) => this.#nearest[atom]!);
      const differs = [...(drawn ?? rounded).keys()].filter((atom) => (drawn ?? rounded)[atom] !== this.at[atom]);
      const free = new Set([...parted, ...differs]);
      const better = this.#draw(free, { pairs: near, cuts: rules, rest: this.at, begin: this.at });
      if (better) this.#polish(better);
    }
    this.#options.onRound?.(this.goal);
    const isBetter = this.goal < before * (1 - 2e-4) || (before === Infinity && this.goal < Infinity);
    this.#rings = isBetter ? this.#rings : 1 + (this.#rings % 2);
    this.#noise = isBetter ? this.#noise : this.#noise + 0.5;
    return isBetter;
  }

  /** Draws the districts of some neighbouring schools anew, from one of them on, chosen by chance. */
  roundOf(size: number): boolean {
    const { schools, neighbours } = this.#scene.goal.problem;
    const { random } = this.#options;
    const before = this.goal;
    const borders = bordersOf(this.at, neighbours, schools);
    const group = new Set([this.#needy()]);
    for (let tries = 0; group.size < size && tries < 50; tries++) {
      const around = [...group].flatMap((school) => [...borders[school]!]).filter((school) => !group.has(school));
      if (around.length === 0) break;
      group.add(around[Math.floor(random() * around.length)]!);
    }
    const { ground } = this.#scene;
    const { pairs, cuts } = this.#pairsOf((atom) =>
      group.has(this.at[atom]!) ? [...group].filter((school) => ground.allows(atom, school, { contiguity: true })) : [],
    );
    const free = new Set([...this.at.keys()].filter((atom) => group.has(this.at[atom]!)));
    const drawn = this.#draw(free, { pairs, cuts, rest: this.at, begin: this.best });
    if (drawn) this.#polish(drawn);
    this.#options.onRound?.(this.goal);
    return this.goal < before - 1e-9;
  }

  /** Searches from where it stands, farther than after a part. */
  shake(): boolean {
    const before = this.goal;
    this.#polish(this.at, LONG);
    this.#options.onRound?.(this.goal);
    return this.goal < before - 1e-9;
  }

  /** A school whose atoms cost more than the bound's prices say: there most is to be won. */
  #needy(): number {
    const { schools } = this.#scene.goal.problem;
    const { reducedCost } = this.#options.relaxed;
    const lost = new Float64Array(schools).fill(ROOM);
    this.at.forEach((school, atom) => (lost[school]! += Math.max(0, reducedCost[atom * schools + school]!)));
    let pick = this.#options.random() * lost.reduce((sum, each) => sum + each, 0);
    return Math.max(
      0,
      lost.findIndex((each) => (pick -= each) <= 0),
    );
  }
}

/** Per school: those whose districts share a border with its own. */
function bordersOf(plan: Int32Array, neighbours: readonly Int32Array[], schools: number): Set<number>[] {
  const borders = Array.from({ length: schools }, () => new Set<number>());
  neighbours.forEach((list, atom) => {
    for (const next of list) if (plan[atom] !== plan[next]) borders[plan[atom]!]!.add(plan[next]!);
  });
  return borders;
}
