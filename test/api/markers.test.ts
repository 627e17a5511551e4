/**
 * A list full of unmistakable texts goes through the service in every way, also into a kill -9 in the middle: afterwards
 * none of them is in the data folder, the write-ahead log, temporary files, logs, answers to errors or any table. As a
 * control a text that is meant to be stored is found by the same search.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
const good = listCsv([...children, ...Array.from({ length: 40 }, () => lost)])
  .replace('Nr.;Name;', `Nr.;${marker('Kopf')};`)
  .replaceAll(/;Kind \d+;01\.02\.2016;/g, `;${marker('Name')};${marker('Geburt')};`);
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
  async function jobEnds(id: string | undefined): Promise<void> {
    for (;;) {
      const text = await (await fetch(`${url}/api/counties/${of.county}/jobs/${id}`)).text();
      if (!text.includes('"status":"running"')) return void answers.push(text);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
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

  test('imported, refused, previewed, taken back, killed in the middle: none is left anywhere', async () => {
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

    // The middle: as soon as the job stands, then after ever longer.
    for (const wait of [0, 300, 900]) {
      const begun = await post('imports', form(good, { ...stated, 'school-year': `20${30 + wait / 100}/31` }));
      expect(begun.status).toBe('running');
      await new Promise((resolve) => setTimeout(resolve, wait));
      await end('SIGKILL');
      await start();
    }
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
