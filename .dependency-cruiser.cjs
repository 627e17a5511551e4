/**
 * What may import what (ARCHITECTURE.md). Each rule allows: a folder may import itself and what is named, nothing else.
 * `values` are imports that exist at run time; types may come from further places, since they vanish in the build.
 */
const own = (...folders) => folders.map((folder) => `^${folder}(/|$)`);
const packages = (...names) => names.map((name) => `^node_modules/(@types/)?${name}(/|$)`);

const TYPES = ['type-only'];
/** Everything of ours and of npm's; Node's own modules have rules of their own. */
const ANYTHING = '^(server|web|geodata|scripts|test|node_modules)/';

function may(folder, values, types = []) {
  const name = folder.replaceAll('/', '-').replaceAll('\\', '');
  const comment = `${folder} may import: ${values.join(', ') || 'itself only'}`;
  const from = { path: `^${folder}(/|$)` };
  return [
    {
      name: `${name}-values`,
      comment,
      severity: 'error',
      from,
      to: { path: ANYTHING, pathNot: [`^${folder}(/|$)`, ...values], dependencyTypesNot: TYPES },
    },
    {
      name: `${name}-types`,
      comment: `${comment}; types also from: ${types.join(', ') || 'nowhere else'}`,
      severity: 'error',
      from,
      to: { path: ANYTHING, pathNot: [`^${folder}(/|$)`, ...values, ...types], dependencyTypes: TYPES },
    },
  ];
}

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const geometry = packages(
  '@turf',
  'flatbush',
  'flatqueue',
  'd3-contour',
  'd3-delaunay',
  'kdbush',
  'geokdbush',
  'simple-statistics',
  'highs',
);
const formats = [
  ...packages('fflate', 'yauzl', 'saxes', 'pbf', 'papaparse', 'read-excel-file', 'write-excel-file'),
  ...packages('shpjs', 'sql.js', 'topojson-client', 'topojson-server', 'topojson-specification', 'proj4', 'yazl'),
];
const geojson = packages('geojson');
/** Kernels the client may use, for a live preview or to draw what the paper draws; never confidentiality. */
const previewKernels = ['classes', 'profileRows', 'pyramidBars', 'outline'].map(
  (kernel) => `server/planning/socialSpace/${kernel}\\.ts`,
);

module.exports = {
  forbidden: [
    ...may('server/contract', [...packages('zod'), ...geojson]),
    ...may('server/planning', geometry, [...packages('zod'), ...geojson]),
    ...may('server/data', packages('kysely', 'pg', '@electric-sql'), [
      ...own('server/planning', 'geodata/import/types\\.ts', 'geodata/rules/types\\.ts'),
      ...geojson,
    ]),
    ...may(
      'server/tiles',
      [...own('server/data', 'server/planning', 'server/contract/tiles\\.ts'), ...packages('@maplibre')],
      geojson,
    ),
    ...may(
      'server/operations',
      [...own('server/planning', 'server/data', 'geodata'), ...geometry],
      [...own('server/contract', 'server/context\\.ts'), ...geojson],
    ),
    ...may(
      'server/paper',
      // Paper says what the screen says, in its words.
      [...own('server/planning', 'web/text'), ...packages('pdfkit')],
      [...own('server/contract', 'server/operations'), ...geojson],
    ),
    ...may(
      'server/jobs',
      [
        ...own(
          'server/operations',
          'server/data',
          'server/paper',
          'geodata',
          'server/errors\\.ts',
          'server/planning/errors\\.ts',
        ),
      ],
      [...own('server/planning', 'server/context\\.ts'), ...packages('pino')],
    ),
    ...may(
      'server/routes',
      [
        ...own('server/contract', 'server/operations', 'server/jobs', 'server/tiles', 'server/errors\\.ts'),
        ...own('server/planning/errors\\.ts'),
        ...packages('zod', 'express', 'multer'),
      ],
      own('server/context\\.ts', 'geodata/import/types\\.ts'),
    ),
    ...may('web', [
      ...own('server/contract', ...previewKernels),
      ...packages('zod', 'svelte', 'maplibre-gl', '@fontsource', '@fontsource-variable', 'fflate', 'papaparse'),
      ...geojson,
    ]),
    ...may(
      'geodata',
      [
        ...formats,
        ...geometry,
        ...own(
          'server/planning/kita/supply\\.ts',
          'server/planning/pupils/schoolEntry\\.ts',
          'server/planning/network',
          'server/planning/address',
          'server/planning/districts',
        ),
      ],
      [...own('server/planning'), ...geojson],
    ),
    forbid(
      'nobody-imports-tests-and-scripts',
      'Tests and scripts may import everything; nothing imports them.',
      { pathNot: '^(test|scripts)/' },
      { path: '^(test|scripts)/' },
    ),
    forbid(
      'one-way-into-the-embedded-database',
      'Only data/open.ts starts the embedded database.',
      { path: '^server/', pathNot: '^server/(data/pglite/|data/open\\.ts|main\\.ts)' },
      { path: '^server/data/pglite/', dependencyTypesNot: TYPES },
    ),
    forbid(
      'kernels-without-a-machine',
      'A kernel knows no Node: files, clocks and chance are arguments.',
      { path: '^server/(planning|contract)/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'client-without-a-machine',
      'The client runs in a browser.',
      { path: '^web/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'no-cycles',
      'Files that import each other in a circle cannot be understood one by one.',
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: TYPES },
      },
    ),
    forbid('resolvable', 'An import that leads nowhere.', { pathNot: '^(test|scripts)/' }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|docs)/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'node', 'default', 'types'],
    },
  },
};
