/** A forecast that was kept stays what it was, with its assumptions, though data come in. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemDetails } from '../../server/contract/common.ts';
import { demography, forecast } from '../../server/contract/demography.ts';
import {
  keepForecast,
  listKeptForecasts,
  removeKeptForecast,
  type KeptForecast,
} from '../../server/contract/keptForecasts.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, squares, world, type World } from '../world.ts';

describe(engine, () => {
  const of = world('10052');
  const other = world('10053', of.west + 0.1, of.south);
  let api: TestApi;
  const people = (factor: number, dates: string[]) =>
    [
      'AGS;Stichtag;Alter;Geschlecht;Anzahl',
      ...dates.flatMap((date) =>
        [1, 2, 3, 4].flatMap((n) =>
          Array.from({ length: 60 }, (_, age) => age).flatMap((age) =>
            ['m', 'w'].map(
              (sex) => `${gemeinde(of, n)};${date};${age};${sex};${Math.round(factor * (20 + (age % 5)))}`,
            ),
          ),
        ),
      ),
    ].join('\n');
  const load = (factor: number, dates: string[]) =>
    api.load('population', { name: 'p.csv', bytes: people(factor, dates) }, of.county, {
      options: { basis: 'Zensus 2022' },
    });
  const keep = async (county: string, body: object) => {
    const response = await api.fetch(addressOf(keepForecast, { county }, {}), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as KeptForecast & ProblemDetails };
  };
  beforeAll(async () => {
    api = await TestApi.start();
    for (const each of [of, other]) await api.load('areas', { name: AREAS_FILE, bytes: squares(each) }, each.county);
    await load(1, ['31.12.2023', '31.12.2024']);
  });
  afterAll(() => api.close());

  test('it tells what was told, and still does when new residents come in', async () => {
    const { county } = of;
    const levers = { scenario: 'high' as const, births: 1.1 };
    const made = await keep(county, { name: ' Ausschuss ', levers });
    expect([made.status, made.body.name, made.body.levers]).toEqual([201, 'Ausschuss', levers]);
    const now = await api.ask(forecast, { county }, { ...levers, band: 'u3' });
    const u3 = (one: KeptForecast | undefined) => one!.bands.find(({ band }) => band === 'u3')!.series;
    expect(u3(made.body)).toEqual(now.series);
    expect(made.body).toMatchObject({ baseDate: '2024-12-31', scenario: 'high', assumptions: now.assumptions });
    await load(1.5, ['31.12.2025']);
    const later = await api.ask(forecast, { county }, { ...levers, band: 'u3' });
    expect(later.baseDate).toBe('2025-12-31');
    expect(later.series).not.toEqual(now.series);
    const { forecasts } = await api.ask(listKeptForecasts, { county });
    expect(forecasts).toEqual([made.body]);
    // It is no other county's.
    expect((await api.ask(listKeptForecasts, { county: other.county })).forecasts).toEqual([]);
    const stolen = await api.fetch(addressOf(removeKeptForecast, { county: other.county, id: made.body.id }, {}), {
      method: 'DELETE',
    });
    expect(stolen.status).toBe(404);
    const second = await keep(county, { name: 'Zweite', levers: {} });
    const kept = (await api.ask(listKeptForecasts, { county })).forecasts;
    // Both within one instant of the test's clock.
    expect(kept.map(({ name }) => name).sort()).toEqual(['Ausschuss', 'Zweite']);
    for (const status of [200, 404]) {
      const gone = await api.fetch(addressOf(removeKeptForecast, { county, id: second.body.id }, {}), {
        method: 'DELETE',
      });
      expect(gone.status).toBe(status);
    }
    expect((await api.ask(listKeptForecasts, { county })).forecasts).toHaveLength(1);
  });

  test('without a name, with wild assumptions, or without residents nothing is kept', async () => {
    expect((await keep(of.county, { name: '  ', levers: {} })).status).toBe(400);
    expect((await keep(of.county, { name: 'X', levers: { births: 9 } })).status).toBe(400);
    const nothing = await keep(other.county, { name: 'X', levers: {} });
    expect([nothing.status, nothing.body.detail]).toEqual([422, expect.stringMatching(/noch keine Vorausberechnung/)]);
    const past = await keep(of.county, { name: 'X', levers: { base: '1999-12-31' } });
    expect(past.status).toBe(404);
  });

  test('years that are missing are named, and what to do where nothing can be forecast from them', async () => {
    const gap = world('10054', of.west + 0.2, of.south);
    const { county } = gap;
    await api.load('areas', { name: AREAS_FILE, bytes: squares(gap) }, county);
    const table = (years: number[]) =>
      [
        'AGS;Stichtag;Alter;Anzahl',
        ...years.flatMap((year) =>
          Array.from({ length: 60 }, (_, age) => `${gemeinde(gap, 1)};31.12.${year};${age};20`),
        ),
      ].join('\n');
    const load = (years: number[]) =>
      api.load('population', { name: 'p.csv', bytes: table(years) }, county, { options: { basis: 'Zensus 2022' } });
    const said = async () =>
      (await api.ask(forecast, { county }, { layer: 'gemeinde' })).notices.map(({ de }) => de).join('\n');
    await load([2020]);
    expect(await said()).toMatch(/nur ein Jahr geladen/);
    await load([2023]);
    expect(await said()).toMatch(/Geladen sind die Jahre 2020, 2023: dazwischen fehlen Jahre/);
    await load([2024]);
    // Two years that follow each other are enough; the gap is said.
    const told = await api.ask(forecast, { county }, { layer: 'gemeinde' });
    expect(told.baseDate).toBe('2024-12-31');
    expect(await said()).toMatch(/fehlen Jahre: 2021, 2022\. Was sich/);
  });

  test('tables of one date that disagree are named with their difference', async () => {
    const { county } = other;
    const options = { basis: 'Zensus 2022' };
    const rows = (key: string, count: number) => ['2023', '2024'].map((year) => `${key};31.12.${year};1;${count}`);
    const table = (list: string[]) => ['AGS;Stichtag;Alter;Anzahl', ...list].join('\n');
    const kreis = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { key: county, name: 'Kreis' },
          geometry: { type: 'Polygon', coordinates: [box(other)] },
        },
      ],
    };
    await api.load('areas', { name: 'kreis.geojson', bytes: JSON.stringify(kreis) }, county, {
      options: { layer: 'kreis', 'valid-from': '2020-01-01' },
    });
    const areas = table([1, 2, 3, 4].flatMap((n) => rows(gemeinde(other, n), 10)));
    await api.load('population', { name: 'g.csv', bytes: areas }, county, { options });
    const whole = table(rows(county, 43));
    await api.load('population', { name: 'k.csv', bytes: whole }, county, { options: { ...options, layer: 'kreis' } });
    // One age alone is no ground for a forecast, and is said; the difference all the same.
    expect((await api.ask(forecast, { county }, { layer: 'gemeinde' })).baseDate).toBeNull();
    const { notices } = await api.ask(demography, { county }, { layer: 'gemeinde' });
    expect(notices.map(({ de }) => de).join('\n')).toMatch(
      /Zum 31\.12\.2024 zählen die Gebiete zusammen 40 Einwohner, die Tabelle der Ebene „kreis“ 43: -3\. Gerechnet wird mit den Gebieten/,
    );
  });
});

function box({ west, south }: World): [number, number][] {
  const side = 0.04;
  return [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
}
