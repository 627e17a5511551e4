/** Hidden, fewer than the base, and no data: three answers where no number is told, and none of them reads as zero. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { engine } from '../database.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, middle, pupils, schoolList, squares, world } from '../world.ts';

const of = world('16997', 11.1, 51.1);
const { county } = of;
/** Beside the two of the list: a large school, one of two pupils, one of which nothing is published. */
const schools = [
  schoolList(of),
  ...['S3;Schule S3;Grundschule', 'S4;Schule S4;Grundschule', 'S5;Schule S5;Grundschule'].map(
    (row, i) => `${row};${middle(of, 2 + (i % 2)).join(';')};${[80, 2, ''][i]}`,
  ),
].join('\n');

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    await api.load('schools', { name: 'schulen.csv', bytes: schools }, county);
    await api.load('pupils', { name: 'schueler.csv', bytes: pupils(of) }, county);
  });
  afterAll(() => api.close());

  test.each(['S3', 'S5'])('%s is not in the list: no data of it, neither few nor hidden', async (school) => {
    const observed = await api.ask(observedCatchment, { county }, { school });
    expect(observed).toMatchObject({
      areas: [],
      pupils: null,
      areasWithPupils: null,
      outsidePupils: null,
      unplacedPupils: null,
      meanStraightLineMetres: null,
      meanWalkMetres: null,
      walkMetresOf90: null,
    });
    const { areas, totals } = await api.ask(distanceBands, { county }, { school });
    expect(areas).toEqual([]);
    expect(new Set(Object.values(totals))).toEqual(new Set([null]));
  });

  test('a school of two pupils may be in the list, each of its rows rounded to 0: few', async () => {
    const observed = await api.ask(observedCatchment, { county }, { school: 'S4' });
    expect([observed.pupils, observed.outsidePupils, observed.areasWithPupils]).toEqual(['few', 'few', null]);
    expect((await api.ask(distanceBands, { county }, { school: 'S4' })).totals.pupils).toBe('few');
  });

  test('a school of the list: numbers, and hidden where a few are counted with a neighbour', async () => {
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect(typeof observed.pupils).toBe('number');
    const shown = new Map(observed.areas.map(({ key, pupils: count }) => [key, count]));
    expect(shown.get(`${county}003`)).toBe('hidden');
    expect(shown.size).toBe(observed.areas.length);
  });
});
