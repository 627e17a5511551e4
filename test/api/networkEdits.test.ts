/** What a county draws into the road network: entrances, footpaths and dangerous ways, and the ways to school that change by them. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { observedCatchment } from '../../server/contract/catchments.ts';
import { getCounty } from '../../server/contract/counties.ts';
import { networkState, removeNetworkEdit } from '../../server/contract/network.ts';
import type { WaysWork } from '../../server/operations/roadWork.ts';
import { metresPerDegree } from '../../server/planning/network/metres.ts';
import { engine } from '../database.ts';
import { listCsv, stated } from '../pupilHomes.ts';
import {
  children,
  county,
  east,
  expectWay,
  file,
  north,
  of,
  osm,
  schoolsMoved,
  south,
  startOnStreets,
  wayBetween,
  waysStored,
  west,
} from '../streetWays.ts';
import type { TestApi } from '../testApi.ts';
import { middle, schoolList, SIDE } from '../world.ts';

describe(`${engine}, what the county draws`, () => {
  let api: TestApi;
  const asked: WaysWork[] = [];
  beforeAll(async () => {
    api = await startOnStreets(asked);
    await api.load('network', file(osm()), county, { options: { 'reference-date': '2026-03-01' } });
    await api.load('schools', { name: 'schulen.csv', bytes: schoolsMoved() }, county);
    // Two editions, as in a county that has loaded its list every year.
    const options = { ...stated, 'school-year': '2027/28' };
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children.slice(3)) }, county, { options });
  });
  afterAll(() => api.close());

  const draw = async (edit: object) => {
    const response = await api.fetch(`/api/counties/${county}/network/edits`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ note: '', ...edit }),
    });
    const body = (await response.json()) as { id: string; job: string | null; code: string; text: { de: string } };
    await api.context.jobs.settle();
    return { status: response.status, ...body };
  };
  const take = async (id: string) => {
    const response = await api.ask(removeNetworkEdit, { county, id });
    await api.context.jobs.settle();
    return response;
  };
  const ids: string[] = [];
  const drawn = async (edit: object) => {
    const { status, id, job } = await draw(edit);
    expect([status, typeof job]).toEqual([201, 'string']);
    ids.push(id);
  };

  test('an entrance moves the goal of its own school only; of two the nearer counts', async () => {
    asked.length = 0;
    const [lon, lat] = middle(of, 1);
    const [first, second] = [
      [lon + 0.004, lat],
      [lon - 0.004, lat],
    ] as [number, number][];
    for (const point of [first!, second!]) await drawn({ kind: 'entrance', school: 'S1', point });
    expect(asked.map(({ sites }) => sites.map(({ key }) => key))).toEqual([['S1'], ['S1']]);
    for (const { school, lon: x, lat: y, walk } of await waysStored(api)) {
      if (school !== 'S1') continue;
      const ways = [first!, second!].map((entrance) => wayBetween([x, y], entrance));
      expectWay(walk, ways[0] === null ? null : Math.min(ways[0]!, ways[1]!));
    }
  });

  test('a footpath between the streets shortens ways; a dangerous one is counted in protected numbers', async () => {
    const before = new Map(
      (await waysStored(api)).map(({ school, lon, lat, walk }) => [`${school} ${lon} ${lat}`, walk]),
    );
    const x = west + 1.5 * SIDE;
    const path = [
      [x, south],
      [x, north],
    ];
    await drawn({ kind: 'footpath', line: path, note: 'Durchstich am Bach' });
    const shortened = (await waysStored(api)).filter(({ school, lon, lat, walk }) => {
      const known = before.get(`${school} ${lon} ${lat}`)!;
      // Who lives nearer to the path than to a street now begins there; to all others it only adds ways.
      const [across, up] = [metresPerDegree(lat).east, metresPerDegree(lat).north];
      const street = Math.min(Math.abs(lat - south), Math.abs(lat - north)) * up;
      if (walk !== null && Math.abs(lon - x) * across > street) expect(walk).toBeLessThanOrEqual(known + 1);
      return walk !== null && walk < known - 100;
    });
    expect(shortened.length).toBeGreaterThan(5);
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect(observed.dangerousPupils).toBeNull();

    await drawn({ kind: 'dangerous', line: path, note: 'ohne Gehweg' });
    const after = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect(after.meanWalkMetres).toEqual(observed.meanWalkMetres);
    // Independently: the stored rows of the newest list whose way became longer without the path.
    const { rows } = await sql<{ people: number }>`
      with atoms as (
        select edition, key, row_number() over (partition by edition order by key collate "C") as number
        from pupil_atom where county = ${county} and point is not null)
      select sum(p.people)::int as people from pupils p
      join atoms a on a.edition = p.edition and a.key = p.atom
      join way_to_school w on w.edition = p.edition and w.school = p.school
      join pupil_edition e on e.edition = p.edition and e.school_year = ${observed.year}
      where p.school = 'S1' and w.walk_metres[a.number] is distinct from w.safe_metres[a.number]`.execute(api.db);
    expect(rows[0]!.people).toBeGreaterThan(0);
    expect(after.dangerousPupils).toBe(rows[0]!.people);
    const { edits, hasNetwork } = await api.ask(networkState, { county });
    expect(hasNetwork).toBe(true);
    expect(edits.map(({ kind, note, line }) => [kind, note, line.length])).toEqual([
      ['entrance', '', 1],
      ['entrance', '', 1],
      ['footpath', 'Durchstich am Bach', 2],
      ['dangerous', 'ohne Gehweg', 2],
    ]);
  });

  test('for it the map is not drawn anew: tiles keep their address', async () => {
    const before = await api.ask(getCounty, { county });
    const tile = `/tiles/${county}/areas-gemeinde/8/${Math.floor(((west + 180) / 360) * 2 ** 8)}/85.mvt`;
    await drawn({
      kind: 'dangerous',
      line: [
        [west, south],
        [west, north],
      ],
      note: 'zweiter',
    });
    const after = await api.ask(getCounty, { county });
    expect([after.mapRevision, after.revision === before.revision]).toEqual([before.mapRevision, false]);
    const kept = await api.fetch(`${tile}?v=${after.mapRevision}`);
    expect([kept.status, kept.headers.get('cache-control')]).toEqual([200, expect.stringContaining('immutable')]);
  });

  test('an entrance of a school that has moved away does not count, and is told', async () => {
    const [lon, lat] = middle(of, 3);
    await drawn({ kind: 'entrance', school: 'S2', point: [lon + 0.002, lat] });
    await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
    const { edits } = await api.ask(networkState, { county });
    expect(edits.filter(({ kind }) => kind === 'entrance').map(({ school, counts }) => [school, counts])).toEqual([
      ['S1', true],
      ['S1', true],
      ['S2', false],
    ]);
    await api.load('schools', { name: 'schulen.csv', bytes: schoolsMoved() }, county);
  });

  test('taken back one after another, all is as it was; what is not there cannot be taken back', async () => {
    for (const id of ids) expect((await take(id)).job).not.toBeNull();
    for (const { lon, lat, slon, slat, walk } of await waysStored(api))
      expectWay(walk, wayBetween([lon, lat], [slon, slat]));
    const gone = await api.fetch(`/api/counties/${county}/network/edits/${ids[0]}`, { method: 'DELETE' });
    expect(gone.status).toBe(404);
    expect(((await gone.json()) as { detail: string }).detail).toContain('neu laden');
  });

  test.each([
    [
      'elsewhere',
      {
        kind: 'footpath',
        line: [
          [6.8, 49.3],
          [6.81, 49.3],
        ],
      },
      'im Kreis zeichnen',
    ],
    [
      'of no length',
      {
        kind: 'dangerous',
        line: [
          [west, south],
          [west, south],
        ],
      },
      'länger als 0',
    ],
    ['for no school', { kind: 'entrance', school: 'S9', point: [west, south] }, 'gibt es hier nicht'],
    ['far from the school', { kind: 'entrance', school: 'S2', point: [east, south] }, 'über 1 km'],
  ])('a drawing %s is refused with a sentence', async (_, edit, sentence) => {
    const { status, text } = await draw(edit);
    expect([status >= 400 && status < 500, text.de]).toEqual([true, expect.stringContaining(sentence)]);
    expect((await api.ask(networkState, { county })).edits).toEqual([]);
  });

  test('a drawing of another form says which part of it is wrong', async () => {
    for (const edit of [
      { kind: 'road' },
      { kind: 'footpath', line: [[1, 2]] },
      {
        kind: 'footpath',
        line: [
          [1, 200],
          [1, 2],
        ],
      },
    ])
      expect((await draw(edit)).status).toBe(400);
  });
});
