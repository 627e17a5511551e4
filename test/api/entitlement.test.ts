/** Who is entitled to school transport: sums, another rule, and the numbers of a tiny county as anybody can measure them on the map. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transformer } from '../../geodata/crs/transform.ts';
import type { ProtectedCount } from '../../server/contract/common.ts';
import { entitlement, type ClaimLine, type Entitlement } from '../../server/contract/entitlement.ts';
import type { QueryInput } from '../../server/contract/endpoint.ts';
import { listImports } from '../../server/contract/imports.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { changeVariant, newVariant, type Plan, type VariantHead } from '../../server/contract/variants.ts';
import { metresPerDegree } from '../../server/planning/network/metres.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import { childAt, houses, listCsv, registerCsv, stated } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, loadWorld, middle, schoolList, SIDE, squares, streets, world } from '../world.ts';

const BASE = 3;
/** What a told number says: itself, or less than the base. */
const range = (value: ProtectedCount): [number, number] =>
  typeof value === 'number' ? [value, value] : value === 'few' ? [0, BASE - 1] : [0, 0];
const people = (value: ProtectedCount): number => (typeof value === 'number' ? value : 0);

const metresFrom = (from: readonly number[]) => {
  const { east, north } = metresPerDegree(from[1]!);
  return (to: readonly number[]): number => Math.hypot((to[0]! - from[0]!) * east, (to[1]! - from[1]!) * north);
};

function expectSum(parts: readonly ProtectedCount[], whole: ProtectedCount, what: string): void {
  const [low, high] = parts.map(range).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
  const [least, most] = range(whole);
  expect(low, what).toBeLessThanOrEqual(most);
  expect(high, what).toBeGreaterThanOrEqual(least);
}

/** Each line of its parts, and the lines of the whole. */
function expectSums(lines: readonly ClaimLine[], whole: ClaimLine): void {
  expectSum(
    lines.map(({ pupils }) => pupils),
    whole.pupils,
    'pupils',
  );
  expectSum(
    lines.map(({ farther }) => farther),
    whole.farther,
    'farther',
  );
  for (const name of Object.keys(whole.today) as (keyof ClaimLine['today'])[])
    expectSum(
      lines.map(({ today }) => today[name]),
      whole.today[name],
      name,
    );
  for (const { pupils, today } of [...lines, whole]) {
    expectSum([today.sure, today.marginal, today.none, today.unknown], pupils, 'all bands');
    expect(range(today.entitled)[1]).toBeGreaterThanOrEqual(range(today.sure)[0]);
    expect(range(today.entitled)[0]).toBeLessThanOrEqual(range(today.sure)[1] + range(today.marginal)[1]);
  }
}

describe(`${engine}, a tiny county in Thüringen with three streets and 400 houses`, () => {
  const of = world('16983', 11.4, 51.2);
  const { county } = of;
  // The three streets are one line; a place is so far along it, and so far beside it.
  const west = middle(of, 1)[0] - SIDE / 2;
  const [south, north] = [middle(of, 1)[1], middle(of, 4)[1]];
  const height = (north - south) * metresPerDegree((south + north) / 2).north;
  const onto = ([lon, lat]: readonly [number, number]) => {
    const { east, north: up } = metresPerDegree(lat);
    const across = (lon - west) * east;
    const inside = Math.min(north, Math.max(south, lat));
    const feet = [
      { along: -across, beside: Math.abs(lat - south) * up },
      { along: (inside - south) * up, beside: Math.hypot(across, (lat - inside) * up) },
      { along: height + across, beside: Math.abs(lat - north) * up },
    ];
    return feet.reduce((best, foot) => (foot.beside < best.beside ? foot : best));
  };
  const walk = (a: readonly [number, number], b: readonly [number, number]) => {
    const [from, to] = [onto(a), onto(b)];
    return from.beside + to.beside + Math.abs(from.along - to.along);
  };
  const homes = houses(of);
  // Beyond a kilometre from the streets nothing is known of a way: nobody lives there.
  const lived = homes.filter(({ lon, lat }) => onto([lon, lat]).beside < 900);
  const children = lived.flatMap((house, i) => [
    childAt(house, i % 5 === 0 ? 'S2' : 'S1', 1 + (i % 4)),
    childAt(house, house.gemeinde === 4 ? 'S2' : 'S1', 1 + (i % 3)),
  ]);
  const sites: Record<string, [number, number]> = { S1: middle(of, 1), S2: middle(of, 4) };
  let api: TestApi;

  beforeAll(async () => {
    api = await TestApi.start();
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
    await api.load('addresses', { name: 'adressen.csv', bytes: registerCsv(homes) }, county, {
      options: { crs: '4326' },
    });
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children) }, county, { options: stated });
  });
  afterAll(() => api.close());

  const ask = (query: QueryInput<typeof entitlement> = {}): Promise<Entitlement> =>
    api.ask(entitlement, { county }, query);

  test('without a network a band is an estimate, the same that the areas of the school tell', async () => {
    const answer = await ask({ school: 'S2' });
    expect(answer.ways.method).toBe('estimate');
    expect(answer.houses).toBe(0);
    expect(answer.notices[0]!.de).toMatch(/^Planungswert, kein Bescheid: ohne Wegenetz .* × 1,3/);
    expect([answer.date, answer.stops]).toEqual([null, null]);
    // As the atoms of the school have it: straight line × 1.3 from their middles, to the nearer of the two schools.
    const { rows } = await sql<{ school: string; lon: number; lat: number; people: number }>`
      select p.school, ST_X(a.point) as lon, ST_Y(a.point) as lat, p.people from pupils p
      join pupil_atom a on a.edition = p.edition and a.key = p.atom
      where p.county = ${county} and p.school = 'S2'`.execute(api.db);
    const told = { sure: 0, marginal: 0, none: 0 };
    for (const { lon, lat, people: own } of rows) {
      const { east, north: up } = metresPerDegree(lat);
      const ways = Object.values(sites).map(([x, y]) => 1.3 * Math.hypot((lon - x) * east, (lat - y) * up));
      const metres = Math.min(...ways);
      told[metres >= 2300 ? 'sure' : metres >= 1700 ? 'marginal' : 'none'] += own;
    }
    const { today, pupils } = answer.total;
    expect([today.sure, today.marginal, today.none].map(people)).toEqual([told.sure, told.marginal, told.none]);
    expect(pupils).toBe(told.sure + told.marginal + told.none);
    const { totals } = await api.ask(distanceBands, { county }, { school: 'S2' });
    expect(totals.pupils).toBe(pupils);
  });

  test('with a network: as the ways of the houses along the streets have it', async () => {
    await api.load('network', { name: 'wege.osm', bytes: streets(of) }, county);
    const { rows: atoms } = await sql<{ key: string; cells: string[]; lon: number; lat: number }>`
      select key, cells, ST_X(point) as lon, ST_Y(point) as lat from pupil_atom
      where county = ${county} and point is not null`.execute(api.db);
    const { rows: counts } = await sql<{ atom: string; school: string; grade: number; people: number }>`
      select atom, school, grade, people from pupils where county = ${county} and school <> ''`.execute(api.db);
    const toGrid = transformer(4326, 3035);
    const cellOf = (lon: number, lat: number) => {
      const [e, n] = toGrid([lon, lat]).map((metres) => Math.floor(metres / 100) * 100);
      return `N${n}E${e}`;
    };
    const atomOf = new Map(
      atoms.flatMap(({ key, cells }) => cells.map((part) => [part.replace(/^.*m(N\d+E\d+)\/(\d+).*$/, '$1 $2'), key])),
    );
    const housesOf = new Map<string, [number, number][]>();
    for (const { lon, lat, gemeinde: n } of homes) {
      const key = atomOf.get(`${cellOf(lon, lat)} ${county}00${n}`)!;
      housesOf.set(key, [...(housesOf.get(key) ?? []), [lon, lat]]);
    }
    // Thüringen: at least 2 km; to the nearest school, since neither says that it is full.
    const expected = new Map<string, { entitled: [number, number]; farther: [number, number] }>();
    for (const { atom, school, grade, people: own } of counts) {
      const { lon, lat } = atoms.find(({ key }) => key === atom)!;
      const other = school === 'S1' ? 'S2' : 'S1';
      const saved = walk([lon, lat], sites[school]!) - walk([lon, lat], sites[other]!);
      const all = housesOf.get(atom)!.filter((house) => onto(house).beside <= 1000);
      expect(all.length).toBeGreaterThan(0);
      const sum = expected.get(`${school} ${grade}`) ?? { entitled: [0, 0], farther: [0, 0] };
      // Within three metres the map and the network may differ.
      const shares = (to: string) =>
        [2003, 1997].map(
          (least) => (own * all.filter((house) => walk(house, sites[to]!) >= least).length) / all.length,
        );
      const isSure = onto([lon, lat]).beside < 1000 && Math.abs(saved) > 3;
      const told = isSure ? shares(saved > 0 ? other : school) : [...shares(school), ...shares(other)];
      sum.entitled[0] += Math.min(...told);
      sum.entitled[1] += Math.max(...told);
      sum.farther[0] += isSure && saved > 0 ? own : 0;
      sum.farther[1] += !isSure || saved > 0 ? own : 0;
      expected.set(`${school} ${grade}`, sum);
    }
    for (const school of ['S1', 'S2']) {
      const answer = await ask({ school });
      expect(answer.ways.method).toBe('network');
      expect(answer.houses).toBe(400);
      expect(answer.atDoors).toBe('few');
      expect(answer.notices.some(({ de }) => de.includes('noch einmal eingelesen'))).toBe(true);
      expect(answer.grades.map(({ grade }) => grade)).toEqual([1, 2, 3, 4]);
      for (const { grade, today, farther } of answer.grades) {
        const own = expected.get(`${school} ${grade}`)!;
        const [least, most] = range(today.entitled);
        expect(most, `${school} ${grade}`).toBeGreaterThanOrEqual(own.entitled[0] - 0.5);
        expect(least, `${school} ${grade}`).toBeLessThanOrEqual(own.entitled[1] + 0.5);
        // The whole is told sharply enough to be held against anything.
        expect(own.entitled[1] - own.entitled[0]).toBeLessThan(12);
        expect(range(farther)[1]).toBeGreaterThanOrEqual(own.farther[0]);
        expect(range(farther)[0]).toBeLessThanOrEqual(own.farther[1]);
      }
      expect(people(answer.total.today.entitled)).toBeGreaterThan(BASE);
      expectSums(answer.grades, answer.total);
      expectSums(answer.areas!, answer.total);
    }
  });

  test('read once more with the network, the way from the door counts', async () => {
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children) }, county, { options: stated });
    const { rows } = await sql<{ school: string; claim: string; lon: number; lat: number; people: number }>`
      select p.school, p.traits->>'claim' as claim, ST_X(a.point) as lon, ST_Y(a.point) as lat, p.people
      from pupils p join pupil_atom a on a.edition = p.edition and a.key = p.atom
      join pupil_edition e on e.edition = p.edition
      where p.county = ${county} and e.door_basis is not null`.execute(api.db);
    expect(new Set(rows.map(({ claim }) => claim))).toEqual(new Set(['sure', 'marginal', 'none', 'unknown']));
    for (const school of ['S1', 'S2'] as const) {
      // By the map alone: what is told of an atom is true of a house within its extent (one cell and what was merged to it).
      const own = rows.filter((row) => row.school === school && row.claim !== 'unknown');
      for (const { claim, lon, lat } of own) {
        const metres = walk([lon, lat], sites[school]!);
        if (claim === 'sure') expect(metres).toBeGreaterThan(2300 - 1200);
        if (claim === 'none') expect(metres).toBeLessThan(1700 + 1200);
      }
      const answer = await ask({ school });
      expect(people(answer.atDoors)).toBeGreaterThan(BASE);
      expect(people(answer.atDoors)).toBeLessThanOrEqual(own.reduce((sum, row) => sum + row.people, 0));
      expect(answer.notices[0]!.de).toContain('von der Tür gemessen');
      expect(answer.notices.some(({ de }) => de.includes('noch einmal eingelesen'))).toBe(false);
      expectSums(answer.grades, answer.total);
      expectSums(answer.areas!, answer.total);
    }
    const truth = children.filter(({ school, street, number }) => {
      const house = homes.find((one) => one.street === street && one.number === number)!;
      return school === 'S1' && walk([house.lon, house.lat], sites['S1']!) >= 2303;
    });
    const told = rows.filter(({ school, claim }) => school === 'S1' && claim === 'sure');
    const hidden = rows.filter(({ school, claim }) => school === 'S1' && claim === 'unknown');
    const sum = (of: typeof rows) => of.reduce((all, row) => all + row.people, 0);
    // Each row is rounded by less than the base.
    expect(sum(told)).toBeLessThanOrEqual(truth.length + BASE * told.length);
    expect(sum(told) + sum(hidden)).toBeGreaterThanOrEqual(truth.length - BASE * (told.length + hidden.length));
  });

  test('who rides stands beside who is entitled: by the own table, small numbers hidden, taken back with its import', async () => {
    const table = ['Schule;Fahrkarten;gezählte Fahrschüler', 'S1;87;71', 'S2;2;'].join('\r\n');
    await api.load('school-riders', { name: 'fahrkarten.csv', bytes: table }, county);
    const { imports } = await api.ask(listImports, { county });
    const { id } = imports.find(({ kind }) => kind === 'school-riders')!;
    const riders = async () => (await ask()).schools.map(({ key, tickets, counted }) => [key, tickets, counted]);
    expect((await riders()).sort()).toEqual([
      ['S1', 87, 71],
      ['S2', 'hidden', null],
    ]);
    const undone = await api.fetch(`/api/counties/${county}/imports/${id}`, { method: 'DELETE' });
    expect(undone.status).toBe(200);
    expect((await riders()).sort()).toEqual([
      ['S1', null, null],
      ['S2', null, null],
    ]);
    expect((await sql`select from school_riders where county = ${county}`.execute(api.db)).rows).toEqual([]);
  });

  test("another rule with today's limit is today's; a smaller one never lessens the entitled", async () => {
    const same = await ask({ metres: '1-4:2000,5-13:3000', comparator: '>=', roundTrip: 'false' });
    expect(same.total.whatIf).toEqual(same.total.today);
    for (const line of [...same.schools, ...same.grades]) expect(line.whatIf).toEqual(line.today);
    expect(same.whatIfLimits).toEqual(same.limits);
    let last: Entitlement | null = null;
    for (const metres of [4000, 3000, 2500, 2100, 2000, 1900, 1500, 800, 0]) {
      const answer: Entitlement = await ask({ school: 'S1', metres: String(metres) });
      answer.grades.forEach(({ whatIf }, index) => {
        const before = last?.grades[index]?.whatIf;
        if (before) expect(people(whatIf!.entitled)).toBeGreaterThanOrEqual(people(before.entitled));
      });
      last = answer;
    }
    expect(last!.total.whatIf!.entitled).toBe(last!.total.pupils);
    const both = await ask({ school: 'S1', metres: '4000', roundTrip: 'true' });
    expect(both.total.whatIf).toEqual(both.total.today);
  });

  test('a way marked as dangerous entitles whom no other leads to school', async () => {
    const before = (await ask({ school: 'S1' })).total;
    const west = middle(of, 1)[0] - SIDE / 2;
    const south = middle(of, 1)[1];
    const response = await api.fetch(`/api/counties/${county}/network/edits`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        kind: 'dangerous',
        note: 'Ortsdurchfahrt ohne Gehweg',
        line: [
          [west, south],
          [west + 2 * SIDE, south],
        ],
      }),
    });
    expect(response.status, await response.clone().text()).toBeLessThan(300);
    await api.context.jobs.settle();
    const after = (await ask({ school: 'S1' })).total;
    expect(people(after.today.sure)).toBeGreaterThan(people(before.today.sure));
    expectSum([after.today.sure, after.today.none, after.today.marginal, after.today.unknown], after.pupils, 'all');
  });

  test('after a drawn line the bands hold no more; the same children are not told of a second time', async () => {
    const says = async (words: string) => {
      return (await ask({ school: 'S1' })).notices.some(({ de }) => de.includes(words));
    };
    const told = async () => {
      const { rows } = await sql<{ claim: string; people: number }>`
        select p.traits->>'claim' as claim, sum(p.people)::int as people
        from pupils p join current_scope c on c.import_id = p.import_id and c.scope = p.school_year
        where p.county = ${county} and p.school = 'S1' group by 1 order by 1`.execute(api.db);
      return rows.map(({ claim }) => claim);
    };
    expect(await told()).toContain('sure');
    expect(await says('bis zur nächsten Schülerliste')).toBe(true);
    expect((await ask({ school: 'S1' })).atDoors).toBe('few');
    const again = { name: 'liste.csv', bytes: listCsv(children) };
    const report = await api.load('pupil-list', again, county, { options: stated });
    expect(report.alreadyLoaded).toBe(false);
    expect(report.notes.some(({ de }) => de.includes('waren schon andere Zahlen geladen'))).toBe(true);
    expect(await told()).toEqual(['unknown']);
    expect(await says('bis zur nächsten Schülerliste')).toBe(true);
    // Another year has other children.
    const next = { ...stated, 'school-year': '2027/28' };
    await api.load('pupil-list', again, county, { options: next });
    expect(await says('bis zur nächsten Schülerliste')).toBe(false);
    expect(people((await ask({ school: 'S1' })).atDoors)).toBeGreaterThan(BASE);
  });

  test('what is no length is refused', async () => {
    for (const metres of ['weit', '-3', '1-4:', '1-4:2000;5-13:3000'])
      expect((await api.fetch(`/api/counties/${county}/transport/entitlement?metres=${metres}`)).status).toBe(400);
  });
});

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
