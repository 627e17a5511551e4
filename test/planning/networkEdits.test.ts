/** Drawn footpaths join the network, drawn dangers bar what runs along them and nothing else: tiny worlds, derived. */
import { describe, expect, test } from 'vitest';
import type { Point } from '../../server/planning/network/build.ts';
import { sectionsAlong } from '../../server/planning/network/dangers.ts';
import { withFootpaths } from '../../server/planning/network/footpaths.ts';
import { metresPerDegree } from '../../server/planning/network/metres.ts';
import { footNetwork, packRoads, STEPS, unpackRoads, type Roads } from '../../server/planning/network/roads.ts';
import { nearWalks } from '../../server/planning/network/nearWalks.ts';
import { waysToSites } from '../../server/planning/network/ways.ts';

const { east, north } = metresPerDegree(51);
/** A place given in metres beside 11° east, 51° north. */
const at = (x: number, y: number): Point => [11 + x / east, 51 + y / north];

/**
 * Two parallel streets, 600 m long and 200 m apart, joined in the west only:
 *
 *   3 ─────────── 4     y = 200
 *   │
 *   1 ─────────── 2     y = 0
 */
const roads: Roads = {
  ...coordinates([at(0, 0), at(600, 0), at(0, 200), at(600, 200)]),
  ways: [
    { id: 1, nodes: [0, 1], onFoot: true, forward: 30, backward: 30 },
    { id: 2, nodes: [2, 3], onFoot: true, forward: 30, backward: 30 },
    { id: 3, nodes: [0, 2], onFoot: true, forward: 30, backward: 0 },
  ],
  barredOnFoot: [],
  barredDriving: [],
  restrictions: [{ from: 1, to: 3, via: [{ type: 'node', ref: 0 }], tags: { restriction: 'no_right_turn' } }],
};

function coordinates(points: readonly Point[]): Pick<Roads, 'lon' | 'lat'> {
  const steps = (axis: 0 | 1) => Int32Array.from(points, (point) => Math.round(point[axis] * STEPS));
  return { lon: steps(0), lat: steps(1) };
}

/** From 500 m east on the lower street to 500 m east on the upper one. */
const school = { key: 'S', entrances: [at(500, 200)] };
const home = at(500, 0);
const walk = (own: Roads, dangerous: Point[][] = []) => {
  const [ways] = waysToSites(own, [school], [home], { dangerous });
  return { walk: ways!.walkMetres[0], safe: ways!.safeMetres[0], drive: ways!.driveMetres[0] };
};

test('packed and unpacked the roads are the same', () => {
  expect(unpackRoads(packRoads(roads))).toEqual(roads);
});

test('round by the west it is 500 + 200 + 500 m; by bus as long, but only where the one-way street leads', () => {
  // The bus goes from the lower street to the upper one; from the restriction no_right_turn it may not: 1 → 3 over node 0.
  expect(walk(roads)).toEqual({ walk: 1200, safe: 1200, drive: -1 });
  expect(walk({ ...roads, restrictions: [] }).drive).toBe(1200);
});

describe('a drawn footpath', () => {
  test('between the streets shortens the way: 100 + 200 + 100 m, with ends some metres beside the streets', () => {
    const path = [at(400, 6), at(400, 190)];
    expect(walk(withFootpaths(roads, [path])).walk).toBe(400);
    // 16 m are too far: it hangs in the air.
    expect(walk(withFootpaths(roads, [[at(400, 16), at(400, 190)]])).walk).toBe(1200);
    // Drawn beyond the streets it crosses them.
    expect(walk(withFootpaths(roads, [[at(400, -40), at(400, 240)]])).walk).toBe(400);
  });

  test('in two parts it is the same as in one; a third that crosses it is joined to it', () => {
    const parts = [
      [at(400, 0), at(400, 90)],
      [at(400, 90), at(400, 200)],
    ];
    expect(walk(withFootpaths(roads, parts)).walk).toBe(400);
    // From the lower street at 300 m up to y = 100, along to the path at 400 m, up: 200 + 100 + 100 + 100 + 100.
    const crooked = [at(300, 0), at(300, 100), at(430, 100)];
    expect(walk(withFootpaths(roads, [crooked, [at(400, 60), at(400, 200)]])).walk).toBe(600);
  });

  test('over a bend, in either direction; two of them join the same street; vehicles do not take it', () => {
    // 500 → 300 on the lower street, up over (300, 100), to the upper one, back to 500: 200 + 200 + 200.
    const path = [at(300, 200), at(300, 100), at(300, 0)];
    expect(walk(withFootpaths(roads, [path])).walk).toBe(600);
    const both = withFootpaths({ ...roads, restrictions: [] }, [path, [at(450, 3), at(450, 200)]]);
    expect(walk(both)).toEqual({ walk: 300, safe: 300, drive: 1200 });
  });
});

describe('a dangerous way', () => {
  const path = [at(400, 6), at(400, 190)];
  const both = withFootpaths(roads, [path]);

  test('bars what runs along it: the safe way goes round by the west', () => {
    expect(walk(both, [[at(395, 20), at(395, 150)]])).toEqual({ walk: 400, safe: 1200, drive: -1 });
  });

  test('none is left where the only other way is dangerous too', () => {
    expect(
      walk(both, [
        [at(405, 20), at(405, 150)],
        [at(0, 50), at(0, 150)],
      ]).safe,
    ).toBe(-1);
  });

  test('a line that crosses a way bars nothing', () => {
    const network = footNetwork(both);
    expect(sectionsAlong(network, [[at(350, 100), at(450, 100)]]).size).toBe(0);
    expect(walk(both, [[at(350, 100), at(450, 100)]]).safe).toBe(400);
  });

  test.each([10, 20, 28, 40, 400].flatMap((metres) => [45, 60, 90].map((degrees) => [metres, degrees] as const)))(
    'a crossing of %i m at %i degrees is not along it',
    (metres, degrees) => {
      // The dangerous street lies on y = 0; the crossing leads over it.
      const [dx, dy] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
      const half = metres / 2;
      const crossing: Roads = {
        ...roads,
        ...coordinates([at(-half * dx, -half * dy), at(half * dx, half * dy)]),
        ways: [{ id: 9, nodes: [0, 1], onFoot: true, forward: 0, backward: 0 }],
        restrictions: [],
      };
      expect(sectionsAlong(footNetwork(crossing), [[at(-500, 0), at(500, 0)]]).size).toBe(0);
      expect(sectionsAlong(footNetwork(crossing), [[at(-half * dx, -half * dy), at(half * dx, half * dy)]]).size).toBe(
        1,
      );
    },
  );

  test('at the door 50 m of it do not count, 51 m do', () => {
    const live = (x: number) => waysToSites(both, [school], [at(x, 0)], { dangerous: [[at(405, 0), at(600, 0)]] })[0]!;
    // The path joins the street at 400 m: to it, 200 m up, and 100 m to the school.
    expect(live(450).safeMetres[0]).toBe(350);
    expect([live(452).walkMetres[0], live(452).safeMetres[0]]).toEqual([352, -1]);
  });
});

describe('walks to what is near', () => {
  const listed = (most: number) => {
    const { place, stop, metres } = nearWalks(
      roads,
      [at(500, 0), at(500, 200), at(9000, 9000)],
      [at(300, 0), at(0, 210)],
      most,
    );
    return [...place].map((one, index) => [one, stop[index], metres[index]]);
  };

  test('each within the limit on foot, none beyond, nothing to places far from any way', () => {
    // From 500 m east below: 200 m along the street; round by the west 500 + 200 + 10 m beside the street.
    expect(listed(711)).toEqual([
      [0, 0, 200],
      [0, 1, 710],
      [1, 1, 510],
    ]);
    expect(listed(709)).toEqual([
      [0, 0, 200],
      [1, 1, 510],
    ]);
    // From 500 m east above to 300 m east below: 500 + 200 + 300, though 283 m as the crow flies.
    expect(listed(1001)).toContainEqual([1, 0, 1000]);
    expect(listed(100)).toEqual([]);
  });

  test('as far as the ways to a site', () => {
    const homes = [at(500, 0), at(80, 4), at(0, 90)];
    const stops = [at(600, 200), at(250, 0)];
    const ways = waysToSites(
      roads,
      stops.map((stop, index) => ({ key: String(index), entrances: [stop] })),
      homes,
    );
    const near = nearWalks(roads, homes, stops, 5000);
    near.place.forEach((home, index) =>
      expect(Math.abs(near.metres[index]! - ways[near.stop[index]!]!.walkMetres[home]!)).toBeLessThanOrEqual(1),
    );
    expect(near.place).toHaveLength(6);
  });
});
