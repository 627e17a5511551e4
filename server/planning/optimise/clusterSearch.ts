/** The best plan known so far where sites have capacities, and the ways to a better one. */
import { Clustering, type Places, type Terrain } from './clustering.ts';
import type { Means } from './problem.ts';

/** Times that the fine is doubled before a plan that does not fit is left as it is. */
const DOUBLINGS = 10;
/** What each unit above a capacity counts where two plans are compared that do not fit, in first fines. */
const NEVER_WORTH = 1000;
/** Rounds after which the search goes back to the best plan. */
const BACK = 100;

export class ClusterSearch {
  best: Places | null = null;
  /** What it costs; Infinity as long as none fits. */
  objective = Infinity;
  readonly #clustering: Clustering;
  readonly #terrain: Terrain;
  readonly #fine: number;
  readonly #pick: (of: number) => number;
  readonly #isOver: () => boolean;

  /** @param fine per unit of demand above a capacity, to begin with: about what a plan costs per unit */
  constructor(terrain: Terrain, fine: number, { secondsLeft, random }: Pick<Means, 'secondsLeft' | 'random'>) {
    this.#terrain = terrain;
    this.#clustering = new Clustering(terrain);
    this.#fine = fine;
    this.#pick = (of) => Math.floor(random() * of);
    this.#isOver = () => secondsLeft() <= 0;
  }

  /** Looks for a plan with these sites. */
  open(sites: ArrayLike<number>): void {
    this.#clustering.begin(sites);
    this.#descend();
  }

  /** Takes a plan and looks for better ones near by. */
  improve(places: Places): void {
    this.#clustering.take(places);
    this.#keep();
    this.#descend();
  }

  #descend(): number {
    const clustering = this.#clustering;
    clustering.fine = this.#fine;
    clustering.descend(this.#isOver);
    for (let time = 0; time < DOUBLINGS && clustering.excess > 0 && !this.#isOver(); time++) {
      clustering.raiseFine();
      clustering.descend(this.#isOver);
    }
    return this.#keep();
  }

  /** @returns what the plan costs, far more where it does not fit */
  #keep(): number {
    const { objective, excess } = this.#clustering;
    if (excess === 0 && objective < this.objective) {
      this.objective = objective;
      this.best = this.#clustering.places();
    }
    return objective + NEVER_WORTH * this.#fine * excess;
  }

  /** Iterated local search (Lourenço, Martin, Stützle 2003), until so many rounds in a row bring nothing. */
  shake(patience: number, isOver: () => boolean): void {
    const { sites, p } = this.#terrain;
    const clustering = this.#clustering;
    if (this.best) clustering.take(this.best);
    let cost = this.#keep();
    let current = clustering.places();
    for (let since = 1; since <= patience && !isOver(); since++) {
      const before = this.objective;
      clustering.take(current);
      if (p < sites && this.#pick(2) === 0) this.#moveOne();
      else this.#moveSome();
      const reached = this.#descend();
      if (this.objective < before) since = 0;
      if (reached <= cost) {
        cost = reached;
        current = clustering.places();
      } else if (since % BACK === 0 && this.best) {
        cost = this.objective;
        current = this.best;
      }
    }
  }

  /** One site is closed and another one anywhere opened. */
  #moveOne(): void {
    const { sites, p } = this.#terrain;
    const clustering = this.#clustering;
    let site = this.#pick(sites);
    while (clustering.slotAt(site) >= 0) site = (site + 1) % sites;
    const slot = this.#pick(p);
    const points = [...clustering.members[slot]!];
    clustering.release(points);
    clustering.move(slot, site);
    clustering.serve(points);
  }

  /** The sites nearest to a point move to others that are as near, and their points are served anew. */
  #moveSome(): void {
    const { near, demand, p } = this.#terrain;
    const clustering = this.#clustering;
    const centre = this.#pick(demand.length);
    const wanted = Math.min(p, 2 + this.#pick(3));
    const slots: number[] = [];
    const closed: number[] = [];
    for (let at = near.start[centre]!; at < near.start[centre + 1]! && slots.length < wanted; at++) {
      const slot = clustering.slotAt(near.site[at]!);
      if (slot >= 0) slots.push(slot);
      else closed.push(near.site[at]!);
    }
    const points = slots.flatMap((slot) => clustering.members[slot]!);
    clustering.release(points);
    for (const slot of slots) {
      if (closed.length === 0 || this.#pick(3) === 0) continue;
      const at = this.#pick(closed.length);
      const before = clustering.open[slot]!;
      clustering.move(slot, closed[at]!);
      closed[at] = before;
    }
    clustering.serve(points);
  }
}
