/** The lock of the embedded folder: one owner, and a dead one is noticed. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { on } from 'node:events';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { lockFile, openDatabase } from '../../server/data/open.ts';
import { FolderInUseError, FolderLock, liveOwner } from '../../server/data/pglite/lock.ts';
import { engine } from '../database.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'planungsraum-lock-'));
  file = lockFile(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Start time of a process as Linux tells it (field 22 of stat, behind the command in brackets). */
const startOf = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
};
/** A lock as another process would have laid it down. */
const lay = (pid: number, started: string, content = '{"url":"http://127.0.0.1:1"}'): string => {
  const path = `${file}.${pid}-${started}-other`;
  writeFileSync(path, content);
  return path;
};
const dead = (): number => spawnSync(process.execPath, ['-e', '0']).pid;

describe.runIf(engine === 'pglite' && process.platform === 'linux')('lock', () => {
  test('a second owner is refused with one sentence that names the first and the cure', () => {
    const first = FolderLock.take(file, folder);
    first.announce('http://127.0.0.1:8080');
    let refusal: unknown;
    try {
      FolderLock.take(file, folder);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(FolderInUseError);
    expect((refusal as Error).message).toMatch(
      new RegExp(
        `^Der Datenordner ${folder} wird schon .*Prozess ${process.pid}, http://127\\.0\\.0\\.1:8080\\): bitte [^\\n]*\\.$`,
      ),
    );
    expect(liveOwner(file)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:8080', token: first.token });
    first.release();
    expect(readdirSync(folder)).toEqual([]);
    FolderLock.take(file, folder).release();
  });

  test('a data folder that is made is for its owner only; one that was there is left as it was', () => {
    const made = join(folder, 'new');
    FolderLock.take(lockFile(made), made).release();
    expect(statSync(made).mode & 0o777).toBe(0o700);
    chmodSync(folder, 0o750);
    FolderLock.take(file, folder).release();
    expect(statSync(folder).mode & 0o777).toBe(0o750);
  });

  test('another process that lives keeps its lock', async () => {
    const other = spawn('sleep', ['60']);
    try {
      await new Promise((resolve) => other.once('spawn', resolve));
      const theirs = lay(other.pid ?? 0, startOf(other.pid ?? 0));
      expect(() => FolderLock.take(file, folder)).toThrow(FolderInUseError);
      expect(readdirSync(folder)).toEqual([basename(theirs)]);
    } finally {
      other.kill('SIGKILL');
    }
  });

  test('a dead owner’s lock is taken over', () => {
    lay(dead(), '1');
    expect(liveOwner(file)).toBeNull();
    const lock = FolderLock.take(file, folder);
    expect(liveOwner(file)).toMatchObject({ pid: process.pid, token: lock.token });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test('a process id used again (another start time) is no owner', () => {
    const started = startOf(process.ppid);
    const living = lay(process.ppid, started);
    expect(() => FolderLock.take(file, folder)).toThrow(FolderInUseError);
    rmSync(living);
    lay(process.ppid, String(Number(started) - 1));
    expect(FolderLock.take(file, folder).token).toBe(liveOwner(file)?.token);
  });

  test('an owner that died before it wrote its lock down (power loss) is none', () => {
    lay(dead(), '1', '');
    expect(FolderLock.take(file, folder).token).toBe(liveOwner(file)?.token);
  });

  test('releasing never removes the lock of another', () => {
    const lock = FolderLock.take(file, folder);
    lay(process.ppid, startOf(process.ppid));
    lock.release();
    expect(liveOwner(file)?.token).toBe('other');
  });

  test('of several that find dead owners at the same moment exactly one wins, every time', async () => {
    const pid = dead();
    const script = fileURLToPath(new URL('./takeLock.ts', import.meta.url));
    const takers = Array.from({ length: 4 }, () => spawn(process.execPath, ['--import', 'tsx', script, file, folder]));
    const lines = takers.map((taker) => on(createInterface({ input: taker.stdout }), 'line'));
    const heard = () => Promise.all(lines.map(async (each) => String((await each.next()).value)));
    const tell = (word: string) => takers.forEach((taker) => taker.stdin.write(`${word}\n`));
    try {
      expect(new Set(await heard())).toEqual(new Set(['ready']));
      for (let round = 0; round < 40; round++) {
        lay(pid, '1');
        tell(String(Date.now() + 20));
        expect((await heard()).sort()).toEqual(['refused', 'refused', 'refused', 'taken']);
        tell('release');
        await heard();
        expect(readdirSync(folder)).toEqual([]);
      }
    } finally {
      takers.forEach((taker) => taker.kill('SIGKILL'));
    }
  });

  test('a database in use is refused to a second, and stays intact', async () => {
    const first = await openDatabase({ dataDir: folder });
    await sql`create table probe as select 1 as n`.execute(first.db);
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(FolderInUseError);
    await sql`insert into probe values (2)`.execute(first.db);
    await first.close();
    const again = await openDatabase({ dataDir: folder });
    expect((await sql<{ n: number }>`select n from probe order by n`.execute(again.db)).rows).toEqual([
      { n: 1 },
      { n: 2 },
    ]);
    await again.close();
    expect(liveOwner(file)).toBeNull();
  });
});
