/** The best plan known so far, and the ways to a better one. */
import type { Means, Nearness } from './problem.ts';
import { greedy, Interchange, type Size } from './interchange.ts';

/** A start that is dearer than the best plan by more than this is not worth its swaps. */
const WORTH_A_DESCENT = 1.05;
/** Sites that are exchanged at once when the search is shaken, at most. */
const FARTHEST = 10;

export class Incumbent {
  readonly open: Int32Array;
  objective = Infinity;
  readonly #interchange: Interchange;
  readonly #size: Size;
  readonly #random: () => number;
  readonly #isOver: () => boolean;

  constructor(near: Nearness, size: Size, { secondsLeft, random }: Pick<Means, 'secondsLeft' | 'random'>) {
    this.#size = size;
    this.#random = random;
    this.#isOver = () => secondsLeft() <= 0;
    this.#interchange = new Interchange(near, size);
    this.open = new Int32Array(size.p);
    this.improve(greedy(near, size));
  }

  /** Swaps from these sites on, and keeps the plan if it is better. */
  improve(open: ArrayLike<number>): void {
    this.#interchange.begin(open);
    if (this.#interchange.objective <= this.objective * WORTH_A_DESCENT) this.#descend();
  }

  #descend(): boolean {
    this.#interchange.descend(this.#isOver);
    const { objective, open } = this.#interchange;
    if (objective >= this.objective) return false;
    this.objective = objective;
    this.open.set(open);
    return true;
  }

  /** Variable neighbourhood search (Hansen, Mladenović 1997), until so many rounds in a row bring nothing. */
  shake(patience: number): void {
    const { sites, p } = this.#size;
    const farthest = Math.min(p, sites - p, FARTHEST);
    const pick = (of: number) => Math.floor(this.#random() * of);
    for (let since = 0; since < patience && farthest > 0 && !this.#isOver(); since++) {
      this.#interchange.begin(this.open);
      for (let swaps = 0; swaps <= since % farthest; swaps++) {
        let opened = pick(sites);
        while (this.#interchange.isOpen(opened)) opened = (opened + 1) % sites;
        this.#interchange.swap(pick(p), opened);
      }
      if (this.#descend()) since = -1;
    }
  }

  /** What the second nearest open site of each point costs: where prices do well to begin. */
  secondNearest(): Float64Array {
    this.#interchange.begin(this.open);
    return this.#interchange.second.slice();
  }
}
