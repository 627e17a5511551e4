import './scripts/test/node20.mjs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const server = process.env['PLANUNGSRAUM_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
const browser = process.env['PLANUNGSRAUM_TEST_CHROMIUM'];

/** Of the reading of real files, and of the solver, the database decides nothing: one engine is enough. */
const onceOnly = ['test/api/real*.test.ts', 'test/api/berlin*.test.ts', 'test/api/optimise.test.ts'];

/** Groups run one after the other: two embedded databases at a time are what a small machine can hold (0.6 GB each). */
function onEngine(engine: 'pglite' | 'postgres', group: number): TestProjectConfiguration[] {
  const suffix = engine === 'postgres' ? '-postgres' : '';
  const env = {
    PLANUNGSRAUM_TEST_ENGINE: engine,
    ...(engine === 'postgres' && server ? { PLANUNGSRAUM_TEST_DATABASE_URL: server } : {}),
  };
  const shared = { env, maxWorkers: 2, testTimeout: 60_000, hookTimeout: 120_000 };
  return [
    {
      test: {
        ...shared,
        name: `data${suffix}`,
        include: ['test/data/**/*.test.ts', 'test/truth/**/*.test.ts'],
        sequence: { groupOrder: group },
      },
    },
    {
      test: {
        ...shared,
        name: `api${suffix}`,
        include: ['test/api/**/*.test.ts'],
        exclude: engine === 'postgres' ? onceOnly : [],
        sequence: { groupOrder: group },
      },
    },
  ];
}

const unit: TestProjectConfiguration = {
  // Only the screen's state needs it: classes with runes in .svelte.ts files.
  plugins: [svelte({ configFile: './svelte.config.js' })],
  test: {
    name: 'unit',
    include: ['test/*.test.ts', 'test/{planning,geodata,web,scripts}/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { groupOrder: 1 },
  },
};

const e2e: TestProjectConfiguration = {
  test: {
    name: 'e2e',
    include: ['test/e2e/**/*.test.ts'],
    // Beside the tests on a server, which leave one core to the browser.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    sequence: { groupOrder: 3 },
  },
};

/** The browser's one file takes longest: begun last, it would run alone. */
class BrowserFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isBrowser = ({ project }: TestSpecification) => Number(project.name === 'e2e');
    return (await super.sort(files)).sort((a, b) => isBrowser(b) - isBrowser(a));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: BrowserFirst },
    projects: [unit, ...onEngine('pglite', 2), ...(server ? onEngine('postgres', 3) : []), ...(browser ? [e2e] : [])],
  },
});
