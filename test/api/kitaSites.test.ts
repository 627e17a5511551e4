/** Where places help most and go with least harm: on a tiny world by hand, and on the sample county against the reach of its Kitas. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distance } from '@turf/turf';
import type { Rate } from '../../server/contract/common.ts';
import { kitaReach } from '../../server/contract/kitaReach.ts';
import { fewerPlaces, kitaSites } from '../../server/contract/kitaSites.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import { TestApi } from '../testApi.ts';
import { gemeinde, middle, SIDE, squares, world } from '../world.ts';

const number = (value: Rate): number => {
  if (typeof value !== 'number') throw new Error(`No number: ${value}`);
  return value;
};

/** As in kitaReach.test.ts: 15 children of Gemeinde 1 and 15 of 2 need a place, and a Kita 300 m behind their border has 20. */
describe(`${engine}, two Gemeinden and one Kita`, () => {
  const of = world('10047');
  const { county } = of;
  const [lon, lat] = middle(of, 1);
  const degree = distance([lon, lat], [lon + 1, lat], { units: 'meters' });
  const kita = [lon + SIDE / 2 + 300 / degree, lat];
  const residents = [
    'AGS;Stichtag;Alter;Anzahl',
    ...[1, 2].flatMap((n) => [0, 1, 2].map((age) => `${gemeinde(of, n)};31.12.2025;${age};10`)),
    ...[3, 4].flatMap((n) => [0, 1, 2].map((age) => `${gemeinde(of, n)};31.12.2025;${age};0`)),
  ].join('\n');
  const list = (more: string) =>
    `Kita-Nummer;Name;Länge;Breite;Plätze;davon unter 3;davon ab 3\nK;Kita am Rand;${kita.join(';')};20;20;0\n${more}`;
  const query = { group: 'u3', layer: 'gemeinde', rate: 0.5, metres: 1400 };
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: 'gemeinden_2025-01-01.geojson', bytes: squares(of) }, county);
  });
  afterAll(() => api.close());

  test('without children or Kitas it says what is missing', async () => {
    const response = await api.fetch(`/api/counties/${county}/kita/sites`);
    expect(response.status).toBe(404);
    expect(await response.text()).toMatch(/braucht es Kitas und Einwohner nach Alter: bitte/);
    await api.load('population', { name: 'einwohner.csv', bytes: residents }, county);
    await api.load('kitas', { name: 'kitas.csv', bytes: list('') }, county);
  });

  test('where children have no place it helps, and where others move out of their way; opened, so many more have one', async () => {
    const told = await api.ask(kitaSites, { county }, { ...query, places: 8 });
    expect([told.unserved, told.gain, told.bound, told.candidates]).toEqual([10, 8, 8, 4]);
    // In the middle of 2 nobody is without a place: 8 of its children move there, and 8 of 1 take theirs, farther away.
    expect(told.ranking.map(({ area, gain }) => [area, gain])).toEqual([
      [gemeinde(of, 1), 8],
      [gemeinde(of, 2), 8],
    ]);
    expect(number(told.ranking[0]!.metres)).toBeLessThan(number(told.metresToday));
    const [first] = told.chosen;
    await api.load('kitas', { name: 'kitas.csv', bytes: list(`N;Neu;${first!.position.join(';')};8;8;0`) }, county);
    const after = await api.ask(kitaReach, { county }, query);
    expect(number(after.total.unserved)).toBe(2);
    // One child more at each of two sites: so few are not told of a place, but in all.
    const both = await api.ask(kitaSites, { county }, { ...query, places: 1, count: 2 });
    expect([both.gain, both.bound, both.chosen.map(({ gain }) => gain)]).toEqual([2, 2, ['few', 'few']]);
    await api.load('kitas', { name: 'kitas.csv', bytes: list('') }, county);
  });

  test('every place that goes is missed here; free ones are not', async () => {
    const told = await api.ask(fewerPlaces, { county }, { ...query, places: 6, step: 3 });
    expect(told.givenUp).toMatchObject([{ key: 'K', places: 6, before: 20 }]);
    expect([told.unserved, told.bound, told.gone]).toEqual([{ before: 10, after: 16 }, 6, 6]);
    // Whole groups go.
    expect((await api.ask(fewerPlaces, { county }, { ...query, places: 4, step: 3 })).gone).toBe(6);
    expect(told.closings).toMatchObject([{ key: 'K', places: 20, lost: 20 }]);
    const free = await api.ask(fewerPlaces, { county }, { ...query, rate: 0.2, places: 6, step: 3 });
    expect([free.unserved, free.bound, free.metresMore]).toEqual([{ before: 0, after: 0 }, 0, 0]);
  });

  test.each([
    ['sites?metres=99', 422, /99 m sind als Weg zur Kita nicht vorgesehen/],
    ['sites?places=0', 400, /„places“/],
    ['sites?count=6', 400, /„count“/],
    ['sites?group=u4', 422, /gibt es in diesem Land nicht/],
    ['fewer-places?places=21&step=5', 422, /haben nur 4 Gruppen zu 5. Bitte weniger/],
  ])('%s is answered with a sentence', async (path, status, says) => {
    const response = await api.fetch(`/api/counties/${county}/kita/${path}`);
    expect(response.status).toBe(status);
    expect(((await response.json()) as { detail: string }).detail).toMatch(says);
  });
});

describe(`${engine}, sample county`, () => {
  const county = '16999';
  let api: TestApi;
  beforeAll(async () => {
    ({ api } = await plannedCounty(county, ['network', 'kitas', 'population', 'child-list']));
  }, 240_000);
  afterAll(() => api.close());

  test('the best site is proven, and those without a place are those of the reach', async () => {
    const query = { group: 'all', metres: 3000 };
    const [told, reach] = [
      await api.ask(kitaSites, { county }, { ...query, places: 20 }),
      await api.ask(kitaReach, { county }, query),
    ];
    expect(Math.abs(number(told.unserved) - number(reach.total.unserved))).toBeLessThanOrEqual(0.5);
    expect(told.ways.method).toBe('network');
    expect([told.gain, told.chosen.length]).toEqual([told.bound, 1]);
    expect(number(told.gain)).toBeLessThanOrEqual(20);
    expect(told.ranking.length).toBeGreaterThan(1);
    const gains = told.ranking.map(({ gain }) => (gain === 'few' ? 0 : number(gain)));
    expect(gains).toEqual([...gains].sort((a, b) => b - a));
    expect(gains.every((gain) => Number.isInteger(gain) && (gain === 0 || gain >= 3))).toBe(true);
    const fewer = await api.ask(fewerPlaces, { county }, { ...query, places: 45 });
    expect(fewer.givenUp.reduce((sum, { places }) => sum + places, 0)).toBeCloseTo(45, 6);
    expect(number(fewer.lost)).toBeGreaterThanOrEqual(number(fewer.bound));
    expect(number(fewer.unserved.before)).toBe(number(told.unserved));
    const fine = await api.fetch(`/api/counties/${county}/kita/fewer-places?places=61&step=1`);
    expect([fine.status, await fine.text()]).toEqual([
      422,
      expect.stringMatching(/mehr als 60 Gruppen: bitte größere/),
    ]);
  });
});
