/** What there is to build: each step fills dist/<name> from its inputs. */
export const steps = [
  {
    name: 'pglite',
    says: 'Die eingebettete Datenbank wird vorbereitet (einmalig, etwa 20 Sekunden) …',
    inputs: [
      'scripts/build/database.mjs',
      'node_modules/@electric-sql/pglite/package.json',
      'node_modules/@electric-sql/pglite-postgis/package.json',
    ],
    outputs: ['postgis.tar', 'template.tar.gz'],
    load: async () => (await import('./database.mjs')).buildDatabaseArchives,
  },
  {
    name: 'server',
    says: 'Der Dienst wird gebaut …',
    inputs: ['server', 'web/text', 'geodata', 'scripts', 'package-lock.json', 'tsconfig.json'],
    outputs: ['databaseWorker.js'],
    load: async () => (await import('./bundle.mjs')).bundleServer,
  },
  {
    name: 'web',
    says: 'Die Oberfläche wird gebaut …',
    inputs: [
      'web',
      'server/contract',
      'server/planning',
      'vite.config.ts',
      'svelte.config.js',
      'tsconfig.json',
      'package-lock.json',
    ],
    outputs: ['index.html'],
    load: async () => (await import('./web.mjs')).buildWeb,
  },
  {
    name: 'guide',
    says: 'Die Seite des Schulwegweisers wird gebaut …',
    inputs: [
      'web/guide',
      'web/icon.svg',
      'web/layers/palette.ts',
      'web/map/fonts.ts',
      'web/styles',
      'server/contract/guideData.ts',
      'scripts/build/guide.mjs',
      'svelte.config.js',
      'tsconfig.json',
      'package-lock.json',
    ],
    outputs: ['entry.json'],
    load: async () => (await import('./guide.mjs')).buildGuide,
  },
];
