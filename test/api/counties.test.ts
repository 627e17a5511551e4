/** Several counties in one installation: the same keys in two of them, and nothing of one in the other's answers. */
import { gunzipSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nearestCatchments, observedCatchment } from '../../server/contract/catchments.ts';
import { getCounty, listAreas, listCounties, search } from '../../server/contract/counties.ts';
import { endpoints } from '../../server/contract/index.ts';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import { listKitas, listSchools } from '../../server/contract/sites.ts';
import { baseTileLayers } from '../../server/contract/tiles.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { warm } from '../../server/warm.ts';
import { AnswerStore } from '../../server/operations/answers.ts';
import { childAt, houses, listCsv, postcode, registerCsv, stated, village } from '../pupilHomes.ts';
import { handOver } from '../../server/contract/handOver.ts';
import { TestApi } from '../testApi.ts';
import { decodeTile, tileAt } from '../tiles.ts';
import { gemeinde, loadWorld, middle, pupils, residents, SIDE, squares, streets, world } from '../world.ts';

// Neighbours with equal school and Kita keys; B lies directly east of A.
const a = world('10041');
const b = world('10042', a.west + 2 * SIDE, a.south);
const both = `${a.county}+${b.county}`;

let api: TestApi;
/** Id of each county's variant. */
const variants = new Map<string, string>();
beforeAll(async () => {
  api = await TestApi.start();
  for (const of of [a, b]) {
    await loadWorld(api, of);
    const homes = houses(of, 4);
    await api.load('addresses', { name: 'adressen.csv', bytes: registerCsv(homes) }, of.county);
    const children = homes.map(
      ({ street, number, gemeinde: n }) => `2027;${street};${number};${postcode(n)};${village(n)}`,
    );
    const list = ['Einschulungsjahr;Straße;Hausnummer;PLZ;Ort', ...children].join('\n');
    const options = { ...stated, 'reference-date': '2026-03-01', source: `Amt ${of.county}` };
    const source = { source: `Amt ${of.county}` };
    await api.load('network', { name: `wege-${of.county}.osm`, bytes: streets(of) }, of.county, { options: source });
    const districts = ['Schulbezirk;Schule;Ort', `Bezirk ${of.county};S1;alle`].join('\n');
    await api.load('districts', { name: 'schulbezirke.csv', bytes: districts }, of.county, { options: source });
    const pupilsOf = homes.map((home) => childAt(home, home.gemeinde < 3 ? 'S1' : 'S2', 1));
    await api.load('pupil-list', { name: 'schueler.csv', bytes: listCsv(pupilsOf) }, of.county, {
      options: { ...stated, source: `Amt ${of.county}` },
    });
    const begun = await api.fetch(`/api/counties/${of.county}/variants`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: `Variante ${of.county}` }),
    });
    variants.set(of.county, ((await begun.json()) as { id: string }).id);
    await api.load('child-list', { name: 'kinder.csv', bytes: list }, of.county, { options });
  }
});
afterAll(() => api.close());

/** Every reading address under a county, with what it needs to answer. */
const query: Record<string, string> = {
  '/search': 'q=a',
  '/areas': 'layer=gemeinde',
  '/areas.geojson': 'layer=gemeinde',
  '/catchments/observed': 'school=S1',
  '/catchments/choice': 'type=grundschule',
  '/catchments/nearest': 'type=grundschule',
  '/districts': 'type=grundschule',
  '/variants/{id}/districts.geojson': 'type=grundschule',
  '/network/reach': 'school=S1',
  '/kita/fewer-places': 'places=5&step=5',
  '/indicators/values': 'key=einwohner',
  '/segregation': 'key=anteil-unter-6&type=grundschule',
  '/transport/bands': 'school=S1',
  '/transport/door-to-door': 'school=S1',
  '/transport/entitlement': 'school=S1',
  '/transport/compare': 'before=2026-09-01&after=2026-09-02',
};
const readable = endpoints
  .filter(
    ({ method, path }) =>
      method === 'get' &&
      path.startsWith('/api/counties/{county}') &&
      !path.includes('{job}') &&
      // Refused without a timetable: what it holds is what '/transport/load' tells.
      path !== handOver.path,
  )
  .map(({ path }) => ({ path, rest: path.replace('/api/counties/{county}', '') }));

/** Of archives what is in their files. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('application/zip')) return response.text();
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.values(files)
    .map((bytes) => strFromU8(bytes))
    .join('\n');
}

describe('nothing of one county shows in another', () => {
  test.each(readable)('$path', async ({ rest }) => {
    for (const [own, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const path = rest.replace('{id}', variants.get(own.county)!);
      const response = await api.fetch(`/api/counties/${own.county}${path}?${query[rest] ?? ''}`);
      const body = await textOf(response);
      expect(response.status, body).toBe(200);
      expect(body).not.toContain(other.county);
      // Everything that has a name or a key carries its county in the test data, so an answer without it is empty.
      const isNameless = [
        ...['/transport/days', '/transport/lines', '/transport/load/courses'],
        ...['/forecast/proof', '/forecasts', '/kita/months'],
      ].some((path) => rest.startsWith(path));
      // What is counted is defined alike everywhere.
      if (!isNameless && rest !== '/indicators') expect(body).toContain(own.county);
    }
  });

  test('a variant is there in its own county only', async () => {
    const stolen = await api.fetch(`/api/counties/${a.county}/variants/${variants.get(b.county)}`);
    expect(stolen.status).toBe(404);
  });

  test.each([...baseTileLayers, 'areas-gemeinde'])('tile layer %s', async (layer) => {
    // One tile of zoom 10 holds both counties.
    const { z, x, y } = tileAt(...middle(a, 2), 10);
    expect(tileAt(...middle(b, 1), 10)).toEqual({ z, x, y });
    for (const own of [a, b]) {
      const response = await api.fetch(`/tiles/${own.county}/${layer}/${z}/${x}/${y}.mvt`);
      const fids = decodeTile(new Uint8Array(await response.arrayBuffer()), layer).map(({ properties }) =>
        String(properties['fid']),
      );
      expect(fids.filter((fid) => !fid.startsWith(`${own.county}/`))).toEqual([]);
      if (['schools', 'kitas', 'areas-gemeinde'].includes(layer)) expect(fids.length).toBeGreaterThan(1);
    }
  });

  test("a job and an import are found under their own county only, and another county's import cannot be undone", async () => {
    const [newest] = (await api.ask(listImports, { county: a.county })).imports;
    const foreign = await api.fetch(`/api/counties/${b.county}/imports/${newest?.id}`, { method: 'DELETE' });
    expect(foreign.status).toBe(404);
    expect((await api.ask(listImports, { county: a.county })).imports[0]?.inForce).toBe(true);
    const started = await api.send(`/api/counties/${a.county}/imports`, 'areas', {
      name: 'x.geojson',
      bytes: squares(a),
    });
    const { id } = (await started.json()) as { id: string };
    expect((await api.fetch(`/api/counties/${b.county}/jobs/${id}`)).status).toBe(404);
    await api.context.jobs.settle();
  });

  test('undoing in one leaves the other as it is', async () => {
    const before = await (await api.fetch(`/api/counties/${b.county}/kita/supply`)).text();
    const { imports } = await api.ask(listImports, { county: a.county });
    const population = imports.find(({ kind }) => kind === 'population');
    await api.ask(undoImport, { county: a.county, importId: population?.id ?? '' });
    expect((await api.ask(kitaSupply, { county: a.county })).total.children).toBeNull();
    expect(await (await api.fetch(`/api/counties/${b.county}/kita/supply`)).text()).toBe(before);
    await api.load('population', { name: 'einwohner.csv', bytes: residents(a) }, a.county);
    expect((await api.ask(kitaSupply, { county: a.county })).total.children).not.toBeNull();
  });
});

describe('planning across two counties is a chosen view', () => {
  test('both lists, both overviews, the extent over both', async () => {
    const overview = await api.ask(getCounty, { county: both });
    expect(overview.counties.map(({ key }) => key)).toEqual([a.county, b.county]);
    expect(overview.bbox?.[2]).toBeCloseTo(b.west + 2 * SIDE, 6);
    expect(overview.bbox?.[0]).toBeCloseTo(a.west, 6);
    expect((await api.ask(listAreas, { county: both }, { layer: 'gemeinde' })).areas).toHaveLength(8);
    const schools = (await api.ask(listSchools, { county: both })).schools.map(({ county, key }) => `${county}/${key}`);
    expect(schools).toEqual([`${a.county}/S1`, `${a.county}/S2`, `${b.county}/S1`, `${b.county}/S2`]);
    expect((await api.ask(listKitas, { county: both })).kitas).toHaveLength(4);
    expect((await api.ask(search, { county: both }, { q: 'Dorf' })).hits.map(({ county }) => county).sort()).toEqual([
      ...Array<string>(4).fill(a.county),
      ...Array<string>(4).fill(b.county),
    ]);
  });

  test('sums are the sums of both', async () => {
    const one = await api.ask(kitaSupply, { county: a.county }, { group: 'u3' });
    const sum = await api.ask(kitaSupply, { county: both }, { group: 'u3' });
    // Gemeinde n has 3 ages × 10·n children: 30 + 60 + 90 + 120 = 300 a county; K1 and K2 have 15 places under 3.
    expect([one.total.children, one.total.places]).toEqual([300, 15]);
    expect([sum.total.children, sum.total.places]).toEqual([600, 30]);
  });

  test("a school's own county names it where both have the key, and its pupils are its own", async () => {
    for (const own of [a, b]) {
      const observed = await api.ask(observedCatchment, { county: both }, { school: `${own.county}/S1` });
      const alone = await api.ask(observedCatchment, { county: own.county }, { school: 'S1' });
      expect(observed.areas.map(({ county, key, pupils: n }) => [county, key, n])).toEqual(
        alone.areas.map(({ county, key, pupils: n }) => [county, key, n]),
      );
      const bands = await api.ask(distanceBands, { county: both }, { school: `${own.county}/S1` });
      expect(bands.areas.map(({ county }) => county)).toEqual(alone.areas.map(() => own.county));
    }
  });

  test('the nearest school may be the neighbour county’s', async () => {
    const { areas, cells } = await api.ask(nearestCatchments, { county: both }, { type: 'grundschule' });
    expect(areas).toHaveLength(8);
    expect(cells.features).toHaveLength(4);
    // A's Gemeinde 2 touches B's Gemeinde 1 with its school S1 as it touches its own 1 and 4: all equally far east-west.
    const metres = areas.find(({ key }) => key === gemeinde(a, 2))?.straightLineMetres;
    const [lonA, lat] = middle(a, 2);
    const eastward = ((middle(b, 1)[0] - lonA) * Math.PI * 6371008.8 * Math.cos((lat * Math.PI) / 180)) / 180;
    expect(Math.abs((metres ?? 0) / eastward - 1)).toBeLessThan(0.01);
  });
});

test('an unknown county is not found, and a chosen view needs all of its counties', async () => {
  for (const county of ['99999', `${a.county}+99999`]) {
    const response = await api.fetch(`/api/counties/${county}`);
    expect(response.status).toBe(404);
    expect(((await response.json()) as { text: { de: string } }).text.de).toContain(
      'Der Kreis 99999 ist hier nicht angelegt',
    );
  }
  const { counties } = await api.ask(listCounties, {});
  expect(counties.map(({ key }) => key)).toEqual([a.county, b.county]);
});

test('guests from outside are counted as such and shown in no area', async () => {
  const bytes = `${pupils(a, '2024/25')}\n2024/25;S1;1;99999999;7`;
  await api.load('pupils', { name: 'gast.csv', bytes }, a.county);
  const observed = await api.ask(observedCatchment, { county: a.county }, { school: 'S1', year: '2024/25' });
  expect([6, 9]).toContain(observed.outsidePupils);
});

test('tiles come gzipped and unzip to what fetch reads', async () => {
  const { z, x, y } = tileAt(...middle(a, 1), 10);
  const tile = await api.context.tiles.tile({ layer: 'schools', counties: [a.county], revision: 'r', z, x, y });
  expect(decodeTile(gunzipSync(tile), 'schools')).toHaveLength(2);
});

test('after warming up, the first overview of each county is known, and is the one that would be computed', async () => {
  const context = { ...api.context, answers: new AnswerStore(api.db, 'warm') };
  await warm(context);
  for (const { county } of [a, b]) {
    const { body } = await context.answers.answer(county, `/api/counties/${county}`, () =>
      Promise.reject(new Error('This was to be known.')),
    );
    expect(JSON.parse(body)).toEqual(await api.ask(getCounty, { county }));
  }
});

test('a name is found however its umlauts and its ß are typed', async () => {
  const of = world('10043', a.west + 10 * SIDE, a.south);
  const names = ['Großhelm', 'Mühlöd', 'Ähren', 'Strauß 100 %'];
  await api.load('areas', { name: 'gemeinden.geojson', bytes: squares(of, (n) => names[n - 1] ?? '') }, of.county, {
    options: { 'valid-from': '2020-01-01' },
  });
  const found = async (q: string) => (await api.ask(search, { county: of.county }, { q })).hits.map(({ name }) => name);
  for (const typed of ['Großhelm', 'grosshelm', 'GROSSHELM']) expect(await found(typed), typed).toEqual(['Großhelm']);
  for (const typed of ['mühlöd', 'muehloed', 'MÜHL']) expect(await found(typed), typed).toEqual(['Mühlöd']);
  expect(await found('aehr')).toEqual(['Ähren']);
  // A sign that means anything to the database means itself here.
  expect(await found('100 %')).toEqual(['Strauß 100 %']);
  expect(await found('%')).toEqual(['Strauß 100 %']);
});
