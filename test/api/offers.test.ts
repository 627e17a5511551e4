/** What there is in a county: its areas as streets and house numbers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engine } from '../database.ts';
import { registerCsv, type HomeHouse } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, loadWorld, middle, SIDE, squares, world } from '../world.ts';

const own = world('10051');
const bare = world('10052', own.west + 2 * SIDE, own.south);

/** A house in Gemeinde n; 0: outside the county. All in one village, as if it grew over the borders. */
const at = (n: number, street: string, number: string): HomeHouse => {
  const [lon, lat] = n === 0 ? [own.west - 0.03, own.south] : middle(own, n);
  return { street, number, gemeinde: 1, lon, lat };
};
const HOUSES = [
  ...['1', '2', '3a'].map((number) => at(1, 'Amselweg', number)),
  ...['1', '2', '3'].map((number) => at(1, 'Dammweg', number)),
  ...['4', '5', '5b', '7'].map((number) => at(2, 'Dammweg', number)),
  at(0, 'Dammweg', '9'),
];

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await loadWorld(api, own);
    await api.load('areas', { name: AREAS_FILE, bytes: squares(bare) }, bare.county);
    const register = { name: 'adressen.csv', bytes: registerCsv(HOUSES) };
    await api.load('addresses', register, own.county, { options: { crs: '4326' } });
  });
  afterAll(() => api.close());

  test('areas as streets and house numbers: each house in one row, what lies outside is told behind them', async () => {
    const response = await api.fetch(`/api/counties/${own.county}/street-grid?layer=gemeinde`);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain(`strassenraster-${own.county}-gemeinde.csv`);
    const [header, ...rows] = (await response.text()).replace('\uFEFF', '').trim().split('\r\n');
    expect(header).toBe(
      'Gebiet;PLZ;Ort;Straße;Hausnummer von;Zusatz von;Hausnummer bis;Zusatz bis;gerade/ungerade/alle;Gebietsname;Hinweis',
    );
    const [one, two] = [1, 2].map((n) => gemeinde(own, n));
    expect(rows).toEqual([
      `${one};66111;Dorf 1;Amselweg;;;;;alle;Dorf ${own.county} 1;`,
      `${one};66111;Dorf 1;Dammweg;1;;3;;alle;Dorf ${own.county} 1;`,
      `${two};66111;Dorf 1;Dammweg;4;;7;;alle;Dorf ${own.county} 2;`,
      expect.stringMatching(/^;66111;Dorf 1;Dammweg;;;;;;;In keinem Gebiet liegt: 9\. Bitte /),
    ]);
  });

  test('without addresses there is no street grid', async () => {
    const response = await api.fetch(`/api/counties/${bare.county}/street-grid`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'streetGrid.noRegister' });
  });
});
