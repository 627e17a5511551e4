/** Installs the libraries of package-lock.json when they are not all there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './child.mjs';
import { root } from './root.mjs';

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** npm writes node_modules/.package-lock.json last of all: what stands in it is there, whoever installed it. */
export function isInstalled() {
  try {
    const installed = packagesOf('node_modules/.package-lock.json');
    return Object.entries(packagesOf('package-lock.json')).every(
      ([path, { version, optional }]) =>
        path === '' || installed[path]?.version === version || (optional && !installed[path]),
    );
  } catch {
    return false;
  }
}

/** With the development libraries: they build the client. A stray NODE_ENV=production would leave them out. */
export async function install() {
  const args = ['ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await runNpm(args, ['ignore', 'ignore', 2]);
  if (code === 0) return;
  throw new Error(
    'Die Bibliotheken ließen sich nicht installieren: bitte die Meldung darüber und die Verbindung zum Internet prüfen und noch einmal starten.',
  );
}
