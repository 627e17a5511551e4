/** The service around its database: first screen, context, the sample county where nothing is there yet, its end. */
import { randomUUID } from 'node:crypto';
import { basename, join } from 'node:path';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { createApi } from './app.ts';
import type { Context } from './context.ts';
import { readGuideAssets } from './guideAssets.ts';
import { KeptFiles } from './data/keptFiles.ts';
import { builtFile, type Database } from './data/open.ts';
import { listCounties } from './data/repositories/counties.ts';
import { writeSeal, type SealedCounty } from './data/seal.ts';
import { earlyRoutes } from './early.ts';
import { faultOf } from './errors.ts';
import { districtsInWorker } from './jobs/districts.ts';
import { toursInWorker } from './jobs/tours.ts';
import { paperInWorker } from './jobs/paper.ts';
import { peopleInWorker } from './jobs/people.ts';
import { roadWorkInWorker } from './jobs/roads.ts';
import { prepareInWorker } from './jobs/prepare.ts';
import { JobRunner } from './jobs/runner.ts';
import { loadSample, needsSample } from './jobs/sample.ts';
import { AnswerStore } from './operations/answers.ts';
import { WayJobs } from './routes/network.ts';
import { lacksWays } from './operations/import/measureWays.ts';
import { keptTilesOf, TileStore } from './tiles/store.ts';
import { warm } from './warm.ts';

/** The bundle's files are named after their content and that of all they import. */
const BUILD = basename(import.meta.url);

export interface ServiceSettings {
  log: Logger;
  version: string;
  basemapDe: boolean;
  checkResponses: boolean;
  /** The data folder of the embedded database; null for a server, which keeps nothing over a restart. */
  folder: string | null;
}

export interface Service {
  /** Answers below `/api` and `/tiles`; what needs the database waits for it. */
  api: RequestHandler;
  /** Resolves once requests are answered from the database. */
  ready: Promise<void>;
  /** What is done then; `say` tells the person at the console. */
  begin: (say: (sentence: string) => void) => Promise<void>;
  /** Lets running jobs come to their end and closes the database. */
  close: () => Promise<void>;
}

/**
 * `unchanged`: the counties, where the database still holds what it held at its last end. Their first screens are
 * answered without it; `want` is called by the first request that needs it.
 */
export function createService(
  opening: Promise<Database>,
  unchanged: SealedCounty[] | null,
  settings: ServiceSettings,
  want: () => void = () => undefined,
): Service {
  const { folder, version } = settings;
  const kept = folder === null ? null : new KeptFiles(join(folder, 'kept'), BUILD);
  const early = kept && unchanged ? earlyRoutes(kept, unchanged, version) : null;
  let loading = false;
  const context = opening.then(async (database) => {
    const made = contextOf(database, kept, settings, () => loading);
    await made.jobs.failAbandoned();
    const counties = await listCounties(database.db, null);
    await kept?.prune(
      counties.flatMap(({ key, revision, mapRevision }) => [
        { county: key, revision },
        { county: keptTilesOf(key), revision: mapRevision },
      ]),
    );
    // Known before the first answer: a browser must not see an empty list while the sample is on its way.
    loading = await needsSample(made);
    return made;
  });
  let open = false;
  const routes = context.then((made) => {
    open = true;
    return createApi(made);
  });

  const api: RequestHandler = async (request, response, next) => {
    const whenOpen = async () => {
      want();
      const answer = await routes;
      // Who has gone meanwhile gets no answer.
      if (!request.destroyed) await answer(request, response, next);
    };
    if (early && !open) await early(request, response, (error) => (error ? next(error) : void whenOpen().catch(next)));
    else await whenOpen();
  };

  async function begin(say: (sentence: string) => void): Promise<void> {
    const made = await context;
    if (loading) await loadAndTell(made, say).finally(() => (loading = false));
    // What fails while warming up fails again, and is told, where somebody asks for it.
    await warm(made).catch(() => undefined);
    await measureMissing(made);
  }

  async function close(): Promise<void> {
    const { jobs, database } = await context;
    await jobs.settle();
    await kept?.settle();
    const counties = await listCounties(database.db, null);
    await database.close();
    // A sample that was interrupted is loaded to its end at the next start, which has to say so.
    if (folder !== null && !loading) writeSeal(folder, counties);
  }
  return { api, ready: routes.then(() => undefined), begin, close };
}

function contextOf(
  database: Database,
  kept: KeptFiles | null,
  settings: ServiceSettings,
  loading: () => boolean,
): Context {
  const { log, version, basemapDe, checkResponses } = settings;
  const now = () => new Date();
  return {
    database,
    tiles: new TileStore(database, kept),
    answers: new AnswerStore(database.db, version, kept),
    jobs: new JobRunner(database, log, now),
    prepare: prepareInWorker,
    onRoads: roadWorkInWorker,
    onPeople: peopleInWorker,
    onDistricts: districtsInWorker,
    onTours: toursInWorker,
    onPaper: paperInWorker,
    guideAssets: () => readGuideAssets(builtFile('guide')),
    log,
    now,
    newId: randomUUID,
    limits: { uploadBytes: 512 * 1024 * 1024, requestsPerMinute: 3000 },
    version,
    loading,
    basemapDe,
    checkResponses,
  };
}

/** Ways to school that an end in the middle, or a fault, left unmeasured. */
async function measureMissing(context: Context): Promise<void> {
  try {
    const { db } = context.database;
    const ways = new WayJobs(context);
    for (const { key } of await listCounties(db, null)) if (await lacksWays(db, key)) await ways.start(key);
  } catch (error) {
    context.log.warn({ fault: faultOf(error) }, 'ways to school not looked at');
  }
}

async function loadAndTell(context: Context, say: (sentence: string) => void): Promise<void> {
  const start = performance.now();
  try {
    await loadSample(context, say);
    say(`Der Beispielkreis ist geladen (${((performance.now() - start) / 1000).toFixed(1)} s).`);
  } catch (error) {
    context.log.error({ fault: faultOf(error) }, 'sample county');
    say('Der Beispielkreis ließ sich nicht laden; eigene Daten können unter „Daten“ importiert werden.');
  }
}
