/** What can be reached: on the sample county against the plain gap and by hand, and on a tiny world whose answers are derived. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { distance } from '@turf/turf';
import type { Rate } from '../../server/contract/common.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import { kitaReach, type KitaReach } from '../../server/contract/kitaReach.ts';
import { listKitas } from '../../server/contract/sites.ts';
import { layerImports } from '../../server/data/repositories/areas.ts';
import { areasOfAtoms, childDates, pupilAtoms, pupilSums } from '../../server/data/repositories/people.ts';
import { networksInForce, packedRoads } from '../../server/data/repositories/ways.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import { TestApi } from '../testApi.ts';
import { gemeinde, middle, SIDE, squares, world } from '../world.ts';

const number = (value: Rate): number => {
  if (typeof value !== 'number') throw new Error(`No number: ${value}`);
  return value;
};
const sum = (values: Iterable<number>): number => [...values].reduce((all, each) => all + each, 0);
const sumOf = (values: readonly Rate[]): number => sum(values.map(number));

describe(`${engine}, sample county`, () => {
  const county = '16999';
  let api: TestApi;
  const ask = (query: Record<string, unknown> = {}): Promise<KitaReach> => api.ask(kitaReach, { county }, query);
  beforeAll(async () => {
    ({ api } = await plannedCounty(county, ['network', 'kitas', 'population', 'child-list']));
  }, 240_000);
  afterAll(() => api.close());

  test.each([
    ['u3', 'planungsraum'],
    ['ue3', 'gemeinde'],
    ['all', 'planungsraum'],
  ])('%s by %s: demand, places and gap are those of the plain gap', async (group, layer) => {
    const [plain, told] = [await api.ask(kitaSupply, { county }, { group, layer }), await ask({ group, layer })];
    const kept = ({
      children,
      demand,
      places,
      gap,
    }: Pick<KitaReach['total'], 'children' | 'demand' | 'places' | 'gap'>) => ({
      ...{ children, demand, places, gap },
    });
    expect(told.areas.map((area) => [area.key, kept(area)])).toEqual(plain.areas.map((area) => [area.key, kept(area)]));
    expect(told.total).toMatchObject(kept(plain.total));
    expect(told.targetRate).toBe(plain.targetRate);
    // Who has a place and who has none are all who need one.
    const visible = told.areas.filter(({ gap }) => typeof gap === 'number');
    expect(visible.length).toBeGreaterThan(4);
    for (const { demand, unserved, outside } of visible)
      expect(number(unserved) + number(outside)).toBeLessThanOrEqual(number(demand) + 0.002);
    const served = sumOf(told.kitas.map(({ assigned }) => assigned));
    expect(served + number(told.total.unserved)).toBeCloseTo(number(plain.total.demand), 1);
    expect(sumOf(visible.map(({ unserved }) => unserved))).toBeLessThan(number(told.total.unserved) + 0.1);
    expect(told.ways.method).toBe('network');
    expect(told.notices.map(({ de }) => de).join()).toMatch(
      /geschützte Liste der Kinder vor der Schule \(31.12.2025\)/,
    );
  });

  test('however far one may go, what lacks is what the places lack, each age group under its own cap', async () => {
    const { kitas } = await api.ask(listKitas, { county });
    const part = (of: 'u3' | 'ue3') => sum(kitas.map(({ placesByGroup }) => placesByGroup[of] ?? 0));
    const all = sum(
      kitas.map(({ usablePlaces, placesByGroup: { u3 = 0, ue3 = 0 } }) => Math.min(usablePlaces!, u3 + ue3)),
    );
    expect(kitas.every(({ placesByGroup: { u3, ue3 } }) => u3 !== undefined && ue3 !== undefined)).toBe(true);
    const [u3, ue3, both] = [
      await ask({ group: 'u3', metres: 50_000 }),
      await ask({ group: 'ue3', metres: 50_000 }),
      await ask({ group: 'all', metres: 50_000 }),
    ];
    const demand = [u3, ue3].map(({ total }) => number(total.demand));
    // Hall's theorem, for each group alone and for both.
    const lacking = Math.max(0, demand[0]! - part('u3'), demand[1]! - part('ue3'), sum(demand) - all);
    expect(number(both.total.unserved)).toBeCloseTo(lacking, 1);
    expect(number(u3.total.unserved) + number(ue3.total.unserved)).toBeCloseTo(number(both.total.unserved), 2);
    expect(number(u3.total.unserved)).toBeGreaterThanOrEqual(demand[0]! - part('u3') - 0.01);
  });

  test('the less far one may go, the more lack; within 100 m nearly all do', async () => {
    const lacking: number[] = [];
    for (const metres of [100, 500, 1000, 2000, 5000, 20_000])
      lacking.push(number((await ask({ group: 'all', metres })).total.unserved));
    expect(lacking).toEqual([...lacking].sort((a, b) => b - a));
    const { total, bottleneck } = await ask({ group: 'all', metres: 100 });
    expect(number(total.unserved) / number(total.demand)).toBeGreaterThan(0.9);
    // The cut explains what lacks: these children reach no places but those.
    expect(number(bottleneck!.children) - number(bottleneck!.places)).toBeCloseTo(number(total.unserved), 1);
  });

  test('accessibility of an area, computed again from the distances', async () => {
    const told = await ask({ group: 'u3', layer: 'gemeinde' });
    const { db } = api;
    const edition = (await childDates(db, [county]))[0]!.edition;
    const atoms = (await pupilAtoms(db, [edition], [county])).filter(({ houses }) => houses > 0);
    const imports = await layerImports(db, [county], 'gemeinde', null);
    const areaOf = new Map((await areasOfAtoms(db, [edition], imports)).map(({ atom, area }) => [atom, area]));
    const counts = new Map<string, number>();
    for (const { atom, people } of await pupilSums(db, [edition], { key: '' }))
      if (atom !== null) counts.set(atom, (counts.get(atom) ?? 0) + people);
    const weight = (atom: { key: string }) => counts.get(atom.key) ?? 0;
    const [network] = await networksInForce(db, [county]);
    const near = await api.context.onRoads({
      task: 'near',
      roads: await packedRoads(db, network!.importId),
      edits: { footpaths: [], dangerous: [] },
      places: atoms.map(({ lon, lat }): [number, number] => [lon, lat]),
      stops: told.kitas.map(({ position }) => position),
      most: 5000,
    });
    const metres = new Map(
      [...near.place.keys()].map((at) => [`${near.place[at]} ${near.stop[at]}`, near.metres[at]!]),
    );
    const decay = (atom: number, kita: number) => {
      const way = metres.get(`${atom} ${kita}`) ?? Infinity;
      return way <= 1000 ? 1 : way <= 2000 ? 0.68 : way <= 5000 ? 0.22 : 0;
    };
    // What the whole demands more than all that is told is shared out among the hidden areas, by their atoms.
    const ownOf = (area: string) => atoms.filter(({ key }) => areaOf.get(key) === area);
    const concealed = told.areas.filter(({ demand: of }) => of === 'hidden').map(({ key }) => ownOf(key).length || 1);
    const rest = number(told.total.demand) - sum(told.areas.map(({ demand: of }) => (typeof of === 'number' ? of : 0)));
    const demand = atoms.map((atom) => {
      const area = told.areas.find(({ key }) => key === areaOf.get(atom.key))!;
      const own = ownOf(area.key);
      const share = sum(own.map(weight)) > 0 ? weight : ({ houses }: (typeof atoms)[number]) => houses;
      const ofArea = typeof area.demand === 'number' ? area.demand : (rest * own.length) / sum(concealed);
      return (ofArea * share(atom)) / sum(own.map(share));
    });
    const ratio = told.kitas.map(({ places }, kita) => {
      const around = sum(demand.map((own, atom) => own * decay(atom, kita)));
      return around > 0 ? places / around : 0;
    });
    const visible = told.areas.filter(({ demand: of }) => typeof of === 'number' && of > 0);
    const [first] = [...visible].sort((a, b) => number(b.demand) - number(a.demand));
    const own = [...atoms.keys()].filter((atom) => areaOf.get(atoms[atom]!.key) === first!.key);
    const reached = sum(own.map((atom) => demand[atom]! * sum(ratio.map((each, kita) => each * decay(atom, kita)))));
    expect(number(first!.accessibility)).toBeCloseTo(reached / sum(own.map((atom) => demand[atom]!)), 2);
    // All places are shared out: Σ accessibility × demand = places of the Kitas around which somebody lives.
    const shared = number(told.total.accessibility) * number(told.total.demand);
    expect(shared / sum(told.kitas.map(({ places }, kita) => (ratio[kita]! > 0 ? places : 0)))).toBeCloseTo(1, 2);
  });

  test('of a home no small number is told', async () => {
    const { homes, base, kitas } = await ask({ group: 'all', metres: 500 });
    expect(homes.length).toBeGreaterThan(50);
    for (const { accessibility, unserved } of homes) {
      expect(accessibility).toBeTypeOf('number');
      expect(unserved === 'few' || unserved === 'hidden' || (Number.isInteger(unserved) && unserved! >= base)).toBe(
        true,
      );
    }
    for (const { places, assigned, free } of kitas) expect(number(assigned) + number(free)).toBeLessThan(places + 0.01);
  });

  test.each([
    ['group=hort', 422, /Altersgruppe „hort“ gibt es in diesem Land nicht/],
    ['layer=strasse', 404, /Ebene „strasse“ gibt es hier nicht/],
    ['date=1990-01-01', 404, /Zum Stichtag 1990-01-01 sind keine Einwohner geladen/],
    ['metres=99', 422, /99 m sind als Weg zur Kita nicht vorgesehen: möglich sind 100 bis 50.000 m/],
    ['metres=50001', 422, /möglich sind 100 bis 50.000 m/],
    ['metres=weit', 400, /„metres“/],
    ['rate=7', 400, /„rate“/],
  ])('%s is answered with a sentence', async (query, status, says) => {
    const response = await api.fetch(`/api/counties/${county}/kita/reach?${query}`);
    expect(response.status).toBe(status);
    const { text } = (await response.json()) as { text: { de: string; en: string } };
    expect(text.de).toMatch(says);
    expect(text.en).not.toBe('');
  });
});

/**
 * Gemeinde 1 has children and no Kita, Gemeinde 2 has a Kita 300 m behind their border, and as many children in its middle:
 *
 *   1: 30 under three, half of whom need a place | K 300 m east of the border with 20 places, 2: 30 under three
 */
describe(`${engine}, a gap that is none`, () => {
  const of = world('10041');
  const { county } = of;
  const [lon, lat] = middle(of, 1);
  const border = lon + SIDE / 2;
  const degree = distance([lon, lat], [lon + 1, lat], { units: 'meters' });
  const kita = [border + 300 / degree, lat] as [number, number];
  /** No road network is loaded: straight line × 1.3. */
  const way = (n: number) => 1.3 * distance(middle(of, n), kita, { units: 'meters' });
  const query = { group: 'u3', layer: 'gemeinde', rate: 0.5 };
  const residents = (few: number) =>
    [
      'AGS;Stichtag;Alter;Anzahl',
      ...[1, 2].flatMap((n) => [0, 1, 2].map((age) => `${gemeinde(of, n)};31.12.2025;${age};10`)),
      `${gemeinde(of, 3)};31.12.2025;0;${few}`,
      ...[4].flatMap((n) => [0, 1, 2].map((age) => `${gemeinde(of, n)};31.12.2025;${age};0`)),
    ].join('\n');
  const load = (few: number) => api.load('population', { name: 'einwohner.csv', bytes: residents(few) }, county);
  let api: TestApi;
  const ask = (metres: number) => api.ask(kitaReach, { county }, { ...query, metres });
  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: 'gemeinden_2025-01-01.geojson', bytes: squares(of) }, county);
  });
  afterAll(() => api.close());

  test('without residents or Kitas it says what is missing', async () => {
    const nothing = await api.ask(kitaReach, { county }, {});
    expect(nothing.notices.map(({ de }) => de).join()).toMatch(
      /keine Kitas geladen.*keine Einwohner nach Alter geladen/,
    );
    expect([nothing.total.gap, nothing.total.unserved, nothing.total.accessibility]).toEqual([null, null, null]);
    await load(0);
    expect((await ask(1000)).total).toMatchObject({ children: 60, gap: null, unserved: null });
    const list = `Kita-Nummer;Name;Länge;Breite;Plätze;davon unter 3;davon ab 3\nK;Kita am Rand;${kita.join(';')};20;20;0`;
    await api.load('kitas', { name: 'kitas.csv', bytes: list }, county);
  });

  test('as far as the Kita behind the border, half of what seemed to lack has a place there', async () => {
    // Ways from the middles: 725 m + 300 m and 725 m − 300 m, times 1.3: some 1,330 and 550 m.
    expect(way(1)).toBeGreaterThan(1300);
    expect(way(2)).toBeLessThan(600);
    const told = await ask(1400);
    expect(told.ways).toMatchObject({ method: 'estimate', detourFactor: 1.3 });
    const [one, two] = told.areas;
    // Each demands 15 of the 20 places; the plain gap says −15 and +5.
    expect([one!.gap, two!.gap]).toEqual([-15, 5]);
    // 2 lives nearer and takes 15; 5 of 1 go there, 10 remain without.
    expect([one, two].map((area) => [area!.unserved, area!.outside])).toEqual([
      [10, 5],
      [0, 0],
    ]);
    expect(told.kitas).toMatchObject([{ key: 'K', area: gemeinde(of, 2), places: 20, assigned: 20, free: 0 }]);
    expect(told.bottleneck).toMatchObject({ children: 30, places: 20, kitas: [`${county}/K`] });
    // 20 places for 15 · 0.68 + 15 · 1 children: 0.794 each, of which 1 reaches 0.68.
    const ratio = 20 / (15 * 0.68 + 15);
    expect(number(two!.accessibility)).toBeCloseTo(ratio, 3);
    expect(number(one!.accessibility)).toBeCloseTo(0.68 * ratio, 3);
    expect(told.notices.map(({ de }) => de).join()).toMatch(/Alle Kinder eines Gebiets stehen an seinem Mittelpunkt/);
  });

  test('where the places are enough the gap is none, unless the way is too far', async () => {
    const enough = await api.ask(kitaReach, { county }, { ...query, rate: 0.3, metres: 1400 });
    expect(enough.areas.map(({ gap }) => gap)).toEqual([-9, 11, 0, 0]);
    expect(enough.areas.map(({ unserved }) => unserved)).toEqual([0, 0, 0, 0]);
    expect(enough.areas[0]!.outside).toBe(9);
    expect(enough.bottleneck).toBeNull();
    const near = await api.ask(kitaReach, { county }, { ...query, rate: 0.3, metres: 1200 });
    expect(near.areas.map(({ unserved }) => unserved)).toEqual([9, 0, 0, 0]);
    expect(near.kitas[0]).toMatchObject({ assigned: 9, free: 11 });
  });

  test('what the plain gap hides is hidden, and a second area with it, so that the total can be told', async () => {
    for (const few of [1, 2]) {
      await load(few);
      const told = await ask(20_000);
      const plain = await api.ask(kitaSupply, { county }, query);
      expect(plain.areas[2]!.gap).toBe('hidden');
      expect(told.areas[2]).toMatchObject({
        gap: 'hidden',
        accessibility: 'hidden',
        unserved: 'hidden',
        outside: 'hidden',
      });
      // Nobody is in the fourth, and the others are told with a second one: which of the two has how many does not follow.
      expect(told.areas.map(({ gap }) => gap === 'hidden')).toEqual([true, false, true, false]);
      expect(told.total.children).toBe(60 + few);
      expect(told.homes[2]!.unserved).toBe('hidden');
    }
  });
});
