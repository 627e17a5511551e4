/**
 * The page of the school guide, for a folder on any web server. Page and map are built apart: the page is a plain script, which
 * also runs where the folder is opened without a server, and fetches the map's module when the list is there.
 */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { root } from './root.mjs';

/** Older web servers do not know .mjs, and a browser runs no module of an unknown type. */
const assetName = ({ names: [name = ''] }) =>
  name.endsWith('.mjs') ? 'assets/[name]-[hash].js' : 'assets/[name]-[hash][extname]';

async function part(target, name, source, format) {
  await build({
    configFile: false,
    root: join(root, 'web/guide'),
    base: './',
    logLevel: 'warn',
    plugins: [svelte({ configFile: join(root, 'svelte.config.js') })],
    build: {
      outDir: target,
      emptyOutDir: false,
      // A strict policy allows files of the server only: nothing may become a data: address.
      assetsInlineLimit: 0,
      // Else a plain script writes its styles into the page, which a strict policy forbids.
      cssCodeSplit: false,
      chunkSizeWarningLimit: 1500,
      manifest: `${name}.manifest.json`,
      modulePreload: false,
      rolldownOptions: {
        input: { [name]: join(root, 'web/guide', source) },
        output: { format, codeSplitting: false, assetFileNames: assetName },
        preserveEntrySignatures: 'strict',
        checks: { pluginTimings: false },
      },
    },
  });
  const manifest = JSON.parse(readFileSync(join(target, `${name}.manifest.json`), 'utf8'));
  const files = Object.values(manifest);
  return {
    file: files.find(({ isEntry }) => isEntry).file,
    css: files.map(({ file }) => file).filter((file) => file.endsWith('.css')),
  };
}

/** What others wrote goes out with the folder, and their licences ask to be with it. */
const parts = [
  'maplibre-gl/LICENSE.txt',
  'svelte/LICENSE.md',
  '@fontsource-variable/inter/LICENSE',
  '@fontsource/noto-sans/LICENSE',
];
const licences = () =>
  parts
    .map(
      (path) =>
        `${path.replace(/\/LICENSE.*$/, '')}\n\n${readFileSync(join(root, 'node_modules', path), 'utf8').trim()}\n`,
    )
    .join(`\n${'-'.repeat(80)}\n\n`);

export async function buildGuide(target) {
  const page = await part(target, 'seite', 'page.ts', 'iife');
  const map = await part(target, 'karte', 'map.ts', 'es');
  const entry = { script: page.file, styles: page.css, map: map.file, mapStyles: map.css };
  writeFileSync(join(target, 'assets/lizenzen.txt'), licences());
  copyFileSync(join(root, 'web/icon.svg'), join(target, 'assets/icon.svg'));
  writeFileSync(join(target, 'entry.json'), JSON.stringify(entry));
}
