/**
 * Archives of the embedded database: PostGIS without raster, topology and the tiger geocoder (half the memory, a second
 * less at each start) and not packed (another half second), and an initialised database (a first start in 3 s instead of 12).
 */
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { createReadStream, createWriteStream, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import tar from 'tar-stream';
import { root } from './root.mjs';

const needed = [
  /^lib\/postgresql\/postgis-3\.so$/,
  /^share\/proj\//,
  /^share\/postgresql\/extension\/postgis\.control$/,
  /^share\/postgresql\/extension\/postgis--\d+\.\d+\.\d+\.sql$/,
];

async function slimPostgis(target) {
  const require = createRequire(import.meta.url);
  const source = join(dirname(require.resolve('@electric-sql/pglite-postgis')), 'postgis.tar.gz');
  const extract = tar.extract();
  const pack = tar.pack();
  extract.on('entry', (header, stream, next) => {
    if (needed.some((pattern) => pattern.test(header.name.replace(/^\.\//, '')))) {
      stream.pipe(pack.entry(header, next));
    } else {
      stream.on('end', next).resume();
    }
  });
  extract.on('finish', () => pack.finalize());
  await Promise.all([
    pipeline(createReadStream(source), createGunzip(), extract),
    pipeline(pack, createWriteStream(target)),
  ]);
}

export async function buildDatabaseArchives(folder = join(root, 'dist/pglite')) {
  await slimPostgis(join(folder, 'postgis.tar'));
  const db = await PGlite.create({ extensions: { postgis } });
  await db.query('create extension postgis');
  const dump = await db.dumpDataDir('gzip');
  writeFileSync(join(folder, 'template.tar.gz'), new Uint8Array(await dump.arrayBuffer()));
  await db.close();
}
