/** `npm start`: on a fresh checkout installs and builds what is missing, then runs the service until Ctrl-C. */
import { refuseUnsuitableNode } from './build/nodeVersion.mjs';

refuseUnsuitableNode();

async function start() {
  const { everything, prepare } = await import('./build/prepare.mjs');
  const { root } = await import('./build/root.mjs');
  await prepare(everything);
  process.chdir(root);
  process.setSourceMapsEnabled(true);
  // In this process: another one would cost a tenth of a second, and signals would have to be handed on.
  await import('../dist/server/main.js');
}

start().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
