/** Outlines of districts made of atoms, against the cells that they are made of. */
import { booleanPointInPolygon, kinks } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outlinesOf, signedArea } from '../../../server/planning/variant/outline.ts';
import { STEP, type Raster } from '../../../server/planning/variant/raster.ts';
import { topologyOf } from '../../../server/planning/variant/topology.ts';

const grid = (...lines: string[]): Raster => {
  const rows = lines.toReversed();
  const owner = Int32Array.from(rows.join(''), (sign) => (sign === '.' ? -1 : Number(sign)));
  return { west: 0, south: 0, columns: rows[0]!.length, rows: rows.length, owner };
};
const cellsOf = (ring: readonly (readonly [number, number])[]) => signedArea(ring) / STEP ** 2;

/** Cells of each ring, holes negative. */
const shapes = (raster: Raster, atoms: number, districtOf: number[]) =>
  [...outlinesOf(topologyOf(raster, atoms), districtOf)]
    .sort(([a], [b]) => a - b)
    .map(([district, polygons]) => [district, polygons.map((rings) => rings.map(cellsOf))]);

describe('outlines of districts', () => {
  test('atoms of a district are one piece of ground; who has none has no outline', () => {
    expect(shapes(grid('0012', '0013'), 4, [7, 7, 5, -1])).toEqual([
      [5, [[1]]],
      [7, [[6]]],
    ]);
  });

  test('an island in a hole, with a hole of its own', () => {
    const raster = grid('0000000', '0111110', '0100010', '0102010', '0100010', '0111110', '0000000');
    expect(shapes(raster, 3, [0, 1, 2])).toEqual([
      [
        0,
        [
          [49, -25],
          [9, -1],
        ],
      ],
      [1, [[25, -9]]],
      [2, [[1]]],
    ]);
  });

  test('a hole that touches the outline in a corner, and two holes that touch each other', () => {
    // The hole of 1 meets the outside at the north-east; the two of 2 meet in a corner.
    expect(shapes(grid('00.', '010', '000'), 2, [0, 1])[0]).toEqual([0, [[8, -1]]]);
    expect(shapes(grid('0000', '0100', '0010', '0000'), 2, [0, 1])[0]).toEqual([0, [[16, -1, -1]]]);
  });

  test('of any grid and any districts: as much ground as cells, each cell in its own only, no ring across itself', () => {
    const atoms = 6;
    const worlds = fc.integer({ min: 2, max: 8 }).chain((columns) =>
      fc.integer({ min: 2, max: 8 }).chain((rows) =>
        fc.record({
          districtOf: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: atoms, maxLength: atoms }),
          raster: fc
            .array(fc.integer({ min: -1, max: atoms - 1 }), { minLength: rows * columns, maxLength: rows * columns })
            .map((owner): Raster => ({ west: 400, south: 300, columns, rows, owner: Int32Array.from(owner) })),
        }),
      ),
    );
    fc.assert(
      fc.property(worlds, ({ raster, districtOf }) => {
        const outlines = outlinesOf(topologyOf(raster, atoms), districtOf);
        const districtAt = [...raster.owner].map((atom) => (atom === -1 ? -1 : districtOf[atom]!));
        expect([...outlines.keys()].sort()).toEqual([...new Set(districtAt)].filter((one) => one !== -1).sort());
        for (const [district, polygons] of outlines) {
          expect(polygons.flat().reduce((sum, ring) => sum + cellsOf(ring), 0)).toBe(
            districtAt.filter((one) => one === district).length,
          );
          for (const [outer, ...holes] of polygons) {
            expect(cellsOf(outer!)).toBeGreaterThan(0);
            expect(holes.every((hole) => cellsOf(hole) < 0)).toBe(true);
            for (const ring of [outer!, ...holes]) {
              expect(ring[0]).toEqual(ring.at(-1));
              // In degrees of a globe 800 m are tiny: turf is asked on a plane of small numbers.
              const small = ring.map(([x, y]) => [x / 1e5, y / 1e5]);
              expect(kinks({ type: 'Polygon', coordinates: [small] }).features).toEqual([]);
            }
          }
        }
        districtAt.forEach((district, cell) => {
          const middle = [
            raster.west + ((cell % raster.columns) + 0.5) * STEP,
            raster.south + (Math.floor(cell / raster.columns) + 0.5) * STEP,
          ];
          const holders = [...outlines].flatMap(([one, polygons]) =>
            polygons
              .filter((coordinates) => booleanPointInPolygon(middle, { type: 'Polygon', coordinates }))
              .map(() => one),
          );
          expect(holders).toEqual(district === -1 ? [] : [district]);
        });
      }),
      { numRuns: 300 },
    );
  });
});
