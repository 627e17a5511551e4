import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Geometry, Position } from 'geojson';
import { expect, test } from 'vitest';
import { CRS } from '../../geodata/crs/definitions.ts';
import { guessCrs, type Bbox } from '../../geodata/crs/guess.ts';
import { stateBbox } from '../../geodata/crs/states.ts';
import { transformer, transformGeometry, type XY } from '../../geodata/crs/transform.ts';
import { readFeatures } from '../../geodata/formats/features/readFeatures.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { testWithRealData } from '../realData.ts';
import { refusal } from './helpers.ts';

/** Metres between two points in degrees, near enough at these distances. */
function metres([x, y]: XY, [u, v]: XY): number {
  return Math.hypot((x - u) * 111_320 * Math.cos((y * Math.PI) / 180), (y - v) * 111_230);
}

/** Official test points DHDN → ETRS89 (BeTA2007), from PROJ's DHDN_ETRS89.gie: DHDN lon, lat, ETRS89 lon, lat. */
const OFFICIAL: [number, number, number, number][] = [
  [7.483333333333, 53.5, 7.482506019176, 53.498461143331],
  [10.333333333333, 48.833333333333, 10.332117283303, 48.83232718864],
  [8.0, 50.083333333333, 7.999097344043, 50.082172046476],
  [10.016666666667, 51.033333333333, 10.015460839103, 51.032075951188],
  [10.466666666667, 54.333333333333, 10.465373788153, 54.331696254077],
  [13.466666666667, 53.766666666667, 13.464877774631, 53.765109112396],
  [13.0, 51.783333333333, 12.998336654827, 51.782006921265],
  [10.55, 47.75, 10.548775945187, 47.749120260296],
  [13.566666666667, 52.05, 13.564906713066, 52.048646469731],
  [8.666666666667, 53.116666666667, 8.665654272188, 53.115169791635],
];

test.each(OFFICIAL)('official point %d %d: within 1 mm with the grid, both ways', (lon, lat, etrsLon, etrsLat) => {
  expect(metres(transformer(4314, 4258)([lon, lat]), [etrsLon, etrsLat])).toBeLessThan(0.001);
  expect(metres(transformer(4258, 4314)([etrsLon, etrsLat]), [lon, lat])).toBeLessThan(0.001);
});

/** Length of the meridian to a latitude on Bessel's ellipsoid, by Simpson's rule over a(1 - e²)(1 - e² sin² φ)^(-3/2). */
function besselMeridian(latitude: number): number {
  const f = 1 / 299.1528128;
  const e2 = f * (2 - f);
  const steps = 2000;
  const h = (latitude * Math.PI) / 180 / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const weight = i === 0 || i === steps ? 1 : i % 2 === 0 ? 2 : 4;
    sum += weight * (1 - e2 * Math.sin(i * h) ** 2) ** -1.5;
  }
  return (6377397.155 * (1 - e2) * h * sum) / 3;
}

test.each([
  [31466, 6],
  [31467, 9],
  [31468, 12],
])(
  'EPSG:%i on its own meridian has the zone in its easting and the length of the meridian as northing',
  (epsg, lon) => {
    const [x, y] = transformer(4326, epsg)(transformer(4314, 4326)([lon, 51]));
    expect(Math.abs(x - ((lon / 3) * 1_000_000 + 500_000))).toBeLessThan(0.001);
    expect(Math.abs(y - besselMeridian(51))).toBeLessThan(0.001);
  },
);

testWithRealData('all points of the official file are within 1 mm', 'crs/DHDN_ETRS89.gie', (path) => {
  const [section = ''] = readFileSync(path, 'utf8').split('operation proj=latlong \\');
  const pairs = [...section.matchAll(/accept\s+([\d.]+)\s+([\d.]+)\s+# DE_DHDN.*\s+expect\s+([\d.]+)\s+([\d.]+)/g)];
  expect(pairs.length).toBeGreaterThan(25);
  for (const [, lon, lat, etrsLon, etrsLat] of pairs) {
    expect(
      metres(transformer(4314, 4258)([Number(lon), Number(lat)]), [Number(etrsLon), Number(etrsLat)]),
    ).toBeLessThan(0.001);
  }
});

/** EPSG's own worked examples (Guidance Note 7-2) and the definitions' false origins. */
test.each([
  [3035, [4_321_000, 3_210_000], [10, 52]],
  [3035, [3_962_799.451, 2_999_718.853], [5, 50]],
  [3857, [1_113_194.9079, 6_446_275.841], [10, 50]],
  [25832, [500_000, 0], [9, 0]],
  [4647, [32_500_000, 0], [9, 0]],
  [5650, [33_500_000, 0], [15, 0]],
] as [number, XY, XY][])('EPSG:%i of %j', (epsg, xy, lonLat) => {
  expect(metres(transformer(epsg, 4326)(xy), lonLat)).toBeLessThan(0.002);
});

test('S42/83 lies about 590 m from DHDN with the same numbers, PD/83 within a metre or two', () => {
  const dhdn = transformer(31468, 4326)([4_480_000, 5_670_000]);
  const s42 = metres(transformer(2398, 4326)([4_480_000, 5_670_000]), dhdn);
  expect(s42).toBeGreaterThan(550);
  expect(s42).toBeLessThan(630);
  expect(metres(transformer(3397, 4326)([4_480_000, 5_670_000]), dhdn)).toBeLessThan(2);
});

/** The seven parameters of the eastern systems are inverted by approximation, which keeps to 1 mm only where they belong. */
function usedIn(epsg: number): Bbox {
  const name = CRS.get(epsg)?.name ?? '';
  return /Pulkovo|PD|RD/.test(name) ? [10.5, 50.2, 14.9, 54.6] : [6, 47.3, 15, 55];
}

test('property: there and back within 1 mm, for every system where it is used', () => {
  const unit = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(unit, unit, fc.constantFrom(...CRS.keys()), (u, v, epsg) => {
      const [west, south, east, north] = usedIn(epsg);
      const lonLat: XY = [west + u * (east - west), south + v * (north - south)];
      expect(metres(transformer(epsg, 4326)(transformer(4326, epsg)(lonLat)), lonLat)).toBeLessThan(0.001);
    }),
    { numRuns: 2000 },
  );
});

test('outside of the grid a point still shows where it lies; what is no number stays none', () => {
  const [lon, lat] = transformer(31467, 4326)([3_500_000, 7_000_000]);
  expect([Math.round(lon), Math.round(lat)]).toEqual([9, 63]);
  expect(transformer(31467, 4326)([Number.NaN, 1])).toEqual([Number.NaN, Number.NaN]);
});

test('an unknown system is refused with those that are known', async () => {
  const error = await refusal('crs-unsupported', () => transformer(2056, 4326));
  expect(error.text.de).toContain('25832');
});

test('whole geometries keep their type', () => {
  const geometry: Geometry = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [500_000, 5_600_000, 3],
          [500_100, 5_600_000, 3],
          [500_100, 5_600_100, 3],
          [500_000, 5_600_000, 3],
        ],
      ],
    ],
  };
  const result = transformGeometry(geometry, 25832);
  expect(result.type).toBe('MultiPolygon');
  expect(result.coordinates[0]?.[0]?.[0]).toHaveLength(2);
  expect(result.coordinates[0]?.[0]?.[0]?.[0]).toBeCloseTo(9, 9);
});

const SOEMMERDA: Bbox = [10.8, 51.0, 11.5, 51.4];
const PLACES: XY[] = [
  [11.0, 51.1],
  [11.2, 51.2],
  [11.3, 51.15],
];

test.each([4326, 25832, 25833, 4647, 5650, 3035, 3857])(
  'EPSG:%i is told from where the county is, also with swapped axes',
  (epsg) => {
    const points = PLACES.map((place) => transformer(4326, epsg)(place));
    const guess = guessCrs(points, { bbox: SOEMMERDA });
    expect([guess.epsg, guess.certain, guess.swapped]).toEqual([epsg, true, false]);
    const swapped = guessCrs(
      points.map(([x, y]): XY => [y, x]),
      { bbox: SOEMMERDA },
    );
    expect([swapped.epsg, swapped.certain, swapped.swapped]).toEqual([epsg, true, true]);
  },
);

test.each([31468, 2398, 3397])('EPSG:%i in Thüringen is never certain: its twins are put to the person', (epsg) => {
  const guess = guessCrs(
    PLACES.map((place) => transformer(4326, epsg)(place)),
    { bbox: SOEMMERDA },
  );
  expect(guess.certain).toBe(false);
  expect(guess.candidates.map((candidate) => candidate.epsg)).toEqual([31468, 2398, 3397]);
  expect(guess.sentence.de).toContain('bitte wählen');
});

test('in the west Gauß-Krüger is DHDN', () => {
  const points = (
    [
      [6.6, 49.7],
      [6.8, 49.6],
    ] as XY[]
  ).map((place) => transformer(4326, 31466)(place));
  const guess = guessCrs(points, { bbox: [6.35, 49.4, 7.1, 49.95] });
  expect([guess.epsg, guess.certain]).toEqual([31466, true]);
});

test('data in the sea, of another county or none at all are never certain', () => {
  const nowhere = guessCrs(
    [
      [0, 0],
      [1, 1],
    ],
    { bbox: SOEMMERDA },
  );
  expect(nowhere.certain).toBe(false);
  expect(nowhere.candidates[0]?.distanceKm).toBeGreaterThan(1000);
  const trier = guessCrs([[6.6, 49.7]], { bbox: SOEMMERDA });
  expect([trier.epsg, trier.certain]).toEqual([4326, false]);
  expect(trier.candidates[0]?.distanceKm).toBeGreaterThan(200);
  expect(guessCrs([], null).certain).toBe(false);
});

test('without a county UTM zones 32 and 33 are asked for; its state settles it', () => {
  const finsterwalde = [transformer(4326, 25833)([13.71, 51.63])];
  const open = guessCrs(finsterwalde, null);
  expect([open.certain, open.candidates.map(({ epsg }) => epsg).sort()]).toEqual([false, [25832, 25833]]);
  const bbox = stateBbox('12062');
  const guess = guessCrs(finsterwalde, bbox ? { bbox } : null);
  expect([guess.epsg, guess.certain]).toEqual([25833, true]);
});

function points(geometries: (Geometry | null)[]): XY[] {
  const flatten = (nested: unknown[]): XY[] =>
    typeof nested[0] === 'number' ? [nested as Position as XY] : nested.flatMap((part) => flatten(part as unknown[]));
  return geometries.flatMap((geometry) =>
    geometry && geometry.type !== 'GeometryCollection' ? flatten(geometry.coordinates) : [],
  );
}

const BERLIN: [string, number][] = [
  ['schools/berlin/RBS_OD_ESB_2019_06.geojson', 25833],
  ['schools/berlin/RBS_OD_ESB_2012_12.geojson', 3857],
  ['schools/berlin/schulen.geojson', 25833],
];
for (const [file, epsg] of BERLIN) {
  testWithRealData(`${file} is EPSG:${epsg}`, file, async (path) => {
    const read = await readFeatures(await sourceFromPath(path));
    const guess = guessCrs(points(read.features.map(({ geometry }) => geometry)), {
      bbox: stateBbox('11') ?? [0, 0, 0, 0],
    });
    expect([guess.epsg, guess.certain]).toEqual([epsg, true]);
  });
}
