import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const service = 'http://127.0.0.1:8080';

export default defineConfig({
  root: fileURLToPath(new URL('web', import.meta.url)),
  plugins: [svelte({ configFile: fileURLToPath(new URL('svelte.config.js', import.meta.url)) })],
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    // The content security policy allows fonts and scripts from the service only: nothing may become a data: address.
    assetsInlineLimit: 0,
    // MapLibre is a chunk of its own and larger than the usual warning allows.
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { '/api': service, '/tiles': service, '/ogc': service } },
});
