/** The server, its workers and the command-line tools, each an entry of its own (a worker cannot load TypeScript). */
import { build } from 'esbuild';
import { copyFileSync, mkdirSync } from 'node:fs';
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

/**
 * Turf is many small modules behind one door: loading all of them costs half a second at each start of the service and
 * of the worker that reads a file. Bundled, only what is used is left.
 */
const bundleTurf = {
  name: 'bundle-turf',
  setup(building) {
    // jsts is no module of that shape and drops out with what needs it.
    building.onResolve({ filter: /^@turf\/[\w-]+$/ }, ({ path }) =>
      path === '@turf/jsts'
        ? { path, external: true, sideEffects: false }
        : { path: join(root, 'node_modules', path, 'dist/esm/index.js'), sideEffects: false },
    );
  },
};

export const bundleOptions = (target) => ({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: target,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  plugins: [bundleTurf],
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
