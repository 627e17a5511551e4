/** `npm run check`: every check runs, two at a time, even when an earlier one failed; each is named with its time. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './build/root.mjs';

/** The slow ones first, so that two at a time end together. */
const checks = [
  ['lint', 'eslint', ['.', '--max-warnings', '0', '--concurrency', '2']],
  ['svelte', 'svelte-check', ['--tsconfig', './tsconfig.web.json', '--threshold', 'warning', '--output', 'human']],
  ['types', 'tsc', ['--noEmit', '--incremental', '--tsBuildInfoFile', 'node_modules/.cache/tsc.tsbuildinfo']],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '--cache', '.']],
  ['unused code', 'knip', ['--no-progress']],
  ['boundaries', 'depcruise', ['--config', '.dependency-cruiser.cjs', 'server', 'web', 'geodata', 'scripts', 'test']],
];

function run([name, program, args]) {
  const start = performance.now();
  return new Promise((resolve) => {
    const suffix = process.platform === 'win32' ? '.cmd' : '';
    const child = spawn(join(root, 'node_modules/.bin', program + suffix), args, {
      cwd: root,
      shell: suffix !== '',
      env: process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env,
    });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => output.push(Buffer.from(`${error.message}\n`)));
    child.once('close', (code) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      if (code !== 0) process.stdout.write(Buffer.concat(output));
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
      resolve({ name, passed: code === 0 });
    });
  });
}

const wanted = process.argv.slice(2);
const queue = checks.filter(([name]) => wanted.length === 0 || wanted.includes(name));
const results = [];
async function worker() {
  for (let next = queue.shift(); next; next = queue.shift()) results.push(await run(next));
}
await Promise.all([worker(), worker()]);
const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
console.log(failed.length === 0 ? 'All checks passed.' : `Checks failed: ${failed.join(', ')}.`);
process.exit(failed.length === 0 ? 0 : 1);
