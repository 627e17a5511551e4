/** A road network comes in, and the ways from the atoms to the schools are measured on it: derived, and only what changed. */
import { booleanPointInPolygon } from '@turf/turf';
import type { Feature, MultiPolygon } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nearestCatchments, observedCatchment } from '../../server/contract/catchments.ts';
import { schoolReach } from '../../server/contract/network.ts';
import { listImports, undoImport } from '../../server/contract/imports.ts';
import { distanceBands } from '../../server/contract/transport.ts';
import { lacksWays } from '../../server/operations/import/measureWays.ts';
import { WayJobs } from '../../server/routes/network.ts';
import type { WaysWork } from '../../server/operations/roadWork.ts';
import { metresPerDegree } from '../../server/planning/network/metres.ts';
import { engine } from '../database.ts';
import { listCsv, stated } from '../pupilHomes.ts';
import {
  children,
  county,
  expectWay,
  file,
  osm,
  schoolsMoved,
  south,
  startOnStreets,
  wayBetween,
  waysStored,
} from '../streetWays.ts';
import type { TestApi } from '../testApi.ts';

describe(engine, () => {
  let api: TestApi;
  const asked: WaysWork[] = [];
  let broken = false;
  beforeAll(async () => {
    api = await startOnStreets(asked, () => broken);
  });
  afterAll(() => api.close());

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
    const rows = await waysStored(api);
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
    await api.load('schools', { name: 'schulen.csv', bytes: schoolsMoved() }, county);
    expect(asked.map(({ sites }) => sites.map(({ key }) => key))).toEqual([['S2']]);
    for (const { school, lon, lat, slon, slat, walk } of await waysStored(api))
      if (school === 'S2') expectWay(walk, wayBetween([lon, lat], [slon, slat]));
    asked.length = 0;
    const options = { ...stated, 'school-year': '2027/28' };
    await api.load('pupil-list', { name: 'liste.csv', bytes: listCsv(children.slice(3)) }, county, { options });
    expect(asked.map(({ sites }) => sites.map(({ key }) => key))).toEqual([['S1', 'S2']]);
    expect(new Set((await waysStored(api)).map(({ school }) => school))).toEqual(new Set(['S1', 'S2']));
  });

  test('each home is in the territory of the school whose derived way is shorter, and its area names the one of most houses', async () => {
    const { ways, cells, areas } = await api.ask(nearestCatchments, { county }, { type: 'grundschule' });
    expect(ways.method).toBe('network');
    const territories = cells.features as Feature<MultiPolygon, { school: string }>[];
    expect(territories.map(({ properties }) => properties.school)).toEqual(['S1', 'S2']);
    const nearest = new Map<string, { lon: number; lat: number; walk: number; school: string }>();
    for (const { lon, lat, walk, school } of await waysStored(api)) {
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
    const homesTo = (await waysStored(api)).filter(({ school, walk }) => school === 'S1' && walk !== null);
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
    const before = await waysStored(api);
    const elsewhere = await api.refuse('network', file(osm().replaceAll(/lat="51/g, 'lat="47'), 'weg.osm'), county);
    expect(elsewhere.code).toBe('osm.elsewhere');
    expect(elsewhere.text.de).toContain('berührt den Kreis 16985 nicht');
    const empty = await api.refuse('network', file(osm().replaceAll('unclassified', 'proposed'), 'leer.osm'), county);
    expect(empty.code).toBe('osm.nothing');
    expect(await waysStored(api)).toEqual(before);
  });

  test('a preview says how much there is and draws it, and stores nothing', async () => {
    const preview = await api.preview('network', file(osm()), county);
    expect(preview.features?.features).toHaveLength(3);
    expect(preview.report.notes.map(({ de }) => de).join()).toContain('Zu Fuß');
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
