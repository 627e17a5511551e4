/** An import through the running service while it holds the embedded folder, else on the database directly. */
import { randomUUID } from 'node:crypto';
import pino from 'pino';
import type { Kind } from '../../geodata/import/index.ts';
import type { ImportJob, ImportPreview, ImportReport } from '../../server/contract/imports.ts';
import type { ProblemDetails } from '../../server/contract/common.ts';
import type { CountySummary } from '../../server/contract/counties.ts';
import type { Operation } from '../../server/context.ts';
import { builtFile, lockFile, openDatabase } from '../../server/data/open.ts';
import { liveOwner } from '../../server/data/pglite/lock.ts';
import { districtsInWorker } from '../../server/jobs/districts.ts';
import { roadWorkInWorker } from '../../server/jobs/roads.ts';
import { prepareInWorker } from '../../server/jobs/prepare.ts';
import { countySummaries } from '../../server/operations/counties.ts';
import { previewImport } from '../../server/operations/import/preview.ts';
import { runImport } from '../../server/operations/import/run.ts';

export interface LoadRequest {
  kind: Kind;
  name: string;
  bytes: Uint8Array;
  county: string | null;
  dryRun: boolean;
  options: Record<string, string>;
  mapping: Record<string, string> | null;
}

/** A sentence for the person at the command line. */
export class Refusal extends Error {
  readonly code: string;
  readonly text: { de: string; en: string };
  constructor(code: string, de: string, en: string) {
    super(en);
    this.code = code;
    this.text = { de, en };
  }
}

const STARTING_MS = 60_000;
const POLL_MS = 300;

const dataDir = (): string => process.env['PLANUNGSRAUM_DATA'] ?? builtFile('..', '.planungsraum');

/** Where the service listens that holds the embedded folder; null where none does. One that is starting is waited for. */
export async function serviceAddress(): Promise<string | null> {
  if (process.env['DATABASE_URL'] || dataDir().startsWith('memory://')) return null;
  for (let waited = 0; waited < STARTING_MS; waited += POLL_MS) {
    const owner = liveOwner(lockFile(dataDir()));
    if (owner === null || owner.url !== null) return owner?.url ?? null;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Refusal(
    'load.folderBusy',
    `Der Datenordner ${dataDir()} wird gerade von einem anderen Vorgang benutzt: bitte warten, bis er fertig ist.`,
    `The data folder ${dataDir()} is being used by another process: please wait until it has finished.`,
  );
}

/** The county as stated, else the only one that is not the sample. */
function countyOf(stated: string | null, counties: Pick<CountySummary, 'key' | 'isSample'>[]): string {
  if (stated !== null) {
    if (/^(\d{5}|DE)$/.test(stated)) return stated;
    throw new Refusal(
      'load.badCounty',
      `„${stated}“ ist kein Kreisschlüssel: bitte fünf Ziffern angeben (zum Beispiel 07235) oder DE.`,
      `'${stated}' is not a county key: please give five digits (for example 07235) or DE.`,
    );
  }
  const own = counties.filter(({ isSample }) => !isSample);
  if (own.length === 1 && own[0]) return own[0].key;
  throw new Refusal(
    'load.whichCounty',
    'Es ist nicht klar, zu welchem Kreis die Datei gehört: bitte mit --county angeben (zum Beispiel --county 07235).',
    'It is not clear to which county the file belongs: please state it with --county (for example --county 07235).',
  );
}

export async function runDirectly(request: LoadRequest): Promise<ImportReport> {
  const database = await openDatabase({ url: process.env['DATABASE_URL'], dataDir: dataDir() });
  const context: Operation = {
    database,
    now: () => new Date(),
    newId: randomUUID,
    log: pino({ level: 'warn' }, pino.destination(2)),
    prepare: prepareInWorker,
    onRoads: roadWorkInWorker,
    onDistricts: districtsInWorker,
  };
  try {
    const county = countyOf(request.county, await countySummaries(context));
    const asked = { ...request, county };
    return request.dryRun
      ? (await previewImport(context, asked)).report
      : await runImport(context, asked, () => undefined);
  } finally {
    await database.close();
  }
}

export async function runThroughService(address: string, request: LoadRequest): Promise<ImportReport> {
  const { counties } = await answer<{ counties: CountySummary[] }>(await fetch(`${address}/api/counties`));
  const county = countyOf(request.county, counties);
  const form = new FormData();
  form.set('kind', request.kind);
  form.set('options', JSON.stringify(request.options));
  if (request.mapping) form.set('mapping', JSON.stringify(request.mapping));
  form.set('file', new Blob([request.bytes as Uint8Array<ArrayBuffer>]), request.name);
  const base = `${address}/api/counties/${county}`;
  if (request.dryRun) {
    return (await answer<ImportPreview>(await fetch(`${base}/imports/preview`, { method: 'POST', body: form }))).report;
  }
  let job = await answer<ImportJob>(await fetch(`${base}/imports`, { method: 'POST', body: form }));
  let said = '';
  while (job.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 300));
    job = await answer<ImportJob>(await fetch(`${base}/jobs/${job.id}`));
    if (job.phase.de !== said) {
      said = job.phase.de;
      process.stderr.write(`${said} …\n`);
    }
  }
  if (job.report) return job.report;
  throw new Refusal(
    job.problem?.code ?? 'internal',
    job.problem?.text.de ?? 'Der Import ist gescheitert.',
    job.problem?.text.en ?? 'The import failed.',
  );
}

async function answer<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  if (response.ok) return body as T;
  const problem = body as ProblemDetails;
  throw new Refusal(problem.code, problem.text?.de ?? problem.detail, problem.text?.en ?? problem.detail);
}
