/** Files into the service that is measured. */
import type { ImportJob, ImportKind } from '../../server/contract/imports.ts';
import { getJson } from './http.ts';

/** An import through the running service; what it says goes to stderr. @returns seconds */
export async function load(
  base: string,
  county: string,
  kind: ImportKind,
  name: string,
  bytes: string | Uint8Array<ArrayBuffer>,
  options: object,
): Promise<number> {
  const form = new FormData();
  form.set('kind', kind);
  form.set('options', JSON.stringify(options));
  form.set('file', new Blob([bytes]), name);
  const start = performance.now();
  const address = `${base}/api/counties/${county}`;
  let job = (await (await fetch(`${address}/imports`, { method: 'POST', body: form })).json()) as ImportJob;
  while (job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    job = await getJson<ImportJob>(`${address}/jobs/${job.id}`);
  }
  if (!job.report) throw new Error(`${kind} was refused: ${JSON.stringify(job)}`);
  process.stderr.write(`${job.report.notes.map(({ en }) => en).join(' ')}\n`);
  return (performance.now() - start) / 1000;
}
