/** Stops and road times on a tiny network: a main road with a one-way street and a farm track for people on foot only. */
import { describe, expect, test } from 'vitest';
import type { Point } from '../../../server/planning/network/build.ts';
import { STEPS, type RoadWay, type Roads } from '../../../server/planning/network/roads.ts';
import { tourGround, tourLines } from '../../../server/planning/tours/tourGround.ts';
import { shortMetres } from '../../../server/planning/network/metres.ts';

/** Along the equator, where a thousandth of a degree is 111.3 m. */
const at = (east: number, north = 0): Point => [east / 1000, north / 1000];
// 0 – 10 – 20 is driven both ways with 36 km/h; 10 → 10,5 → 20 is one way; 20 – 20,10 is a path.
const nodes: Point[] = [at(0), at(10), at(20), at(10, 5), at(20, 10)];
const way = (id: number, list: number[], forward: number, backward: number): RoadWay => ({
  id,
  nodes: list,
  onFoot: true,
  forward,
  backward,
});
const roads: Roads = {
  lon: Int32Array.from(nodes, ([lon]) => Math.round(lon * STEPS)),
  lat: Int32Array.from(nodes, ([, lat]) => Math.round(lat * STEPS)),
  ways: [way(1, [0, 1, 2], 36, 36), way(2, [1, 3, 2], 36, 0), way(3, [2, 4], 0, 0)],
  barredOnFoot: [],
  barredDriving: [],
  restrictions: [],
};
const places = (homes: Point[], existing: Point[], most = 600) => ({
  homes: homes.map((point) => ({ point, pupils: 3 })),
  existing,
  schools: [at(0)],
  most,
});

describe('stops', () => {
  test('the one there is, else the road before the home', () => {
    const { stops, stopOf, walk } = tourGround(roads, places([at(19), at(10, 5)], [at(20)], 300));
    expect(stops.map(({ existing }) => existing)).toEqual([0, null]);
    expect([...stopOf]).toEqual([0, 1]);
    expect(walk[0]).toBeCloseTo(111, 0);
    expect(walk[1]).toBe(0);
    expect(stops[1]!.point[1]).toBeCloseTo(0.005, 6);
  });

  test('a new stop serves neighbours too; who is near no road has none', () => {
    const { stops, stopOf } = tourGround(roads, places([at(5), at(6), at(20, 10)], [], 300));
    expect(stops).toHaveLength(1);
    expect([...stopOf]).toEqual([0, 0, -1]);
  });
});

describe('the road', () => {
  test('a one-way street is not driven against', () => {
    const ground = tourGround(roads, places([at(10, 5)], [at(10, 5)]));
    // From its middle on to 20, and back over the main road: 5·√… on the street, then 20 thousandths.
    const street = shortMetres(at(10, 5), at(20));
    expect(ground.metres[1]).toBeCloseTo(street + shortMetres(at(0), at(20)), 0);
    expect(ground.seconds[1]).toBeCloseTo(ground.metres[1]! / 10, 3);
    // The other way it turns in at 10.
    expect(ground.metres[2]).toBeCloseTo(shortMetres(at(0), at(10)) + shortMetres(at(10), at(10, 5)), 0);
  });

  test('the line is as long as the way', () => {
    const pairs: [Point, Point][] = [
      [at(10, 5), at(0)],
      [at(0), at(10, 5)],
      [at(3), at(7)],
      [at(7), at(3)],
    ];
    const lines = tourLines(roads, pairs);
    const lengths = lines.map((line) => line.slice(1).reduce((sum, point, i) => sum + shortMetres(line[i]!, point), 0));
    const { metres } = tourGround(roads, places([at(10, 5)], [at(10, 5)]));
    expect(lengths[0]).toBeCloseTo(metres[1]!, 0);
    expect(lengths[1]).toBeCloseTo(metres[2]!, 0);
    expect(lengths[2]).toBeCloseTo(shortMetres(at(3), at(7)), 3);
    expect(lines[3]!.map(([lon]) => lon.toFixed(9))).toEqual(['0.007000000', '0.003000000']);
    expect(lines[0]!.at(-1)![0]).toBeCloseTo(0, 9);
  });
});
