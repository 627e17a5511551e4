/** `npm start`: on a fresh checkout installs and builds what is missing, then runs the service until Ctrl-C. */
import { refuseUnsuitableNode } from './build/nodeVersion.mjs';

refuseUnsuitableNode();

async function start() {
  const { everything, prepare } = await import('./build/prepare.mjs');
  const { runToEnd } = await import('./build/child.mjs');
  await prepare(everything);
  return runToEnd(['--enable-source-maps', 'dist/server/main.js', ...process.argv.slice(2)], { stoppedIs: 0 });
}

start().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
