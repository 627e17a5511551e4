/** Pupils are protected at their import; other true counts below three leave as "hidden", and no total tells them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { demography } from '../../server/contract/demography.ts';
import { listImports } from '../../server/contract/imports.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { TestApi } from '../testApi.ts';
import { gemeinde, loadWorld, pupils, residents, squares, world } from '../world.ts';

// Thüringen: limits by grade, so that the bands are filled.
const of = world('16998', 11.1, 51.1);
const { county } = of;

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await loadWorld(api, of);
});
afterAll(() => api.close());

/** Every number of people in an answer, by the name of its field. */
function counts(body: unknown, names: Set<string>): unknown[] {
  if (Array.isArray(body)) return body.flatMap((part) => counts(part, names));
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => (names.has(name) ? [value] : counts(value, names)));
}
const isProtected = (value: unknown) => value === 'hidden' || value === 'few' || Number(value) % 3 === 0;

describe('pupils by residence (40, 12, 2 of S1), counted before they came', () => {
  const people = new Set([
    ...['pupils', 'areaPupils', 'outsidePupils', 'unplacedPupils'],
    ...['sure', 'marginal', 'none', 'unknown'],
  ]);

  test('the Gemeinde of two is counted with a neighbour; every number is protected, and near the truth', async () => {
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    const shown = new Map(observed.areas.map(({ key, pupils }) => [key, pupils]));
    expect(shown.get(gemeinde(of, 3))).toBe('hidden');
    expect(observed.areas.find(({ key }) => key === gemeinde(of, 3))?.share).toBe('hidden');
    expect([39, 42]).toContain(shown.get(gemeinde(of, 1)));
    expect([9, 12, 15]).toContain(shown.get(gemeinde(of, 2)));
    // 40 + 12 + 2
    expect(observed.pupils).toBe(54);
    const numbers = counts(observed, people);
    expect(numbers.length).toBeGreaterThan(8);
    expect(numbers.filter((value) => !isProtected(value))).toEqual([]);
  });

  test('bands of the distance are made of the same numbers', async () => {
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    const bands = await api.ask(distanceBands, { county }, { school: 'S1' });
    const byKey = new Map(observed.areas.map(({ key, pupils }) => [key, pupils]));
    for (const { key, pupils } of bands.areas) expect(pupils).toBe(byKey.get(key));
    const { pupils: total, ...parts } = bands.totals;
    expect(counts(bands, people).filter((value) => !isProtected(value))).toEqual([]);
    expect(Object.values(parts).reduce<number>((sum, part) => sum + (typeof part === 'number' ? part : 0), 0)).toBe(
      total,
    );
  });

  test('how many live outside is said in a protected number, of few not even that there are some', async () => {
    const noteOf = async (people: number, year: string) => {
      const bytes = `${pupils(of, year)}\n${year};S1;1;09771123;${people}`;
      const preview = await api.preview('pupils', { name: 'schueler.csv', bytes }, county);
      const { de = '' } = preview.report.notes.find(({ de }) => /[Aa]ußerhalb/.test(de)) ?? {};
      return /geschützte Zahl\): (\d+)\.$/.exec(de)?.[1] ?? de;
    };
    expect(['6', '9']).toContain(await noteOf(7, '2031/32'));
    // One child: 0 or 3 by the county's secret, each shown as for none or for five.
    expect(['', '3']).toContain(await noteOf(1, '2032/33'));
  });

  test('what nobody is shown to live in is "few", never a true zero', async () => {
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect([observed.outsidePupils, observed.unplacedPupils]).toEqual(['few', 'few']);
  });
});

test('an export of the register: counted like a table, and nothing of its rows is kept', async () => {
  const own = world('16997', 11.4, 51.1);
  await api.load('areas', { name: 'gemeinden_2025-01-01.geojson', bytes: squares(own) }, own.county);
  const persons = [1, 2, 3, 4].flatMap((n) =>
    Array.from({ length: 5 * n }, (_, i) => `${gemeinde(own, n)};0${1 + (i % 9)}.${2023 + (i % 3)};m;Zeile ${n}-${i}`),
  );
  const bytes = ['AGS;Geburtsmonat;Geschlecht;Nachname', ...persons].join('\n');
  const stated = { 'reference-date': '2025-12-31', purpose: 'Kitaplanung', 'legal-basis': '§ 80 SGB VIII' };
  const file = { name: 'Meldeamt Frau Muster.csv', bytes };
  const report = await api.load('resident-register', file, own.county, { options: stated });
  const told = await api.ask(demography, { county: own.county }, { layer: 'gemeinde', band: 'u3' });
  expect([told.date, told.basis]).toEqual(['2025-12-31', 'Melderegister']);
  expect(told.areas.map(({ children }) => children)).toEqual([5, 10, 15, 20]);
  const { imports } = await api.ask(listImports, { county: own.county });
  for (const text of [JSON.stringify(report), JSON.stringify(imports), api.logged.join()])
    expect(text).not.toMatch(/Muster|Zeile \d|Nachname/);
  // It is in the place of a table of the same date and basis.
  const table = residents(own).replaceAll(/;\d+$/gm, ';7');
  await api.load('population', { name: 'p.csv', bytes: table }, own.county, { options: { basis: 'Melderegister' } });
  const after = await api.ask(demography, { county: own.county }, { layer: 'gemeinde', band: 'u3' });
  expect(after.areas.map(({ children }) => children)).toEqual([21, 21, 21, 21]);
});

describe('residents', () => {
  const small = residents(of)
    .replace(new RegExp(`^(${gemeinde(of, 1)};.*;0);10$`, 'm'), '$1;2')
    .replaceAll(new RegExp(`^(${gemeinde(of, 1)};.*;[12]);10$`, 'gm'), '$1;0');

  test.each([
    ['Melderegister', 'hidden'],
    ['Zensus 2022', 2],
  ])('on the basis %s two children under 3 leave as %s', async (basis, shown) => {
    const date = basis === 'Zensus 2022' ? '2024-12-31' : '2023-12-31';
    const bytes = small.replaceAll('31.12.2025', date);
    await api.load('population', { name: `${basis}.csv`, bytes }, county, { options: { basis } });
    const supply = await api.ask(kitaSupply, { county }, { group: 'u3', date });
    expect(supply.areas[0]?.children).toBe(shown);
    const raw = shown === 'hidden';
    // Two and the least of the others, 60 + 90 + 120, are hidden: the total is told, and neither follows from it.
    const second = raw ? 'hidden' : 60;
    expect(supply.total.children).toBe(272);
    expect(supply.areas.map(({ children }) => children)).toEqual([shown, second, 90, 120]);
    for (const { demand, gap, coverage } of supply.areas.slice(0, 2))
      expect([demand, gap, coverage].every((figure) => (figure === 'hidden') === raw)).toBe(true);
    const series = supply.series.filter((entry) => entry.date === date);
    expect(series.find(({ key }) => key === '')?.children).toBe(272);
    expect(series.find(({ key }) => key.endsWith(gemeinde(of, 1)))?.gap === 'hidden').toBe(raw);
    // The same numbers are told of the residents, and no others: no scene tells what another hides.
    const told = await api.ask(demography, { county }, { layer: 'gemeinde', band: 'u3', date });
    expect([told.total.children, ...told.areas.map(({ children }) => children)]).toEqual([272, shown, second, 90, 120]);
  });
});
