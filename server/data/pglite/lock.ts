/**
 * PGlite does not lock its folder, and two processes would corrupt it silently. Every process that wants the folder lays
 * down a file of its own beside it, named after itself, and then looks who else has: whoever finds no other that lives
 * owns the folder. Nobody ever removes or replaces the file of a process that lives, so two can never both own it,
 * however they interleave; an owner that died (kill -9, power) is told by process id and start time, since ids are used
 * again.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

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

/** When a process started, as the system tells it, in characters that a file name may hold; 'unknown' where the system does not. */
function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // Field 22, counted behind the command name, which may itself hold blanks and brackets.
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'unknown';
    }
    if (process.platform === 'darwin') {
      const said = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
      return said.trim().replaceAll(/\W+/g, '_');
    }
  } catch {
    return 'unknown';
  }
  return 'unknown';
}

function isAlive(owner: { pid: number; started: string }): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const started = startOf(owner.pid);
  return started === 'unknown' || owner.started === 'unknown' || started === owner.started;
}

/** A file that says who wants or has the folder: `<lock>.<pid>-<start>-<token>`, empty until the folder is his. */
interface Claim {
  path: string;
  pid: number;
  started: string;
  token: string;
}

function claimOf(file: string, name: string): Claim | null {
  const parts = /^\.(\d+)-(\w+)-([\w-]+)$/.exec(name.slice(basename(file).length));
  if (!name.startsWith(basename(file)) || !parts) return null;
  const [, pid = '', started = '', token = ''] = parts;
  return { path: join(dirname(file), name), pid: Number(pid), started, token };
}

function claims(file: string): Claim[] {
  try {
    return readdirSync(dirname(file)).flatMap((name) => claimOf(file, name) ?? []);
  } catch {
    return [];
  }
}

/** What an owner wrote down; null while a process only asks. */
function ownerOf(claim: Claim): LockOwner | null {
  try {
    const { url } = JSON.parse(readFileSync(claim.path, 'utf8')) as { url: string | null };
    return { pid: claim.pid, started: claim.started, token: claim.token, url };
  } catch {
    return null;
  }
}

/** The live owner of a folder, or null. */
export function liveOwner(file: string): LockOwner | null {
  for (const claim of claims(file)) {
    const owner = isAlive(claim) ? ownerOf(claim) : null;
    if (owner) return owner;
  }
  return null;
}

const PATIENCE_MS = 5_000;
const pause = (milliseconds: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

export class FolderLock {
  readonly #claim: Claim;

  private constructor(claim: Claim) {
    this.#claim = claim;
    this.#write(null);
  }

  get token(): string {
    return this.#claim.token;
  }

  /** Takes a folder, or throws FolderInUseError; of several that ask at once the one with the lowest token gets it. */
  static take(file: string, folder: string): FolderLock {
    // A folder that is made here is nobody else's to read; one that was there stays as somebody set it up.
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const token = randomUUID();
    const started = startOf(process.pid);
    const path = `${file}.${process.pid}-${started}-${token}`;
    const mine: Claim = { path, pid: process.pid, started, token };
    const lay = () => {
      try {
        writeFileSync(path, '', { mode: 0o600 });
      } catch {
        throw new Error(
          `Die Sperrdatei ${file} lässt sich nicht anlegen: bitte prüfen, ob der Ordner beschreibbar ist.`,
        );
      }
    };
    lay();
    for (const end = Date.now() + PATIENCE_MS; ;) {
      const others = claims(file).filter((claim) => claim.token !== token);
      others.filter((claim) => !isAlive(claim)).forEach((claim) => rmSync(claim.path, { force: true }));
      const living = others.filter(isAlive);
      const [first] = living;
      if (!first) return new FolderLock(mine);
      const owner = living.map(ownerOf).find((found) => found !== null);
      if (owner || Date.now() > end) {
        rmSync(path, { force: true });
        throw new FolderInUseError(folder, owner ?? { ...first, url: null });
      }
      // Whoever must wait for a lower token steps back meanwhile, so that the lowest one finds nobody else.
      const gives = living.some((claim) => claim.token < token);
      if (gives) rmSync(path, { force: true });
      pause(10);
      if (gives) lay();
    }
  }

  #write(url: string | null): void {
    writeFileSync(this.#claim.path, JSON.stringify({ url }), { mode: 0o600 });
  }

  announce(url: string): void {
    this.#write(url);
  }

  release(): void {
    rmSync(this.#claim.path, { force: true });
  }
}
