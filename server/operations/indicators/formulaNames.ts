/** What the names in formulas stand for: indicators by their German name or their key. */
import { editDistance } from '../../planning/address/similar.ts';
import type { Formula } from '../../planning/socialSpace/formula.ts';
import { orderOf } from '../../planning/socialSpace/formulaOrder.ts';
import { DomainError } from '../../planning/errors.ts';

export interface Named {
  key: string;
  /** German, as in formulas. */
  name: string;
  unit: string;
}

/** Case and the width of gaps are no difference to a person. */
export const plainName = (name: string): string => name.trim().replace(/\s+/g, ' ').toLocaleLowerCase('de');

export class FormulaNames<T extends Named> {
  readonly #byName = new Map<string, T>();
  readonly #byKey = new Map<string, T>();
  readonly #all: readonly T[];

  /** Of two with one name the first counts; the other one is called by its key. */
  constructor(all: readonly T[]) {
    this.#all = all;
    for (const one of all) {
      if (!this.#byName.has(plainName(one.name))) this.#byName.set(plainName(one.name), one);
      if (!this.#byKey.has(one.key)) this.#byKey.set(one.key, one);
    }
  }

  find(written: string): T | null {
    return this.#byName.get(plainName(written)) ?? this.#byKey.get(written.trim()) ?? null;
  }

  /** By which formulas and sentences call it, and no other one. */
  labelOf(one: T): string {
    return this.#byName.get(plainName(one.name)) === one ? one.name : one.key;
  }

  /** What was probably meant, other than the indicator of a key; null: nothing is like it. */
  nearest(written: string, except: string): string | null {
    const wanted = plainName(written);
    let best: { name: string; distance: number } | null = null;
    for (const one of this.#all) {
      if (one.key === except) continue;
      const name = plainName(one.name);
      const limit = Math.max(1, Math.floor(Math.min(wanted.length, name.length) / 4));
      // A part of a name is what people remember of it.
      const isPart = Math.min(wanted.length, name.length) >= PART && (name.includes(wanted) || wanted.includes(name));
      const apart = editDistance(wanted, name, limit);
      const distance = isPart ? Math.min(apart, limit) : apart;
      if (distance <= limit && (best === null || distance < best.distance))
        best = { name: this.labelOf(one), distance };
    }
    return best?.name ?? null;
  }
}

const PART = 4;

/**
 * Labels in an order in which each can be computed, and why not of those that close a circle with earlier ones or are a level too many
 * on them. Both come about without anybody's fault where the formulas of two counties meet.
 */
export function orderAside(formulas: ReadonlyMap<string, Formula>): {
  order: string[];
  aside: Map<string, DomainError>;
} {
  const taken = new Map<string, Formula>();
  const aside = new Map<string, DomainError>();
  let order: string[] = [];
  for (const [label, formula] of formulas) {
    taken.set(label, formula);
    try {
      order = orderOf(taken);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      taken.delete(label);
      aside.set(label, error);
    }
  }
  return { order, aside };
}

/** With the labels of what it names in place of how they are written; unknown names stay. */
export function byLabel<T extends Named>(formula: Formula, names: FormulaNames<T>): Formula {
  const labels = formula.names.map((written) => {
    const found = names.find(written);
    return found ? names.labelOf(found) : written;
  });
  return { ...formula, names: [...new Set(labels)] };
}
