import './scripts/test/node20.mjs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const server = process.env['PLANUNGSRAUM_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL'];
const browser = process.env['PLANUNGSRAUM_TEST_CHROMIUM'];

/**
 * Where a server is there, these run on it alone: what they check is computed in the process, or read from real files, and the
 * embedded engine takes twice as long over it. Without a server they run on the embedded one.
 */
const onceOnly = [
  ...['Areas', 'Forecast', 'Grid', 'Population', 'Pupils', 'Roads', 'Sites', 'Transport', 'Variants'].map(
    (subject) => `test/api/real${subject}.test.ts`,
  ),
  'test/api/berlin*.test.ts',
  'test/api/{addresses,audit,badInput,confidentiality,counties,demography,fourStates,imports,measures,protection,pupilList,schoolGuide,variants,variantWork}.test.ts',
  'test/api/{choice,coverage,districts,doorToDoor,enrolment,entitlement,entitlementCounties,entrants,formation,guests,indicators,indicatorFiles,indicatorStore,keptForecasts,kitaOffers,kitaOutlook,kitaReach,kitaSites,lineCourses,load,network,networkEdits,offers,officialTables,optimise,residentsMask,socialData,tours,toursOtherwise,transit,variantDistricts,variantsAhead}.test.ts',
];

/** Groups run one after the other: two embedded databases at a time are what a small machine can hold (0.6 GB each). */
function onEngine(engine: 'pglite' | 'postgres', group: number): TestProjectConfiguration[] {
  const suffix = engine === 'postgres' ? '-postgres' : '';
  const env = {
    PLANUNGSRAUM_TEST_ENGINE: engine,
    ...(engine === 'postgres' && server
      ? { PLANUNGSRAUM_TEST_DATABASE_URL: server, PLANUNGSRAUM_TEST_RUN: String(process.pid) }
      : {}),
  };
  const shared = {
    env,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    ...(engine === 'postgres' ? { globalSetup: 'test/dropLikes.ts' } : {}),
  };
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
        exclude: engine === 'pglite' && server ? onceOnly : [],
        sequence: { groupOrder: group },
      },
    },
  ];
}

/** Last, and at once: the browser's one file keeps one worker for minutes, the other has the kernels meanwhile. */
const BESIDE_THE_BROWSER = 4;

/** The browser's file first: begun last, it would be waited for alone. */
class BrowserFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isBrowser = ({ moduleId }: TestSpecification) => moduleId.includes('/test/e2e/');
    return [...sorted.filter(isBrowser), ...sorted.filter((file) => !isBrowser(file))];
  }
}

const unit: TestProjectConfiguration = {
  // Only the screen's state needs it: classes with runes in .svelte.ts files.
  plugins: [svelte({ configFile: './svelte.config.js' })],
  test: {
    name: 'unit',
    // Kernels and readers keep no state of their own: a worker for each file would only cost its start.
    isolate: false,
    include: ['test/*.test.ts', 'test/{planning,geodata,web,scripts}/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    sequence: { groupOrder: BESIDE_THE_BROWSER },
  },
};

const e2e: TestProjectConfiguration = {
  test: {
    name: 'e2e',
    include: ['test/e2e/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    sequence: { groupOrder: BESIDE_THE_BROWSER },
  },
};

export default defineConfig({
  test: {
    sequence: { sequencer: BrowserFirst },
    projects: [unit, ...onEngine('pglite', 2), ...(server ? onEngine('postgres', 3) : []), ...(browser ? [e2e] : [])],
  },
});
