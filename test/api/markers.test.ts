/**
 * A list full of unmistakable texts goes through the service in every way, also into a kill -9 while it is read and while
 * it is stored: afterwards none of them is in the data folder, the write-ahead log, temporary files, logs, answers to
 * errors or any table. On PostgreSQL the server's own folder is out of reach: there every table is searched, row by row.
 * As a control a text that is meant to be stored is found by the same search.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../server/data/open.ts';
import { createOnServer, engine } from '../database.ts';
import { filesWith, tablesWith } from '../markerSearch.ts';
import { service, type Process } from '../processes.ts';
import { houses, childAt, registerCsv, stated, listCsv, type Child } from '../pupilHomes.ts';
import { AREAS_FILE, schoolList, squares, world } from '../world.ts';

const of = world('16996', 11.1, 51.1);
const homes = houses(of, 20);

/** One for each place in which a text could travel. */
const marker = (place: string) => `QXZ${place}JWV`;
const PLACES = ['Kopf', 'Datei', 'Name', 'Geburt', 'Strasse', 'Ort', 'Schule', 'Korrektur', 'Blatt', 'Stufe'];
const MARKERS = PLACES.map(marker);
/** What no list had: stored on purpose, short and – compressed on disk – long. */
const CONTROL = 'QXZKontrolleJWV';
const CONTROL_LONG = 'QXZLangeKontrolleJWV'.repeat(2000);

const children: Child[] = homes.flatMap((house, i) => [
  childAt(house, house.gemeinde === 4 ? 'S2' : 'S1', 1 + (i % 4)),
  { ...childAt(house, i % 3 === 0 ? 'S2' : 'S1', 1 + (i % 3)), grade: i % 9 === 0 ? marker('Stufe') : '2' },
]);
const lost: Child = {
  school: 'S1',
  grade: '1',
  street: `${marker('Strasse')} 3`,
  number: '',
  postcode: '66111',
  place: marker('Ort'),
};
const withMarkers = (rows: readonly Child[]): string =>
  listCsv([...rows, ...Array.from({ length: 40 }, () => lost)])
    .replace('Nr.;Name;', `Nr.;${marker('Kopf')};`)
    .replaceAll(/;Kind \d+;01\.02\.2016;/g, `;${marker('Name')};${marker('Geburt')};`);
const good = withMarkers(children);
/** So long that reading and counting it takes seconds; so various that storing it takes long enough to be met. */
const long = withMarkers(
  Array.from({ length: 30 }, (_, k) =>
    homes.map((house, i) => ({
      ...childAt(house, (i + k) % 2 === 0 ? 'S2' : 'S1', 1 + (k % 13)),
      allDay: k % 3 === 0 ? 'ja' : 'nein',
    })),
  ).flat(),
);
const unknownSchools = good.replaceAll(/;S[12];/g, `;${marker('Schule')};`);
const headless = good.split('\n').slice(1).join('\n');
const broken = `"${good}`;

function form(bytes: string, options: Record<string, string> = stated): FormData {
  const body = new FormData();
  body.set('kind', 'pupil-list');
  body.set('options', JSON.stringify({ ...options, sheet: marker('Blatt'), source: 'Schulamt' }));
  body.set('corrections', JSON.stringify({ 2: `${marker('Korrektur')} 7, 66111 Dorf 1` }));
  body.set('file', new Blob([bytes]), `${marker('Datei')}.csv`);
  return body;
}

describe(engine, () => {
  const folder = mkdtempSync(join(tmpdir(), 'planungsraum-marker-'));
  const data = join(folder, 'data');
  const temporary = join(folder, 'tmp');
  let env: Record<string, string>;
  let clean = async () => {};
  let running: Process;
  let url = '';
  let said = '';

  async function start(): Promise<void> {
    running = service(env);
    url = (await running.says(/Planungsraum läuft: (http:\S+)/))[1] ?? '';
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const { stdout, stderr } = await running.kill(signal);
    said += stdout + stderr;
  }
  /** What came back, apart from previews: they show the person his own list. */
  const answers: string[] = [];
  async function post(path: string, body: FormData, keep = true): Promise<{ id?: string; status?: string }> {
    const text = await (await fetch(`${url}/api/counties/${of.county}/${path}`, { method: 'POST', body })).text();
    if (keep) answers.push(text);
    return JSON.parse(text) as { id?: string; status?: string };
  }
  interface Job {
    status: string;
    phase: { de: string };
    progress: number;
    problem: { code: string } | null;
  }
  /** Asks for a job until it is as wanted, and keeps what was said last. */
  async function jobIs(id: string | undefined, wanted: (job: Job) => boolean): Promise<Job> {
    for (;;) {
      const text = await (await fetch(`${url}/api/counties/${of.county}/jobs/${id}`)).text();
      const job = JSON.parse(text) as Job;
      if (job.status !== 'running' || wanted(job)) {
        answers.push(text);
        return job;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  const jobEnds = (id: string | undefined) => jobIs(id, () => false);
  /** On a server another process might be at work: a job counts as ended when it has long been silent. */
  async function letTimePass(): Promise<void> {
    if (engine !== 'postgres') return;
    const { db, close } = await openDatabase({ url: env['DATABASE_URL'], dataDir: '' });
    await sql`update job set updated_at = updated_at - interval '2 minutes' where status = 'running'`.execute(db);
    await close();
  }
  async function plain(kind: string, name: string, bytes: string, options: Record<string, string> = {}): Promise<void> {
    const body = new FormData();
    body.set('kind', kind);
    body.set('options', JSON.stringify(options));
    body.set('file', new Blob([bytes]), name);
    await jobEnds((await post('imports', body)).id);
  }

  beforeAll(async () => {
    mkdirSync(data);
    mkdirSync(temporary);
    if (engine === 'postgres') {
      const { url: address, drop } = await createOnServer();
      env = { DATABASE_URL: address };
      clean = drop;
    } else env = { PLANUNGSRAUM_DATA: data };
    // Whatever is written aside goes where it can be searched.
    env = { ...env, TMPDIR: temporary, LOG_LEVEL: 'trace' };
    await start();
    await plain(
      'areas',
      AREAS_FILE,
      squares(of, (n) => `Dorf ${n} ${CONTROL}`),
    );
    await plain(
      'schools',
      'schulen.csv',
      schoolList(of).replaceAll('Grundschule', `Grundschule;`).replace('Schulart;', 'Schulart;Schulträger;'),
    );
    await plain(
      'indicators',
      'lang.csv',
      `Indikator;Gebietsschlüssel;Jahr;Wert;Einheit\nx;${of.county}001;2025;1;${CONTROL_LONG}`,
      { layer: 'gemeinde' },
    );
    await plain('addresses', 'adressen.csv', registerCsv(homes), { crs: '4326' });
  }, 180_000);
  afterAll(async () => {
    await running.kill('SIGKILL');
    await clean();
    rmSync(folder, { recursive: true, force: true });
  });

  const searched =
    engine === 'postgres'
      ? 'table, temporary file, log line or answer (not searched: the server’s own folder)'
      : 'file of the data folder with its write-ahead log, table, temporary file, log line or answer';
  test(`imported, refused, previewed, killed while read and counted, and while stored: no text of the list is in any ${searched}`, async () => {
    // A preview must show them, or the search would look for texts that never came in.
    const preview = JSON.stringify(await post('imports/preview', form(good), false));
    expect(preview).toContain(marker('Strasse'));
    for (const bytes of [unknownSchools, headless, broken, `${marker('Name')}`]) {
      await post('imports/preview', form(bytes), false);
      await jobEnds((await post('imports', form(bytes))).id);
    }
    await post('imports', form(good, { kaputt: marker('Name') }));
    const job = await post('imports', form(good));
    await jobEnds(job.id);
    expect(answers.at(-1)).toContain('"status":"done"');

    const isRead = ({ phase }: Job) => phase.de === 'Datei wird gelesen';
    const isStored = ({ phase, progress }: Job) => phase.de === 'Zeilen werden gespeichert' && progress > 0.3;
    const kills = [
      { year: '2031/32', wait: 0, is: isRead },
      { year: '2032/33', wait: 300, is: isRead },
      { year: '2033/34', wait: 800, is: isRead },
      { year: '2034/35', wait: 0, is: isStored },
    ];
    for (const { year, wait, is } of kills) {
      const begun = await post('imports', form(long, { ...stated, 'school-year': year }));
      await jobIs(begun.id, is);
      await new Promise((resolve) => setTimeout(resolve, wait));
      const before = await jobIs(begun.id, () => true);
      expect([year, before.status, is(before)]).toEqual([year, 'running', true]);
      await end('SIGKILL');
      await letTimePass();
      await start();
      const after = await jobIs(begun.id, () => true);
      expect([after.status, after.problem?.code]).toEqual(['failed', 'job.interrupted']);
    }
    const log = await (await fetch(`${url}/api/counties/${of.county}/imports`)).text();
    expect(log).toContain('2026/27');
    expect(log).not.toMatch(/203\d\/3\d/);
    answers.push(log);
    await end('SIGTERM');

    expect(said).not.toMatch(/QXZ(?!Kontrolle)/);
    expect(answers.join('\n').replaceAll(CONTROL, '')).not.toMatch(/QXZ/);
    expect(filesWith(temporary, MARKERS)).toEqual([]);
    const database = await openDatabase(
      engine === 'postgres' ? { url: env['DATABASE_URL'], dataDir: '' } : { dataDir: data },
    );
    try {
      expect(await tablesWith(database.db, MARKERS)).toEqual([]);
      // The same search finds what was stored on purpose, long values and their compression included.
      expect(await tablesWith(database.db, [CONTROL])).toEqual([`public.area: ${CONTROL}`]);
      expect(await tablesWith(database.db, [CONTROL_LONG])).toEqual([`public.indicator_value: ${CONTROL_LONG}`]);
    } finally {
      await database.close();
    }
    if (engine === 'postgres') return;
    expect(filesWith(data, MARKERS)).toEqual([]);
    const control = filesWith(data, [CONTROL]).map((path) => path.slice(data.length + 1));
    expect(control.filter((path) => /pg_wal/.test(path)).length).toBeGreaterThan(0);
    expect(control.filter((path) => /base\//.test(path)).length).toBeGreaterThan(0);
  }, 240_000);
});
