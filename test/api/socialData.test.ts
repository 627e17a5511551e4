/** Social data: few people are told in no layer, sum, year, file or carried value. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { indicatorValues } from '../../server/contract/indicators.ts';
import { socialIndex } from '../../server/contract/socialIndex.ts';
import type { ImportKind } from '../../server/contract/imports.ts';
import { engine } from '../database.ts';
import { county, g, IndicatorWorld, people, row } from '../indicatorWorld.ts';
import type { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, middle, squares, world } from '../world.ts';

describe(engine, () => {
  let own: IndicatorWorld;
  let api: TestApi;
  const load: IndicatorWorld['load'] = (...given) => own.load(...given);
  const values: IndicatorWorld['values'] = (...given) => own.values(...given);
  beforeAll(async () => {
    own = await IndicatorWorld.start();
    ({ api } = own);
  });
  afterAll(() => api.close());

  test('few people are hidden in every layer and sum that would tell them', async () => {
    const cases = [4, 60, 20, 55];
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert;Zähler;Nenner;Schutz',
      ...cases.map((n, at) => `Hilfen;%;gemeinde;${g(at + 1)};2025;;${n};${people[at]! / 4};sozial`),
      `Hilfen;%;sozialraum;S;2025;;64;400;sozial`,
      `Hilfen;%;sozialraum;N;2025;;75;400;sozial`,
      `Hilfen;%;kreis;${county};2025;;139;800;sozial`,
    ]);
    const fine = await values('hilfen', 'gemeinde');
    // Four children of …1: with …2 beside them, so that the space and the county do not tell them.
    expect([1, 2, 3, 4].map((n) => row(fine, g(n))[0])).toEqual([
      ...['hidden', 'hidden'],
      expect.closeTo((20 / 150) * 100, 9),
      expect.closeTo((55 / 250) * 100, 9),
    ]);
    expect(fine.whole[0]).toBeCloseTo((139 / 800) * 100, 9);
    expect(row(await values('hilfen', 'sozialraum'), 'S')[0]).toBeCloseTo(16, 9);
    expect(fine.indicator.protection).toBe('social');
    // Neither is there another way to the four: the answers say them nowhere.
    const all = [fine, await values('hilfen', 'sozialraum')].flatMap(({ areas, whole }) => [
      ...areas.flatMap((area) => area.values),
      ...whole,
    ]);
    for (const secret of [4, 60, (4 / 100) * 100, (60 / 300) * 100]) expect(all).not.toContain(secret);
  });

  test('each file is as protected as it says, whatever a later one says', async () => {
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert',
      ...[4, 20, 13, 20].map((value, at) => `Hilfen;%;gemeinde;${g(at + 1)};2026;${value}`),
    ]);
    const told = await values('hilfen', 'gemeinde');
    expect(told.years).toEqual([2025, 2026]);
    expect([row(told, g(1)), row(told, g(2))]).toEqual([
      ['hidden', 4],
      ['hidden', 20],
    ]);
    expect(told.indicator.protection).toBe('social');
  });

  test('cases without a numerator are reckoned, and where nothing tells them nothing is told', async () => {
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert;Nenner;Schutz',
      // 20 of 200, and of fewer than 100.
      ...[10, 10, 5, 10].map(
        (value, at) => `Sprache;%;gemeinde;${g(at + 1)};2025;${value};${[200, 200, 40, 300][at]};sozial`,
      ),
      ...[1, 2, 3, 4].map((n) => `Hören;%;gemeinde;${g(n)};2025;${n};;sozial`),
    ]);
    const language = await values('sprache', 'gemeinde');
    // …3 has 40 behind it; the county's sum would tell it without one more.
    expect([1, 2, 3, 4].map((n) => row(language, g(n))[0]).filter((value) => value === 'hidden')).toHaveLength(2);
    expect(row(language, g(3))).toEqual(['hidden']);
    expect((await values('hoeren', 'gemeinde')).areas.flatMap((area) => area.values)).toEqual(
      [1, 2, 3, 4].map(() => 'hidden'),
    );
  });

  test('counts are of people unless they are plainly of things, below zero too', async () => {
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert',
      ...[3, 50, 20, 40].map((value, at) => `Erziehungshilfe;Fälle;gemeinde;${g(at + 1)};2025;${value}`),
      ...[-4, 50, 20, 40].map((value, at) => `Saldo der Kinder;Personen;gemeinde;${g(at + 1)};2025;${value}`),
      ...[3, 5, 2, 4].map((value, at) => `Gruppen der Kitas;Gruppen;gemeinde;${g(at + 1)};2025;${value}`),
    ]);
    for (const key of ['erziehungshilfe', 'saldo-der-kinder']) {
      const told = await values(key, 'gemeinde');
      expect([1, 2, 3, 4].map((n) => row(told, g(n))[0])).toEqual(['hidden', 50, 'hidden', 40]);
      expect(told.indicator).toMatchObject({ measure: 'count', protection: 'social' });
    }
    const groups = await values('gruppen-der-kitas', 'gemeinde');
    expect(groups.areas.map((area) => area.values[0])).toEqual([3, 5, 2, 4]);
  });

  test('an area that is no more takes part in the sum of the space in which it lay', async () => {
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert',
      // …5 lies in …4 and N today: 4 = 74 − 70, unless …3 is hidden with it.
      ...[`gemeinde;${g(5)};2018;4`, `gemeinde;${g(3)};2018;70`, `sozialraum;N;2018;74`].map(
        (cells) => `Beratung;Personen;${cells}`,
      ),
    ]);
    const told = await values('beratung', 'gemeinde');
    expect([row(told, g(4)), row(told, g(3))]).toEqual([['hidden'], ['hidden']]);
    expect(row(await values('beratung', 'sozialraum'), 'N')).toEqual([74]);
  });

  test('what is carried does not tell who lives where: hidden areas weigh alike', async () => {
    const other = world('10053', 7.4);
    const own = (n: number) => gemeinde(other, n);
    const [[west, south], [east, north]] = [middle(other, 1), middle(other, 4)];
    const box = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { schluessel: 'A', name: 'Alles' },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [west, south],
                [east, south],
                [east, north],
                [west, north],
                [west, south],
              ].map(([x = 0, y = 0]) => [x + (x === west ? -0.01 : 0.01), y + (y === south ? -0.01 : 0.01)]),
            ],
          },
        },
      ],
    };
    const put = (kind: ImportKind, rows: string[], name = `${kind}.csv`) =>
      api.load(kind, { name, bytes: rows.join('\n') }, other.county);
    await api.load('areas', { name: AREAS_FILE, bytes: squares(other) }, other.county);
    await api.load('areas', { name: 'raum.geojson', bytes: JSON.stringify(box) }, other.county, {
      options: { layer: 'sozialraum' },
    });
    // One person in …3, hidden, and with it …1: the least of the others.
    await put('population', [
      'AGS;Stichtag;Alter;Anzahl',
      ...[200, 400, 1, 900].map((people, at) => `${own(at + 1)};31.12.2025;0 und älter;${people}`),
    ]);
    await put('indicators', ['Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert', 'Plätze;Plätze;sozialraum;A;2025;150.1']);
    const told = await api.ask(indicatorValues, { county: other.county }, { key: 'einwohner', layer: 'gemeinde' });
    const hidden = told.areas.filter((area) => area.values[0] === 'hidden').map(({ key }) => key);
    expect(hidden).toContain(own(3));
    const carried = await api.ask(indicatorValues, { county: other.county }, { key: 'plaetze', layer: 'gemeinde' });
    expect([carried.carried, carried.areas.every(({ estimated }) => estimated.length > 0)]).toEqual([
      'sozialraum',
      true,
    ]);
    const parts = carried.areas.filter(({ key }) => hidden.includes(key)).map((area) => Number(area.values[0]));
    expect(new Set(parts.map((part) => part.toFixed(9))).size).toBe(1);
    expect(carried.areas.reduce((sum, area) => sum + Number(area.values[0]), 0)).toBeCloseTo(150.1, 6);
  });

  test('what is hidden has no index, and few residents have none', async () => {
    const { areas } = await api.ask(socialIndex, { county }, { layer: 'gemeinde', with: 'hilfen:1', year: 2025 });
    expect(areas.map(({ leftOut }) => leftOut)).toEqual(['missing', 'missing', null, null]);
    expect(areas[0]).toMatchObject({ index: null, rank: null, z: [null], status: null });
  });
});
