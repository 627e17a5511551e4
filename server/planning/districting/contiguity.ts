/**
 * What hangs together. Within each component of the neighbour graph a school's atoms, with its seat where that lies there,
 * must be one piece; so a district is one piece around its seat, but for islands, in which no school lies.
 */
import type { DistrictingProblem } from './problem.ts';

/** Component of each atom in the neighbour graph, numbered from 0 on. */
export function componentsOf(neighbours: readonly Int32Array[]): Int32Array {
  const component = new Int32Array(neighbours.length).fill(-1);
  let count = 0;
  for (let from = 0; from < neighbours.length; from++) {
    if (component[from]! >= 0) continue;
    component[from] = count;
    const stack = [from];
    for (let atom = stack.pop(); atom !== undefined; atom = stack.pop())
      for (const next of neighbours[atom]!) {
        if (component[next]! >= 0) continue;
        component[next] = count;
        stack.push(next);
      }
    count++;
  }
  return component;
}

export class Ground {
  readonly problem: DistrictingProblem;
  readonly component: Int32Array;
  readonly islands: number[][];
  /** Per atom: the one school whose seat it is; -1 none; -2 several, one of which has the atom, and the others hang on it. */
  readonly seatOf: Int32Array;
  /** atoms × schools: a way leads there, or there is a reason to allow the pair without one. */
  readonly #open: Uint8Array;
  /** atoms × schools: contiguity does not rule it out at once. */
  readonly #within: Uint8Array;

  constructor(problem: DistrictingProblem) {
    const { atoms, schools, neighbours, seats, pupils, metres, locked, today } = problem;
    this.problem = problem;
    this.component = componentsOf(neighbours);
    this.seatOf = new Int32Array(atoms).fill(-1);
    seats.forEach((seat, school) => {
      if (seat >= 0) this.seatOf[seat] = this.seatOf[seat] === -1 ? school : -2;
    });
    const schoolsIn = new Map<number, number[]>();
    seats.forEach((seat, school) => {
      if (seat >= 0) schoolsIn.set(this.component[seat]!, [...(schoolsIn.get(this.component[seat]!) ?? []), school]);
    });
    this.islands = [];
    const islandAt = new Map<number, number[]>();
    this.component.forEach((part, atom) => {
      if (schoolsIn.has(part)) return;
      const island = islandAt.get(part) ?? [];
      if (island.length === 0) {
        islandAt.set(part, island);
        this.islands.push(island);
      }
      island.push(atom);
    });
    this.#open = new Uint8Array(atoms * schools);
    this.#within = new Uint8Array(atoms * schools);
    for (let atom = 0; atom < atoms; atom++) {
      const mine = schoolsIn.get(this.component[atom]!);
      const isNear = (school: number) => mine === undefined || seats[school] === -1 || mine.includes(school);
      const isReached = (school: number) => metres[atom * schools + school]! < Infinity;
      const all = [...seats.keys()];
      // An atom from which no way leads to a school it could hang on must still get one.
      const isCutOff = !all.some((school) => isNear(school) && isReached(school));
      for (const school of all) {
        const at = atom * schools + school;
        const isAtHand = locked[atom] === school || today[atom] === school || seats[school] === atom;
        if (isReached(school) || pupils[atom] === 0 || isAtHand || (isCutOff && isNear(school))) this.#open[at] = 1;
        const ownSeat = this.seatOf[atom]!;
        if (isNear(school) && (ownSeat === -1 || ownSeat === school || (ownSeat === -2 && seats[school] === atom)))
          this.#within[at] = 1;
      }
    }
    this.#leaveOutUnreached();
  }

  /** What no path through atoms that may be the school's leads to, seen from its seat, cannot be in its district. */
  #leaveOutUnreached(): void {
    const { schools, seats, neighbours } = this.problem;
    seats.forEach((seat, school) => {
      if (seat < 0) return;
      const reached = new Set([seat]);
      for (const atom of reached)
        for (const next of neighbours[atom]!) if (this.allows(next, school, { contiguity: true })) reached.add(next);
      this.component.forEach((part, atom) => {
        if (part === this.component[seat] && !reached.has(atom)) this.#within[atom * schools + school] = 0;
      });
    });
  }

  /** Whether an atom may go to a school, as far as locks, ways and paths to the seat can tell. */
  allows(atom: number, school: number, { contiguity }: { contiguity: boolean }): boolean {
    const at = atom * this.problem.schools + school;
    if (this.#open[at] === 0 || (contiguity && this.#within[at] === 0)) return false;
    const lock = this.problem.locked[atom]!;
    return lock < 0 || lock === school;
  }

  /**
   * The pieces of a school's district that do not hang on its seat (in a component without it: on the largest piece).
   *
   * @param holds whether the atom is in the district
   */
  loosePieces(school: number, holds: (atom: number) => boolean, members: readonly number[]): number[][] {
    const seat = this.problem.seats[school]!;
    const seen = new Set<number>();
    const pieces = new Map<number, number[][]>();
    const grow = (from: number) => {
      const piece = [from];
      seen.add(from);
      for (const atom of piece)
        for (const next of this.problem.neighbours[atom]!)
          if (!seen.has(next) && (holds(next) || next === seat)) {
            seen.add(next);
            piece.push(next);
          }
      return piece;
    };
    const home = seat >= 0 ? this.component[seat]! : -1;
    if (seat >= 0) grow(seat);
    for (const atom of members) {
      if (seen.has(atom)) continue;
      const part = this.component[atom]!;
      const piece = grow(atom);
      const others = pieces.get(part);
      if (others) others.push(piece);
      else pieces.set(part, [piece]);
    }
    return [...pieces].flatMap(([part, of]) => {
      if (part === home) return of;
      const largest = of.reduce((most, piece) => (piece.length > most.length ? piece : most));
      return of.filter((piece) => piece !== largest);
    });
  }

  /** Loose pieces of all districts. Atoms at -1 are in none. */
  breaksOf(plan: Int32Array): { school: number; piece: number[] }[] {
    return membersOf(plan, this.problem.schools).flatMap((members, school) =>
      this.loosePieces(school, (atom) => plan[atom] === school, members).map((piece) => ({ school, piece })),
    );
  }

  /** Whether the plan keeps each rule. Sums of fractions are rounded: ten times 0.1 must fit into 1. */
  keepsRules(plan: Int32Array, load: Float64Array): boolean {
    const { capacity, minimum } = this.problem;
    return (
      plan.every((school, atom) => school >= 0 && this.allows(atom, school, { contiguity: true })) &&
      load.every((each, school) => each <= capacity[school]! + ROOM && each >= minimum[school]! - ROOM) &&
      this.breaksOf(plan).length === 0
    );
  }
}

/** Pupils by which sums of fractions may be off. */
export const ROOM = 1e-6;

export function membersOf(plan: Int32Array, schools: number): number[][] {
  const members = Array.from({ length: schools }, (): number[] => []);
  plan.forEach((school, atom) => {
    if (school >= 0) members[school]!.push(atom);
  });
  return members;
}
