/** The service as a process: its address, its folder, its end; and the command line beside it. */
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOnServer, engine } from '../database.ts';
import { lastLine, load, service, type Process } from '../processes.ts';
import { AREAS_FILE, gemeinde, residents, schoolList, squares, world } from '../world.ts';

const of = world('10041');
const files = mkdtempSync(join(tmpdir(), 'planungsraum-files-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(files, name), text);
  return join(files, name);
};
afterAll(() => rmSync(files, { recursive: true, force: true }));

test.each(['0.0.0.0', '192.168.1.5', '::'])('HOST=%s is refused with one sentence', async (HOST) => {
  const { code, stdout, stderr } = await service({ HOST, PLANUNGSRAUM_DATA: 'memory://' }).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^HOST=\S+ würde den Dienst ohne Anmeldung im Netz zeigen: [^\n]*bitte [^\n]*\.\n$/);
  expect(stdout).toBe('');
});

test('a PORT that is none is refused with one sentence', async () => {
  const { code, stderr } = await service({ PORT: 'achtzig', PLANUNGSRAUM_DATA: 'memory://' }).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^PORT=achtzig ist keine Portnummer: bitte [^\n]*\.\n$/);
});

interface County {
  layers: { key: string; areas: number }[];
  datasets: { kind: string; stored: number }[];
}
const overview = async (url: string): Promise<County> =>
  (await (await fetch(`${url}/api/counties/${of.county}`)).json()) as County;
const storedOf = async (url: string, kind: string) =>
  (await overview(url)).datasets.find((set) => set.kind === kind)?.stored;

describe(engine, () => {
  let env: Record<string, string>;
  let clean: () => Promise<void> | void;
  let running: Process;
  let url: string;

  beforeAll(async () => {
    if (engine === 'postgres') {
      const { url: address, drop } = await createOnServer();
      env = { DATABASE_URL: address };
      clean = drop;
    } else {
      const folder = mkdtempSync(join(tmpdir(), 'planungsraum-data-'));
      env = { PLANUNGSRAUM_DATA: folder };
      clean = () => rmSync(folder, { recursive: true, force: true });
    }
    // The command line alone, without a service; a county that exists also spares the service its sample county.
    const first = await load(['areas', file(AREAS_FILE, squares(of)), '--county', of.county, '--source', 'Test'], env);
    expect(first.code, first.stdout + first.stderr).toBe(0);
    expect(lastLine(first)).toMatchObject({ kind: 'areas', read: 4, stored: 4, rejected: 0, problems: [] });
    running = service(env);
    url = (await running.says(/Planungsraum läuft: (http:\S+)/))[1] ?? '';
  }, 180_000);
  afterAll(async () => {
    await running.kill('SIGKILL');
    await clean();
  });

  test('what the command line stored before is there, on the engine asked for', async () => {
    const { status, database } = (await (await fetch(`${url}/api/health`)).json()) as {
      status: string;
      database: { engine: string };
    };
    expect([status, database.engine]).toEqual(['ok', engine]);
    expect((await overview(url)).layers).toMatchObject([{ key: 'gemeinde', areas: 4 }]);
  });

  test.skipIf(engine === 'postgres')(
    'a second service on the same folder is refused with one sentence, the first stays',
    async () => {
      const { code, stderr } = await service(env).ended;
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^Der Datenordner \S+ wird schon von einem laufenden Planungsraum benutzt \(Prozess \d+, http:[^\n]*bitte [^\n]*\.\n$/,
      );
      expect(stderr).toContain(`Prozess ${running.child.pid}, ${url}`);
      expect((await overview(url)).layers).toMatchObject([{ areas: 4 }]);
    },
  );

  test('a load while the service runs: it shows what was loaded at once', async () => {
    const done = await load(['population', file('einwohner.csv', residents(of)), '--county', of.county], env);
    expect([done.code, lastLine(done).stored]).toEqual([0, 28]);
    expect(await storedOf(url, 'population')).toBe(28);
    const again = await load(['population', file('einwohner.csv', residents(of))], env);
    // The only county of its own needs no --county; the same file adds nothing.
    expect([again.code, lastLine(again)]).toMatchObject([0, { alreadyLoaded: true, stored: 0 }]);
  });

  test('--dry-run stores nothing', async () => {
    const done = await load(['schools', file('schulen.csv', schoolList(of)), '--dry-run'], env);
    expect([done.code, lastLine(done)]).toMatchObject([0, { stored: 2, dryRun: true }]);
    expect(await storedOf(url, 'schools')).toBe(0);
  });

  test('some rows rejected: 2; nothing stored: 1; each with its sentence and the JSON line', async () => {
    const partly = `${schoolList(of)}\nS3;Ohne Ort;Grundschule;;;`;
    const some = await load(['schools', file('teils.csv', partly), '--county', of.county], env);
    expect([some.code, lastLine(some)]).toMatchObject([
      2,
      { stored: 2, rejected: 1, problems: [{ code: 'site.noPosition', row: 4 }] },
    ]);
    expect(some.stdout).toMatch(/Zeile 4: „Ohne Ort“ hat keine Koordinaten/);
    const none = await load(['schools', file('leer.csv', ''), '--county', of.county], env);
    expect([none.code, lastLine(none).stored, lastLine(none).problems.length]).toEqual([1, 0, 1]);
    expect(none.stdout.split('\n')[0]).toMatch(/^Die Datei „leer\.csv“ ist leer: bitte .*\.$/);
  });

  test('a chosen column, an option with =, and words nobody knows', async () => {
    const table = file('w.csv', `Ort;Kopfzahl\n${gemeinde(of, 1)};77`);
    const args = [
      'population',
      table,
      '--county',
      of.county,
      '--map.area',
      'Ort',
      '--map.people',
      'Kopfzahl',
      '--reference-date=2020-12-31',
    ];
    const mapped = await load(args, env);
    expect([mapped.code, lastLine(mapped).stored]).toEqual([0, 1]);
    for (const words of [
      ['bäume', table],
      ['population'],
      ['population', table, '--county', '123'],
      ['population', join(files, 'fehlt.csv'), '--county', of.county],
    ]) {
      const refused = await load(words, env);
      expect(refused.code, words.join(' ')).toBe(1);
      expect(refused.stdout.split('\n')[0]).toMatch(/bitte .*\.$/);
      expect(lastLine(refused).stored).toBe(0);
    }
    expect((await load(['--help'], env)).stdout).toMatch(/vital-events .*Geburten/);
  });

  test('a file of 2 GB is refused by its size, before a byte is read', async () => {
    const huge = file('riesig.csv', 'AGS;Anzahl\n');
    truncateSync(huge, 2 * 1024 ** 3);
    const refused = await load(['population', huge, '--county', of.county], env);
    expect(refused.code).toBe(1);
    expect(refused.stdout.split('\n')[0]).toMatch(
      /^Die Datei „riesig\.csv“ hat 2\.?048 MB, erlaubt sind 512 MB: bitte .*\.$/,
    );
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
  });

  test('Ctrl-C ends cleanly: code 0, nothing on the error output, the folder free again', async () => {
    const { code, signal, stderr } = await running.kill('SIGINT');
    expect([code, signal, stderr]).toEqual([0, null, '']);
    if (env['PLANUNGSRAUM_DATA']) expect(existsSync(join(env['PLANUNGSRAUM_DATA'], 'planungsraum.lock'))).toBe(false);
  });
});
