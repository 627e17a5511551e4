/** Indicators of a tiny county: told, carried to layers and areas that have no values of their own, weighed in an index. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listIndicators, type Figure } from '../../server/contract/indicators.ts';
import { socialIndex } from '../../server/contract/socialIndex.ts';
import { spaceProfiles, spaceProfilesPdf, type SpaceProfiles } from '../../server/contract/spaceProfiles.ts';
import { builtFile } from '../../server/data/open.ts';
import { profilesPdf } from '../../server/paper/profiles.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { block, county, g, IndicatorWorld, row } from '../indicatorWorld.ts';
import type { TestApi } from '../testApi.ts';

const font = (name: string) => readFileSync(builtFile('server', 'fonts', name));
const fonts = { regular: font('Inter_400Regular.ttf'), bold: font('Inter_600SemiBold.ttf') };
const pagesOf = (pdf: string): number => pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
/** „geschützt“ as a PDF writes what is no ASCII: UTF-16 behind its mark. */
const GESCHUETZT = `(${Buffer.from('\ufeffgeschützt', 'utf16le').swap16().toString('latin1')})`;

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

  test('what lies in no area of the layer is told, not lost', async () => {
    const bytes = JSON.stringify({ type: 'FeatureCollection', features: [block('S', 1, 2)] });
    await api.load('areas', { name: 'teil.geojson', bytes }, county, { options: { layer: 'ortsteil' } });
    const clubs = await values('vereine', 'ortsteil');
    expect([clubs.carried, row(clubs, 'S')[1]]).toEqual(['gemeinde', 60]);
    expect(clubs.notices.map(({ de }) => de)).toEqual([
      'Von den Werten der Ebene „gemeinde“ liegen 2025 etwa 40 in keinem Gebiet, das hier einen Wert hat: die Summe der Gebiete ist um so viel kleiner.',
    ]);
    expect((await values('vereine', 'sozialraum')).notices).toEqual([]);
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
      expect.arrayContaining(['sgb2-quote', 'vereine', 'einwohner']),
    );
  });

  test('as a PDF it has a page, a bookmark and a heading for each area that is wanted', async () => {
    const pdf = async (query: Record<string, string>) => {
      const response = await api.fetch(addressOf(spaceProfilesPdf, { county }, { layer: 'gemeinde', ...query }));
      return {
        type: response.headers.get('content-type'),
        text: Buffer.from(await response.arrayBuffer()).toString('latin1'),
      };
    };
    const all = await pdf({});
    expect([all.type, all.text.slice(0, 8), pagesOf(all.text)]).toEqual(['application/pdf', '%PDF-1.7', 4]);
    const { areas } = await api.ask(spaceProfiles, { county }, { layer: 'gemeinde' });
    for (const { name } of areas) expect(all.text.match(new RegExp(`/Title \\(${name}\\)`, 'g'))).toHaveLength(1);
    const two = await pdf({ areas: `${county}/${g(3)},${county}/${g(1)}`, indicators: 'vereine', lang: 'en' });
    expect([pagesOf(two.text), two.text.match(/\/S \/H1\b/g)?.length]).toEqual([2, 2]);
    expect(two.text).toContain('/Lang (en)');
    const none = await api.fetch(addressOf(spaceProfilesPdf, { county }, { areas: ',' }));
    expect([none.status, ((await none.json()) as { code: string }).code]).toEqual([422, 'profiles.nothingChosen']);
    const unknown = await api.fetch(addressOf(spaceProfilesPdf, { county }, { areas: 'nirgends' }));
    expect([unknown.status, ((await unknown.json()) as { detail: string }).detail]).toEqual([
      404,
      'Das Gebiet „nirgends“ gibt es in der Ebene „sozialraum“ nicht: bitte als Kreis/Schlüssel angeben, mehrere mit Komma.',
    ]);
  });

  test('on paper hidden is read as hidden, a true zero is 0, and what is left out for want of room is counted', async () => {
    const told = await api.ask(spaceProfiles, { county }, { layer: 'gemeinde' });
    const [one] = told.indicators;
    const indicator = (at: number, value: Figure) => ({
      ...{
        ...one!,
        key: `i${at}`,
        name: { de: `Zahl ${at}`, en: '' },
        measure: 'count' as const,
        years: [2025],
        whole: [null],
      },
      areas: told.areas.map(() => [value]),
    });
    const paper = async (indicators: SpaceProfiles['indicators']) => {
      const profiles = { ...told, indicators, supply: [], population: null };
      const work = {
        profiles,
        shapes: [],
        numbers: [0],
        labels: [],
        county: 'Kreis',
        language: 'de' as const,
        compress: false,
      };
      const bytes = await profilesPdf({ ...work, printed: new Date('2026-11-22') }, fonts);
      return Buffer.from(bytes).toString('latin1');
    };
    const few = await paper([indicator(1, 'hidden'), indicator(2, null), indicator(3, 0 as Figure)]);
    // Value and change of the first; its county, all three of the second, change and county of the third.
    const spoken = (text: string, words: string) => text.split(`/ActualText ${words}`).length - 1;
    expect([spoken(few, GESCHUETZT), spoken(few, '(keine Angabe)')]).toEqual([2, 6]);
    const rowsOf = (text: string) => text.split('/Scope /Row').length - 1;
    expect([rowsOf(few), pagesOf(few)]).toEqual([3, 1]);
    const many = await paper(Array.from({ length: 60 }, (_, at) => indicator(at, 0 as Figure)));
    expect([pagesOf(many), rowsOf(many) < 60 && rowsOf(many) > 24]).toEqual([1, true]);
  });
});
