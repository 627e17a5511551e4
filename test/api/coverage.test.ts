/** Stops near homes on the sample county, held against what each school's pupils are told one by one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stopCoverage, type StopCoverage } from '../../server/contract/coverage.ts';
import { doorToDoor } from '../../server/contract/doorToDoor.ts';
import { listSchools } from '../../server/contract/sites.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import type { TestApi } from '../testApi.ts';

const county = '16999';
const people = (value: unknown): number => (typeof value === 'number' ? value : 0);
const sum = (values: Iterable<unknown>): number =>
  [...values].reduce<number>((total, value) => total + people(value), 0);

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  let told: StopCoverage;
  beforeAll(async () => {
    ({ api } = await plannedCounty(county, ['network', 'gtfs']));
    told = await api.ask(stopCoverage, { county }, { limit: 700 });
  }, 240_000);
  afterAll(() => api.close());

  test('within 500, 700 and 1000 metres: as many as the schools add up to', async () => {
    expect(told.limits).toEqual([500, 700, 1000]);
    const { schools } = await api.ask(listSchools, { county });
    const sums = [0, 0];
    for (const { key } of schools) {
      const { near } = await api.ask(doorToDoor, { county }, { school: key, date: told.date! });
      expect(near.map(({ metres }) => metres)).toEqual([500, 1000]);
      near.forEach(({ pupils }, at) => (sums[at]! += people(pupils)));
    }
    expect([told.total.within[0], told.total.within[2]].map(people)).toEqual(sums);
    const [least, middle, most] = told.total.within.map(people);
    expect(least! <= middle! && middle! <= most!).toBe(true);
  });

  test('areas and homes add up to the county; the least covered area comes first', () => {
    expect(sum(told.areas.map(({ pupils }) => pupils))).toBe(people(told.total.pupils));
    expect(sum(told.areas.map(({ none }) => none))).toBe(people(told.total.none));
    expect(sum(told.homes.map(({ pupils }) => pupils))).toBe(people(told.total.pupils));
    told.limits.forEach((limit, at) => {
      const near = told.homes.filter(({ metres }) => metres !== null && metres <= limit);
      expect(sum(near.map(({ pupils }) => pupils))).toBe(people(told.total.within[at]));
      expect(sum(told.areas.map(({ within }) => within[at]))).toBe(people(told.total.within[at]));
    });
    const shares = told.areas.map(({ within, pupils }) => people(within.at(-1)) / people(pupils));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(told.areas.every(({ name, key }) => name !== key)).toBe(true);
  });

  test('of a day without service nothing is told', async () => {
    const none = await api.ask(stopCoverage, { county }, { date: '2019-01-01' });
    expect(none.notice?.de).toMatch(/bitte/);
    expect([none.total.none, ...none.total.within]).toEqual([null, null, null]);
    expect(none.total.pupils).toEqual(told.total.pupils);
  });
});
