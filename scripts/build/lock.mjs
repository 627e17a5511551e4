/** Two starts of the same checkout must not install or build at once: the second waits for the first. */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export async function withLock(file, sayWaiting, work) {
  mkdirSync(dirname(file), { recursive: true });
  let said = false;
  while (!take(file)) {
    if (!said) sayWaiting();
    said = true;
    await wait(300);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A link appears at once with its content: nobody reads half a lock. */
function take(file) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeDead(file);
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Of two that find the same dead owner one may come late and move the other's fresh lock: it is put back. */
function removeDead(file) {
  const owner = read(file);
  if (owner === null || isAlive(owner)) return;
  const aside = `${file}.${process.pid}.dead`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (read(aside) === owner) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function read(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
