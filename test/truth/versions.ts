/** Versions that were found to go together (PGlite and its PostGIS in any other pairing fail to install or to open). */
export const versions: Record<string, string> = {
  '@electric-sql/pglite': '0.5.8',
  '@electric-sql/pglite-postgis': '0.2.8',
  kysely: '0.29.9',
  typescript: '6.0.3',
};
