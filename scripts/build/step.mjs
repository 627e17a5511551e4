/**
 * Runs one build step in a process of its own, so that the memory of the tools (PGlite, Vite) is gone when the service
 * starts. Built beside the old result and put in its place when complete: nobody sees half a build.
 */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stamped } from './changed.mjs';
import { root } from './root.mjs';
import { steps } from './steps.mjs';

const step = steps.find(({ name }) => name === process.argv[2]);
if (!step)
  throw new Error(`There is no build step '${process.argv[2]}': it is one of ${steps.map(({ name }) => name)}.`);

const dist = join(root, 'dist');
const fresh = join(dist, `.${step.name}-new`);
const target = join(dist, step.name);
try {
  await stamped(step, async () => {
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    await (
      await step.load()
    )(fresh);
    rmSync(target, { recursive: true, force: true });
    renameSync(fresh, target);
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
