/** The invented sample county, written in the formats the import reads and loaded through that same import. */
import { Worker } from 'node:worker_threads';
import type { SampleFile } from '../../geodata/sample/index.ts';
import type { Context } from '../context.ts';
import { builtFile } from '../data/open.ts';
import { listCounties, saveSettings } from '../data/repositories/counties.ts';
import { ensureCounty } from '../operations/counties.ts';
import { runImport } from '../operations/import/run.ts';

export const SAMPLE_COUNTY = { key: '16999', name: 'Landkreis Ahlengrund', isSample: true };

function generate(): Promise<SampleFile[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`file://${builtFile('server', 'sampleWorker.js')}`));
    worker.once('message', (files: SampleFile[]) => {
      resolve(files);
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}

/** True where the sample county has still to be loaded: into an empty database, or to the end after an interruption. */
export async function needsSample(context: Context): Promise<boolean> {
  const counties = await listCounties(context.database.db, null);
  const begun = counties.find(({ isSample }) => isSample);
  if (counties.length === 0) return true;
  // On a shared server another process may be loading it right now.
  return context.database.singleConnection && begun !== undefined && begun.settings['sampleLoaded'] !== true;
}

export async function loadSample(context: Context, say: (sentence: string) => void): Promise<void> {
  const created = await ensureCounty(context.database.db, SAMPLE_COUNTY, context.now());
  // Of several processes that start on one empty server the one that made the county loads it.
  if (!created && !context.database.singleConnection) return;
  say('Die Datenbank ist leer: der Beispielkreis wird erzeugt und geladen …');
  const files = await generate();
  for (const { path, bytes, kind, options } of files) {
    await runImport(
      context,
      { county: SAMPLE_COUNTY.key, kind, name: path, bytes, options, mapping: null },
      () => undefined,
    );
  }
  await saveSettings(context.database.db, SAMPLE_COUNTY.key, { sampleLoaded: true });
}
