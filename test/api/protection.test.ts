/** The data-protection officer's page: settings that hold for the next list, and what is stored by which. */
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { getCounty } from '../../server/contract/counties.ts';
import { getProtection } from '../../server/contract/protection.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { engine } from '../database.ts';
import { childAt, houses, listCsv, registerCsv, stated } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { decodeTile, tileAt } from '../tiles.ts';
import { AREAS_FILE, middle, pupils, schoolList, squares, world } from '../world.ts';

const of = world('16995', 11.1, 51.1);
const { county } = of;
const homes = houses(of);
const list = listCsv(homes.map((house, i) => childAt(house, i % 3 === 0 ? 'S2' : 'S1', 1 + (i % 4))));

describe(engine, () => {
  let api: TestApi;
  const put = (body: unknown) =>
    api.fetch(`/api/counties/${county}/protection`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
    const register = { name: 'adressen.csv', bytes: registerCsv(homes) };
    await api.load('addresses', register, county, { options: { crs: '4326' } });
    await api.load('pupils', { name: 'gezaehlt.csv', bytes: pupils(of, '2025/26') }, county);
    await api.load('pupil-list', { name: 'liste.csv', bytes: list }, county, { options: stated });
  });
  afterAll(() => api.close());

  test('what is stored: a line per school year, with purpose and legal basis of the list', async () => {
    const { settings, atomMinimum, years } = await api.ask(getProtection, { county });
    expect(settings).toEqual({ base: 3, minimum: 5, sensitiveTypes: ['foerderschule'], sensitiveSchools: [] });
    expect(atomMinimum).toBe(6);
    expect(years).toMatchObject([
      { year: '2026/27', kind: 'pupil-list', purpose: stated.purpose, legalBasis: stated['legal-basis'], audit: null },
      { year: '2025/26', kind: 'pupils', purpose: null, base: 3, minimum: 6 },
    ]);
    expect(years[0]?.atoms).toBeGreaterThan(10);
  });

  test('new settings hold for the next list; what is stored stays as it was', async () => {
    const before = await api.ask(observedCatchment, { county }, { school: 'S1' });
    const changed = { base: 5, minimum: 8, sensitiveTypes: ['foerderschule'], sensitiveSchools: ['S2'] };
    expect((await put(changed)).status).toBe(200);
    expect(await api.ask(getProtection, { county })).toMatchObject({ settings: changed, atomMinimum: 10 });
    expect((await api.ask(observedCatchment, { county }, { school: 'S1' })).areas).toEqual(before.areas);

    const options = { ...stated, 'school-year': '2027/28' };
    await api.load('pupil-list', { name: 'liste.csv', bytes: list }, county, { options });
    const after = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect([after.year, after.protection]).toMatchObject(['2027/28', { base: 5, minimum: 10 }]);
    // Other settings form other atoms.
    expect(after.protection.notices.map(({ de }) => de).join()).toContain(
      'mit anderen Einstellungen gebildet als die von 2026/27',
    );
    for (const { pupils: shown } of after.areas) expect(typeof shown === 'number' ? shown % 5 : 0).toBe(0);
    // S2 is told no finer than the Gemeinde: by atom nobody of it is anywhere.
    const byAtom = await api.ask(observedCatchment, { county }, { school: 'S2', layer: 'wohnzelle' });
    expect(byAtom.areas).toEqual([]);
    expect(Number(byAtom.unplacedPupils)).toBeGreaterThan(100);
    expect((await api.ask(observedCatchment, { county }, { school: 'S2' })).areas.length).toBeGreaterThan(2);
  });

  test.each([
    [400, { base: 2, minimum: 5, sensitiveTypes: [], sensitiveSchools: [] }],
    [400, { base: 3 }],
    [422, { base: 3, minimum: 5, sensitiveTypes: [], sensitiveSchools: ['gibt es nicht'] }],
  ])('settings that cannot be are refused with %i', async (status, body) => {
    expect((await put(body)).status).toBe(status);
    const broken = await api.fetch(`/api/counties/${county}/protection`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
  });

  test('homes by atom: the same pupils as by Gemeinde, each atom at a place of its own, drawn as cells', async () => {
    const year = '2026/27';
    const byArea = await api.ask(observedCatchment, { county }, { school: 'S1', year });
    const byAtom = await api.ask(observedCatchment, { county }, { school: 'S1', year, layer: 'wohnzelle' });
    expect(byAtom.pupils).toBe(byArea.pupils);
    expect(byAtom.areas.length).toBeGreaterThan(byArea.areas.length);
    const sum = (areas: typeof byAtom.areas) => areas.reduce((all, { pupils: own }) => all + Number(own), 0);
    expect(sum(byAtom.areas)).toBe(sum(byArea.areas));
    expect(new Set(byAtom.areas.map(({ point }) => point.join())).size).toBe(byAtom.areas.length);
    const bands = await api.ask(distanceBands, { county }, { school: 'S1', year, layer: 'wohnzelle' });
    expect(bands.totals.pupils).toBe(byArea.pupils);

    expect((await api.ask(getCounty, { county })).atomYears).toEqual(['2027/28', '2026/27']);
    const { z, x, y } = tileAt(...middle(of, 1), 12);
    const address = { layer: 'areas-wohnzelle', counties: [county], revision: 'r', z, x, y };
    const drawn = decodeTile(gunzipSync(await api.context.tiles.tile(address)), 'areas-wohnzelle');
    expect(drawn.length).toBeGreaterThan(3);
    const response = await api.fetch(
      `/api/counties/${county}/catchments/observed?school=S1&year=2025/26&layer=wohnzelle`,
    );
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'layer.noAtoms']);
  });
});
