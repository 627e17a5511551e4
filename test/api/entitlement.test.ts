/** Who is entitled to school transport: the numbers of a tiny county as anybody can measure them on the map, and another rule. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { transformer } from '../../geodata/crs/transform.ts';
import { entitlement, type Entitlement } from '../../server/contract/entitlement.ts';
import type { QueryInput } from '../../server/contract/endpoint.ts';
import { listImports } from '../../server/contract/imports.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { metresPerDegree } from '../../server/planning/network/metres.ts';
import { BASE, expectSum, expectSums, people, range } from '../claims.ts';
import { engine } from '../database.ts';
import { childAt, houses, listCsv, registerCsv, stated } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, middle, schoolList, SIDE, squares, streets, world } from '../world.ts';

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
