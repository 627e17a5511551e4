/**
 * PostGIS for the embedded database, from the archive that the build made (`scripts/build/database.mjs`). PGlite would
 * unpack a gzip in pieces of 16 kB, two thirds of a second at each start; it is given the open archive instead, in the
 * place where it looks for what it unpacked itself.
 */
import type { Extension } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { readFile } from 'node:fs/promises';

/** The packaged extension with its files from a plain tar archive. */
export function postgisFrom(archive: string): Extension {
  const content = readFile(archive).then((bytes) => new Blob([bytes]));
  // Whoever starts the database hears of a missing archive there.
  content.catch(() => undefined);
  return {
    name: postgis.name,
    setup: async (instance, options) => {
      const { bundlePath: _packed, ...rest } = await postgis.setup(instance, options);
      await content;
      Object.defineProperty(rest.emscriptenOpts ?? options, 'pg_extensions', {
        enumerable: true,
        get: () => ({ postgis: content }),
        // PGlite puts here what it unpacked itself, which is nothing.
        set: () => undefined,
      });
      return rest;
    },
  };
}
