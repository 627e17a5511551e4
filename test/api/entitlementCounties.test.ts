/** Who is entitled to school transport: sums on the sample county, a variant of it, and a county whose state sets no figures. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entitlement, type Entitlement } from '../../server/contract/entitlement.ts';
import { changeVariant, newVariant, type Plan, type VariantHead } from '../../server/contract/variants.ts';
import { metresPerDegree } from '../../server/planning/network/metres.ts';
import { addressOf } from '../address.ts';
import { expectSums, people } from '../claims.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import { TestApi } from '../testApi.ts';
import { loadWorld, world } from '../world.ts';

const metresFrom = (from: readonly number[]) => {
  const { east, north } = metresPerDegree(from[1]!);
  return (to: readonly number[]): number => Math.hypot((to[0]! - from[0]!) * east, (to[1]! - from[1]!) * north);
};

describe(`${engine}, Brandenburg`, () => {
  let api: TestApi;
  const of = world('12999', 13.6, 51.6);
  beforeAll(async () => {
    api = await TestApi.start();
    await loadWorld(api, of);
  });
  afterAll(() => api.close());

  test('without figures every claim is open, and the answer asks for them; what the planner enters is told beside it', async () => {
    const open = await api.ask(entitlement, { county: of.county }, {});
    expect(open.limits).toEqual([]);
    expect(open.total.today.unknown).toBe(open.total.pupils);
    expect(open.notices.some(({ de }) => de.includes('bitte unter „Was wäre, wenn“ angeben'))).toBe(true);
    const said = await api.ask(entitlement, { county: of.county }, { metres: '1-6:1000' });
    expect(said.total.today).toEqual(open.total.today);
    expect(people(said.total.whatIf!.entitled)).toBeGreaterThan(0);
    expect(said.total.whatIf!.unknown).toBe('few');
    expect(said.whatIfLimits).toMatchObject([{ gradeFrom: 1, gradeTo: 6, metres: 1000, comparator: '>=' }]);
  });
});

describe(`${engine}, sample county`, () => {
  const county = '16999';
  let api: TestApi;
  let today: Plan;
  beforeAll(async () => {
    ({ api, today } = await plannedCounty(county, ['network', 'gtfs']));
  }, 240_000);
  afterAll(() => api.close());

  test('schools and grades add up to the county', async () => {
    const answer = await api.ask(entitlement, { county }, { metres: '5-13:2000' });
    expect(answer.houses).toBeGreaterThan(1000);
    expectSums(answer.schools, answer.total);
    expectSums(answer.grades, answer.total);
    expect(people(answer.total.whatIf!.entitled)).toBeGreaterThan(people(answer.total.today.entitled));
    // Primary schools keep their limit.
    for (const { schoolType, today, whatIf } of answer.schools)
      if (schoolType === 'grundschule') expect(whatIf).toEqual(today);
    expect(people(answer.total.farther)).toBeGreaterThan(0);
    expect(people(answer.total.today.fartherEntitled)).toBeLessThanOrEqual(people(answer.total.farther));
  });

  test('areas, atoms and stops of a school add up to it; its stops are served and near', async () => {
    const all = await api.ask(entitlement, { county }, {});
    const school = all.schools.find(({ schoolType }) => schoolType === 'gymnasium')!;
    for (const layer of ['gemeinde', 'wohnzelle']) {
      const { total, areas, grades, schools, stops, date } = await api.ask(
        entitlement,
        { county },
        { school: school.key, layer },
      );
      expect(total).toEqual({ ...total, pupils: school.pupils, farther: school.farther, today: school.today });
      expect(schools).toHaveLength(1);
      expectSums(areas!, total);
      expectSums(grades, total);
      expect(date).not.toBeNull();
      expect(stops!.length).toBeGreaterThan(5);
      for (const { stop, metres } of stops!)
        if (stop === null) expect(metres).toBeNull();
        else expect(metres).toBeLessThanOrEqual(2000);
      expectSums(stops!, total);
    }
  });

  test('under a variant: nobody is lost; whose school moves away is entitled', async () => {
    const post = async (path: string, body: object, version?: number) => {
      const response = await api.fetch(path, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
        },
        body: JSON.stringify(body),
      });
      expect(response.status, await response.clone().text()).toBeLessThan(300);
      return (await response.json()) as VariantHead;
    };
    const { id: variant } = await post(addressOf(newVariant, { county }, {}), { name: 'Anspruch' });
    const before = await api.ask(entitlement, { county });
    expect(before).toMatchObject({ variant: null, unplaced: null });
    const same = await api.ask(entitlement, { county }, { variant });
    expect(same).toEqual({ ...before, variant, unplaced: 'few' });

    // To the place of the school that is farthest from it.
    const gone = '91004';
    const { position } = today.schools.find(({ key }) => key === gone)!;
    const from = metresFrom(position);
    const place = today.schools.map((school) => school.position).sort((one, other) => from(other) - from(one))[0]!;
    const changes = addressOf(changeVariant, { county, id: variant }, {});
    await post(changes, { kind: 'move', school: gone, lon: place[0], lat: place[1], from: today.year + 1 }, 0);
    const closed = '91008';
    await post(changes, { kind: 'close', school: closed, from: today.year + 1, mode: 'atOnce' }, 1);
    const after = await api.ask(entitlement, { county }, { variant });
    const of = (answer: Entitlement, key: string) => answer.schools.find((school) => school.key === key)!;
    expect(people(of(after, closed).pupils)).toBe(0);
    const moved = await api.ask(entitlement, { county }, { variant, school: gone, layer: 'wohnzelle' });
    expect(moved.total.today).toEqual(of(after, gone).today);
    // As the crow flies already beyond the limit, the tolerance and the atom's own extent; who could go elsewhere is not asked.
    const [limit] = moved.limits;
    const toPlace = metresFrom(place);
    const far = moved.areas!.filter(
      ({ point, farther }) => toPlace(point) > limit!.metres * (1 + moved.tolerance) + 1000 && people(farther) === 0,
    );
    expect(far.length).toBeGreaterThan(3);
    for (const area of far) expect(area.today.sure).toEqual(area.pupils);
    expect(people(moved.total.today.sure)).toBeGreaterThan(people(of(before, gone).today.sure));
    const all = ({ total, unplaced }: Entitlement) => people(total.pupils) + people(unplaced);
    expect(Math.abs(all(after) - all(before))).toBeLessThanOrEqual(before.schools.length);
    const grown = after.schools.filter(({ key, pupils }) => people(pupils) > people(of(before, key).pupils));
    expect(grown.length).toBeGreaterThan(0);
    const untouched = after.schools.filter(
      ({ key, schoolType }) => schoolType === 'gymnasium' && key !== gone && key !== closed,
    );
    expect(untouched.map(({ key }) => of(before, key))).toEqual(untouched);

    const past = await api.fetch(
      addressOf(entitlement, { county }, { variant: '00000000-0000-4000-8000-000000000000' }),
    );
    expect(past.status).toBe(404);
  });
});
