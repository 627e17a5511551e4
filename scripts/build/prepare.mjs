/** Brings a checkout to where it can run: libraries installed, everything built that changed. */
import { join } from 'node:path';
import { isDue } from './changed.mjs';
import { runToEnd } from './child.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { root } from './root.mjs';
import { steps } from './steps.mjs';

const step = join(root, 'scripts/build/step.mjs');

/**
 * `names`: the steps that are needed; none = only install. `output`: where progress goes, 1 or 2, since the standard
 * output of a command-line tool belongs to its result.
 */
export async function prepare(names, output = 1) {
  const say = (line) => (output === 1 ? process.stdout : process.stderr).write(`${line}\n`);
  const wanted = steps.filter(({ name }) => names.includes(name));
  if (isInstalled() && !wanted.some(isDue)) return;
  const sayWaiting = () => say('Ein anderer Start dieses Ordners installiert oder baut gerade: warte auf ihn …');
  await withLock(join(root, 'dist/.lock'), sayWaiting, async () => {
    if (!isInstalled()) {
      say('Bibliotheken werden installiert (einmalig, etwa eine Minute) …');
      await install();
    }
    const due = wanted.filter(isDue);
    due.forEach(({ says }) => say(says));
    const codes = await Promise.all(due.map(({ name }) => runToEnd([step, name], { stdio: ['ignore', output, 2] })));
    const failed = due.filter((_, index) => codes[index] !== 0);
    if (failed.length === 0) return;
    throw new Error(
      `Das Bauen ist gescheitert (${failed.map(({ name }) => name).join(', ')}): die Ursache steht darüber.`,
    );
  });
}

export const everything = steps.map(({ name }) => name);
