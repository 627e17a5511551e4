/** How far one comes: on one straight street, derived; and bands lie inside one another whatever the network. */
import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildNetwork, type Point } from '../../server/planning/network/build.ts';
import { metresPerDegree } from '../../server/planning/network/metres.ts';
import { placeFinder } from '../../server/planning/network/place.ts';
import { reachBands, type ReachBand } from '../../server/planning/network/reach.ts';
import { metresFrom, metresTo } from '../../server/planning/network/walk.ts';

const { east, north } = metresPerDegree(51);
const at = (x: number, y: number): Point => [11 + x / east, 51 + y / north];
const inside = (band: ReachBand, x: number, y: number) => booleanPointInPolygon([...at(x, y)], band.geometry);

function bands(points: readonly Point[], lines: number[][], school: Point, limits: number[]): ReachBand[] {
  const ways = lines.map((nodes, id) => ({ id, nodes, forward: 4, backward: 4 }));
  const network = buildNetwork(ways, (node) => points[node] ?? null);
  const entrance = placeFinder(network)(school, 1000)!;
  const best = metresFrom(network, [entrance]);
  const costAt = (place: Parameters<typeof metresTo>[3]) => metresTo(network, best, [entrance], place);
  return reachBands(network, { costAt, holds: () => true, limits, besideCost: 1, beside: 100 });
}

describe('one street from west to east, the school in its middle', () => {
  const [far, near] = bands([at(-1500, 0), at(1500, 0)], [[0, 1]], at(0, 0), [500, 1000]);

  test('the larger limit first', () => {
    expect([far!.limit, near!.limit]).toEqual([1000, 500]);
  });

  test.each([
    // Along the street: 470 m are within 500, 530 are not. The grid's cells are 25 m.
    [470, 0, true],
    [-470, 0, true],
    [530, 0, false],
    [-530, 0, false],
    // To a house 80 m beside it, straight across from the street at most 100 m before: 320 + 100. To (470, 90): 426 + 100.
    [380, 80, true],
    [470, 90, false],
    // 150 m beside it belong to no street.
    [0, 150, false],
  ])('%i m east, %i m north: within 500 m %s', (x, y, is) => {
    expect(inside(near!, x, y)).toBe(is);
  });

  test('what 500 m do not reach 1,000 m do', () => {
    expect([inside(far!, 530, 0), inside(far!, 970, 0), inside(far!, 1030, 0)]).toEqual([true, true, false]);
  });
});

test('nothing within a limit gives no band', () => {
  expect(bands([at(900, 0), at(1500, 0)], [[0, 1]], at(900, 50), [0])).toEqual([]);
});

test('property: each band holds the smaller ones', () => {
  const place = fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }));
  fc.assert(
    fc.property(fc.array(place, { minLength: 3, maxLength: 6 }), (corners) => {
      const points = corners.map(([x, y]) => at(x, y));
      const lines = points.slice(1).map((_, index) => [index, index + 1]);
      const found = bands(points, lines, points[0]!, [200, 400, 800]);
      for (const [larger, smaller] of found.slice(1).map((band, index) => [found[index]!, band] as const))
        for (const [ring] of smaller.geometry.coordinates)
          for (const corner of ring!.filter((_, index) => index % 9 === 0))
            expect(booleanPointInPolygon(corner, larger.geometry)).toBe(true);
    }),
    { numRuns: 40 },
  );
});
