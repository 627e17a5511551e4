/** The server, its workers and the command-line tools, each an entry of its own (a worker cannot load TypeScript). */
import { build } from 'esbuild';
import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './root.mjs';

const entries = {
  main: 'server/main.ts',
  databaseWorker: 'server/data/pglite/worker.ts',
  prepareWorker: 'server/jobs/prepareWorker.ts',
  districtsWorker: 'server/jobs/districtsWorker.ts',
  paperWorker: 'server/jobs/paperWorker.ts',
  peopleWorker: 'server/jobs/peopleWorker.ts',
  roadsWorker: 'server/jobs/roadsWorker.ts',
  toursWorker: 'server/jobs/toursWorker.ts',
  sampleWorker: 'server/jobs/sampleWorker.ts',
  load: 'scripts/load.ts',
  sample: 'scripts/sample.ts',
  audit: 'scripts/audit.ts',
  score: 'scripts/score.ts',
  bench: 'scripts/bench.ts',
};

/**
 * Libraries are bundled too, and of Turf only what is used: looking them up file by file costs a second at each start
 * of the service and half of one for each worker. Those that bring WebAssembly stay as they are,
 * and the browser of the bench.
 */
const external = [
  '@electric-sql/pglite',
  '@electric-sql/pglite-postgis',
  'sql.js',
  'highs',
  'pg-native',
  'playwright-core',
  '@sparticuz/chromium',
];
const turfFromSource = {
  name: 'turf-from-source',
  setup(building) {
    // jsts is no module of that shape and drops out with what needs it.
    building.onResolve({ filter: /^@turf\/[\w-]+$/ }, ({ path }) =>
      path === '@turf/jsts'
        ? { path, external: true, sideEffects: false }
        : { path: join(root, 'node_modules', path, 'dist/esm/index.js'), sideEffects: false },
    );
  },
};
/** Older libraries ask for Node's own modules with require, which a module does not have by itself. */
const require =
  "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);";

export const bundleOptions = (target) => ({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: target,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external,
  banner: { js: require },
  plugins: [turfFromSource],
  sourcemap: 'linked',
  // Node reads the maps at each start: without the sources in them half as long.
  sourcesContent: false,
  logLevel: 'warning',
});

/** The grid is read at run time from dist/geodata, beside dist/server. */
export function copyGrid() {
  const folder = join(root, 'dist/geodata/crs');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, 'geodata/crs/BETA2007.gsb'), join(folder, 'BETA2007.gsb'));
}

/** Paper is set in the face of the screen; of the whole face a PDF takes what it uses. */
function copyFonts(target) {
  const folder = join(target, 'fonts');
  mkdirSync(folder, { recursive: true });
  for (const name of ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'])
    copyFileSync(join(root, 'node_modules/@expo-google-fonts/inter', name), join(folder, basename(name)));
}

export async function bundleServer(target = join(root, 'dist/server')) {
  await build(bundleOptions(target));
  copyGrid();
  copyFonts(target);
}
