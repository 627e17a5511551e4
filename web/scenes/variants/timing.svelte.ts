/** From when, and for whom, changes hold: kept from one change to the next. */
class Timing {
  mode = $state<'atOnce' | 'entrants'>('atOnce');
  /** Share of entrants who stay with a sibling. */
  siblings = $state(0);
  #from = $state<number | null>(null);

  /** @param first the earliest year that may be chosen; without a choice the one after it */
  from(first: number): number {
    return Math.max(first, this.#from ?? first + 1);
  }
  set(year: number): void {
    this.#from = year;
  }
}

export const timing = new Timing();
