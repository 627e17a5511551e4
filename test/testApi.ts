/** The service as the client meets it: on a port of this machine, imports by multipart, jobs followed to their end. */
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { zipSync } from 'fflate';
import { sql } from 'kysely';
import pino from 'pino';
import { expect } from 'vitest';
import { createApp } from '../server/app.ts';
import type { Context } from '../server/context.ts';
import * as contract from '../server/contract/imports.ts';
import type { ImportKind, ImportPreview, ImportReport } from '../server/contract/imports.ts';
import type { ProblemDetails } from '../server/contract/common.ts';
import type { Endpoint, Params, QueryInput, Response as Answer } from '../server/contract/endpoint.ts';
import type { Database } from '../server/data/open.ts';
import { districtsInWorker } from '../server/jobs/districts.ts';
import { toursInWorker } from '../server/jobs/tours.ts';
import { paperInWorker } from '../server/jobs/paper.ts';
import { peopleInWorker } from '../server/jobs/people.ts';
import { roadWorkInWorker } from '../server/jobs/roads.ts';
import { prepareInWorker } from '../server/jobs/prepare.ts';
import { JobRunner } from '../server/jobs/runner.ts';
import { AnswerStore } from '../server/operations/answers.ts';
import { TileStore } from '../server/tiles/store.ts';
import { addressOf } from './address.ts';
import { openTestDatabase } from './database.ts';

/** A path of a file or folder, or bytes under a name. */
export type Upload = string | { name: string; bytes: Uint8Array | string };

export interface Said {
  options?: Record<string, string>;
  mapping?: Record<string, string>;
  corrections?: Record<string, string>;
}

export interface Refused {
  status: number;
  code: string;
  text: { de: string; en: string };
}

/** In place of the built page, which is looked at in a browser. */
const guideAssets = {
  ...{ script: 'assets/seite.js', styles: ['assets/seite.css'], map: 'assets/karte.js', mapStyles: [] },
  files: { 'assets/seite.js': new Uint8Array(Buffer.from('// page')) },
};

export function testContext(database: Database, log: string[] = []): Context {
  const now = () => new Date('2026-11-22T12:00:00Z');
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) });
  return {
    database,
    tiles: new TileStore(database),
    answers: new AnswerStore(database.db, '0.0.0-test'),
    jobs: new JobRunner(database, logger, now),
    prepare: prepareInWorker,
    onRoads: roadWorkInWorker,
    onPeople: peopleInWorker,
    onDistricts: districtsInWorker,
    onTours: toursInWorker,
    onPaper: paperInWorker,
    guideAssets: () => Promise.resolve(guideAssets),
    log: logger,
    now,
    newId: randomUUID,
    limits: { uploadBytes: 64 * 1024 * 1024, requestsPerMinute: 1_000_000 },
    version: '0.0.0-test',
    loading: () => false,
    basemapDe: false,
    checkResponses: true,
  };
}

function uploadOf(file: Upload): { name: string; bytes: Uint8Array<ArrayBuffer> } {
  if (typeof file !== 'string') return { name: file.name, bytes: new Uint8Array(Buffer.from(file.bytes)) };
  if (!statSync(file).isDirectory()) return { name: basename(file), bytes: new Uint8Array(readFileSync(file)) };
  const members = readdirSync(file).map((name) => [name, new Uint8Array(readFileSync(join(file, name)))] as const);
  return { name: `${basename(file)}.zip`, bytes: new Uint8Array(zipSync(Object.fromEntries(members), { level: 1 })) };
}

/**
 * The rounding of counts follows from a county's secret, and what is hidden from the rounded counts: under a secret of chance a school
 * of few pupils is told in one run and hidden in the next.
 */
const STATED_SECRET = 'a1'.repeat(32);

export class TestApi {
  readonly url: string;
  readonly context: Context;
  /** Every line the service has logged, at the most talkative level. */
  readonly logged: string[];
  readonly #end: () => Promise<void>;

  private constructor(url: string, context: Context, logged: string[], end: () => Promise<void>) {
    this.url = url;
    this.context = context;
    this.logged = logged;
    this.#end = end;
  }

  static async start(
    change: (context: Context) => Partial<Context> = () => ({}),
    opened: Promise<Database> = openTestDatabase(),
  ): Promise<TestApi> {
    const logged: string[] = [];
    const database = await opened;
    const plain = testContext(database, logged);
    const context = { ...plain, ...change(plain) };
    const server = createApp(context, null).listen(0, '127.0.0.1');
    // Test and service share a thread: while it computes, the service would close a connection that the test is about to use.
    server.keepAliveTimeout = 600_000;
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new TestApi(url, context, logged, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await context.jobs.settle();
      await database.close();
    });
  }

  get db(): Database['db'] {
    return this.context.database.db;
  }

  close(): Promise<void> {
    return this.#end();
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url + path, init);
  }

  /** An answer of the contract's shape; anything else fails the test. */
  async ask<E extends Endpoint>(
    endpoint: E,
    params: Params<E>,
    query: Partial<QueryInput<E>> = {},
  ): Promise<Answer<E>> {
    const response = await this.fetch(addressOf(endpoint, params, query), { method: endpoint.method.toUpperCase() });
    const body: unknown = await response.json();
    expect(response.status, JSON.stringify(body)).toBe(endpoint.status ?? 200);
    return endpoint.response.parse(body) as Answer<E>;
  }

  /** An import that must succeed. */
  async load(kind: ImportKind, file: Upload, county: string, said: Said = {}): Promise<ImportReport> {
    const outcome = await this.#import(kind, file, county, said);
    if ('report' in outcome) return outcome.report;
    throw new Error(`${kind} was refused: ${outcome.refused.code} ${outcome.refused.text.en}`);
  }

  /** An import that must be refused; with what it was refused. */
  async refuse(kind: ImportKind, file: Upload, county: string, said: Said = {}): Promise<Refused> {
    const outcome = await this.#import(kind, file, county, said);
    if ('refused' in outcome) return outcome.refused;
    throw new Error(`${kind} was stored, it should have been refused: ${JSON.stringify(outcome.report)}`);
  }

  async preview(kind: ImportKind, file: Upload, county: string, said: Said = {}): Promise<ImportPreview> {
    const response = await this.send(`/api/counties/${county}/imports/preview`, kind, file, said);
    const body: unknown = await response.json();
    expect(response.status, JSON.stringify(body)).toBe(200);
    return contract.ImportPreview.parse(body);
  }

  send(path: string, kind: string, file: Upload, { options, mapping, corrections }: Said = {}): Promise<Response> {
    const { name, bytes } = uploadOf(file);
    const form = new FormData();
    form.set('kind', kind);
    if (options) form.set('options', JSON.stringify(options));
    if (mapping) form.set('mapping', JSON.stringify(mapping));
    if (corrections) form.set('corrections', JSON.stringify(corrections));
    form.set('file', new Blob([bytes]), name);
    return this.fetch(path, { method: 'POST', body: form });
  }

  async #import(
    kind: ImportKind,
    file: Upload,
    county: string,
    said: Said,
  ): Promise<{ report: ImportReport } | { refused: Refused }> {
    if (kind === 'pupil-list')
      await sql`insert into county_secret select key, ${STATED_SECRET} from county where key = ${county}
        on conflict do nothing`.execute(this.db);
    const response = await this.send(`/api/counties/${county}/imports`, kind, file, said);
    const body: unknown = await response.json();
    if (!response.ok) {
      const { status, code, detail, text } = body as ProblemDetails;
      return { refused: { status, code, text: text ?? { de: detail, en: detail } } };
    }
    expect(response.status).toBe(202);
    let job = contract.ImportJob.parse(body);
    while (job.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      job = await this.ask(contract.getJob, { county, job: job.id });
    }
    if (job.report) return { report: job.report };
    if (job.problem) return { refused: job.problem };
    throw new Error(`Job ${job.id} ended with neither a report nor a problem.`);
  }
}
