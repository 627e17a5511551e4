/**
 * What takes time to make and follows from a county's revision alone, kept in the data folder over a restart, so that
 * the first screen waits for no query. Losing a file costs time, never truth; those of an older revision are removed.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const DIGEST_BYTES = 32;

const digest = (content: string | Uint8Array): Buffer => createHash('sha256').update(content).digest();

export interface KeptName {
  county: string;
  revision: string;
  name: string;
}

export class KeptFiles {
  readonly #folder: string;
  readonly #build: string;
  readonly #writing = new Set<Promise<void>>();
  /** Folders that are known to be a county's only one. */
  readonly #current = new Map<string, Promise<void>>();

  /** `build` names the program that made the files: another one may make others. */
  constructor(folder: string, build: string) {
    this.#folder = folder;
    this.#build = build;
  }

  /** The content; null where it is not kept, or not whole (a machine that lost its power in the middle). */
  async read(kept: KeptName): Promise<Uint8Array | null> {
    const file = await readFile(join(this.#folder, this.#folderOf(kept), fileOf(kept))).catch(() => null);
    if (!file) return null;
    const content = file.subarray(DIGEST_BYTES);
    return digest(content).equals(file.subarray(0, DIGEST_BYTES)) ? content : null;
  }

  /** In the background. Never fails: a full disk or a folder without rights leaves nothing kept. */
  write(kept: KeptName, content: Uint8Array): void {
    const written = this.#write(kept, content).finally(() => this.#writing.delete(written));
    this.#writing.add(written);
  }

  /** Once everything is written. */
  async settle(): Promise<void> {
    await Promise.all(this.#writing);
  }

  async #write(kept: KeptName, content: Uint8Array): Promise<void> {
    const folder = this.#folderOf(kept);
    const target = join(this.#folder, folder, fileOf(kept));
    const draft = `${target}.${randomUUID()}`;
    try {
      await this.#removeOlder(kept.county, folder);
      await writeFile(draft, Buffer.concat([digest(content), content]));
      await rename(draft, target);
    } catch {
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  /** Removes what belongs to no present revision. */
  async prune(present: { county: string; revision: string }[]): Promise<void> {
    const wanted = new Set(present.map((county) => this.#folderOf(county)));
    await this.#remove((folder) => !wanted.has(folder));
  }

  #folderOf({ county, revision }: Pick<KeptName, 'county' | 'revision'>): string {
    return `${county}@${digest(`${this.#build} ${revision}`).toString('hex').slice(0, 24)}`;
  }

  #removeOlder(county: string, folder: string): Promise<void> {
    const known = this.#current.get(folder);
    if (known) return known;
    const done = this.#remove((other) => other.startsWith(`${county}@`) && other !== folder).then(async () => {
      await mkdir(join(this.#folder, folder), { recursive: true });
    });
    for (const other of this.#current.keys()) if (other.startsWith(`${county}@`)) this.#current.delete(other);
    this.#current.set(folder, done);
    return done;
  }

  async #remove(stale: (folder: string) => boolean): Promise<void> {
    const folders = await readdir(this.#folder).catch(() => []);
    for (const folder of folders.filter(stale))
      await rm(join(this.#folder, folder), { recursive: true, force: true }).catch(() => undefined);
  }
}

const fileOf = ({ name }: KeptName): string => digest(name).toString('hex').slice(0, 32);
