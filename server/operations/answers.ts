/**
 * Answers that depend on a county's stored data only are kept until its revision changes, and a browser that has the
 * same revision hears 304. Losing the store costs time, never truth: every process has its own.
 */
import { createHash } from 'node:crypto';
import type { Db } from '../data/open.ts';
import { revisions } from '../data/repositories/counties.ts';

const KEPT = 300;
/** Larger answers are computed again rather than kept. */
const LARGEST = 4_000_000;

export interface Answer {
  etag: string;
  /** JSON text. */
  body: string;
}

export class AnswerStore {
  readonly #db: Db;
  readonly #version: string;
  readonly #answers = new Map<string, Promise<Answer>>();

  /** `version` of the service: another one may answer the same question otherwise. */
  constructor(db: Db, version: string) {
    this.#db = db;
    this.#version = version;
  }

  async answer(selection: string, address: string, compute: () => Promise<unknown>): Promise<Answer> {
    const revision = await revisions(this.#db, selection.split('+'));
    const key = `${this.#version} ${revision} ${address}`;
    const known = this.#answers.get(key);
    if (known) return known;
    const etag = `W/"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`;
    const made = compute().then((value) => ({ etag, body: JSON.stringify(value) }));
    this.#answers.set(key, made);
    const oldest = this.#answers.size > KEPT ? this.#answers.keys().next().value : undefined;
    if (oldest !== undefined) this.#answers.delete(oldest);
    try {
      if ((await made).body.length > LARGEST) this.#answers.delete(key);
    } catch (error) {
      this.#answers.delete(key);
      throw error;
    }
    return made;
  }
}
