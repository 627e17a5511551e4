/** Catchments: observed shares by hand, nearest schools against brute force, cells against the nearest of random points. */
import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import type { MultiPolygon } from 'geojson';
import { describe, expect, test } from 'vitest';
import { nearestCells, nearestSite, type Site } from '../../server/planning/catchment/nearest.ts';
import { homeCells } from '../../server/planning/catchment/homeCells.ts';
import { areasByWay, least } from '../../server/planning/catchment/nearestByWay.ts';
import { classesOf, meanMetres, metresOfShare } from '../../server/planning/catchment/waySums.ts';
import { observedShares, type AreaPoint } from '../../server/planning/catchment/observed.ts';

describe('observed', () => {
  const area = (key: string, x: number, y: number): AreaPoint => ({
    county: 'A',
    key,
    name: key,
    point: [0, 0],
    metres: [x, y],
  });
  const areas = [area('far', 3000, 4000), area('near', 0, 100), area('none', 0, 0), area('same', 600, 800)];
  const own = new Map([
    ['A/far', 10],
    ['A/near', 30],
    ['A/same', 10],
    ['B/near', 99],
  ]);
  const all = new Map([
    ['A/far', 40],
    ['A/near', 30],
    ['A/same', 4],
  ]);

  test('number, share of the area, straight line (3-4-5 triangles); most first, then nearest', () => {
    const shares = observedShares(areas, [0, 0], own, all);
    expect(
      shares.map(({ key, pupils, areaPupils, share, straightLineMetres }) => [
        key,
        pupils,
        areaPupils,
        share,
        straightLineMetres,
      ]),
    ).toEqual([
      ['near', 30, 30, 1, 100],
      // More of the school than of its type in the area cannot be: the larger number counts.
      ['same', 10, 10, 1, 1000],
      ['far', 10, 40, 0.25, 5000],
    ]);
  });
});

test('mean way and that of nine of ten, by pupils; null without any', () => {
  const ways = [
    { pupils: 10, metres: 5000 },
    { pupils: 30, metres: 100 },
    { pupils: 10, metres: 1000 },
    { pupils: 0, metres: 9000 },
  ];
  // (30 × 100 + 10 × 1,000 + 10 × 5,000) ÷ 50
  expect(meanMetres(ways)).toBe(1260);
  // 40 of 50 go up to 1,000 m: eight of ten; the ninth is among the last ten.
  expect([0.6, 0.8, 0.9].map((share) => metresOfShare(ways, share))).toEqual([100, 1000, 5000]);
  // Classes of 1 km: 30 below it, 10 from 1 km on, none in the next three, 10 from 5 km on.
  expect(classesOf(ways.slice(0, 3), 1000)).toEqual([30, 10, 0, 0, 0, 10]);
  expect([meanMetres([]), metresOfShare([], 0.9)]).toEqual([null, null]);
});

test('the nearest school by way: per house, and for the most houses of an area', () => {
  const home = (area: string | null, houses: number, costs: (number | null)[]) => ({ area, houses, costs });
  const areas = areasByWay([
    home('A', 10, [500, 900]),
    home('A', 30, [2000, 800]),
    // Nobody can walk there, nobody knows where it is: they count nowhere.
    home('A', 99, [null, null]),
    home(null, 5, [1, 2]),
    home('B', 4, [null, 100]),
    home('C', 2, [null, null]),
  ]);
  // A: 30 of 40 houses are nearer to the second; (10 × 500 + 30 × 800) ÷ 40.
  expect(Object.fromEntries(areas)).toEqual({
    A: { site: 1, share: 0.75, cost: 725 },
    B: { site: 1, share: 1, cost: 100 },
  });
  expect(least([700, 700])).toEqual({ site: 0, cost: 700 });
  expect(least([null])).toBeNull();
});

test('each home lies in its own cell and in no other; of two at one place the first has one', () => {
  const homes: [number, number][] = [
    [0, 0],
    [1000, 0],
    [0, 800],
    [1000, 0],
    [400, 300],
  ];
  const cells = homeCells(homes);
  expect(cells.map((cell) => cell !== null)).toEqual([true, true, true, false, true]);
  homes.forEach((home, index) => {
    const holding = cells.flatMap((cell, other) => (cell && booleanPointInPolygon(home, cell) ? [other] : []));
    expect(holding).toEqual([index === 3 ? 1 : index]);
  });
  expect(homeCells([])).toEqual([]);
});

const coordinate = fc.integer({ min: 0, max: 10_000 });
const site = fc.tuple(coordinate, coordinate);
const sitesOf = (positions: [number, number][]): Site[] =>
  positions.map((metres, i) => ({ key: `S${String(i).padStart(2, '0')}`, metres }));
const squared = (a: [number, number], b: [number, number]) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2;

test('the nearest site is the brute-force nearest; of equals the smaller key; order does not matter', () => {
  fc.assert(
    fc.property(site, fc.array(site, { minLength: 1, maxLength: 30 }), (point, positions) => {
      const sites = sitesOf(positions);
      const least = Math.min(...sites.map(({ metres }) => squared(point, metres)));
      const expected = sites
        .filter(({ metres }) => squared(point, metres) === least)
        .map(({ key }) => key)
        .sort()[0];
      expect(nearestSite(point, sites)?.site).toBe(expected);
      expect(nearestSite(point, [...sites].reverse())?.site).toBe(expected);
      expect(nearestSite(point, sites)?.metres).toBeCloseTo(Math.sqrt(least), 6);
    }),
  );
  expect(nearestSite([0, 0], [])).toBeNull();
});

describe('cells', () => {
  /** An L with a hole, in metres: 10 km × 10 km without its north-east quarter and a square kilometre. */
  const outline: MultiPolygon = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [0, 0],
          [10_000, 0],
          [10_000, 5000],
          [5000, 5000],
          [5000, 10_000],
          [0, 10_000],
          [0, 0],
        ],
        [
          [2000, 2000],
          [3000, 2000],
          [3000, 3000],
          [2000, 3000],
          [2000, 2000],
        ],
      ],
    ],
  };
  const SURFACE = 75e6 - 1e6;

  /** Shoelace: Turf's area would take the metres for degrees. */
  const ringArea = (ring: number[][]) =>
    Math.abs(
      ring.slice(1).reduce((sum, [x = 0, y = 0], i) => sum + (ring[i]?.[0] ?? 0) * y - x * (ring[i]?.[1] ?? 0), 0),
    ) / 2;
  const surface = (geometry: { type: string; coordinates: unknown }): number => {
    const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as number[][][][];
    return polygons.reduce(
      (sum, [outer = [], ...holes]) => sum + ringArea(outer) - holes.reduce((h, ring) => h + ringArea(ring), 0),
      0,
    );
  };

  test('cover the county once, whatever the sites', () => {
    fc.assert(
      fc.property(fc.uniqueArray(site, { minLength: 1, maxLength: 25, selector: String }), (positions) => {
        const cells = nearestCells(sitesOf(positions), outline);
        const total = cells.reduce((sum, { geometry }) => sum + surface(geometry), 0);
        expect(Math.abs(total / SURFACE - 1)).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });

  test('hold the points that are nearest to their site', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(site, { minLength: 2, maxLength: 25, selector: String }),
        fc.array(site, { minLength: 1, maxLength: 20 }),
        (positions, points) => {
          const sites = sitesOf(positions);
          const cells = nearestCells(sites, outline);
          for (const point of points) {
            if (!booleanPointInPolygon(point, outline, { ignoreBoundary: true })) continue;
            const [first, second] = sites
              .map(({ key, metres }) => ({ key, metres: Math.sqrt(squared(point, metres)) }))
              .sort((a, b) => a.metres - b.metres);
            // On the border between two cells either may hold it.
            if (!first || !second || second.metres - first.metres < 0.01) continue;
            const holding = cells.filter(({ geometry }) => booleanPointInPolygon(point, geometry));
            expect(holding.map(({ site: key }) => key)).toEqual([first.key]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('two sites: the border is their perpendicular bisector', () => {
    const cells = nearestCells(
      sitesOf([
        [1000, 500],
        [5000, 500],
      ]),
      outline,
    );
    // West of x = 3,000: 30 km² without the hole's square kilometre; the rest east of it.
    expect(cells.map(({ geometry }) => Math.round(surface(geometry)))).toEqual([29e6, 45e6]);
  });

  test('sites at one place share a cell, named by the first key; a site outside the county has its part too', () => {
    const cells = nearestCells(
      [
        { key: 'b', metres: [1000, 1000] },
        { key: 'a', metres: [1000, 1000] },
        { key: 'c', metres: [20_000, 1000] },
      ],
      outline,
    );
    expect(cells.map(({ site: key }) => key)).toEqual(['a']);
    const east = nearestCells(
      sitesOf([
        [1000, 1000],
        [12_000, 1000],
      ]),
      outline,
    );
    expect(east.map(({ site: key }) => key)).toEqual(['S00', 'S01']);
  });
});
