/** Starts the service. The only place that reads the environment. */
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import pino from 'pino';
import { builtFile, openDatabase } from './data/open.ts';
import { FolderInUseError } from './data/pglite/lock.ts';
import { readSeal } from './data/seal.ts';
import { faultOf } from './errors.ts';
import { createShell } from './shell.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];
const HEAD_START_MS = 1000;
const env = process.env;

const say = (sentence: string): boolean => process.stdout.write(`${sentence}\n`);

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
const basemapDe = env['PLANUNGSRAUM_BASEMAP_DE'] === '1';
const webFolder = builtFile('web');

const embedded = !env['DATABASE_URL'] && !dataDir.startsWith('memory://');
const folder = embedded ? resolve(dataDir) : null;

// The engine starts in its own thread; meanwhile the rest of the service is loaded and the browser gets the page.
const unchanged = folder === null ? null : readSeal(folder);
let want: () => void = () => undefined;
const wanted = unchanged ? new Promise<void>((resolve) => (want = resolve)) : Promise.resolve();
const opening = openDatabase({ url: env['DATABASE_URL'], dataDir, wanted });
opening.catch(cannotOpen);
const service = import('./service.ts').then(({ createService }) =>
  createService(
    opening,
    unchanged,
    { log, version, basemapDe, checkResponses: env['NODE_ENV'] === 'development', folder },
    want,
  ),
);

const shell = createShell(
  { webFolder: existsSync(join(webFolder, 'index.html')) ? webFolder : null, basemapDe, log },
  service.then(({ api }) => api),
);
const server = shell.listen(port, host, (error?: Error) => {
  if (error) {
    const busy = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    const sentence = busy ? `Port ${port} ist schon belegt: bitte mit PORT=… einen anderen wählen.` : error.message;
    want();
    void opening.then((database) => database.close()).finally(() => fail(sentence));
    return;
  }
  // Until then the map of an unchanged county, which needs no database, has the machine to itself.
  setTimeout(want, HEAD_START_MS);
  const { port: listening } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${listening}`;
  say(`Planungsraum öffnet die Datenbank: ${url}`);
  announce(url).catch(cannotOpen);
});
server.requestTimeout = 600_000;

async function announce(url: string): Promise<void> {
  const { ready, begin } = await service;
  await ready;
  (await opening).lock?.announce(url);
  say(`Planungsraum läuft: ${url}`);
  await begin(say);
}

function cannotOpen(error: unknown): never {
  if (error instanceof FolderInUseError) fail(error.message);
  if (env['DATABASE_URL'])
    fail(
      `Die Datenbank unter DATABASE_URL ist nicht erreichbar oder hat kein PostGIS (${(error as Error).message}): bitte Adresse und Rechte prüfen.`,
    );
  log.error({ fault: faultOf(error) }, 'database');
  return fail(
    `Die Datenbank im Ordner ${resolve(dataDir)} lässt sich nicht öffnen (${(error as Error).message}): bitte den Ordner prüfen oder mit PLANUNGSRAUM_DATA einen anderen wählen.`,
  );
}

let ending = false;
/** No new request; running jobs come to their end; the database is closed. */
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  want();
  server.close();
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), 2000);
  late.unref();
  await (await service).close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
