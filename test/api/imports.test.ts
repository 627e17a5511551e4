/** Import, again, newer, undone; previews; what offices' tables hold beside numbers. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getCounty, listAreas } from '../../server/contract/counties.ts';
import { listImports, undoImport, type ImportKind } from '../../server/contract/imports.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { contentOf } from '../database.ts';
import { TestApi, type Upload } from '../testApi.ts';
import {
  AREAS_FILE,
  gemeinde,
  kitaList,
  loadWorld,
  middle,
  pupils,
  residents,
  schoolList,
  squares,
  world,
} from '../world.ts';

const of = world('10041');
const { county } = of;

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await loadWorld(api, of);
});
afterAll(() => api.close());

const files: [ImportKind, Upload][] = [
  ['areas', { name: AREAS_FILE, bytes: squares(of) }],
  ['schools', { name: 'schulen.csv', bytes: schoolList(of) }],
  ['kitas', { name: 'kitas.csv', bytes: kitaList(of) }],
  ['population', { name: 'einwohner.csv', bytes: residents(of) }],
  ['pupils', { name: 'schueler.csv', bytes: pupils(of) }],
];

test('the same files a second time add nothing', async () => {
  const before = await contentOf(api.db);
  for (const [kind, file] of files) {
    const report = await api.load(kind, file, county);
    expect(report).toMatchObject({ alreadyLoaded: true, read: 0, stored: 0, problemCount: 0 });
  }
  expect(await contentOf(api.db)).toEqual(before);
});

test('previews store nothing, neither of new nor of known files', async () => {
  const before = await contentOf(api.db);
  for (const [kind, file] of files) {
    const preview = await api.preview(kind, file, county);
    expect(preview.report).toMatchObject({ alreadyLoaded: true, rejected: 0 });
    expect(preview.sample.length).toBeGreaterThan(0);
  }
  const fresh = await api.preview('population', { name: 'neu.csv', bytes: residents(of, '31.12.2024') }, county);
  expect(fresh.report).toMatchObject({ alreadyLoaded: false, stored: 28, rejected: 0 });
  expect(fresh.mapping).toEqual({ area: 'AGS', date: 'Stichtag', age: 'Alter', people: 'Anzahl' });
  expect(fresh.features).toBeNull();
  expect(await contentOf(api.db)).toEqual(before);
});

describe('a newer import replaces the older one, and undoing it brings the older one back', () => {
  const names = async () => (await api.ask(listSchools, { county })).schools.map(({ name }) => name);

  test('schools', async () => {
    const old = await names();
    const before = await contentOf(api.db);
    const bytes = schoolList(of).replaceAll('Schule S', 'Neue Schule S');
    await api.load('schools', { name: 'schulen.csv', bytes }, county);
    expect(await names()).toEqual(old.map((name) => `Neue ${name}`));
    const [newest, ...older] = (await api.ask(listImports, { county })).imports;
    expect(newest).toMatchObject({
      kind: 'schools',
      inForce: true,
      undoneAt: null,
      stored: 2,
      fileName: 'schulen.csv',
    });
    expect(older.find(({ kind }) => kind === 'schools')?.inForce).toBe(false);
    const undone = await api.ask(undoImport, { county, importId: newest?.id ?? '' });
    expect(undone).toMatchObject({ inForce: false });
    expect(undone.undoneAt).not.toBeNull();
    expect(await names()).toEqual(old);
    const after = await contentOf(api.db);
    expect(after['school']).toBe(before['school']);
    // Undone is undone once: a second time there is nothing to take back.
    const again = await api.fetch(`/api/counties/${county}/imports/${newest?.id}`, { method: 'DELETE' });
    expect(again.status).toBe(409);
  });

  test('residents of one date are replaced, those of another stay', async () => {
    const children = async (date: string) =>
      (await api.ask(kitaSupply, { county }, { group: 'u3', date })).total.children;
    await api.load('population', { name: 'alt.csv', bytes: residents(of, '31.12.2023') }, county);
    const doubled = residents(of).replaceAll(/(\d+)$/gm, (text) => String(Number(text) * 2));
    await api.load('population', { name: 'neu.csv', bytes: doubled }, county);
    expect([await children('2025-12-31'), await children('2023-12-31')]).toEqual([600, 300]);
    const [newest] = (await api.ask(listImports, { county })).imports;
    await api.ask(undoImport, { county, importId: newest?.id ?? '' });
    expect([await children('2025-12-31'), await children('2023-12-31')]).toEqual([300, 300]);
  });

  test('an undone file can be loaded again', async () => {
    const bytes = schoolList(of).replaceAll('Schule S', 'Neue Schule S');
    const report = await api.load('schools', { name: 'schulen.csv', bytes }, county);
    expect(report).toMatchObject({ alreadyLoaded: false, stored: 2 });
    const [newest] = (await api.ask(listImports, { county })).imports;
    await api.ask(undoImport, { county, importId: newest?.id ?? '' });
  });

  test('areas in two editions: each date sees its own', async () => {
    const renamed = squares(of, (n) => `Neudorf ${n}`);
    await api.load('areas', { name: 'gemeinden_2026-07-01.geojson', bytes: renamed }, county);
    const first = async (date?: string) =>
      (await api.ask(listAreas, { county }, { layer: 'gemeinde', ...(date ? { date } : {}) })).areas[0];
    expect((await first())?.name).toBe('Neudorf 1');
    expect((await first('2026-08-01'))?.name).toBe('Neudorf 1');
    const [newest] = (await api.ask(listImports, { county })).imports;
    await api.ask(undoImport, { county, importId: newest?.id ?? '' });
    expect((await first())?.name).toBe(`Dorf ${county} 1`);
  });
});

test('areas on which figures hang cannot be undone: 409 with the figures named, and nothing changed', async () => {
  const before = await contentOf(api.db);
  const areas = (await api.ask(listImports, { county })).imports.find(
    ({ kind, inForce }) => kind === 'areas' && inForce,
  );
  const response = await api.fetch(`/api/counties/${county}/imports/${areas?.id}`, { method: 'DELETE' });
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({
    code: 'import.inUse',
    text: {
      de: 'An diesen Gebieten hängen noch Zahlen (Einwohner, Schülerzahlen nach Wohngebiet): bitte zuerst deren Importe zurücknehmen.',
    },
  });
  expect(await contentOf(api.db)).toEqual(before);
});

describe('columns', () => {
  const bytes = ['Kennziffer;Titel;Schulart;Ost;Nord', `A1;Erste;Gymnasium;${middle(of, 1).join(';')}`].join('\n');

  test('a mapping that a person has chosen is remembered for the layout, in this county only', async () => {
    const mapping = { key: 'Kennziffer', name: 'Titel', type: 'Schulart', x: 'Ost', y: 'Nord' };
    const refused = await api.refuse('schools', { name: 'liste.csv', bytes }, county);
    expect(refused).toMatchObject({ status: 422, code: 'import.missingColumn' });
    // The preview shows the columns all the same, to be assigned by hand.
    const open = await api.preview('schools', { name: 'liste.csv', bytes }, county);
    expect(open.report).toMatchObject({ stored: 0, problemCount: 1, problems: [{ code: 'import.missingColumn' }] });
    expect(open.columns.map(({ name }) => name)).toEqual(['Kennziffer', 'Titel', 'Schulart', 'Ost', 'Nord']);
    expect(open).toMatchObject({ mappingRemembered: false, mapping: { type: 'Schulart', x: 'Ost', y: 'Nord' } });
    await api.load('schools', { name: 'liste.csv', bytes }, county, { mapping });
    const next = bytes.replace('A1;Erste', 'A2;Zweite');
    const preview = await api.preview('schools', { name: 'andere.csv', bytes: next }, county);
    expect(preview).toMatchObject({ mappingRemembered: true, mapping });
    await api.load('schools', { name: 'andere.csv', bytes: next }, county);
    expect((await api.ask(listSchools, { county })).schools.map(({ key, name }) => [key, name])).toEqual([
      ['A2', 'Zweite'],
    ]);
    const elsewhere = await api.refuse('schools', { name: 'andere.csv', bytes: next }, '10043');
    expect(elsewhere.code).toBe('import.missingColumn');
  });

  test('the same file read by another mapping is another import', async () => {
    const two = 'Nr;Kurz;Lang;Schulart;Ost;Nord\nB1;Eins;Schule Eins;Gymnasium;' + middle(of, 1).join(';');
    const mapping = { key: 'Nr', name: 'Kurz', type: 'Schulart', x: 'Ost', y: 'Nord' };
    const file = { name: 'zwei.csv', bytes: two };
    await api.load('schools', file, county, { mapping });
    expect((await api.load('schools', file, county, { mapping })).alreadyLoaded).toBe(true);
    expect((await api.load('schools', file, county, { mapping: { ...mapping, name: 'Lang' } })).alreadyLoaded).toBe(
      false,
    );
    expect((await api.ask(listSchools, { county })).schools.map(({ name }) => name)).toEqual(['Schule Eins']);
  });

  test('a column that the file does not have is refused by its name', async () => {
    const refused = await api.refuse('schools', { name: 'liste.csv', bytes }, county, { mapping: { key: 'Nummer' } });
    expect(refused).toMatchObject({ status: 422, code: 'import.unknownColumn' });
    expect(refused.text.de).toContain('„Nummer“');
  });
});

describe('tables as offices write them', () => {
  const stored = async (date: string) =>
    (
      await sql<{ atom: string; people: number }>`
        select p.atom, p.people from population p join current_scope c on c.import_id = p.import_id
          and c.scope like '%|' || p.reference_date::text
        where p.county = ${county} and p.reference_date = ${date}::date order by p.atom`.execute(api.db)
    ).rows;

  test("'-' is a zero; '.', 'x' and '/' are no data, never a zero", async () => {
    const rows = ['-', '.', 'x', '/'].map((mark, index) => `${gemeinde(of, index + 1)};2;${mark}`);
    const bytes = ['AGS;Alter;Anzahl', ...rows].join('\n');
    const report = await api.load('population', { name: 'marken.csv', bytes }, county, {
      options: { 'reference-date': '2022-12-31' },
    });
    expect(report).toMatchObject({ read: 4, stored: 1, rejected: 0 });
    expect(report.notes.map(({ de }) => de).join(' ')).toMatch(/3 Werte sind unbekannt oder geheim/);
    expect(await stored('2022-12-31')).toEqual([{ atom: gemeinde(of, 1), people: 0 }]);
  });

  test('thousands dot, Windows-1252, a total row, header lines above', async () => {
    const lines = [
      'Bevölkerung nach Gemeinden;;',
      'Stand 31.12.2021;;',
      '31.12.2021;;',
      'AGS;Gemeinde;Anzahl',
      `${gemeinde(of, 1)};Dörfle;1.234`,
      `${gemeinde(of, 2)};Weiler;12.345`,
      `${county};Kreis;13.579`,
    ];
    const report = await api.load(
      'population',
      { name: 'alt.csv', bytes: Buffer.from(lines.join('\r\n'), 'latin1') },
      county,
    );
    expect(report.rejected).toBe(0);
    expect(await stored('2021-12-31')).toEqual([
      { atom: gemeinde(of, 1), people: 1234 },
      { atom: gemeinde(of, 2), people: 12345 },
    ]);
  });

  test('a key that lost its leading zero is recognised and said', async () => {
    const east = world('07999', 6.6, 49.7);
    await api.load('areas', { name: AREAS_FILE, bytes: squares(east) }, east.county);
    const report = await api.load(
      'population',
      { name: 'excel.csv', bytes: residents(east).replaceAll(/^0/gm, '') },
      east.county,
    );
    expect(report).toMatchObject({ stored: 28, rejected: 0 });
    expect(report.notes.map(({ de }) => de).join(' ')).toMatch(/Bei 28 Schlüsseln fehlte die führende Null/);
    const { rows } = await sql<{
      atom: string;
    }>`select distinct atom from population where county = '07999' order by atom`.execute(api.db);
    expect(rows.map(({ atom }) => atom)).toEqual([1, 2, 3, 4].map((n) => gemeinde(east, n)));
  });

  test('faulty rows are named by row and column, the others are stored', async () => {
    const bytes = [
      'AGS;Alter;Anzahl',
      `${gemeinde(of, 1)};1;5`,
      `${gemeinde(of, 2)};1;fünf`,
      '10042001;1;5',
      '10041999;1;5',
      `${gemeinde(of, 3)};1;-3`,
    ].join('\n');
    const report = await api.load('population', { name: 'f.csv', bytes }, county, {
      options: { 'reference-date': '2020-12-31' },
    });
    expect(report.stored).toBe(1);
    expect(report.problems.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['value.notACount', 3, 'Anzahl'],
      ['areas.unknownKey', 5, undefined],
      ['value.notACount', 6, 'Anzahl'],
    ]);
    // Row 4 belongs to another county and is passed over.
    expect([report.skipped, report.rejected]).toEqual([1, 3]);
  });
});

test('the record of an import: file, hash, source, licence, date, counts; and what the overview says of it', async () => {
  const options = { source: 'Amt für Statistik', licence: 'dl-de/by-2-0', 'reference-date': '2019-12-31' };
  const bytes = ['AGS;Alter;Anzahl', `${gemeinde(of, 4)};1;5`].join('\n');
  await api.load('population', { name: 'quelle.csv', bytes }, county, { options });
  const [newest] = (await api.ask(listImports, { county })).imports;
  expect(newest).toMatchObject({
    fileName: 'quelle.csv',
    // sha256sum of the text above
    sha256: 'c4fd46a4b9dfc088b8bdd7643d7db222209329e704c623cb5dae7acedf866dba',
    source: 'Amt für Statistik',
    licence: 'dl-de/by-2-0',
    referenceDate: '2019-12-31',
    importedAt: '2026-11-22T12:00:00.000Z',
    read: 1,
    stored: 1,
    rejected: 0,
  });
  const overview = await api.ask(getCounty, { county });
  const population = overview.datasets.find(({ kind }) => kind === 'population');
  expect(population?.sources[0]).toMatchObject({
    title: 'quelle.csv',
    licence: 'dl-de/by-2-0',
    referenceDate: '2019-12-31',
  });
});
