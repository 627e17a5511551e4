/** What is offered and asked for beside the list's places: own target rates, day care, Hort, hours, guests, plots. A tiny county. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemDetails, Rate } from '../../server/contract/common.ts';
import type { ImportKind } from '../../server/contract/imports.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import {
  changeKitas,
  kitaMonths,
  kitaOutlook,
  type KitaOutlook,
  type NewKitaChange,
} from '../../server/contract/kitaOutlook.ts';
import { kitaReach } from '../../server/contract/kitaReach.ts';
import { fewerPlaces, kitaSites } from '../../server/contract/kitaSites.ts';
import { newVariant, type VariantHead } from '../../server/contract/variants.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, gemeinde, middle, squares, world } from '../world.ts';

const number = (value: Rate | undefined): number => {
  if (typeof value !== 'number') throw new Error(`No number: ${value}`);
  return value;
};

describe(engine, () => {
  // Saarland: U3 34.5 of 100, Ü3 95, Hort 73.
  const of = world('10051');
  const { county } = of;
  const g = (n: number) => gemeinde(of, n);
  let api: TestApi;
  const table = (kind: ImportKind, rows: string[]) =>
    api.load(kind, { name: `${kind}.csv`, bytes: rows.join('\n') }, county);
  const supply = (query: Record<string, unknown>) => api.ask(kitaSupply, { county }, { layer: 'gemeinde', ...query });
  const told = (areas: { key: string; demand: Rate; places: number; gap: Rate }[], key: string) =>
    areas.find((area) => area.key === key)!;

  const header =
    'Kita-Nummer;Name;Länge;Breite;Plätze;davon unter 3;davon ab 3;Hortplätze;davon ganztags;Integrationsplätze;davon Kinder von außerhalb';
  const kita = (key: string, n: number, cells: (number | '')[]) =>
    `${key};Kita ${key};${middle(of, n).join(';')};${cells.join(';')}`;
  const loadKitas = (guests: number) =>
    table('kitas', [
      header,
      // 90 of all with 20 of the Hort: 70 before school.
      kita('K1', 1, [90, 20, 50, 20, 30, 4, guests]),
      kita('K2', 2, [40, 10, 30, '', 40, '', '']),
    ]);

  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    // In every Gemeinde ten children of each age, twelve in the second one; the year before, the same.
    const people = ['31.12.2024', '31.12.2025'].flatMap((date) =>
      [1, 2, 3, 4].flatMap((n) =>
        Array.from({ length: 30 }, (_, age) => `${g(n)};${date};${age};${n === 2 ? 12 : 10}`),
      ),
    );
    await table('population', ['AGS;Stichtag;Alter;Anzahl', ...people]);
    await loadKitas(5);
  });
  afterAll(() => api.close());

  test('a Hort has children, places and a gap of its own, and takes none from the younger', async () => {
    const hort = await supply({ group: 'hort' });
    // Half of the sixes, 7 … 9, half of the tens: 4 × 10, or 4 × 12.
    expect(hort.areas.map(({ children }) => children)).toEqual([40, 48, 40, 40]);
    expect(told(hort.areas, g(1))).toMatchObject({ places: 20, demand: 29.2, gap: -9.2 });
    expect(told(hort.areas, g(2))).toMatchObject({ places: 0, demand: 35.04 });
    const all = await supply({ group: 'all' });
    expect([all.total.places, all.unassignedPlaces]).toEqual([110, 0]);
    const ahead = await api.ask(kitaOutlook, { county }, { group: 'hort', layer: 'gemeinde' });
    expect(ahead.total.demand[0]).toBe(Math.round(number(hort.total.demand)));
    expect(ahead.areas[0]!.places[3]).toBe(20);
    // It fills with the school year.
    expect((await api.ask(kitaMonths, { county }, { group: 'hort' })).months).toEqual([]);
    const reach = await api.ask(kitaReach, { county }, { group: 'hort', layer: 'gemeinde', metres: 20_000 });
    expect(number(reach.total.unserved)).toBeCloseTo(number(hort.total.demand) - 20, 2);
  });

  test('own rates hold for the county, or for an area alone; the state’s can be asked for', async () => {
    const before = await supply({ group: 'u3' });
    expect([before.ownRates, before.targetRate, told(before.areas, g(1)).demand]).toEqual([null, 0.345, 10.35]);
    await table('target-rates', [
      'Gebiet;Altersgruppe;Zielquote;davon ganztags',
      ';U3;40;75',
      `${g(2)};U3;50 %;50`,
      ';Ü3;90;75',
      ';Hort;50;',
    ]);
    const own = await supply({ group: 'u3' });
    expect([own.ownRates, own.targetRate]).toEqual([{ layer: 'gemeinde' }, 0.4]);
    // 30 × 0.4, 36 × 0.5.
    expect(own.areas.map(({ demand }) => demand)).toEqual([12, 18, 12, 12]);
    expect(own.total).toMatchObject({ demand: 54, places: 30, gap: -24 });
    expect((await supply({ group: 'hort' })).total.demand).toBe(84);
    // 3.5 cohorts × 0.9, and U3: 31.5 + 12, 37.8 + 18: in whole places, as these are true counts.
    const all = await supply({ group: 'all' });
    expect(all.areas.map(({ demand }) => demand)).toEqual([44, 56, 44, 44]);
    expect(all.total.demand).toBe(186);
    const state = await supply({ group: 'u3', rates: 'state' });
    expect([state.ownRates, told(state.areas, g(2)).demand]).toEqual([null, 12.42]);
    // A rate that is asked for holds for all.
    expect((await supply({ group: 'u3', rate: '0.5' })).areas.map(({ demand }) => demand)).toEqual([15, 18, 15, 15]);
    const ahead = await api.ask(kitaOutlook, { county }, { group: 'u3', layer: 'gemeinde' });
    expect(ahead.areas.map(({ demand }) => demand[0])).toEqual([12, 18, 12, 12]);
    expect([ahead.total.demand[0], ahead.ownRates]).toEqual([54, { layer: 'gemeinde' }]);
    for (const [year, demand] of ahead.total.demand.entries()) {
      const parts = ahead.areas.reduce((sum, area) => sum + number(area.demand[year]), 0);
      expect(Math.abs(parts - number(demand))).toBeLessThanOrEqual(2);
      expect(number(ahead.total.low[year])).toBeLessThanOrEqual(number(demand) + 1);
      expect(number(ahead.total.high[year])).toBeGreaterThanOrEqual(number(demand) - 1);
    }
    const months = await api.ask(kitaMonths, { county }, { group: 'u3', layer: 'gemeinde', area: `${county}/${g(2)}` });
    for (const { children, demand } of months.months)
      expect(Math.abs(number(demand) - number(children) / 2)).toBeLessThanOrEqual(1);
    const reach = await api.ask(kitaReach, { county }, { group: 'u3', layer: 'gemeinde', metres: 20_000 });
    expect(reach.areas.map(({ demand }) => demand)).toEqual([12, 18, 12, 12]);
    expect(number(reach.total.unserved)).toBeCloseTo(24, 1);
  });

  test('hours: places for the whole day against those who need one; all caps together', async () => {
    const { areas, total } = await supply({ group: 'all' });
    const [one, two] = areas;
    // 44 of 70 places; of them 0.75 × 44 for the whole day, for 30 there are.
    expect(one!.fullDay).toEqual({ demand: 33, places: 30, gap: -3 });
    expect(one!.lacking).toBe(3);
    // 18 and 38 for 10, 30 and 40 in all: 56 − 40.
    expect(two!.lacking).toBe(16);
    expect(two!.gap).toBe(-16);
    expect(total.fullDay!.places).toBe(70);
    // For the whole county: 54 U3 for 30, 132 Ü3 for 80.
    expect(total.lacking).toBe(76);
    expect(one!.integration).toBe(4);
    const young = await supply({ group: 'u3' });
    expect(young.areas[0]).toMatchObject({ lacking: 0, gap: 8 });
    // Of the 30 and 40 full-day places no more than those for the young.
    expect(young.total.fullDay!.places).toBe(30);
  });

  test('other hours are a measure: full-day places ahead, against what parents ask for', async () => {
    const made = await api.fetch(addressOf(newVariant, { county }, {}), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Länger offen' }),
    });
    const { id } = (await made.json()) as VariantHead;
    const change = async (version: number, wish: NewKitaChange) => {
      const response = await api.fetch(addressOf(changeKitas, { county, id }, { group: 'all', layer: 'gemeinde' }), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
        body: JSON.stringify(wish),
      });
      return { status: response.status, body: (await response.json()) as KitaOutlook & ProblemDetails };
    };
    const before = await api.ask(kitaOutlook, { county }, { group: 'all', layer: 'gemeinde' });
    const base = before.years[0]!;
    // K1 has 30 of 70 for the whole day, K2 40 of 40; of the demand 44 · 0.75 in 1, and (18 · 0.5 + 37.8 · 0.75) ÷ 55.8 of 56 in 2.
    expect(before.total.fullDay).toMatchObject({ placesToday: 70 });
    expect([before.areas[0]!.fullDay!.demand[0], before.areas[1]!.fullDay!.demand[0]]).toEqual([33, 37]);
    const house = { kita: 'K1', placesU3: 20, placesUe3: 50, from: base + 2 };
    const longer = await change(0, { kind: 'kitaPlaces', ...house, fullDay: 60 });
    expect(longer.status).toBe(200);
    const years = before.years.map((_, year) => (year >= 2 ? 100 : 70));
    expect(longer.body.total.fullDay!.places).toEqual(years);
    expect(longer.body.total.places).toEqual(before.total.places);
    expect(longer.body.variant!.measures[0]).toMatchObject({ fullDay: 60 });
    // Fewer places in all, and nothing said of hours: as many as there is room for.
    const less = await change(1, { kind: 'kitaPlaces', ...house, placesU3: 10, placesUe3: 30, from: base + 3 });
    expect(less.body.areas[0]!.fullDay!.places.slice(1, 4)).toEqual([30, 60, 40]);
    const wrong = await change(2, { kind: 'kitaPlaces', ...house, fullDay: 71 });
    expect([wrong.status, wrong.body.detail]).toEqual([422, expect.stringMatching(/Ganztagsplätze sind ein Teil/)]);
  });

  test('guests are told in all, of few not even how many', async () => {
    expect((await supply({ group: 'all' })).total.guests).toBe(5);
    await loadKitas(2);
    expect((await supply({ group: 'all' })).total.guests).toBe('hidden');
  });

  test('day care is an offer of its area: in the gap, ahead, and within reach; nobody closes it', async () => {
    const query = { group: 'u3', layer: 'gemeinde' };
    const before = await supply(query);
    expect(before.total.dayCare).toBeNull();
    await table('family-day-care', ['AGS;Plätze unter 3;Plätze ab 3', `${g(3)};4;0`, `${g(3)};5;1`]);
    const after = await supply(query);
    const third = after.areas[2]!;
    expect(third).toMatchObject({ places: 9, dayCare: 9, kitas: 0, gap: -3 });
    expect((await supply({ group: 'all' })).areas[2]!.dayCare).toBe(10);
    expect(after.total.places).toBe(before.total.places + 9);
    const ahead = await api.ask(kitaOutlook, { county }, query);
    expect([ahead.areas[2]!.placesToday, ahead.areas[2]!.places[5]]).toEqual([9, 9]);
    // At 20 km all places are filled: nine children more have one.
    const reach = await api.ask(kitaReach, { county }, { ...query, metres: 20_000 });
    expect(number(reach.total.unserved)).toBeCloseTo(15, 1);
    expect(reach.kitas.map(({ key }) => key)).toContain(`tagespflege-${g(3)}`);
    const fewer = await api.ask(fewerPlaces, { county }, { ...query, places: 10, step: 5, metres: 20_000 });
    for (const { key } of [...fewer.givenUp, ...fewer.closings]) expect(['K1', 'K2']).toContain(key);
  });

  test('plots of an own list are compared instead of homes', async () => {
    const query = { group: 'u3', layer: 'gemeinde', places: 10, metres: 2000 };
    const homes = await api.ask(kitaSites, { county }, query);
    expect([homes.from, homes.listed, homes.candidates]).toEqual(['homes', 0, 4]);
    const none = await api.fetch(`/api/counties/${county}/kita/sites?from=list`);
    expect([none.status, await none.text()]).toEqual([404, expect.stringMatching(/keine möglichen Standorte geladen/)]);
    await table('kita-candidates', [
      'Nummer;Bezeichnung;Länge;Breite',
      `1;Am Markt;${middle(of, 4).join(';')}`,
      `2;Alte Gärtnerei;${middle(of, 1).join(';')}`,
    ]);
    const told = await api.ask(kitaSites, { county }, query);
    expect([told.from, told.listed, told.candidates]).toEqual(['list', 2, 2]);
    // In 4 twelve children have no place within 2 km, in 1 none lacks one.
    expect(told.ranking[0]).toMatchObject({ name: 'Am Markt', area: g(4), gain: 10 });
    expect((await api.ask(kitaSites, { county }, { ...query, from: 'homes' })).from).toBe('homes');
  });
});
