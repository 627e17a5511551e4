import fc from 'fast-check';
import type { Geometry, Position } from 'geojson';
import { expect, test } from 'vitest';
import { closeRings, dropBadRings, findCrossing, repairRings } from '../../geodata/formats/geometry.ts';

const SQUARE: Position[] = [
  [0, 0],
  [0, 10],
  [10, 10],
  [10, 0],
  [0, 0],
];

test('an open ring is closed and said', () => {
  const { geometry, repairs } = closeRings({ type: 'Polygon', coordinates: [SQUARE.slice(0, 4)] });
  expect(geometry).toEqual({ type: 'Polygon', coordinates: [SQUARE] });
  expect(repairs.map(({ de }) => de)).toEqual(['Ein offener Ring wurde geschlossen.']);
});

test('repeated points, points without numbers, rings without area', () => {
  const messy: Geometry = {
    type: 'Polygon',
    coordinates: [
      [
        [0, 0],
        [0, 0],
        [0, 10],
        [Number.NaN, 3],
        [10, 10],
        [10, 0],
        [0, 0],
      ],
      [
        [1, 1],
        [2, 2],
        [1, 1],
      ],
      [
        [1, 1],
        [2, 2],
        [3, 3],
        [1, 1],
      ],
    ],
  };
  const { geometry, repairs } = dropBadRings(messy);
  expect(geometry).toEqual({ type: 'Polygon', coordinates: [SQUARE] });
  expect(repairs.map(({ en }) => en)).toEqual([
    'One point without valid coordinates was removed.',
    'One repeated point was removed.',
    '2 rings without an area were left out.',
  ]);
});

test('a polygon without an outer ring goes with its holes, a geometry without any goes whole', () => {
  const line: Position[] = [
    [0, 0],
    [1, 1],
    [0, 0],
  ];
  const two: Geometry = { type: 'MultiPolygon', coordinates: [[line, SQUARE], [SQUARE]] };
  expect(repairRings(two).geometry).toEqual({ type: 'MultiPolygon', coordinates: [[SQUARE]] });
  expect(repairRings({ type: 'Polygon', coordinates: [line] }).geometry).toBeNull();
  expect(repairRings({ type: 'Point', coordinates: [Number.NaN, 1] }).geometry).toBeNull();
});

test('rings in metres with large coordinates and small areas keep theirs', () => {
  const far = SQUARE.map(([x = 0, y = 0]): Position => [32_500_000 + x / 10, 5_600_000 + y / 10]);
  expect(repairRings({ type: 'Polygon', coordinates: [far] }).repairs).toEqual([]);
  const degrees = SQUARE.map(([x = 0, y = 0]): Position => [11 + x * 1e-6, 51 + y * 1e-6]);
  expect(repairRings({ type: 'Polygon', coordinates: [degrees] }).repairs).toEqual([]);
});

test('a ring that crosses itself is found and said, one that touches itself is not', () => {
  const bow: Position[] = [
    [0, 0],
    [10, 10],
    [10, 0],
    [0, 10],
    [0, 0],
  ];
  expect(findCrossing(bow)).toEqual([5, 5]);
  expect(
    repairRings({
      type: 'Polygon',
      coordinates: [
        [
          [0, 0],
          [10, 10],
          [10, 0],
          [0, 8],
          [0, 0],
        ],
      ],
    }).repairs[0]?.de,
  ).toContain('kreuzt sich selbst');
  expect(
    findCrossing([
      [0, 0],
      [5, 5],
      [10, 0],
      [10, 10],
      [5, 5],
      [0, 10],
      [0, 0],
    ]),
  ).toBeNull();
  expect(findCrossing(SQUARE)).toBeNull();
});

test('property: stars never cross themselves, and repairing twice changes nothing', () => {
  const radii = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 60 });
  fc.assert(
    fc.property(radii, (lengths) => {
      const ring = lengths.map((radius, i): Position => {
        const angle = (i / lengths.length) * 2 * Math.PI;
        return [11 + radius * Math.cos(angle), 51 + radius * Math.sin(angle)];
      });
      const once = repairRings({ type: 'Polygon', coordinates: [ring] });
      expect(once.repairs).toHaveLength(1);
      const twice = repairRings(once.geometry ?? { type: 'Point', coordinates: [] });
      expect(twice).toEqual({ geometry: once.geometry, repairs: [] });
    }),
  );
});
