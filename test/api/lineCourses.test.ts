/** Lines without shapes: straight until a road network is there, then along its roads from stop to stop. */
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lineCourses } from '../../server/contract/transport.ts';
import type { RoadWork } from '../../server/operations/roadWork.ts';
import { engine } from '../database.ts';
import { TestApi } from '../testApi.ts';
import { AREAS_FILE, middle, SIDE, squares, streets, world } from '../world.ts';

const of = world('05317', 6.6, 50.9);
const { county } = of;
const west = middle(of, 1)[0] - SIDE / 2;
const [south, north] = [middle(of, 1)[1], middle(of, 4)[1]];

/** A and B stand at the two streets, 30 m beside them: the only way from one to the other is along the western border. C is elsewhere. */
const at = { A: [west + 0.03, south + 0.0003], B: [west + 0.03, north - 0.0003], C: [west + 0.3, north] } as const;
const files = {
  'agency.txt': 'agency_id,agency_name,agency_url,agency_timezone\nA,Bus,https://example.org,Europe/Berlin\n',
  'stops.txt':
    'stop_id,stop_name,stop_lat,stop_lon\n' +
    Object.entries(at)
      .map(([key, [lon, lat]]) => `${key},Halt ${key},${lat},${lon}\n`)
      .join(''),
  'routes.txt': 'route_id,agency_id,route_short_name,route_type\nbare,A,1,3\nbeyond,A,2,3\ntrain,A,3,2\nstated,A,4,3\n',
  'trips.txt':
    'route_id,service_id,trip_id,shape_id\nbare,mon,T1,\nbare,mon,T2,\nbeyond,mon,T3,\ntrain,mon,T4,\nstated,mon,T5,S\n',
  'calendar.txt':
    'service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nmon,1,0,0,0,0,0,0,20260901,20260930\n',
  'stop_times.txt':
    'trip_id,arrival_time,departure_time,stop_id,stop_sequence\n' +
    Object.entries({ T1: 'AB', T2: 'BA', T3: 'ABC', T4: 'AB', T5: 'AB' })
      .flatMap(([trip, calls]) => [...calls].map((stop, i) => `${trip},07:${10 + i}:00,07:${10 + i}:00,${stop},${i}\n`))
      .join(''),
  'shapes.txt':
    'shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\n' +
    [at.A, [west + 0.05, (south + north) / 2], at.B].map(([lon, lat], i) => `S,${lat},${lon},${i}\n`).join(''),
};

describe(engine, () => {
  let api: TestApi;
  const tasks: RoadWork['task'][] = [];
  beforeAll(async () => {
    api = await TestApi.start(({ onRoads }) => ({
      onRoads: (work, progress) => {
        tasks.push(work.task);
        return onRoads(work, progress);
      },
    }));
    await api.load('areas', { name: AREAS_FILE, bytes: squares(of) }, county);
    const bytes = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
    await api.load('gtfs', { name: 'fahrplan.zip', bytes }, county);
  });
  afterAll(() => api.close());

  test('without a network they are straight, and that is told; a line with a shape is not among them', async () => {
    const { lines } = await api.ask(lineCourses, { county });
    expect(lines).toEqual([
      { county, key: 'bare', derived: 0, straight: 1, paths: [] },
      { county, key: 'beyond', derived: 0, straight: 2, paths: [] },
      { county, key: 'train', derived: 0, straight: 1, paths: [] },
    ]);
    expect(tasks).toEqual([]);
  });

  test('with one, a bus follows its roads from stop to stop; a train and what lies beyond stay straight', async () => {
    await api.load('network', { name: 'wege.osm', bytes: streets(of) }, county);
    tasks.length = 0;
    const { lines, sources } = await api.ask(lineCourses, { county });
    expect(tasks).toEqual(['tourLines']);
    expect(sources.map(({ title }) => title)).toContain('wege.osm');
    const [bare, beyond, train] = lines;
    expect(train).toEqual({ county, key: 'train', derived: 0, straight: 1, paths: [] });
    expect([bare!.derived, bare!.straight, beyond!.derived, beyond!.straight]).toEqual([1, 0, 1, 1]);
    const [there] = bare!.paths;
    // From A's foot on the southern street by both corners to B's foot on the northern one.
    const corners = [
      [west + 0.03, south],
      [west, south],
      [west, north],
      [west + 0.03, north],
    ];
    const path = there![0]![1] < there!.at(-1)![1] ? there! : there!.toReversed();
    expect(bare!.paths).toHaveLength(1);
    expect(path).toHaveLength(corners.length);
    path.forEach((point, i) => {
      expect(Math.abs(point[0] - corners[i]![0]!)).toBeLessThanOrEqual(1.1e-5);
      expect(Math.abs(point[1] - corners[i]![1]!)).toBeLessThanOrEqual(1.1e-5);
    });
    // The same road, and straight on to C.
    expect(beyond!.paths).toEqual([[...path, [...at.B], [...at.C]].map(([lon, lat]) => [round(lon!), round(lat!)])]);
  });
});

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
