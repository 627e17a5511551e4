/** True counts of fewer than three people leave the server as "hidden", and no total beside them tells them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { kitaSupply } from '../../server/contract/kita.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { TestApi } from '../testApi.ts';
import { gemeinde, loadWorld, residents, world } from '../world.ts';

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
const isSmall = (value: unknown) => typeof value === 'number' && value > 0 && value < 3;

describe('pupils by residence (40, 12, 2 of S1)', () => {
  const people = new Set(['pupils', 'areaPupils', 'outsidePupils', 'sure', 'marginal', 'none', 'unknown']);

  test('the 2 is hidden, and so is the total that would give it away', async () => {
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect(observed.areas.map(({ key, pupils }) => [key, pupils])).toEqual([
      [gemeinde(of, 1), 40],
      [gemeinde(of, 2), 12],
      [gemeinde(of, 3), 'hidden'],
    ]);
    expect([observed.pupils, observed.outsidePupils]).toEqual(['hidden', 0]);
    expect(observed.areas[2]?.share).toBe('hidden');
    expect(counts(observed, people).filter(isSmall)).toEqual([]);
  });

  test('no band and no sum of bands tells it either', async () => {
    const bands = await api.ask(distanceBands, { county }, { school: 'S1' });
    expect(bands.areas.map(({ pupils }) => pupils)).toEqual([40, 12, 'hidden']);
    expect(counts(bands, people).filter(isSmall)).toEqual([]);
    const home = bands.areas.find(({ key }) => key === gemeinde(of, 3))?.band ?? 'unknown';
    expect(bands.totals[home]).toBe('hidden');
    expect(bands.totals.pupils).toBe('hidden');
  });

  test('a school whose counts are all large shows them with their sum', async () => {
    const observed = await api.ask(observedCatchment, { county }, { school: 'S2' });
    expect(observed.areas.map(({ pupils }) => pupils)).toEqual([30, 8]);
    expect([observed.pupils, observed.areas[1]?.areaPupils]).toEqual([38, 20]);
    expect(observed.areas[1]?.share).toBeCloseTo(8 / 20, 10);
  });
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
    // 60 + 90 + 120 children elsewhere: the total 272 would tell the two.
    expect(supply.total.children).toBe(raw ? 'hidden' : 272);
    for (const figure of [
      supply.areas[0]?.demand,
      supply.areas[0]?.gap,
      supply.areas[0]?.coverage,
      supply.total.demand,
      supply.total.gap,
    ]) {
      expect(figure === 'hidden').toBe(raw);
    }
    const series = supply.series.filter((entry) => entry.date === date);
    expect(series.find(({ key }) => key === '')?.children).toBe(raw ? 'hidden' : 272);
    expect(series.find(({ key }) => key.endsWith(gemeinde(of, 1)))?.gap === 'hidden').toBe(raw);
    expect(supply.areas.slice(1).map(({ children }) => children)).toEqual([60, 90, 120]);
  });
});
