/**
 * Proof that nobody has written to the embedded database since it was closed. PostgreSQL writes its control file anew at
 * each start and at each orderly end, so a control file that is still the one of our last end means the same content,
 * and the counties are known before the database is open.
 */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clusterIn } from './open.ts';
import type { County } from './repositories/counties.ts';

/** A county as the database held it when it was closed. */
export type SealedCounty = Pick<County, 'key' | 'name' | 'state' | 'isSample' | 'bbox' | 'revision' | 'mapRevision'>;

const fileIn = (folder: string): string => join(folder, 'unchanged.json');

function controlDigest(folder: string): string {
  const control = readFileSync(join(clusterIn(folder), 'global', 'pg_control'));
  return createHash('sha256').update(control).digest('hex');
}

/** To be read before the database is opened; null where it may have changed. */
export function readSeal(folder: string): SealedCounty[] | null {
  try {
    const { control, counties } = JSON.parse(readFileSync(fileIn(folder), 'utf8')) as {
      control: string;
      counties: SealedCounty[];
    };
    return control === controlDigest(folder) ? counties : null;
  } catch {
    return null;
  }
}

/** To be written once the database is closed. Without it the next start asks the database, which is slower. */
export function writeSeal(folder: string, counties: SealedCounty[]): void {
  try {
    writeFileSync(fileIn(folder), JSON.stringify({ control: controlDigest(folder), counties }));
  } catch {
    rmSync(fileIn(folder), { force: true });
  }
}
