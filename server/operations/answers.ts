/**
 * Answers that depend on a county's stored data only are kept until its revision changes, and a browser that has the
 * same revision hears 304. Losing the store costs time, never truth: every process has its own. What every
 * screen begins with is kept over a restart too.
 */
import { createHash } from 'node:crypto';
import type { KeptFiles, KeptName } from '../data/keptFiles.ts';
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

export const etagOf = (version: string, revision: string, address: string): string =>
  `W/"${createHash('sha256').update(`${version} ${revision} ${address}`).digest('base64url').slice(0, 22)}"`;

export class AnswerStore {
  readonly #db: Db;
  readonly #version: string;
  readonly #kept: KeptFiles | null;
  readonly #answers = new Map<string, Promise<Answer>>();

  /** `version` of the service: another one may answer the same question otherwise. */
  constructor(db: Db, version: string, kept: KeptFiles | null = null) {
    this.#db = db;
    this.#version = version;
    this.#kept = kept;
  }

  /** `keep`: over a restart too. Only where nobody typed or chose anything: what people ask is nothing for the disk. */
  async answer(selection: string, address: string, compute: () => Promise<unknown>, keep = false): Promise<Answer> {
    const revision = await revisions(this.#db, selection.split('+'));
    const key = `${revision} ${address}`;
    const known = this.#answers.get(key);
    if (known) return known;
    const etag = etagOf(this.#version, revision, address);
    const kept = keep && !selection.includes('+') ? this.#kept : null;
    const made = bodyOf(kept, { county: selection, revision, name: address }, compute).then((body) => ({ etag, body }));
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

async function bodyOf(kept: KeptFiles | null, name: KeptName, compute: () => Promise<unknown>): Promise<string> {
  const known = await kept?.read(name);
  if (known) return Buffer.from(known).toString('utf8');
  const body = JSON.stringify(await compute());
  kept?.write(name, Buffer.from(body));
  return body;
}
