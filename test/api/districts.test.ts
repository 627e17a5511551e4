/** School districts from the statute's list and as polygons: replaced, taken back, and what does not fit. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { schoolDistricts, type SchoolDistricts } from '../../server/contract/districts.ts';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import { districtLayout } from '../../server/operations/districts.ts';
import { newestAtoms } from '../../server/operations/waysToSchool.ts';
import { engine } from '../database.ts';
import { childAt, houses, listCsv, registerCsv, stated } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, schoolList, SIDE, squares, world, type World } from '../world.ts';

const thuringia = world('16997', 11.1, 51.1);
const palatinate = world('07997', 7.1, 49.6);
const homes = houses(thuringia);
/** Four squares of 100 houses: Amselweg, Birkenallee, Chausseestraße, Dammweg and Erlengrund with the numbers 1 to 20 each. */
const HOUSES = 400;
const options = { 'school-type': 'Grundschule', 'valid-from': '2026-08-01' };
const list = (rows: string[]) => ({
  name: 'schulbezirke.csv',
  bytes: ['Schulbezirk;Schule;Ort;Straße;Hausnummern', ...rows].join('\n'),
});
const statute = list(['West;S1;Dorf 1;;', 'West;S1;Dorf 3;;', 'Ost;S2;Dorf 2;;', 'Ost;S2;Dorf 4;;']);

async function start(of: World): Promise<TestApi> {
  const api = await TestApi.start();
  await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, of.county);
  await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, of.county);
  await api.load('addresses', { name: 'adressen.csv', bytes: registerCsv(houses(of)) }, of.county, {
    options: { crs: '4326' },
  });
  return api;
}

const ask = (api: TestApi, { county }: World, query: { type?: string; date?: string } = {}) =>
  api.ask(schoolDistricts, { county }, { type: 'grundschule', ...query });
const counted = ({ districts }: SchoolDistricts) =>
  Object.fromEntries(districts.map(({ key, addresses }) => [key, addresses]));

describe(engine, () => {
  let api: TestApi;
  const { county } = thuringia;
  beforeAll(async () => {
    api = await start(thuringia);
    const children = homes.filter((_, i) => i % 2 === 0).flatMap((house) => [1, 2].map((k) => childAt(house, 'S1', k)));
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children) }, county, { options: stated });
  });
  afterAll(() => api.close());

  test('a county without districts has none, and says what is loaded', async () => {
    const answer = await ask(api, thuringia);
    expect(answer).toMatchObject({ validFrom: null, form: null, districts: [], atoms: [], editions: [] });
    expect(answer.rule).toMatchObject({ subject: 'schoolDistricts', paragraph: '§ 14 Abs. 1 ThürSchulG' });
    expect(await districtLayout(api.context, county, 'grundschule', '', undefined)).toBeNull();
  });

  test('a list of villages: every house and every atom in one district', async () => {
    const report = await api.load('districts', statute, county, { options });
    expect(report).toMatchObject({ stored: 4, rejected: 0, problemCount: 0 });
    const answer = await ask(api, thuringia);
    expect(answer).toMatchObject({ validFrom: '2026-08-01', form: 'streets', year: '2026/27' });
    expect(counted(answer)).toEqual({ Ost: HOUSES / 2, West: HOUSES / 2 });
    expect(answer.districts[1]).toMatchObject({ name: 'West', schools: ['S1'], squareMetres: null, isShared: false });
    expect(answer.districts.every(({ sharedAllowed }) => sharedAllowed === true)).toBe(true);
    // Atoms keep the Gemeinden, so that none lies in two districts.
    expect(answer.atoms.length).toBeGreaterThan(4);
    expect(answer.atoms.every(({ inside, addresses }) => addresses > 0 && inside === addresses)).toBe(true);
    expect([answer.deviating.total, answer.gaps.addresses.total, answer.gaps.atoms]).toEqual([0, 0, []]);
    expect([answer.overlaps.addresses.total, answer.unknownStreets.total]).toEqual([0, 0]);
    expect(answer.sources.map(({ title }) => title)).toContain('schulbezirke.csv');
  });

  test('planning variants get the district of each atom', async () => {
    const atoms = await newestAtoms(api.context, [county]);
    const layout = await districtLayout(api.context, county, 'grundschule', atoms!.editions[0]!);
    const answer = await ask(api, thuringia);
    expect(layout?.districts).toEqual([
      { key: 'Ost', name: 'Ost', schools: ['S2'] },
      { key: 'West', name: 'West', schools: ['S1'] },
    ]);
    expect(layout?.districtOf).toEqual(new Map(answer.atoms.map(({ atom, district }) => [atom, district])));
    expect(await districtLayout(api.context, county, 'regelschule', atoms!.editions[0]!)).toBeNull();
    expect(await districtLayout(api.context, county, 'grundschule', atoms!.editions[0]!, '2026-07-31')).toBeNull();
  });

  test('the same validity replaces, another day stands beside it, undo brings back', async () => {
    const before = await ask(api, thuringia);
    // 20 houses of each of five streets in Dorf 1: 40 lie in two streets that move, of these 10 are 1–9 odd and stay.
    const moved = list([
      ...['West;S1;Dorf 1;;', 'West;S1;Dorf 3;;', 'Ost;S2;Dorf 2;;', 'Ost;S2;Dorf 4;;'],
      ...[
        'Ost;S2;Dorf 1;Amselweg;',
        'Ost;S2;Dorf 1;Dammweg;2–20 g',
        'West;S1;Dorf 1;Gibtesnicht;',
        'Mitte;S1|S2;Dorf 2;Amselweg;ab 11',
      ],
      ...['West;S1;Dorf 4;Erlengrund;1–4', 'Ost;S2;Dorf 4;Erlengrund;3–6'],
    ]);
    const report = await api.load('districts', moved, county, { options });
    expect(report).toMatchObject({ stored: 10, rejected: 0, problemCount: 1 });
    expect(report.problems[0]).toMatchObject({ code: 'districts.unknownStreet', row: 8 });
    const answer = await ask(api, thuringia);
    // West: 200 − 20 − 10 + 4; Ost: 200 + 20 + 10 − 10 − 2; 3 and 4 of Erlengrund lie in both.
    expect(counted(answer)).toEqual({ West: 174, Ost: 218, Mitte: 10 });
    expect(
      answer.overlaps.addresses.houses.map(({ street, houseNumber, districts }) => [street, houseNumber, districts]),
    ).toEqual([
      ['Erlengrund', '3', ['Ost', 'West']],
      ['Erlengrund', '4', ['Ost', 'West']],
    ]);
    expect(answer.overlaps.isAllowed).toBe(true);
    expect(answer.unknownStreets).toMatchObject({ total: 1, rows: [{ district: 'West', street: 'Gibtesnicht' }] });
    expect(answer.districts.filter(({ isShared }) => isShared).map(({ key }) => key)).toEqual(['Mitte']);
    // Few of an atom's houses lie in a street: the majority stays, and who moves deviates.
    expect(answer.deviating.total).toBeGreaterThan(0);
    for (const { districts, atomDistrict } of answer.deviating.houses) expect(districts).not.toContain(atomDistrict);
    const next = await api.load('districts', statute, county, { options: { ...options, 'valid-from': '2027-08-01' } });
    expect(next.alreadyLoaded).toBe(false);
    const both = await ask(api, thuringia);
    expect(both.editions.map(({ validFrom }) => validFrom)).toEqual(['2027-08-01', '2026-08-01']);
    expect(both.validFrom).toBe('2027-08-01');
    expect(counted(await ask(api, thuringia, { date: '2026-09-01' }))).toEqual(counted(answer));
    expect((await ask(api, thuringia, { date: '2025-09-01' })).validFrom).toBeNull();
    const { imports } = await api.ask(listImports, { county });
    for (const { id } of imports.filter(({ kind }) => kind === 'districts').slice(0, 2))
      await api.ask(undoImport, { county, importId: id });
    expect(await ask(api, thuringia)).toEqual(before);
  });

  test('a gap is told with its houses, its atoms and an empty village', async () => {
    await api.load('districts', list(['West;S1;Dorf 1;;', 'Ost;S2;Dorf 2;;', 'Ost;S2;Dorf 4;;']), county, { options });
    const { gaps, atoms } = await ask(api, thuringia);
    expect(gaps.addresses.total).toBe(HOUSES / 4);
    expect(new Set(gaps.addresses.houses.map(({ place }) => place))).toEqual(new Set(['Dorf 3']));
    expect(gaps.atoms).toEqual(atoms.filter(({ district }) => district === null).map(({ atom }) => atom));
    expect(gaps.atoms.length).toBeGreaterThan(0);
  });

  test('all schools unknown: refused with a sentence, nothing lost', async () => {
    const before = await ask(api, thuringia);
    const refused = await api.refuse('districts', list(['West;S9;Dorf 1;;']), county, { options });
    expect(refused.text.de).toMatch(/bitte/);
    expect(await ask(api, thuringia)).toEqual(before);
  });

  test('polygons: square metres, the hole between them and where they overlap', async () => {
    const { west, south } = thuringia;
    const ring = (x: number, y: number, w: number, h: number) =>
      [
        [x, y],
        [x + w, y],
        [x + w, y + h],
        [x, y + h],
        [x, y],
      ].map(([lon, lat]) => [west + lon! * SIDE, south + lat! * SIDE]);
    const feature = (key: string, school: string, coordinates: number[][][]) => ({
      ...{ type: 'Feature', properties: { Schulbezirk: key, Name: `Bezirk ${key}`, Schule: school } },
      geometry: { type: 'Polygon', coordinates },
    });
    // B goes a tenth of a side into A; A has a hole of a tenth by a tenth.
    const drawn = {
      type: 'FeatureCollection',
      features: [
        feature('A', 'S1', [ring(0, 0, 1, 2), ring(0.2, 0.23, 0.1, 0.1)]),
        feature('B', 'S2', [ring(0.9, 0, 1.1, 2)]),
      ],
    };
    const file = { name: 'schulbezirke.geojson', bytes: JSON.stringify(drawn) };
    const report = await api.load('districts', file, county, { options: { ...options, crs: '4326' } });
    expect(report).toMatchObject({ stored: 2, rejected: 0 });
    const answer = await ask(api, thuringia);
    expect(answer.form).toBe('drawn');
    // 0.02° at 51.1° N: 1400 × 2225 m.
    const side = 1400 * 2225;
    for (const [area, wanted] of [
      [answer.districts[0]!.squareMetres!, side * 1.99],
      [answer.gaps.drawn[0]!.squareMetres, side / 100],
      [answer.overlaps.drawn[0]!.squareMetres, side / 5],
    ] as const)
      expect(area / wanted).toBeCloseTo(1, 1);
    expect(answer.overlaps.drawn).toMatchObject([{ a: 'A', b: 'B' }]);
    expect(answer.gaps.drawn[0]!.point[0]).toBeCloseTo(west + 0.25 * SIDE, 3);
    // A column of houses stands in the tenth that both have: one of ten in the two squares of A.
    expect(counted(answer)).toEqual({ A: 199, B: 220 });
    expect([answer.overlaps.addresses.total, answer.gaps.addresses.total]).toEqual([20, 1]);
    expect(answer.deviating.houses.every(({ districts, atomDistrict }) => !districts.includes(atomDistrict!))).toBe(
      true,
    );
  });

  test('a district drawn across itself is told and taken apart; the preview shows it and stores nothing', async () => {
    const { west, south } = thuringia;
    const corners = [
      ...[
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ].map(([x = 0, y = 0]) => [west + x * SIDE, south + y * SIDE]);
    const bow = {
      ...{ type: 'Feature', properties: { Schulbezirk: 'X', Schule: 'S1' } },
      geometry: { type: 'Polygon', coordinates: [corners] },
    };
    const file = { name: 'kreuz.geojson', bytes: JSON.stringify({ type: 'FeatureCollection', features: [bow] }) };
    const said = { options: { ...options, crs: '4326', 'valid-from': '2020-08-01' } };
    const before = await ask(api, thuringia);
    const preview = await api.preview('districts', file, county, said);
    expect(preview.report.problems.map(({ code }) => code)).toEqual(['districts.repaired']);
    expect(preview.features?.features).toHaveLength(1);
    expect(await ask(api, thuringia)).toEqual(before);
    const report = await api.load('districts', file, county, said);
    expect(report).toMatchObject({ stored: 1, rejected: 0, problemCount: 1 });
    expect(report.problems[0]!.text.de).toMatch(/„X“: Ein Ring kreuzt sich selbst.*bitte/);
    expect(report.notes.map(({ de }) => de).join(' ')).toContain('1 ungültige Flächen wurden repariert: X');
    const answer = await ask(api, thuringia, { date: '2020-09-01' });
    // Two triangles of a quarter of the square each.
    expect(answer.districts[0]!.squareMetres! / ((1400 * 2225) / 2)).toBeCloseTo(1, 1);
    const list = await api.preview('districts', statute, county, { options });
    expect(list.sample[0]).toMatchObject({ district: 'West', place: 'Dorf 1', street: '' });
  });

  test('a county from before the rule has none; its districts are shown all the same', async () => {
    await api.db.deleteFrom('rule_set').where('subject', '=', 'schoolDistricts').execute();
    await api.db
      .updateTable('county')
      .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
      .execute();
    const answer = await ask(api, thuringia);
    expect(answer.rule).toBeNull();
    expect(answer.overlaps.isAllowed).toBeNull();
    expect(answer.districts.map(({ sharedAllowed }) => sharedAllowed)).toEqual([null, null]);
  });
});

test(`${engine}: where the law knows no shared districts, it is said of them; without a list of pupils there are no atoms`, async () => {
  const api = await start(palatinate);
  try {
    const shared = list(['1;S1|S2;Dorf 1;;', '2;S2;Dorf 2;;', '2;S2;Dorf 3;;', '2;S2;Dorf 4;;']);
    await api.load('districts', shared, palatinate.county, { options });
    const answer = await ask(api, palatinate);
    expect(answer.districts).toMatchObject([
      { key: '1', isShared: true, sharedAllowed: false, addresses: 100 },
      { key: '2', isShared: false, sharedAllowed: false, addresses: 300 },
    ]);
    expect(answer.rule?.state).toBe('RP');
    expect([answer.year, answer.atoms]).toEqual([null, []]);
  } finally {
    await api.close();
  }
});
