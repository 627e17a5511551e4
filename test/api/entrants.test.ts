/** Children before school where no number is told: counted with a neighbour, nobody there, no list, a list of another day. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { entrants } from '../../server/contract/children.ts';
import { engine } from '../database.ts';
import { childAt, houses, listCsv, registerCsv, stated, type HomeHouse } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, middle, schoolList, SIDE, squares, world, type World } from '../world.ts';

const own = world('16993', 11.1, 51.1);
const older = world('16992', 11.3, 51.1);
const none = world('16991', 11.5, 51.1);

/** Gemeinde 3 has two houses, and 4 none. */
const homesOf = (of: World): HomeHouse[] =>
  houses(of, 8).filter((house, i) => house.gemeinde < 3 || (house.gemeinde === 3 && i % 64 < 2));

const register = (homes: readonly HomeHouse[]): string =>
  [
    'Nr.;Einschulungsjahr;Straße;Hausnummer;PLZ;Ort',
    ...homes.map((house, i) => {
      const { street, number, postcode, place } = childAt(house, '', 0);
      return [i, 2026 + (i % 2), street, number, postcode, place].join(';');
    }),
  ].join('\n');

/** Finer than the Gemeinden: a corner of …1 with a few houses, the rest of it, and a corner of …4 where nobody lives. */
function parts(of: World): string {
  const box = (key: string, n: number, from: number, to: number) => {
    const [x, y] = middle(of, n);
    const [low, high] = [from - 0.5, to - 0.5].map((share) => share * SIDE) as [number, number];
    const ring = [
      [x + low, y + low],
      [x + high, y + low],
      [x + high, y + high],
      [x + low, y + high],
      [x + low, y + low],
    ];
    const properties = { key: `${of.county}-${key}`, name: key };
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
  };
  const features = [box('Ecke', 1, 0, 0.1), box('Rest', 1, 0.1, 1), box('Wald', 4, 0.5, 1)];
  for (const n of [1, 2, 3, 4]) features.push(box(`Dorf${n}`, n, 0.45, 0.55));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    for (const of of [own, older, none]) {
      const { county } = of;
      await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
      const layer = { options: { layer: 'ortsteil' } };
      await api.load('areas', { name: 'ortsteile_2025-01-01.geojson', bytes: parts(of) }, county, layer);
      await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
      const addresses = { name: 'adressen.csv', bytes: registerCsv(homesOf(of)) };
      await api.load('addresses', addresses, county, { options: { crs: '4326' } });
    }
    const list = (of: World, date: string) =>
      api.load('child-list', { name: 'register.csv', bytes: register(homesOf(of)) }, of.county, {
        options: { ...stated, 'reference-date': date },
      });
    await list(own, '2026-03-01');
    await list(older, '2026-02-01');
    const pupils = homesOf(own).map((house, i) => childAt(house, 'S1', 1 + (i % 4)));
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(pupils) }, own.county, { options: stated });
  });
  afterAll(() => api.close());

  const shownOf = (areas: readonly { county: string; key: string; children: unknown[] }[]) =>
    new Map(areas.map(({ key, children }) => [key, children]));

  test('a Gemeinde whose few children are counted with a neighbour is hidden, one where nobody lives is left out', async () => {
    const { areas, protection } = await api.ask(entrants, { county: own.county });
    const shown = shownOf(areas);
    expect(shown.get(gemeinde(own, 3))).toEqual(['hidden', 'hidden']);
    expect([...shown.keys()].sort()).toEqual([1, 2, 3].map((n) => gemeinde(own, n)));
    expect(protection.notices).toEqual([]);
  });

  test('of a finer layer hidden are areas with houses and no atom of their own, in counties with a list', async () => {
    const selection = `${own.county}+${none.county}`;
    const { areas } = await api.ask(entrants, { county: selection }, { layer: 'ortsteil' });
    const hidden = areas.filter(({ children }) => children[0] === 'hidden').map(({ key }) => key);
    expect(hidden).toContain(`${own.county}-Ecke`);
    expect(hidden).not.toContain(`${own.county}-Wald`);
    expect(areas.filter(({ county }) => county === none.county)).toEqual([]);

    const school = `${own.county}/S1`;
    const observed = await api.ask(observedCatchment, { county: selection }, { school, layer: 'ortsteil' });
    const merged = observed.areas.filter(({ pupils }) => pupils === 'hidden');
    expect(merged.map(({ key }) => key)).toContain(`${own.county}-Ecke`);
    expect(merged.map(({ key }) => key)).not.toContain(`${own.county}-Wald`);
    expect(merged.filter(({ county }) => county === none.county)).toEqual([]);
  });

  test('counties whose list is of another day, or that have none, are named', async () => {
    const selection = `${own.county}+${older.county}+${none.county}`;
    const answer = await api.ask(entrants, { county: selection });
    expect(answer.date).toBe('2026-03-01');
    expect(new Set(answer.areas.map(({ county }) => county))).toEqual(new Set([own.county]));
    const said = answer.protection.notices.map(({ de }) => de).join('\n');
    expect(said).toContain(`Kreis ${older.county} (Liste vom 01.02.2026)`);
    expect(said).toContain(`Kreis ${none.county} (keine Liste)`);
    const english = answer.protection.notices.map(({ en }) => en).join('\n');
    expect(english).toContain('(list of 2026-02-01)');
  });
});
