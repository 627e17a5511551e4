/** Takes the lock at a given moment, together with others, says whether it got it, and holds it. */
import { FolderInUseError, FolderLock } from '../../server/data/pglite/lock.ts';

const [file = '', folder = '', at = '0'] = process.argv.slice(2);
while (Date.now() < Number(at)) await new Promise((resolve) => setTimeout(resolve, 1));
try {
  FolderLock.take(file, folder);
  process.stdout.write('taken\n');
} catch (error) {
  process.stdout.write(error instanceof FolderInUseError ? 'refused\n' : `${String(error)}\n`);
}
setInterval(() => undefined, 1000);
