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

  test('an area that there was and of which no row tells is missing, not nothing', async () => {
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert',
      ...[1, 2, 3, 4].map((n) => `Spielplätze;Plätze;gemeinde;${g(n)};2019;${n}`),
    ]);
    const told = await values('spielplaetze', 'gemeinde');
    expect([1, 2, 3, 4].map((n) => row(told, g(n))[0])).toEqual([1, 2, 3, null]);
  });

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

  test('persons and per cent under one name are two, and a rate is never summed whatever it is called', async () => {
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert',
      ...[40, 60, 20, 50].map((value, at) => `Verein;Personen;gemeinde;${g(at + 1)};2024;${value}`),
    ]);
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert;Maßzahl',
      ...[4, 6, 2, 5].map((value, at) => `Verein;%;gemeinde;${g(at + 1)};2025;${value};Anzahl`),
    ]);
    const { indicators } = await api.ask(listIndicators, { county });
    const both = indicators.filter(({ name }) => name.de.startsWith('Verein ('));
    expect(both.map(({ name, measure }) => [name.de, measure])).toEqual([
      ['Verein (%)', 'rate'],
      ['Verein (Personen)', 'count'],
    ]);
    expect(row(await values(both[0]!.key, 'sozialraum'), 'S')[0]).toBeCloseTo((4 * 400 + 6 * 1200) / 1600, 9);
    const wish = { name: 'Summe', formula: '2 * [SGB-II-Quote]', unit: '%', measure: 'count' };
    const refused = await api.fetch(`/api/counties/${county}/indicators`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...wish, direction: 'neutral', description: null }),
    });
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
      422,
      'Was in „%“ steht, wird nie summiert: bitte als Art „Quote“ statt „Anzahl“ wählen.',
    ]);
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

  test('one burden of other years or of the county only does not empty the usual index', async () => {
    await load('indicators', [
      'Indikator;Einheit;Ebene;Schlüssel;Jahr;Wert',
      `Arbeitslose je 100 Einwohner;%;kreis;${county};2025;6`,
      ...[10, 20, 15, 12].map((value, at) => `Alleinerziehende;%;gemeinde;${g(at + 1)};2024;${value}`),
    ]);
    const ask = (query: { year?: number; with?: string }) => api.ask(socialIndex, { county }, query);
    const usual = await ask({});
    expect(usual).toMatchObject({ layer: 'gemeinde', year: 2025, years: [2023, 2024, 2025], draws: 500 });
    expect(usual.indicators.map(({ key, year, before }) => [key, year, before])).toEqual([
      ['alleinerziehende', 2024, null],
      ['sgb2-quote', 2025, 2023],
    ]);
    expect(usual.areas.every(({ rank }) => typeof rank === 'number')).toBe(true);
    expect(usual.notices.map(({ de }) => de)).toEqual([
      'Mit Werten eines früheren Jahres zählen: „Alleinerziehende“ (2024).',
      '„Arbeitslose je 100 Einwohner“ hat auf der Ebene „gemeinde“ keine Werte und zählt nicht mit.',
      expect.stringMatching(/^Spannen ohne Zufall bei „Alleinerziehende“: /),
    ]);
    const early = await ask({ year: 2015 });
    expect(early.year).toBe(2023);
    expect(early.indicators.map(({ key }) => key)).toEqual(['sgb2-quote']);
    expect(early.notices.map(({ de }) => de)).toEqual(
      expect.arrayContaining([
        'Für 2015 gibt es keine Werte; gezeigt ist das nächste Jahr mit Werten, 2023.',
        '„Alleinerziehende“ hat auf der Ebene „gemeinde“ bis 2023 keine Werte und zählt nicht mit.',
      ]),
    );
  });

  test('what puts one group beside another is no share, and its spans are not drawn', async () => {
    const { areas, notices } = await api.ask(socialIndex, { county }, { layer: 'gemeinde', with: 'jugendquotient:1' });
    expect(areas.map(({ rank, likely }) => [rank, likely])).toEqual(areas.map(({ rank }) => [rank, [rank, rank]]));
    expect(notices.map(({ de }) => de)).toContainEqual(
      expect.stringMatching(/^Spannen ohne Zufall bei „Jugendquotient“: /),
    );
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
    const { areas } = await api.ask(socialIndex, { county }, { layer: 'gemeinde', with: 'hilfen:1', year: 2025 });
    expect(areas.map(({ leftOut }) => leftOut)).toEqual(['missing', 'missing', null, null]);
    expect(areas[0]).toMatchObject({ index: null, rank: null, z: [null], status: null });
  });
});
