/** Takes the lock whenever it is told a moment, together with others, says whether it got it, and holds it until told. */
import { createInterface } from 'node:readline';
import { FolderInUseError, FolderLock } from '../../server/data/pglite/lock.ts';

const [file = '', folder = ''] = process.argv.slice(2);
let held: FolderLock | null = null;

function take(): string {
  try {
    held = FolderLock.take(file, folder);
    return 'taken';
  } catch (error) {
    return error instanceof FolderInUseError ? 'refused' : String(error);
  }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'release') {
    held?.release();
    held = null;
    process.stdout.write('released\n');
    return;
  }
  while (Date.now() < Number(line)) continue;
  process.stdout.write(`${take()}\n`);
});
process.stdout.write('ready\n');
