/** The lock of the embedded folder: one owner, and a dead one is noticed. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { lockFile, openDatabase } from '../../server/data/open.ts';
import { FolderInUseError, FolderLock, liveOwner, readLock } from '../../server/data/pglite/lock.ts';
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
const owner = (pid: number, started: string) =>
  JSON.stringify({ pid, started, url: 'http://127.0.0.1:1', token: 'other' });

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
    expect(existsSync(file)).toBe(false);
    FolderLock.take(file, folder).release();
  });

  test('another process that lives keeps its lock', async () => {
    const other = spawn('sleep', ['60']);
    try {
      await new Promise((resolve) => other.once('spawn', resolve));
      writeFileSync(file, owner(other.pid ?? 0, startOf(other.pid ?? 0)));
      expect(() => FolderLock.take(file, folder)).toThrow(FolderInUseError);
      expect(readLock(file)?.token).toBe('other');
    } finally {
      other.kill('SIGKILL');
    }
  });

  test('a dead owner’s lock is taken over', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    writeFileSync(file, owner(pid, '1'));
    expect(liveOwner(file)).toBeNull();
    const lock = FolderLock.take(file, folder);
    expect(readLock(file)).toMatchObject({ pid: process.pid, token: lock.token });
  });

  test('a process id used again (another start time) is no owner', () => {
    const started = startOf(process.ppid);
    writeFileSync(file, owner(process.ppid, started));
    expect(() => FolderLock.take(file, folder)).toThrow(FolderInUseError);
    writeFileSync(file, owner(process.ppid, String(Number(started) - 1)));
    expect(readLock(file)?.token).toBe('other');
    expect(readLock(file)?.token).not.toBe(FolderLock.take(file, folder).token);
  });

  test('half a lock file (power loss) is taken over', () => {
    writeFileSync(file, '{"pid":1,"sta');
    expect(FolderLock.take(file, folder).token).toBe(readLock(file)?.token);
  });

  test('releasing never removes the lock of another', () => {
    const lock = FolderLock.take(file, folder);
    writeFileSync(file, owner(process.ppid, startOf(process.ppid)));
    lock.release();
    expect(readLock(file)?.token).toBe('other');
  });

  test('of several that find the same dead owner exactly one wins', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    for (let round = 0; round < 2; round++) {
      writeFileSync(file, owner(pid, '1'));
      const script = fileURLToPath(new URL('./takeLock.ts', import.meta.url));
      const at = String(Date.now() + 4000);
      const takers = Array.from({ length: 4 }, () =>
        spawn(process.execPath, ['--import', 'tsx', script, file, folder, at]),
      );
      const said = await Promise.all(
        takers.map(
          (taker) =>
            new Promise<string>((resolve) => {
              let text = '';
              taker.stdout.on('data', (chunk: Buffer) => {
                text += chunk.toString();
                if (text.includes('\n')) resolve(text.trim());
              });
              taker.on('close', () => resolve(text.trim()));
            }),
        ),
      );
      takers.forEach((taker) => taker.kill('SIGKILL'));
      expect(said.filter((word) => word === 'taken')).toHaveLength(1);
      expect(said.filter((word) => word === 'refused')).toHaveLength(3);
      rmSync(file);
      expect(readdirSync(folder)).toEqual([]);
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
    expect(existsSync(file)).toBe(false);
  });
});
