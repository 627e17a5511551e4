/** Kita places in the years to come, and measures in a variant: on the sample county, and where there is no list of pupils. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemDetails, Rate } from '../../server/contract/common.ts';
import { forecast } from '../../server/contract/demography.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import {
  changeKitas,
  kitaMonths,
  kitaOutlook,
  type KitaOutlook,
  type NewKitaChange,
} from '../../server/contract/kitaOutlook.ts';
import { listKitas } from '../../server/contract/sites.ts';
import { changeVariant, getVariant, newVariant, type VariantHead } from '../../server/contract/variants.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import { TestApi } from '../testApi.ts';
import { kitaList, middle, residents, squares, world } from '../world.ts';

const number = (value: Rate | undefined): number => {
  if (typeof value !== 'number') throw new Error(`No number: ${value}`);
  return value;
};
const sum = (values: Iterable<number>): number => [...values].reduce((all, each) => all + each, 0);

let api: TestApi;

async function began(county: string, name: string): Promise<string> {
  const made = (await (
    await api.fetch(addressOf(newVariant, { county }, {}), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    })
  ).json()) as VariantHead;
  return made.id;
}

async function send(county: string, id: string, version: number, wish: NewKitaChange, query = {}) {
  const response = await api.fetch(addressOf(changeKitas, { county, id }, query), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
    body: JSON.stringify(wish),
  });
  return { status: response.status, body: (await response.json()) as KitaOutlook & ProblemDetails };
}

describe(`${engine}, sample county`, () => {
  const county = '16999';
  const ask = (query: Record<string, unknown> = {}): Promise<KitaOutlook> => api.ask(kitaOutlook, { county }, query);
  beforeAll(async () => {
    ({ api } = await plannedCounty(county, ['kitas', 'population', 'vital-events']));
  }, 240_000);
  afterAll(() => api.close());

  test.each([
    ['u3', 'planungsraum'],
    ['ue3', 'gemeinde'],
    ['all', 'planungsraum'],
  ])('%s by %s: the base year is the plain gap, and what that hides is hidden in every year', async (group, layer) => {
    const [plain, told] = [await api.ask(kitaSupply, { county }, { group, layer }), await ask({ group, layer })];
    expect(told.baseDate).toBe(plain.date);
    expect(told.years[0]).toBe(Number(plain.date!.slice(0, 4)));
    expect(told.years.length).toBeGreaterThan(10);
    plain.areas.forEach((area, at) => {
      const ahead = told.areas[at]!;
      expect([ahead.key, ahead.placesToday, ...ahead.places]).toEqual([
        area.key,
        area.places,
        ...told.years.map(() => area.places),
      ]);
      if (area.demand === 'hidden') {
        for (const list of [ahead.children, ahead.demand, ahead.low, ahead.high, ahead.short])
          expect(new Set(list)).toEqual(new Set(['hidden']));
        return;
      }
      expect(Math.abs(number(ahead.demand[0]) - number(area.demand))).toBeLessThanOrEqual(0.5);
      for (const [year, demand] of ahead.demand.entries()) {
        // True counts: whole people and places.
        expect(Number.isInteger(demand) && Number.isInteger(ahead.children[year])).toBe(true);
        expect(number(ahead.low[year])).toBeLessThanOrEqual(number(demand) + 1);
        expect(number(ahead.high[year])).toBeGreaterThanOrEqual(number(demand) - 1);
      }
    });
    expect(told.total.demand[0]).toBe(Math.round(number(plain.total.demand)));
  });

  test('what is occupied is told beside what could be, and the rate of those in care', async () => {
    for (const group of ['u3', 'all']) {
      const { total, areas } = await api.ask(kitaSupply, { county }, { group, layer: 'gemeinde' });
      const { kitas } = await api.ask(listKitas, { county });
      const there = sum(kitas.map(({ occupied }) => Number(occupied)));
      if (group === 'all') expect(total.occupied).toBe(there);
      else expect(number(total.occupied)).toBeLessThan(there);
      expect(number(total.use)).toBeCloseTo(number(total.occupied) / total.places, 9);
      expect(number(total.participation)).toBeCloseTo(number(total.occupied) / number(total.children), 9);
      expect(total.licensed).toBe(sum(kitas.map(({ licensedPlaces }) => licensedPlaces ?? 0)));
      expect(sum(areas.map(({ occupied }) => Number(occupied)))).toBe(total.occupied);
      for (const { children, participation } of areas) expect(participation === 'hidden').toBe(children === 'hidden');
    }
  });

  test('children ahead are those of the forecast, demand those times the rate, and more of it lacks more often', async () => {
    const ahead = await ask({ group: 'u3', layer: 'planungsraum' });
    const made = await api.ask(forecast, { county }, { layer: 'planungsraum', band: 'u3' });
    expect(ahead.total.children).toEqual(made.series.map(({ middle: people }) => people));
    const rate = ahead.targetRate;
    ahead.total.demand.forEach((demand, year) =>
      expect(Math.abs(number(demand) - rate * number(ahead.total.children[year]))).toBeLessThan(1),
    );
    expect(sum(ahead.areas.map(({ demand }) => number(demand[5])))).toBeGreaterThan(number(ahead.total.demand[5]) - 5);
    expect(sum(ahead.areas.map(({ demand }) => number(demand[5])))).toBeLessThan(number(ahead.total.demand[5]) + 5);
    const [more, high] = [await ask({ group: 'u3', rate: '0.7' }), await ask({ group: 'u3', scenario: 'high' })];
    expect(number(more.total.short[5])).toBeGreaterThan(number(ahead.total.short[5]));
    expect(number(high.total.demand[10])).toBeGreaterThan(number(ahead.total.demand[10]));
  });

  test('by month it rises until July; the whole is told, of areas only those whose single years may be', async () => {
    const ahead = await ask({ group: 'ue3', layer: 'gemeinde' });
    const year = ahead.years[3]!;
    const whole = await api.ask(kitaMonths, { county }, { group: 'ue3', layer: 'gemeinde', year });
    const demand = whole.months.map((month) => number(month.demand));
    expect(whole.months.map(({ month }) => month)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect([whole.peak, whole.rule!.subject]).toEqual([7, 'schoolEntry']);
    expect(demand.slice(0, 7)).toEqual([...demand.slice(0, 7)].sort((a, b) => a - b));
    // 3.5 cohorts stand for the year: between the least of August and the most of July.
    expect(number(ahead.total.demand[3])).toBeGreaterThan(demand[7]!);
    expect(number(ahead.total.demand[3])).toBeLessThan(demand[6]!);
    const told = await Promise.all(
      ahead.areas.map(({ key }) =>
        api.ask(kitaMonths, { county }, { group: 'ue3', layer: 'gemeinde', year, area: `${county}/${key}` }),
      ),
    );
    const hidden = told.map(({ months }) => months[0]!.demand === 'hidden');
    expect(hidden.filter((is) => is).length).toBeGreaterThan(1);
    expect(hidden.filter((is) => !is).length).toBeGreaterThan(1);
    // What is hidden as a group is hidden here too, and so it is of the groups that make up all.
    ahead.areas.forEach(({ demand: of }, at) => expect(of[0] !== 'hidden' || hidden[at]).toBe(true));
    const young = await ask({ group: 'u3', layer: 'gemeinde' });
    for (const [at, { key }] of ahead.areas.entries()) {
      const area = `${county}/${key}`;
      const all = await api.ask(kitaMonths, { county }, { group: 'all', layer: 'gemeinde', year, area });
      if ([ahead, young].some(({ areas }) => areas[at]!.demand[0] === 'hidden'))
        expect(all.months[0]!.demand).toBe('hidden');
    }
    for (const [path, status, says] of [
      ['year=2024', 422, /Monate gibt es für die Jahre/],
      ['area=16999/nirgends', 404, /gibt es in der Ebene/],
    ] as const) {
      const response = await api.fetch(`/api/counties/${county}/kita/months?${path}`);
      expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(says)]);
    }
  });

  test('measures: a house opens in its year and area, another closes; the gap follows, and back again', async () => {
    const id = await began(county, 'Kita-Plan');
    const before = await ask({ group: 'u3' });
    const { kitas } = await api.ask(listKitas, { county });
    const [closed] = [...kitas].sort((a, b) => (b.placesByGroup.u3 ?? 0) - (a.placesByGroup.u3 ?? 0));
    const first = before.areas[0]!;
    const base = before.years[0]!;
    const [lon, lat] = first.point;
    const open = await send(county, id, 0, {
      ...{ kind: 'kitaOpen', name: 'Haus am See', lon, lat, placesU3: 24, placesUe3: 40, from: base + 3 },
    });
    expect(open.status).toBe(200);
    const of = ({ areas }: KitaOutlook) => areas.find(({ key }) => key === first.key)!.places;
    expect(of(open.body)).toEqual(first.places.map((places, year) => places + (year >= 3 ? 24 : 0)));
    expect(number(open.body.areas[0]!.short[5])).toBeLessThan(number(first.short[5]));
    const shut = await send(county, id, 1, { kind: 'kitaClose', kita: closed!.key, from: base + 1 });
    const lost = closed!.placesByGroup.u3!;
    expect(shut.body.total.places).toEqual(
      before.total.places.map((places, year) => places + (year >= 3 ? 24 : 0) - (year >= 1 ? lost : 0)),
    );
    expect(shut.body.total.placesToday).toBe(before.total.placesToday);
    expect(shut.body.variant).toMatchObject({ version: 2, canUndo: true, canRedo: false, undoes: 'kita' });
    expect(shut.body.variant!.measures.map(({ kind, name, from }) => [kind, name, from])).toEqual([
      ['kitaOpen', 'Haus am See', base + 3],
      ['kitaClose', closed!.name, base + 1],
    ]);
    expect(shut.body.variant!.measures[1]).toMatchObject({ placesU3: 0, before: { placesU3: lost } });
    const grown = await send(county, id, 2, {
      ...{ kind: 'kitaPlaces', kita: 'neu-1', placesU3: 36, placesUe3: 40, from: base + 5 },
    });
    expect(of(grown.body)[5]! - of(shut.body)[5]!).toBe(12);
    const back = await send(county, id, 3, { kind: 'undo' });
    expect(back.body.total).toEqual(shut.body.total);
    expect(back.body.variant).toMatchObject({ canRedo: true, version: 4 });
    expect((await ask({ group: 'u3', variant: id })).total).toEqual(shut.body.total);

    // The same list of changes for school planning: told there, without effect on schools, undone there too.
    const school = await api.ask(getVariant, { county, id });
    expect(school.changes.map(({ kind, label }) => [kind, label])).toEqual([
      ['kitaOpen', 'Haus am See'],
      ['kitaClose', closed!.key],
    ]);
    const undone = await api.fetch(addressOf(changeVariant, { county, id }, {}), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-match': '"4"' },
      body: JSON.stringify({ kind: 'undo' }),
    });
    expect(undone.status).toBe(200);
    expect((await ask({ group: 'u3', variant: id })).total).toEqual(open.body.total);
  });

  test('houses opened after an undo keep apart; nothing holds for a house before it opens', async () => {
    const id = await began(county, 'Drei Häuser');
    const { years, areas } = await ask();
    const base = years[0]!;
    const [lon, lat] = areas[0]!.point;
    const house = (name: string, from: number): NewKitaChange => ({
      ...{ kind: 'kitaOpen', name, lon, lat, placesU3: 10, placesUe3: 10, from },
    });
    await send(county, id, 0, house('Eins', base + 1));
    await send(county, id, 1, { kind: 'undo' });
    await send(county, id, 2, house('Zwei', base + 2));
    const { body } = await send(county, id, 3, house('Drei', base + 4));
    expect(body.variant!.measures.map(({ name }) => name)).toEqual(['Zwei', 'Drei']);
    const [two, three] = body.variant!.measures.map(({ key }) => key);
    expect(two).not.toBe(three);
    expect(body.total.places[5]).toBe(body.total.placesToday + 20);
    for (const wish of [
      { kind: 'kitaClose', kita: three!, from: base + 3 },
      { kind: 'kitaPlaces', kita: three!, placesU3: 20, placesUe3: 20, from: base + 2 },
    ] as const) {
      const early = await send(county, id, 4, wish);
      expect([early.status, early.body.detail]).toEqual([
        422,
        expect.stringMatching(new RegExp(`„Drei“ öffnet in dieser Variante erst ${base + 4}: bitte`)),
      ]);
    }
    expect((await send(county, id, 4, { kind: 'kitaClose', kita: three!, from: base + 5 })).status).toBe(200);
  });

  test('a rate that is asked for is one of whole children: no rate finds the rest that rounding takes off', async () => {
    const one = await ask({ group: 'u3', layer: 'gemeinde', rate: '1' });
    const much = await ask({ group: 'u3', layer: 'gemeinde', rate: '1.5' });
    const months = (rate: string) =>
      api.ask(kitaMonths, { county }, { group: 'u3', layer: 'gemeinde', rate, year: one.years[4]! });
    const pairs = [one, much].map(({ areas }) => areas.flatMap((area) => [area.demand, area.low, area.high].flat()));
    const told = pairs[0]!.flatMap((value, at) =>
      typeof value === 'number' ? [[value, pairs[1]![at] as number]] : [],
    );
    const byMonth = await Promise.all([months('1'), months('1.5')]);
    byMonth[0].months.forEach(({ demand, children }, at) => {
      expect(demand).toBe(children);
      told.push([number(demand), number(byMonth[1].months[at]!.demand)]);
    });
    expect(told.length).toBeGreaterThan(50);
    for (const [whole, times] of told) expect(times).toBe(Math.round(1.5 * whole!));
  });

  test('what cannot be is said in a sentence, and nothing is stored', async () => {
    const id = await began(county, 'Fehler');
    const base = (await ask()).years[0]!;
    const [kita] = (await api.ask(listKitas, { county })).kitas;
    const places = { placesU3: 10, placesUe3: 10 };
    const house = { kind: 'kitaOpen', name: 'X', lon: 11.1, lat: 51.1, ...places, from: base + 1 } as const;
    for (const [wish, says] of [
      [{ ...house, placesU3: 0, placesUe3: 0 }, /Ohne Plätze ist es keine Kita/],
      [{ ...house, lon: 6.9 }, /liegt nicht im Kreis/],
      [{ ...house, from: base }, new RegExp(`nach dem ${base}`)],
      [{ ...house, from: base + 31 }, /höchstens 30 Jahre/],
      [{ kind: 'kitaClose', kita: 'nirgends', from: base + 1 }, /„nirgends“ gibt es hier nicht/],
      [{ kind: 'undo' }, /nichts mehr zurückzunehmen/],
    ] as [NewKitaChange, RegExp][]) {
      const { status, body } = await send(county, id, 0, wish);
      expect(status).toBe(422);
      expect(body.detail).toMatch(says);
    }
    const close: NewKitaChange = { kind: 'kitaClose', kita: kita!.key, from: base + 2 };
    expect((await send(county, id, 0, close)).status).toBe(200);
    const twice = await send(county, id, 1, { kind: 'kitaPlaces', kita: kita!.key, ...places, from: base + 3 });
    expect([twice.status, twice.body.detail]).toEqual([
      422,
      expect.stringMatching(/schließt in dieser Variante schon/),
    ]);
    // Somebody else came first: the second is told.
    const late = await send(county, id, 0, close);
    expect([late.status, late.body.code]).toEqual([412, 'variant.changed']);
    const negative = await send(county, id, 1, { ...house, placesU3: -3 });
    expect(negative.status).toBe(400);
    expect((await ask({ variant: id })).variant).toMatchObject({ version: 1 });
    const gone = await api.fetch(addressOf(kitaOutlook, { county }, { variant: crypto.randomUUID() }));
    expect(gone.status).toBe(404);
  });
});

describe(`${engine}, a county without a list of pupils, and with one year of residents`, () => {
  const of = world('10046');
  const { county } = of;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: 'gemeinden_2025-01-01.geojson', bytes: squares(of) }, county);
    await api.load('kitas', { name: 'kitas.csv', bytes: kitaList(of) }, county);
    await api.load('population', { name: 'einwohner.csv', bytes: residents(of) }, county);
  });
  afterAll(() => api.close());

  test('says what is missing; measures can be begun all the same', async () => {
    const told = await api.ask(kitaOutlook, { county }, {});
    expect([told.baseDate, told.years, told.areas[0]!.demand]).toEqual([null, [], []]);
    expect(told.notices.map(({ de }) => de).join()).toMatch(/wenigstens zwei Jahren/);
    const months = await api.ask(kitaMonths, { county }, {});
    expect([months.year, months.months]).toEqual([null, []]);
    const id = await began(county, 'Ohne Schülerliste');
    const [lon, lat] = middle(of, 2);
    const house: NewKitaChange = {
      ...{ kind: 'kitaOpen', name: 'Haus', lon, lat, placesU3: 10, placesUe3: 20, from: 2027 },
    };
    expect((await send(county, id, 0, house)).body.variant!.measures).toHaveLength(1);
    // The school planner's half needs the list, and says so; the other one does not.
    const school = await api.fetch(addressOf(getVariant, { county, id }, {}));
    expect([school.status, ((await school.json()) as ProblemDetails).code]).toEqual([404, 'variant.noList']);
    expect((await send(county, id, 1, { kind: 'undo' })).body.variant).toMatchObject({ measures: [], canRedo: true });
  });
});
