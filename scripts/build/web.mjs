/** The client, by vite.config.ts. */
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './root.mjs';

export async function buildWeb(target) {
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: target, emptyOutDir: true, rolldownOptions: { checks: { pluginTimings: false } } },
  });
}
