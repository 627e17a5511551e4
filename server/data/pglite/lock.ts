/**
 * PGlite does not lock its folder, and two processes would corrupt it silently. A lock file names the owner; an owner
 * that has died (kill -9, power) is noticed by process id and start time, since ids are used again.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface LockOwner {
  pid: number;
  started: string;
  /** Address of the running service, once it listens. */
  url: string | null;
  /** Lets command-line tools of the same user speak to the service. */
  token: string;
}

export class FolderInUseError extends Error {
  readonly owner: LockOwner;
  constructor(folder: string, owner: LockOwner) {
    super(
      `Der Datenordner ${folder} wird schon von einem laufenden Planungsraum benutzt (Prozess ${owner.pid}${owner.url ? `, ${owner.url}` : ''}): ` +
        'bitte dort weiterarbeiten, ihn beenden oder mit PLANUNGSRAUM_DATA einen anderen Ordner wählen.',
    );
    this.name = 'FolderInUseError';
    this.owner = owner;
  }
}

/** When a process started, as the system tells it; 'unknown' where the system does not. */
function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Field 22, counted behind the command name, which may itself hold blanks and brackets.
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown';
    }
    if (process.platform === 'darwin') {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    }
  } catch {
    return 'unknown';
  }
  return 'unknown';
}

function isAlive(owner: LockOwner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const started = startOf(owner.pid);
  return started === 'unknown' || owner.started === 'unknown' || started === owner.started;
}

export function readLock(file: string): LockOwner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockOwner;
  } catch {
    return null;
  }
}

/** The live owner of a folder, or null. */
export function liveOwner(file: string): LockOwner | null {
  const owner = readLock(file);
  return owner && isAlive(owner) ? owner : null;
}

/** A link appears at once with its content, so that nobody ever reads half a lock; false where one stands already. */
function linkWithContent(file: string, owner: LockOwner): boolean {
  const draft = `${file}.${owner.token}`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Of two that find the same dead owner one may come late and hold the other's fresh lock: it is put back. */
function removeDead(file: string, dead: LockOwner | null): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return;
  }
  const taken = readLock(aside);
  if (taken && taken.token !== dead?.token) renameSync(aside, file);
  else rmSync(aside, { force: true });
}

export class FolderLock {
  readonly #file: string;
  #owner: LockOwner;

  private constructor(file: string, owner: LockOwner) {
    this.#file = file;
    this.#owner = owner;
  }

  get token(): string {
    return this.#owner.token;
  }

  static take(file: string, folder: string): FolderLock {
    mkdirSync(dirname(file), { recursive: true });
    const owner: LockOwner = { pid: process.pid, started: startOf(process.pid), url: null, token: randomUUID() };
    for (let attempt = 0; attempt < 5; attempt++) {
      if (linkWithContent(file, owner)) return new FolderLock(file, owner);
      const holder = readLock(file);
      if (holder && isAlive(holder)) throw new FolderInUseError(folder, holder);
      removeDead(file, holder);
    }
    throw new Error(`Die Sperrdatei ${file} lässt sich nicht anlegen: bitte prüfen, ob der Ordner beschreibbar ist.`);
  }

  announce(url: string): void {
    this.#owner = { ...this.#owner, url };
    writeFileSync(this.#file, JSON.stringify(this.#owner), { mode: 0o600 });
  }

  release(): void {
    if (readLock(this.#file)?.token === this.#owner.token) rmSync(this.#file, { force: true });
  }
}
