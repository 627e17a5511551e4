/** shpjs ships no types; only its two parsers of single files are used. */
declare module 'shpjs' {
  import type { Geometry } from 'geojson';

  /** Without a projection the coordinates stay as they are in the file. */
  export function parseShp(shp: Uint8Array, prj?: string): (Geometry | null)[];
  export function parseDbf(dbf: Uint8Array, cpg?: string): Record<string, unknown>[];
}
