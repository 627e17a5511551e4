/** What is made from stored data and asked for again: kept by its state, until others have been asked for since. */
import type { Database } from '../data/open.ts';

export class Keeper<T> {
  readonly #most: number;
  readonly #kept = new WeakMap<Database, Map<string, Promise<T>>>();

  /** @param most of each database: the oldest one goes first */
  constructor(most: number) {
    this.#most = most;
  }

  /** What failed is made anew when it is asked for again. */
  get(database: Database, key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(database) ?? new Map<string, Promise<T>>();
    this.#kept.set(database, known);
    const there = known.get(key);
    if (there) return there;
    const made = make();
    known.set(key, made);
    const oldest = known.size > this.#most ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    made.catch(() => known.delete(key));
    return made;
  }
}

/** The chosen counties in the state of their data. */
export const stateOf = (counties: readonly { key: string; revision: string }[]): string =>
  counties.map(({ key, revision }) => `${key}@${revision}`).join('+');
