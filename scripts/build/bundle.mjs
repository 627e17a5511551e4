/** The server, its workers and the command-line tools, each an entry of its own (a worker cannot load TypeScript). */
import { build } from 'esbuild';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const entries = {
  main: 'server/main.ts',
  databaseWorker: 'server/data/pglite/worker.ts',
  prepareWorker: 'server/jobs/prepareWorker.ts',
  sampleWorker: 'server/jobs/sampleWorker.ts',
  load: 'scripts/load.ts',
  sample: 'scripts/sample.ts',
  bench: 'scripts/bench.ts',
};

export const bundleOptions = (target) => ({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(
    Object.entries(entries).filter(
      ([, file]) =>
        existsSync(join(root, file)) && (!file.includes('ample') || existsSync(join(root, 'geodata/sample/index.ts'))),
    ),
  ),
  outdir: target,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'linked',
  logLevel: 'warning',
});

/** The grid is read at run time from dist/geodata, beside dist/server. */
export function copyGrid() {
  const folder = join(root, 'dist/geodata/crs');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, 'geodata/crs/BETA2007.gsb'), join(folder, 'BETA2007.gsb'));
}

export async function bundleServer(target = join(root, 'dist/server')) {
  await build(bundleOptions(target));
  copyGrid();
}
