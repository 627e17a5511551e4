/** Indicators of a tiny county: told, protected over layers, carried to layers and areas that have no values of their own, weighed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Figure, IndicatorValues } from '../../server/contract/indicators.ts';
import { indicatorValues, listIndicators } from '../../server/contract/indicators.ts';
import { socialIndex } from '../../server/contract/socialIndex.ts';
import { spaceProfiles } from '../../server/contract/spaceProfiles.ts';
import type { ImportKind } from '../../server/contract/imports.ts';
import { engine } from '../database.ts';
import { TestApi, type Said } from '../testApi.ts';
import { AREAS_FILE, gemeinde, middle, SIDE, squares, world } from '../world.ts';

const of = world('10052');
const { county } = of;
const g = (n: number) => gemeinde(of, n);

/** The squares from one middle to another, as one area. */
function block(key: string, from: number, to: number): object {
  const [[a, b], [c, d], h] = [middle(of, from), middle(of, to), SIDE / 2];
  const ring = [
    [a - h, b - h],
    [c + h, b - h],
    [c + h, d + h],
    [a - h, d + h],
    [a - h, b - h],
  ];
  return {
    type: 'Feature',
    properties: { schluessel: key, name: `Raum ${key}` },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
}
const spaces = JSON.stringify({ type: 'FeatureCollection', features: [block('S', 1, 2), block('N', 3, 4)] });
/** As it was before 2022: …4 was two, the eastern half was …5. */
const former = JSON.stringify({
  type: 'FeatureCollection',
  features: (
    JSON.parse(squares(of)) as { features: { properties: { AGS: string }; geometry: object }[] }
  ).features.flatMap((feature) => {
    if (feature.properties.AGS !== g(4)) return [feature];
    const [x, y] = middle(of, 4);
    const half = (key: string, west: number) => ({
      type: 'Feature',
      properties: { AGS: key, GEN: `Dorf ${key}` },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [west, y - SIDE / 2],
            [west + SIDE / 2, y - SIDE / 2],
            [west + SIDE / 2, y + SIDE / 2],
            [west, y + SIDE / 2],
            [west, y - SIDE / 2],
          ],
        ],
      },
    });
    return [half(g(4), x - SIDE / 2), half(g(5), x)];
  }),
});

describe(engine, () => {
  let api: TestApi;
  const load = (kind: ImportKind, rows: string[], said: Said = {}) =>
    api.load(kind, { name: `${kind}.csv`, bytes: rows.join('\n') }, county, said);
  const values = (key: string, layer: string): Promise<IndicatorValues> =>
    api.ask(indicatorValues, { county }, { key, layer });
  const row = ({ areas }: IndicatorValues, key: string): Figure[] => areas.find((area) => area.key === key)!.values;
  const people = [400, 1200, 600, 1000];

  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: 'gemeinden_2015-01-01.geojson', bytes: former }, county, {
      options: { layer: 'gemeinde', 'valid-from': '2015-01-01', 'valid-to': '2022-01-01' },
    });
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county, {
      options: { layer: 'gemeinde', 'valid-from': '2022-01-01' },
    });
    await api.load('areas', { name: 'raeume.geojson', bytes: spaces }, county, { options: { layer: 'sozialraum' } });
    await load('population', [
      'AGS;Stichtag;Alter;Anzahl',
      ...people.flatMap((all, at) => [
        `${g(at + 1)};31.12.2025;0 bis unter 19;${all / 4}`,
        `${g(at + 1)};31.12.2025;19 bis unter 65;${all / 2}`,
        `${g(at + 1)};31.12.2025;65 und älter;${all / 4}`,
      ]),
    ]);
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert',
      ...[8, 12, 5, 9].map((value, at) => `SGB-II-Quote;%;gemeinde;${g(at + 1)};2025;${value}`),
      ...[6, 12, 6, 9].map((value, at) => `SGB-II-Quote;%;gemeinde;${g(at + 1)};2023;${value}`),
      ...[3, 1, 4, 2].map((value, at) => `Fußwege;km;gemeinde;${g(at + 1)};2025;${value}`),
      ...[20, 40, 10, 30].map((value, at) => `Vereine;Anzahl;gemeinde;${g(at + 1)};2025;${value}`),
      ...[20, 40, 10, 16, 12].map((value, at) => `Vereine;Anzahl;gemeinde;${g(at + 1)};2020;${value}`),
      `Vereine;Anzahl;kreis;${county};2025;100`,
    ]);
  });
  afterAll(() => api.close());

  test('imported and counted ones stand in one list; a usual name brings its definition', async () => {
    const { indicators } = await api.ask(listIndicators, { county });
    const told = (key: string) => indicators.find((one) => one.key === key)!;
    expect(told('sgb2-quote')).toMatchObject({
      ...{ ready: true, measure: 'rate', direction: 'burden', unit: '%', origin: 'imported', protection: 'published' },
      layers: [{ layer: 'gemeinde', years: [2023, 2025] }],
    });
    expect(told('fusswege')).toMatchObject({ ready: false, measure: 'mean', direction: 'neutral' });
    expect(
      told('vereine')
        .layers.map(({ layer }) => layer)
        .sort(),
    ).toEqual(['gemeinde', 'kreis']);
    expect(told('jugendquotient')).toMatchObject({ origin: 'computed', unit: 'je 100' });
    expect(row(await values('jugendquotient', 'gemeinde'), g(2))).toEqual([50]);
    const missing = await api.fetch(`/api/counties/${county}/indicators/values?key=nirgends`);
    expect([missing.status, ((await missing.json()) as { detail: string }).detail]).toEqual([
      404,
      'Den Indikator „nirgends“ gibt es hier nicht: bitte einen aus der Liste wählen.',
    ]);
  });

  test('on a layer without values a count is summed and a rate is weighed by people, marked as what it is', async () => {
    const clubs = await values('vereine', 'sozialraum');
    expect([clubs.carried, clubs.years]).toEqual(['gemeinde', [2020, 2025]]);
    expect([row(clubs, 'S')[1], row(clubs, 'N')[1]]).toEqual([60, 40]);
    expect(clubs.whole[1]).toBe(100);
    // Made of whole areas: no estimate.
    expect(clubs.areas.flatMap(({ estimated }) => estimated)).toEqual([]);
    const rate = await values('sgb2-quote', 'sozialraum');
    // Of the people under 65 behind it, three quarters everywhere: 8 % of 400, 12 % of 1,200.
    expect(row(rate, 'S')[1]).toBeCloseTo((8 * 400 + 12 * 1200) / 1600, 9);
    expect(row(rate, 'N')[1]).toBeCloseTo((5 * 600 + 9 * 1000) / 1600, 9);
    const ways = await values('fusswege', 'sozialraum');
    // Nothing says how many stand behind a mean: by people, and an estimate.
    expect(row(ways, 'S')[0]).toBeCloseTo((3 * 400 + 1 * 1200) / 1600, 9);
    expect(ways.areas.map(({ estimated }) => estimated)).toEqual([[2025], [2025]]);
  });

  test('an area that is no more counts where it has gone to', async () => {
    const clubs = await values('vereine', 'gemeinde');
    expect(clubs.years).toEqual([2020, 2025]);
    expect(clubs.areas.map(({ key }) => key)).toEqual([1, 2, 3, 4].map(g));
    expect([1, 2, 3, 4].map((n) => row(clubs, g(n))[0])).toEqual([20, 40, 10, 28]);
    expect(row(await values('vereine', 'sozialraum'), 'N')[0]).toBe(38);
  });

  test('few people are hidden in every layer and sum that would tell them', async () => {
    const cases = [4, 60, 20, 50];
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert;Zähler;Nenner;Schutz',
      ...cases.map((n, at) => `Hilfen;%;gemeinde;${g(at + 1)};2025;;${n};${people[at]! / 4};sozial`),
      `Hilfen;%;sozialraum;S;2025;;64;400;sozial`,
      `Hilfen;%;sozialraum;N;2025;;70;400;sozial`,
      `Hilfen;%;kreis;${county};2025;;134;800;sozial`,
    ]);
    const fine = await values('hilfen', 'gemeinde');
    // Four children of …1: with …2 beside them, so that the space and the county do not tell them.
    expect([1, 2, 3, 4].map((n) => row(fine, g(n))[0])).toEqual([
      ...['hidden', 'hidden'],
      expect.closeTo((20 / 150) * 100, 9),
      expect.closeTo((50 / 250) * 100, 9),
    ]);
    expect(fine.whole[0]).toBeCloseTo((134 / 800) * 100, 9);
    expect(row(await values('hilfen', 'sozialraum'), 'S')[0]).toBeCloseTo(16, 9);
    expect(fine.indicator.protection).toBe('social');
    // Neither is there another way to the four: the answers say them nowhere.
    const all = JSON.stringify([fine, await values('hilfen', 'sozialraum')]);
    expect(all).not.toMatch(/\b4\.0?\b|"numerator":4/);
  });

  test('the index: z of each indicator over the areas that count, weighed, and what it hangs on', async () => {
    const answer = await api.ask(
      socialIndex,
      { county },
      { layer: 'gemeinde', with: 'sgb2-quote:1,fusswege:3:strength' },
    );
    const z = (list: number[]) => {
      const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
      const deviation = Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length);
      return list.map((value) => (value - mean) / deviation);
    };
    const [poor, ways] = [z([8, 12, 5, 9]), z([3, 1, 4, 2])];
    const expected = poor.map((value, at) => (value - 3 * ways[at]!) / 4);
    answer.areas.forEach(({ index }, at) => expect(index).toBeCloseTo(expected[at]!, 9));
    expect(answer.areas.map(({ rank }) => rank)).toEqual([3, 1, 4, 2]);
    expect(answer.variations).toHaveLength(6);
    for (const { rank, likely, weighed } of answer.areas) {
      expect(Number(likely[0])).toBeLessThanOrEqual(Number(rank));
      expect(Number(weighed[1])).toBeGreaterThanOrEqual(Number(rank));
    }
    // Two years before only the one is known: no dynamic, and it is not made up.
    expect(answer.areas.map(({ dynamic }) => dynamic)).toEqual([null, null, null, null]);
    const one = await api.ask(socialIndex, { county }, { layer: 'gemeinde', with: 'sgb2-quote:1' });
    expect(one.years).toEqual([2023, 2025]);
    expect(one.indicators[0]!.before).toBe(2023);
    expect(one.areas.every(({ dynamic }) => dynamic !== null)).toBe(true);
    const refused = await api.fetch(`/api/counties/${county}/social-index?with=sgb2-quote:0`);
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
      422,
      'Der Index braucht mindestens einen Indikator mit einem Gewicht über 0, und keines darf unter 0 sein: bitte die Gewichte ändern.',
    ]);
  });

  test('a profile tells of every area what the answers on its indicators tell', async () => {
    const profiles = await api.ask(spaceProfiles, { county }, { layer: 'gemeinde' });
    expect(profiles.areas.map(({ key }) => key)).toEqual([1, 2, 3, 4].map(g));
    for (const { key, years, areas, whole } of profiles.indicators) {
      const told = await values(key, 'gemeinde');
      expect([key, years, whole, areas]).toEqual([key, told.years, told.whole, told.areas.map((area) => area.values)]);
    }
    expect(profiles.indicators.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['sgb2-quote', 'vereine', 'hilfen', 'einwohner']),
    );
  });

  test('what is hidden has no index, and few residents have none', async () => {
    const { areas } = await api.ask(socialIndex, { county }, { layer: 'gemeinde', with: 'hilfen:1' });
    expect(areas.map(({ leftOut }) => leftOut)).toEqual(['missing', 'missing', null, null]);
    expect(areas[0]).toMatchObject({ index: null, rank: null, z: [null], status: null });
  });
});
