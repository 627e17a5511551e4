/** 100,000 rows of residents as an office would send them, through the running service. */
import type { ImportJob } from '../../server/contract/imports.ts';
import { getJson } from './http.ts';

const ROWS = 100_000;

/** Dates before those of the sample county, so that nothing of it is replaced. */
export function populationTable(areas: string[]): string {
  const lines = ['Gemeindeschlüssel;Stichtag;Alter;Geschlecht;Anzahl'];
  for (let year = 2014; lines.length <= ROWS; year--) {
    for (const area of areas) {
      for (let age = 0; age <= 100; age++) {
        for (const sex of ['m', 'w']) {
          if (lines.length <= ROWS) lines.push(`${area};31.12.${year};${age};${sex};${(age * 7 + year) % 40}`);
        }
      }
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

async function send(url: string, table: string): Promise<Response> {
  const form = new FormData();
  form.set('kind', 'population');
  form.set('options', JSON.stringify({ basis: 'Fortschreibung', source: 'npm run bench' }));
  form.set('file', new Blob([table]), 'einwohner.csv');
  const response = await fetch(url, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return response;
}

/** Seconds for reading alone (the preview), and for the whole import. */
export async function measureImport(
  base: string,
  county: string,
  areas: string[],
): Promise<{ read: number; whole: number }> {
  const table = populationTable(areas);
  const address = `${base}/api/counties/${county}`;
  const beforePreview = performance.now();
  await (await send(`${address}/imports/preview`, table)).arrayBuffer();
  const before = performance.now();
  let job = (await (await send(`${address}/imports`, table)).json()) as ImportJob;
  while (job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 100));
    job = await getJson<ImportJob>(`${address}/jobs/${job.id}`);
  }
  const whole = performance.now() - before;
  if (job.report?.stored !== ROWS) {
    throw new Error(
      `Of ${ROWS} rows ${job.report?.stored ?? 0} were stored: ${JSON.stringify(job.problem ?? job.report?.problems.slice(0, 3))}`,
    );
  }
  return { read: (before - beforePreview) / 1000, whole: whole / 1000 };
}
