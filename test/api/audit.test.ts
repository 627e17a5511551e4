/** The attack on what is stored: read back from the database with everything that is published beside it. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getProtection } from '../../server/contract/protection.ts';
import { auditCounty } from '../../server/operations/audit.ts';
import { engine } from '../database.ts';
import { childAt, houses, listCsv, registerCsv, registerOfChildren, stated } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, schoolList, squares, world } from '../world.ts';

const of = world('16994', 11.1, 51.1);
const { county } = of;
const homes = houses(of);
const children = homes.flatMap((house, i) =>
  [1, 2].map((k) => childAt(house, (i + k) % 5 === 0 ? 'S2' : 'S1', 1 + ((i + k) % 4))),
);

describe(engine, () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
    await api.load('addresses', { name: 'adressen.csv', bytes: registerCsv(homes) }, county, {
      options: { crs: '4326' },
    });
  });
  afterAll(() => api.close());

  test('a county without pupils has nothing to attack', async () => {
    expect(await auditCounty(api.context, county, { rows: null, seed: 1 })).toEqual([]);
  });

  test('every stored row keeps as many possible numbers as the base; a sample is the same each time', async () => {
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children) }, county, { options: stated });
    const [all, ...others] = await auditCounty(api.context, county, { rows: null, seed: 1 });
    expect(others).toEqual([]);
    expect(all).toMatchObject({ year: '2026/27', base: 3, minimum: 6, enrolment: 'shown', belowBase: 0 });
    expect(all!.attacked).toBe(all!.rows);
    expect(all!.fewest).toBeGreaterThanOrEqual(3);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pupils`.execute(api.db);
    expect(all!.rows).toBe(rows[0]?.n);
    const drawn = await auditCounty(api.context, county, { rows: 4, seed: 2 });
    expect(drawn[0]).toMatchObject({ attacked: 4, rows: all!.rows });
    expect(await auditCounty(api.context, county, { rows: 4, seed: 2 })).toEqual(drawn);
  });

  test('children before school are attacked as well, and what was found is told beside their list', async () => {
    const bytes = registerOfChildren(homes, ['01.08.2020', '02.08.2020', '05.03.2022']);
    const options = { ...stated, 'reference-date': '2026-03-01' };
    await api.load('child-list', { name: 'melderegister.csv', bytes }, county, { options });
    const [, audit] = await auditCounty(api.context, county, { rows: null, seed: 1 });
    expect(audit).toMatchObject({ year: '2026-03-01', base: 3, minimum: 6, belowBase: 0 });
    expect(audit!.attacked).toBeGreaterThan(10);
    const { years } = await api.ask(getProtection, { county });
    expect(years.find(({ kind }) => kind === 'child-list')?.audit).toMatchObject({
      attacked: audit!.attacked,
      below: 0,
    });
  });

  test('the published enrolment is granted where it is of the same pupils', async () => {
    for (const key of ['S1', 'S2']) {
      const enrolment = children.filter(({ school }) => school === key).length;
      await api.db.updateTable('school').set({ enrolment }).where('key', '=', key).execute();
    }
    const [audit] = await auditCounty(api.context, county, { rows: null, seed: 1 });
    expect(audit).toMatchObject({ enrolment: 'published', belowBase: 0 });
    // A list of another year: nothing is contradicted, the shown sum stands in for it.
    await api.db.updateTable('school').set({ enrolment: 999 }).where('key', '=', 'S1').execute();
    const [other] = await auditCounty(api.context, county, { rows: 1, seed: 1 });
    expect(other?.enrolment).toBe('shown');
  });
});
