/** `npm run load|sample|audit|score|bench|check|dev`: installs and builds what the tool needs, then runs it with the arguments. */
import { refuseUnsuitableNode } from './build/nodeVersion.mjs';

refuseUnsuitableNode();

/** What each tool needs built. Its program is a script of this folder, or else an entry of the bundle. */
const tools = {
  load: { needs: ['pglite', 'server'], program: 'dist/server/load.js' },
  sample: { needs: ['server'], program: 'dist/server/sample.js' },
  audit: { needs: ['pglite', 'server'], program: 'dist/server/audit.js' },
  score: { needs: ['server'], program: 'dist/server/score.js' },
  bench: { needs: ['pglite', 'server', 'web'], program: 'dist/server/bench.js' },
  check: { needs: [], program: 'scripts/check.mjs' },
  dev: { needs: ['pglite', 'server'], program: 'scripts/dev.mjs' },
};

async function run([name, ...args]) {
  const tool = tools[name];
  if (!tool)
    throw new Error(`Es gibt kein Werkzeug „${name}“: bitte eines von ${Object.keys(tools).join(', ')} wählen.`);
  const { prepare } = await import('./build/prepare.mjs');
  const { runToEnd } = await import('./build/child.mjs');
  await prepare(tool.needs, 2);
  return runToEnd(['--enable-source-maps', tool.program, ...args]);
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
