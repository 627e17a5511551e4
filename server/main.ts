/** Starts the service. The only place that reads the environment. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import pino from 'pino';
import type { Context } from './context.ts';
import { builtFile, openDatabase } from './data/open.ts';
import { FolderInUseError } from './data/pglite/lock.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const env = process.env;

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const port = Number(env['PORT'] ?? 8080);
const host = env['HOST'] ?? '127.0.0.1';
if (!Number.isInteger(port) || port < 0 || port > 65535)
  fail(`PORT=${env['PORT']} ist keine Portnummer: bitte eine Zahl von 1 bis 65535 setzen.`);
if (!LOOPBACK.includes(host)) {
  fail(
    `HOST=${host} würde den Dienst ohne Anmeldung im Netz zeigen: bis es eine Anmeldung gibt, bitte HOST weglassen (127.0.0.1).`,
  );
}

const log = pino({ level: env['LOG_LEVEL'] ?? 'warn' });
const version = (JSON.parse(readFileSync(builtFile('..', 'package.json'), 'utf8')) as { version: string }).version;
const dataDir = env['PLANUNGSRAUM_DATA'] ?? builtFile('..', '.planungsraum');

// The engine starts in its own thread while the rest of the service is still being loaded: a second less to wait.
const opening = openDatabase({ url: env['DATABASE_URL'], dataDir });
opening.catch(() => undefined);
const [
  { createApp },
  { faultOf },
  { JobRunner },
  { prepareInWorker },
  { loadSample, needsSample },
  { warm },
  { AnswerStore },
  { TileStore },
] = await Promise.all([
  import('./app.ts'),
  import('./errors.ts'),
  import('./jobs/runner.ts'),
  import('./jobs/prepare.ts'),
  import('./jobs/sample.ts'),
  import('./warm.ts'),
  import('./operations/answers.ts'),
  import('./tiles/store.ts'),
]);

const database = await opening.catch((error: unknown) => {
  if (error instanceof FolderInUseError) fail(error.message);
  if (env['DATABASE_URL'])
    fail(
      `Die Datenbank unter DATABASE_URL ist nicht erreichbar oder hat kein PostGIS (${(error as Error).message}): bitte Adresse und Rechte prüfen.`,
    );
  log.error({ fault: faultOf(error) }, 'database');
  return fail(
    `Die Datenbank im Ordner ${resolve(dataDir)} lässt sich nicht öffnen (${(error as Error).message}): bitte den Ordner prüfen oder mit PLANUNGSRAUM_DATA einen anderen wählen.`,
  );
});

let loading = false;
const now = () => new Date();
const context: Context = {
  database,
  tiles: new TileStore(database),
  answers: new AnswerStore(database.db, version),
  jobs: new JobRunner(database, log, now),
  prepare: prepareInWorker,
  log,
  now,
  newId: randomUUID,
  limits: { uploadBytes: 512 * 1024 * 1024, requestsPerMinute: 3000 },
  version,
  loading: () => loading,
  basemapDe: env['PLANUNGSRAUM_BASEMAP_DE'] === '1',
  checkResponses: env['NODE_ENV'] === 'development',
};
await context.jobs.failAbandoned();

const webFolder = builtFile('web');
const app = createApp(context, existsSync(join(webFolder, 'index.html')) ? webFolder : null);
const server: Server = app.listen(port, host, (error?: Error) => {
  if (error) {
    const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    void database
      .close()
      .finally(() =>
        fail(busy ? `Port ${port} ist schon belegt: bitte mit PORT=… einen anderen wählen.` : error.message),
      );
    return;
  }
  const address = server.address();
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${typeof address === 'object' && address ? address.port : port}`;
  database.lock?.announce(url);
  process.stdout.write(`Planungsraum läuft: ${url}\n`);
  // What fails while warming up fails again, and is told, where somebody asks for it.
  void loadSampleIfEmpty(url)
    .then(() => warm(context))
    .catch(() => undefined);
});
server.requestTimeout = 600_000;

async function loadSampleIfEmpty(url: string): Promise<void> {
  if (!(await needsSample(context))) return;
  loading = true;
  const start = performance.now();
  try {
    await loadSample(context, (sentence) => process.stdout.write(`${sentence}\n`));
    process.stdout.write(
      `Der Beispielkreis ist geladen (${((performance.now() - start) / 1000).toFixed(1)} s): ${url}\n`,
    );
  } catch (error) {
    log.error({ fault: faultOf(error) }, 'sample county');
    process.stderr.write(
      'Der Beispielkreis ließ sich nicht laden; eigene Daten können unter „Daten“ importiert werden.\n',
    );
  } finally {
    loading = false;
  }
}

let ending = false;
function end(): void {
  if (ending) return;
  ending = true;
  server.close();
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), 2000);
  late.unref();
  void context.jobs
    .settle()
    .then(() => database.close())
    .then(() => process.exit(0));
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
