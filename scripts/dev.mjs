/** `npm run dev`: the service is rebuilt and restarted at each change, the client comes from Vite (hot reload). */
import { context } from 'esbuild';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { bundleOptions } from './build/bundle.mjs';
import { runToEnd } from './build/child.mjs';
import { root } from './build/root.mjs';

// What is built here is newer than the last stamp says: the next start builds again.
rmSync(join(root, 'dist/.server.stamp'), { force: true });
const bundle = await context(bundleOptions(join(root, 'dist/server')));
await bundle.rebuild();
await bundle.watch();

const client = await createServer({ configFile: join(root, 'vite.config.ts') });
await client.listen();
client.printUrls();

const env = { ...process.env, NODE_ENV: 'development' };
const code = await runToEnd(['--watch', '--watch-preserve-output', '--enable-source-maps', 'dist/server/main.js'], {
  env,
  stoppedIs: 0,
});
await client.close();
await bundle.dispose();
process.exit(code);
