/** A second start shows the county before its database is open, and never a county that has changed meanwhile. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CountyOverview } from '../../server/contract/counties.ts';
import { openDatabase, type Database } from '../../server/data/open.ts';
import { FolderInUseError } from '../../server/data/pglite/lock.ts';
import { readSeal } from '../../server/data/seal.ts';
import { createService, type Service } from '../../server/service.ts';
import { createShell } from '../../server/shell.ts';
import { engine } from '../database.ts';
import { load } from '../processes.ts';
import { tileAt } from '../tiles.ts';
import { AREAS_FILE, middle, residents, squares, world } from '../world.ts';

const of = world('10041');
const { z, x, y } = tileAt(...middle(of, 1), 10);
const never = new Promise<never>(() => undefined);

interface Running {
  service: Service;
  ask: (path: string) => Promise<Response>;
  end: () => Promise<void>;
}

describe.runIf(engine === 'pglite')('a second start', () => {
  const withAreas = mkdtempSync(join(tmpdir(), 'planungsraum-areas-'));
  let folder: string;
  const running = new Set<Running>();

  async function start(opening: Promise<Database>, unchanged = readSeal(folder), want?: () => void): Promise<Running> {
    const log = pino({ level: 'silent' });
    const settings = { log, version: '0', basemapDe: false, checkResponses: true, folder };
    const service = createService(opening, unchanged, settings, want);
    const shell = createShell({ webFolder: null, basemapDe: false, log }, Promise.resolve(service.api));
    const server = shell.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const one: Running = {
      service,
      ask: (path) => fetch(base + path),
      end: async () => {
        running.delete(one);
        server.closeAllConnections();
        server.close();
        if (opening !== never) await service.close();
      },
    };
    running.add(one);
    return one;
  }
  const open = () => {
    const unchanged = readSeal(folder);
    return start(openDatabase({ dataDir: folder }), unchanged);
  };

  const overviewOf = async ({ ask }: Running) =>
    (await (await ask(`/api/counties/${of.county}`)).json()) as CountyOverview;
  const tilePath = (revision: string, layer = 'areas-gemeinde') =>
    `/tiles/${of.county}/${layer}/${z}/${x}/${y}.mvt?v=${revision}`;
  const loadFile = async (kind: string, name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    const done = await load([kind, file, '--county', of.county], { PLANUNGSRAUM_DATA: folder });
    expect(done.code, done.stdout + done.stderr).toBe(0);
  };
  const keptFolders = () => readdirSync(join(folder, 'kept'));

  beforeAll(async () => {
    folder = withAreas;
    await loadFile('areas', AREAS_FILE, squares(of));
  });
  afterAll(() => rmSync(withAreas, { recursive: true, force: true }));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'planungsraum-restart-'));
    cpSync(withAreas, folder, { recursive: true });
  });
  afterEach(async () => {
    for (const one of running) await one.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A first run that answers, keeps, and ends in order. */
  async function firstRun() {
    const first = await open();
    const overview = await overviewOf(first);
    const tile = Buffer.from(await (await first.ask(tilePath(overview.mapRevision))).arrayBuffer());
    const etag = (await first.ask(`/api/counties/${of.county}`)).headers.get('etag');
    const schools: unknown = await (await first.ask(`/api/counties/${of.county}/schools`)).json();
    await first.end();
    return { overview, tile, etag, schools };
  }

  test('overview and tiles are answered while the database is still opening; everything else waits for it', async () => {
    const before = await firstRun();
    expect(before.tile.length).toBeGreaterThan(50);
    const second = await start(never);
    let answered = false;
    void second.ask('/api/health').then(
      () => (answered = true),
      () => undefined,
    );
    expect(await overviewOf(second)).toEqual(before.overview);
    const list = (await (await second.ask('/api/counties')).json()) as { counties: { key: string }[] };
    expect(list).toMatchObject({ counties: [{ key: of.county }], loading: false });
    expect(await (await second.ask(`/api/counties/${of.county}/schools`)).json()).toEqual(before.schools);
    const answer = await second.ask(`/api/counties/${of.county}`);
    expect(answer.headers.get('etag')).toBe(before.etag);
    const tile = await second.ask(tilePath(before.overview.mapRevision));
    expect(tile.headers.get('cache-control')).toContain('immutable');
    expect(Buffer.from(await tile.arrayBuffer())).toEqual(before.tile);
    // Asked first, and three others have been answered since.
    expect(answered).toBe(false);
  });

  test('the first map and what the scenes begin with are kept although nobody has looked yet', async () => {
    const first = await open();
    await first.service.begin(() => undefined);
    const overview = await overviewOf(first);
    const beginnings = ['schools', 'kitas', 'kita/supply', 'transport/days'].map(
      (path) => `/api/counties/${of.county}/${path}`,
    );
    await first.end();
    // The same questions to the database itself, when nothing is kept.
    const kept = await start(never);
    const ahead: unknown[] = [];
    for (const path of beginnings) ahead.push(await (await kept.ask(path)).json());
    await kept.end();
    rmSync(join(folder, 'kept'), { recursive: true });
    const bare = await open();
    for (const [index, path] of beginnings.entries())
      expect(await (await bare.ask(path)).json(), path).toEqual(ahead[index]);
    await bare.service.begin(() => undefined);
    await bare.end();
    const second = await start(never);
    expect(await overviewOf(second)).toEqual(overview);
    for (const zoom of [8, 9, 10]) {
      for (const n of [1, 2, 3, 4]) {
        const at = tileAt(...middle(of, n), zoom);
        for (const layer of ['ground', 'areas-gemeinde']) {
          const address = `/tiles/${of.county}/${layer}/${at.z}/${at.x}/${at.y}.mvt?v=${overview.mapRevision}`;
          expect((await second.ask(address)).ok, address).toBe(true);
        }
      }
    }
  });

  test('the engine starts when something needs it, and then answers what waited', async () => {
    const { overview } = await firstRun();
    let want: () => void = () => undefined;
    const wanted = new Promise<void>((resolve) => (want = resolve));
    const unchanged = readSeal(folder);
    const second = await start(openDatabase({ dataDir: folder, wanted }), unchanged, want);
    // The folder is taken although the engine has not started yet, and what is kept does not start it.
    await expect(openDatabase({ dataDir: folder })).rejects.toThrow(FolderInUseError);
    expect(await overviewOf(second)).toEqual(overview);
    expect(readSeal(folder)).toEqual(unchanged);
    const waiting = [second.ask('/api/health'), second.ask(tilePath(overview.mapRevision, 'areas-kreis'))];
    for (const answer of waiting) expect((await answer).ok).toBe(true);
  });

  test('after a load without the service nothing old is answered', async () => {
    const { overview } = await firstRun();
    await loadFile('population', 'einwohner.csv', residents(of));
    expect(readSeal(folder)).toBeNull();
    const second = await overviewOf(await open());
    expect(second.revision).not.toBe(overview.revision);
    expect(second.datasets.find(({ kind }) => kind === 'population')?.stored).toBe(28);
    // What was kept of the older revision is gone.
    expect(keptFolders()).toHaveLength(1);
  });

  test('an end that was none (kill -9) leaves no proof', async () => {
    await firstRun();
    expect(readSeal(folder)).toMatchObject([{ key: of.county, revision: expect.stringMatching(/^\d+\./) as string }]);
    const second = await open();
    await second.service.ready;
    // The files as a killed process would leave them.
    expect(readSeal(folder)).toBeNull();
  });

  test('a kept file that is not whole, or was changed, is made anew', async () => {
    const { overview } = await firstRun();
    const kept = join(folder, 'kept', keptFolders()[0] ?? '');
    for (const [index, name] of readdirSync(kept).entries()) {
      const bytes = readFileSync(join(kept, name));
      if (index % 2 === 0) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(join(kept, name), index % 2 === 0 ? bytes : bytes.subarray(0, 20));
    }
    expect(await overviewOf(await open())).toEqual(overview);
  });

  test('what somebody asks for beyond the county itself is not written to the disk', async () => {
    const first = await open();
    await overviewOf(first);
    for (const path of [`/api/counties/${of.county}?q=Maximilian`, `/api/counties/${of.county}/search?q=Maximilian`])
      expect((await first.ask(path)).status).toBe(200);
    await first.end();
    const [kept = '', ...others] = keptFolders();
    expect(others).toEqual([]);
    expect(readdirSync(join(folder, 'kept', kept))).toHaveLength(1);
  });
});
