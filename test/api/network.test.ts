/** A road network comes in, and the ways from the atoms to the schools are measured on it: derived, and only what changed. */
import { booleanPointInPolygon } from '@turf/turf';
import type { Feature, MultiPolygon } from 'geojson';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nearestCatchments, observedCatchment } from '../../server/contract/catchments.ts';
import { getCounty } from '../../server/contract/counties.ts';
import { networkState, removeNetworkEdit, schoolReach } from '../../server/contract/network.ts';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { lacksWays } from '../../server/operations/import/measureWays.ts';
import { WayJobs } from '../../server/routes/network.ts';
import type { WaysWork } from '../../server/operations/roadWork.ts';
import { metresPerDegree } from '../../server/planning/network/metres.ts';
import { engine } from '../database.ts';
import { childAt, houses, listCsv, registerCsv, stated } from '../pupilHomes.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, middle, schoolList, SIDE, squares, streets, world } from '../world.ts';

const of = world('16985', 11.4, 51.2);
const { county } = of;
/** Where the streets of world.ts lie. */
const west = middle(of, 1)[0] - SIDE / 2;
const east = west + 2 * SIDE;
const [south, north] = [middle(of, 1)[1], middle(of, 4)[1]];

const osm = ({ fast = 45 } = {}) => streets(of, fast);

/**
 * Straight onto the nearest of the three streets, along them, straight to the school: as anybody can measure it on the map. Null
 * where the street is farther than a kilometre.
 */
function wayBetween(a: readonly [number, number], b: readonly [number, number]): number | null {
  const up = metresPerDegree((south + north) / 2).north;
  const onto = ([lon, lat]: readonly [number, number]) => {
    const { east: across } = metresPerDegree(lat);
    const height = Math.min(north, Math.max(south, lat));
    const feet = [
      { away: Math.abs(lat - south) * up, south: across * (lon - west) },
      { away: Math.abs(lat - north) * up, south: across * (lon - west) + (north - south) * up },
      { away: Math.hypot((lon - west) * across, (lat - height) * up), south: (height - south) * up },
    ];
    return feet;
  };
  const [street, other] = [onto(a), onto(b)].map((feet) =>
    feet.indexOf(feet.reduce((best, foot) => (foot.away < best.away ? foot : best))),
  );
  const [from, to] = [onto(a)[street!]!, onto(b)[other!]!];
  if (from.away > 1000 || to.away > 1000) return null;
  const straight = from.away + to.away;
  if (street === other) return straight + Math.abs(from.south - to.south);
  // The streets form a U; \'south\' of a foot on the upper one counts from the lower corner.
  const along = (foot: number, place: { south: number }) => (foot === 0 ? -place.south : place.south);
  return straight + Math.abs(along(street!, from) - along(other!, to));
}

const expectWay = (walk: number | null, derived: number | null) => {
  if (walk === null || derived === null) expect(walk).toBe(derived);
  else expect(Math.abs(walk - derived)).toBeLessThanOrEqual(3);
};

const homes = houses(of);
const children = homes.map((house, i) => childAt(house, i % 3 === 0 ? 'S2' : 'S1', 1 + (i % 4)));
const file = (text: string, name = 'wege.osm') => ({ name, bytes: text });

describe(engine, () => {
  let api: TestApi;
  const asked: WaysWork[] = [];
  let broken = false;
  beforeAll(async () => {
    api = await TestApi.start(({ onRoads }) => ({
      onRoads: (work, progress) => {
        if (broken) return Promise.reject(new Error('The worker is gone.'));
        if (work.task === 'ways') asked.push(work);
        return onRoads(work, progress);
      },
    }));
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    await api.load('schools', { name: 'schulen.csv', bytes: schoolList(of) }, county);
    await api.load('addresses', { name: 'adressen.csv', bytes: registerCsv(homes) }, county, {
      options: { crs: '4326' },
    });
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children) }, county, { options: stated });
  });
  afterAll(() => api.close());

  const stored = async () =>
    (
      await sql<{
        school: string;
        lon: number;
        lat: number;
        slon: number;
        slat: number;
        walk: number;
        drive: number;
        seconds: number;
      }>`
        with atoms as (
          select edition, key, point, row_number() over (partition by edition order by key collate "C") as number
          from pupil_atom where county = ${county} and point is not null)
        select w.school, ST_X(a.point) as lon, ST_Y(a.point) as lat, ST_X(s.point) as slon, ST_Y(s.point) as slat,
          w.walk_metres[a.number] as walk, w.drive_metres[a.number] as drive, w.drive_seconds[a.number] as seconds
        from way_to_school w join atoms a on a.edition = w.edition
        join school s on s.county = w.county and s.key = w.school
        join current_scope c on c.import_id = s.import_id
        where w.county = ${county}`.execute(api.db)
    ).rows;

  test('without a network ways are estimated, and the answer says so', async () => {
    expect(asked).toEqual([]);
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    const reach = await api.fetch(`/api/counties/${county}/network/reach?school=S1`);
    expect([reach.status, ((await reach.json()) as { detail: string }).detail]).toEqual([
      404,
      expect.stringContaining('Wegenetz importieren'),
    ]);
    expect(observed.ways).toEqual({ method: 'estimate', networkDate: null, detourFactor: 1.3 });
    expect(observed.meanDriveSeconds).toBeNull();
    expect(Math.abs(Number(observed.meanWalkMetres) - 1.3 * Number(observed.meanStraightLineMetres))).toBeLessThan(20);
    const bands = await api.ask(distanceBands, { county }, { school: 'S1' });
    expect(bands.notice.de).toContain('Luftlinie × 1,3');
  });

  test('a network: each way is as derived, on foot and by vehicle', async () => {
    const report = await api.load('network', file(osm()), county, { options: { 'reference-date': '2026-03-01' } });
    expect(report.stored).toBe(3);
    const said = report.notes.map(({ de }) => de).join(' ');
    expect(said).toMatch(/100\s% davon hängen zusammen/);
    expect(said).toContain('Wege zu 2 Schulen');
    const rows = await stored();
    expect(rows.length).toBeGreaterThan(60);
    for (const { lon, lat, slon, slat, walk, drive, seconds } of rows) {
      const metres = wayBetween([lon, lat], [slon, slat]);
      expectWay(walk, metres);
      expect(drive).toBe(walk);
      if (metres === null) continue;
      // 45 km/h along the street; the straight lines to it take no time.
      expect(seconds).toBeLessThanOrEqual(metres / 12.5 + 1);
    }
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect(observed.ways).toMatchObject({ method: 'network', networkDate: '2026-03-01' });
    // From the opposite corner the way leads round by the west.
    const far = observed.areas.find(({ key }) => key.endsWith('004'))!;
    expect(Number(far.walkMetres)).toBeGreaterThan(1.8 * far.straightLineMetres!);
    expect(observed.meanDriveSeconds).toBeGreaterThan(0);
    // Each class is the sum of the protected rows whose derived way falls into it; all of them are the school's.
    const known = observed.walkClasses.filter((pupils) => typeof pupils === 'number');
    expect(known.reduce((sum: number, pupils) => sum + pupils, 0)).toBe(observed.pupils);
    const bands = await api.ask(distanceBands, { county }, { school: 'S1' });
    expect(bands.notice.de).toContain('kürzester Fußweg auf dem Wegenetz');
    // The one is told to ten metres.
    const same = bands.areas.find(({ key }) => key === far.key)!;
    expect(Math.abs(same.walkMetres! - Number(far.walkMetres))).toBeLessThanOrEqual(5);
  });

  test('the same network again measures nothing, a moved school itself alone, another list with the same atoms its rows', async () => {
    asked.length = 0;
    await api.load('network', file(osm()), county, { options: { 'reference-date': '2026-03-01' } });
    expect(asked).toEqual([]);
    const moved = schoolList(of).replace(middle(of, 4).join(';'), middle(of, 3).join(';'));
    await api.load('schools', { name: 'schulen.csv', bytes: moved }, county);
    expect(asked.map(({ sites }) => sites.map(({ key }) => key))).toEqual([['S2']]);
    for (const { school, lon, lat, slon, slat, walk } of await stored())
      if (school === 'S2') expectWay(walk, wayBetween([lon, lat], [slon, slat]));
    asked.length = 0;
    const options = { ...stated, 'school-year': '2027/28' };
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children.slice(3)) }, county, { options });
    expect(asked.map(({ sites }) => sites.map(({ key }) => key))).toEqual([['S1', 'S2']]);
    expect(new Set((await stored()).map(({ school }) => school))).toEqual(new Set(['S1', 'S2']));
  });

  test('each home is in the territory of the school whose derived way is shorter, and its area names the one of most houses', async () => {
    const { ways, cells, areas } = await api.ask(nearestCatchments, { county }, { type: 'grundschule' });
    expect(ways.method).toBe('network');
    const territories = cells.features as Feature<MultiPolygon, { school: string }>[];
    expect(territories.map(({ properties }) => properties.school)).toEqual(['S1', 'S2']);
    const nearest = new Map<string, { lon: number; lat: number; walk: number; school: string }>();
    for (const { lon, lat, walk, school } of await stored()) {
      const known = nearest.get(`${lon} ${lat}`);
      if (walk !== null && !(known && known.walk <= walk)) nearest.set(`${lon} ${lat}`, { lon, lat, walk, school });
    }
    expect(new Set([...nearest.values()].map(({ school }) => school))).toEqual(new Set(['S1', 'S2']));
    for (const { lon, lat, school } of nearest.values()) {
      const inside = territories.filter((territory) => booleanPointInPolygon([lon, lat], territory));
      expect(inside.map(({ properties }) => properties.school)).toEqual([school]);
    }
    // S1 lies in the middle of Gemeinde 1, S2 now in that of 3: from 2 and 4 the way leads past them.
    expect(areas.map(({ key, school, homesShare }) => [key.at(-1), school, homesShare! > 0.5])).toEqual([
      ['1', 'S1', true],
      ['2', 'S1', true],
      ['3', 'S2', true],
      ['4', 'S2', true],
    ]);
  });

  test('by car the quickest school: the same partition here, since every street is as fast', async () => {
    const [walk, drive] = [
      await api.ask(nearestCatchments, { county }, { type: 'grundschule' }),
      await api.ask(nearestCatchments, { county }, { type: 'grundschule', by: 'drive' }),
    ];
    expect([walk.by, drive.by]).toEqual(['walk', 'drive']);
    expect(drive.areas.map(({ key, school }) => [key, school])).toEqual(
      walk.areas.map(({ key, school }) => [key, school]),
    );
    for (const { walkMetres, driveSeconds } of drive.areas) {
      expect(walkMetres).toBeNull();
      expect(driveSeconds).toBeGreaterThan(0);
    }
  });

  test('how far children walk and a car drives: each home lies inside the band of its derived way', async () => {
    const homesTo = (await stored()).filter(({ school, walk }) => school === 'S1' && walk !== null);
    for (const [by, of_] of [
      ['walk', ({ walk }: (typeof homesTo)[number]) => walk],
      ['drive', ({ seconds }: (typeof homesTo)[number]) => seconds],
    ] as const) {
      const { bands } = await api.ask(schoolReach, { county }, { school: 'S1', by });
      const features = bands.features as Feature<MultiPolygon, { limit: number }>[];
      const limits = features.map(({ properties }) => properties.limit);
      expect(limits).toEqual([...limits].sort((a, b) => b - a));
      // On foot the street itself; the houses lie up to 1 km beside it, where nothing is drawn.
      const onStreet = homesTo.filter(({ lat }) => Math.abs(lat - south) * metresPerDegree(lat).north < 110);
      expect(onStreet.length).toBeGreaterThan(3);
      for (const home of onStreet)
        for (const { properties, geometry } of features) {
          // Neither within a cell of the border, nor by the 100 m beside the street that a walker may cut.
          if (Math.abs(of_(home) - properties.limit) < 130) continue;
          const inside = booleanPointInPolygon([home.lon, home.lat], geometry);
          expect([by, properties.limit, of_(home), inside]).toEqual([
            by,
            properties.limit,
            of_(home),
            of_(home) < properties.limit,
          ]);
        }
    }
  });

  test('another network replaces the ways; taken back, the one before counts again', async () => {
    const before = await api.ask(observedCatchment, { county }, { school: 'S1' });
    await api.load('network', file(osm({ fast: 30 }), 'neu.osm'), county, {
      options: { 'reference-date': '2026-06-01' },
    });
    const after = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect(after.ways.networkDate).toBe('2026-06-01');
    expect(after.meanWalkMetres).toEqual(before.meanWalkMetres);
    expect(Number(after.meanDriveSeconds)).toBeGreaterThan(1.4 * Number(before.meanDriveSeconds));
    const { imports } = await api.ask(listImports, { county });
    await api.ask(undoImport, { county, importId: imports.find(({ fileName }) => fileName === 'neu.osm')!.id });
    await api.context.jobs.settle();
    const again = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect([again.ways, again.meanDriveSeconds]).toEqual([before.ways, before.meanDriveSeconds]);
  });

  test('the extract of another place and one without roads are refused with a sentence; nothing changes', async () => {
    const before = await stored();
    const elsewhere = await api.refuse('network', file(osm().replaceAll(/lat="51/g, 'lat="47'), 'weg.osm'), county);
    expect(elsewhere.code).toBe('osm.elsewhere');
    expect(elsewhere.text.de).toContain('berührt den Kreis 16985 nicht');
    const empty = await api.refuse('network', file(osm().replaceAll('unclassified', 'proposed'), 'leer.osm'), county);
    expect(empty.code).toBe('osm.nothing');
    expect(await stored()).toEqual(before);
  });

  test('a preview says how much there is and draws it, and stores nothing', async () => {
    const preview = await api.preview('network', file(osm()), county);
    expect(preview.features?.features).toHaveLength(3);
    expect(preview.report.notes.map(({ de }) => de).join()).toContain('Zu Fuß');
  });

  describe('what the county draws', () => {
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
      for (const { school, lon: x, lat: y, walk } of await stored()) {
        if (school !== 'S1') continue;
        const ways = [first!, second!].map((entrance) => wayBetween([x, y], entrance));
        expectWay(walk, ways[0] === null ? null : Math.min(ways[0]!, ways[1]!));
      }
    });

    test('a footpath between the streets shortens ways; a dangerous one is counted in protected numbers', async () => {
      const before = new Map((await stored()).map(({ school, lon, lat, walk }) => [`${school} ${lon} ${lat}`, walk]));
      const x = west + 1.5 * SIDE;
      const path = [
        [x, south],
        [x, north],
      ];
      await drawn({ kind: 'footpath', line: path, note: 'Durchstich am Bach' });
      const shortened = (await stored()).filter(({ school, lon, lat, walk }) => {
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
      const moved = schoolList(of).replace(middle(of, 4).join(';'), middle(of, 3).join(';'));
      await api.load('schools', { name: 'schulen.csv', bytes: moved }, county);
    });

    test('taken back one after another, all is as it was; what is not there cannot be taken back', async () => {
      for (const id of ids) expect((await take(id)).job).not.toBeNull();
      for (const { lon, lat, slon, slat, walk } of await stored())
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

  test('where measuring fails the import is stored, says so, and what lacks is known', async () => {
    broken = true;
    const report = await api.load('network', file(osm({ fast: 20 }), 'langsam.osm'), county);
    expect(report.notes.map(({ de }) => de).join(' ')).toContain(
      'Gespeichert, aber die Wege zur Schule ließen sich nicht messen',
    );
    expect(await lacksWays(api.db, county)).toBe(true);
    const observed = await api.ask(observedCatchment, { county }, { school: 'S1' });
    expect(observed.ways.method).toBe('estimate');
    broken = false;
    await new WayJobs(api.context).start(county);
    await api.context.jobs.settle();
    expect(await lacksWays(api.db, county)).toBe(false);
    expect((await api.ask(observedCatchment, { county }, { school: 'S1' })).ways.method).toBe('network');
  });
});
