/** `npm test`: installs and builds what is missing, finds a browser, runs all tests and closes with their totals. */
import { refuseUnsuitableNode } from './build/nodeVersion.mjs';

refuseUnsuitableNode();

async function readTotals(file) {
  const { existsSync, readFileSync, rmSync } = await import('node:fs');
  if (!existsSync(file)) return null;
  const totals = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  return totals;
}

async function test(args) {
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const { everything, prepare } = await import('./build/prepare.mjs');
  const { runToEnd } = await import('./build/child.mjs');
  const { findBrowser } = await import('./test/browser.mjs');

  await prepare(everything);
  const browser = await findBrowser();
  const totalsFile = join(tmpdir(), `planungsraum-test-${process.pid}.json`);
  const env = { ...process.env, PLANUNGSRAUM_TEST_TOTALS: totalsFile };
  if (browser.path) env['PLANUNGSRAUM_TEST_CHROMIUM'] = browser.path;
  const server = env['PLANUNGSRAUM_TEST_DATABASE_URL'] ?? env['DATABASE_URL'];
  if (server) env['PLANUNGSRAUM_TEST_DATABASE_URL'] = server;
  // A service that a test starts must take the engine of its test, never the one of the shell around it.
  delete env['DATABASE_URL'];

  const code = await runToEnd(
    ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=./scripts/test/totals.mjs', ...args],
    { env },
  );

  const totals = (await readTotals(totalsFile)) ?? { passed: 0, failed: 1, skipped: 0 };
  const nothingRan = totals.passed + totals.failed === 0;
  const browserMissing = !browser.path && process.env['CI'] === 'true';
  if (!server)
    console.log('Only the embedded database was tested: with DATABASE_URL the same tests also run on PostgreSQL.');
  if (!browser.path)
    console.log(`The browser tests ${browserMissing ? 'cannot run' : 'were skipped'}: ${browser.reason}.`);
  if (nothingRan) console.log('No test ran.');
  console.log(`${totals.passed} passed, ${totals.failed + (browserMissing ? 1 : 0)} failed, ${totals.skipped} skipped`);
  return code || (totals.failed > 0 || nothingRan || browserMissing ? 1 : 0);
}

test(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
