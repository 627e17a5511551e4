/**
 * Contiguity as cuts: an atom that hangs on a school's seat has, in each set of atoms that parts it from the seat, one that
 * belongs to the school: x(i, j) ≤ Σ_{k in S} x(k, j). Where no seat is: x(a, j) + x(b, j) ≤ 1 + Σ_{k in S} x(k, j)
 * (Oehrlein, Haunert 2017; Validi, Buchanan, Lykhovyd 2022, „Imposing contiguity constraints in political districting models“).
 * Only as many are written as the solver's answers ask for.
 */
import type { Ground } from './contiguity.ts';
import type { Cut } from './programmeParts.ts';

/** Atoms of a loose piece for which a cut is written; for the rest it mostly follows. */
const MOST_OF_A_PIECE = 12;
/** Shares of an atom above which it counts as part of a district, one after the other. */
const THRESHOLDS = [0.01, 0.2, 0.4, 0.6, 0.8];
/** By less than this an answer of the solver may break a cut. */
const BROKEN = 0.02;

export class Separators {
  readonly #ground: Ground;
  /** Whether the solver could give the atom to the school at all. */
  readonly #mayHold: (atom: number, school: number) => boolean;

  constructor(ground: Ground, mayHold: (atom: number, school: number) => boolean) {
    this.#ground = ground;
    this.#mayHold = mayHold;
  }

  /** The smallest set around the piece that parts it from `root`: the border of the piece that is reached from there. */
  #between(piece: readonly number[], root: number, school: number): number[] {
    const { neighbours, seats } = this.#ground.problem;
    const inside = new Set(piece);
    const border = new Set<number>();
    for (const atom of piece)
      for (const next of neighbours[atom]!)
        if (!inside.has(next) && (this.#mayHold(next, school) || next === seats[school])) border.add(next);
    // The root parts itself from nothing: what touches it would hang on it.
    const separator: number[] = [];
    const seen = new Set([root]);
    const stack = [root];
    for (let atom = stack.pop(); atom !== undefined; atom = stack.pop()) {
      if (border.has(atom)) {
        separator.push(atom);
        continue;
      }
      for (const next of neighbours[atom]!)
        if (!seen.has(next) && !inside.has(next) && (this.#mayHold(next, school) || border.has(next))) {
          seen.add(next);
          stack.push(next);
        }
    }
    return separator;
  }

  #cutsOf(
    school: number,
    piece: readonly number[],
    members: readonly number[],
    weight: (atom: number) => number,
  ): Cut[] {
    const { component, problem } = this.#ground;
    const seat = problem.seats[school]!;
    const part = component[piece[0]!]!;
    const heaviest = [...piece].sort((a, b) => weight(b) - weight(a) || a - b).slice(0, MOST_OF_A_PIECE);
    if (seat >= 0 && component[seat] === part) {
      const separator = this.#between(piece, seat, school);
      return heaviest.map((atom) => ({ school, atoms: [atom], separator }));
    }
    const inside = new Set(piece);
    const elsewhere = members.filter((atom) => component[atom] === part && !inside.has(atom));
    if (elsewhere.length === 0) return [];
    const root = elsewhere.reduce((most, atom) => (weight(atom) > weight(most) ? atom : most));
    const separator = this.#between(piece, root, school);
    return heaviest.map((atom) => ({ school, atoms: [atom, root], separator }));
  }

  /** What a plan in whole atoms breaks; none where it is contiguous. */
  ofPlan(plan: Int32Array): Cut[] {
    const { pupils } = this.#ground.problem;
    return this.#ground.breaksOf(plan).flatMap(({ school, piece }) => {
      const members = [...plan.keys()].filter((atom) => plan[atom] === school);
      return this.#cutsOf(school, piece, members, (atom) => pupils[atom]!);
    });
  }

  /** What a solution in parts breaks. @param shares per school: the atoms it has a share of, and how much */
  ofShares(shares: readonly ReadonlyMap<number, number>[]): Cut[] {
    return shares.flatMap((share, school) => {
      const shareOf = (atom: number) => share.get(atom) ?? 0;
      const found = new Map<string, Cut>();
      for (const threshold of THRESHOLDS) {
        const members = [...share.keys()].filter((atom) => shareOf(atom) >= threshold);
        const pieces = this.#ground.loosePieces(school, (atom) => shareOf(atom) >= threshold, members);
        for (const piece of pieces)
          for (const cut of this.#cutsOf(school, piece, members, shareOf)) {
            const sum = (list: readonly number[]) => list.reduce((all, atom) => all + shareOf(atom), 0);
            if (sum(cut.atoms) - (cut.atoms.length - 1) - sum(cut.separator) > BROKEN)
              found.set(`${cut.atoms.join()}|${cut.separator.join()}`, cut);
          }
      }
      return [...found.values()];
    });
  }
}
