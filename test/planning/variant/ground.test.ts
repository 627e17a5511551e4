/** The county's grid: which atom each place belongs to, who borders on whom, and the outlines, against the cells themselves. */
import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neighboursOn, rasterOf, STEP, type Raster } from '../../../server/planning/variant/raster.ts';
import { topologyOf, type Topology } from '../../../server/planning/variant/topology.ts';

const grid = (...lines: string[]): Raster => {
  const rows = lines.toReversed();
  const owner = Int32Array.from(rows.join(''), (sign) => (sign === '.' ? -1 : Number(sign)));
  return { west: 0, south: 0, columns: rows[0]!.length, rows: rows.length, owner };
};

const ringOf = ({ arcs }: Topology, ring: number[]) =>
  ring.flatMap((arc) => (arc < 0 ? [...arcs[~arc]!].reverse() : arcs[arc]!).slice(0, -1));

const polygonsOf = (topology: Topology, atom: number) =>
  topology.polygons[atom]!.map((rings) => rings.map((ring) => ringOf(topology, ring)));

const area = (ring: [number, number][]) =>
  ring.reduce((sum, [x, y], at) => {
    const [toX, toY] = ring[(at + 1) % ring.length]!;
    return sum + (x * toY - toX * y) / 2;
  }, 0);

describe('neighbours', () => {
  test('a common side counts, a common corner does not', () => {
    // 0 and 3 meet in the middle only, as do 1 and 2.
    const raster = grid('01', '23');
    expect(neighboursOn(raster, 4).map((list) => [...list])).toEqual([
      [1, 2],
      [0, 3],
      [0, 3],
      [1, 2],
    ]);
  });

  test('the ends of a row do not meet the next row', () => {
    expect(neighboursOn(grid('0..', '..1'), 2).map((list) => [...list])).toEqual([[], []]);
  });

  test('an exclave has no neighbours', () => {
    expect([...neighboursOn(grid('00.1'), 2)[1]!]).toEqual([]);
  });
});

describe('outlines', () => {
  test('a hole belongs to the ground around it, ground that meets in a corner is two pieces', () => {
    const topology = topologyOf(grid('0000', '0110', '0100', '0000', '..10'), 2);
    const [around, inner] = [polygonsOf(topology, 0), polygonsOf(topology, 1)];
    expect(around.map((rings) => rings.length)).toEqual([2]);
    expect(inner.map((rings) => area(rings[0]!) / STEP ** 2).sort()).toEqual([1, 3]);
  });

  test('an island in a hole keeps its own hole', () => {
    const raster = grid('0000000', '0111110', '0100010', '0102010', '0100010', '0111110', '0000000');
    const cells = polygonsOf(topologyOf(raster, 3), 0).map((rings) => rings.map((ring) => area(ring) / STEP ** 2));
    expect(cells).toEqual([
      [49, -25],
      [9, -1],
    ]);
  });

  test('of any grid: as much ground as cells, each cell inside its own, no outline across itself, both sides named', () => {
    const cells = fc.integer({ min: 2, max: 6 }).chain((columns) =>
      fc.integer({ min: 2, max: 6 }).chain((rows) =>
        fc
          .array(fc.integer({ min: -1, max: 3 }), { minLength: rows * columns, maxLength: rows * columns })
          .map((owner): Raster => ({
            west: 400,
            south: 300,
            columns,
            rows,
            owner: Int32Array.from(owner),
          })),
      ),
    );
    fc.assert(
      fc.property(cells, (raster) => {
        const topology = topologyOf(raster, 4);
        const shapes = [0, 1, 2, 3].map((atom) => polygonsOf(topology, atom));
        for (const [atom, polygons] of shapes.entries()) {
          const squareMetres = polygons.flat().reduce((sum, ring) => sum + area(ring), 0);
          expect(squareMetres).toBe(raster.owner.filter((owner) => owner === atom).length * STEP ** 2);
          for (const ring of polygons.flat()) expect(new Set(corners(ring)).size).toBe(corners(ring).length);
        }
        raster.owner.forEach((owner, cell) => {
          const middle = [
            raster.west + ((cell % raster.columns) + 0.5) * STEP,
            raster.south + (Math.floor(cell / raster.columns) + 0.5) * STEP,
          ];
          const holders = shapes.flatMap((polygons, atom) =>
            polygons.some((rings) =>
              booleanPointInPolygon(middle, { type: 'Polygon', coordinates: rings.map((ring) => closed(ring)) }),
            )
              ? [atom]
              : [],
          );
          expect(holders).toEqual(owner === -1 ? [] : [owner]);
        });
        const pairs = new Set(
          topology.sides.filter((pair) => Math.min(...pair) >= 0).map((pair) => [...pair].sort().join()),
        );
        const expected = neighboursOn(raster, 4).flatMap((list, atom) =>
          [...list].filter((other) => other > atom).map((other) => `${atom},${other}`),
        );
        expect([...pairs].sort()).toEqual(expected.sort());
      }),
      { numRuns: 300 },
    );
  });
});

/** Every corner of the grid that a ring passes: one that it passes twice would be where it meets itself. */
const corners = (ring: [number, number][]): string[] =>
  ring.flatMap(([x, y], at) => {
    const [toX, toY] = ring[(at + 1) % ring.length]!;
    const steps = (Math.abs(toX - x) + Math.abs(toY - y)) / STEP;
    return Array.from({ length: steps }, (_, step) =>
      [x + ((toX - x) / steps) * step, y + ((toY - y) / steps) * step].join(),
    );
  });

const closed = (ring: number[][]): number[][] => {
  const [first, last] = [ring[0]!, ring.at(-1)!];
  return first[0] === last[0] && first[1] === last[1] ? ring : [...ring, first];
};

describe('ground', () => {
  const square = (key: string, west: number, east: number, north = 400) => ({
    key,
    rings: [
      [
        [west, 0],
        [east, 0],
        [east, north],
        [west, north],
      ] as [number, number][],
    ],
  });

  test('every place goes to the nearest inhabited cell of its own Gemeinde, without one to the nearest of all', () => {
    // A: columns 0–3, B: 4–7, C (nobody lives there): 8–9. Atom 0 lives at the west of A, atom 1 at the west of B.
    const areas = [square('A', 0, 400), square('B', 400, 800), square('C', 800, 1000)];
    const raster = rasterOf(areas, [
      { atom: 0, e: 0, n: 100, area: 'A' },
      { atom: 1, e: 400, n: 100, area: 'B' },
    ]);
    // Column 3 is nearer to atom 1, but lies in A.
    expect([...raster.owner.slice(0, 10)]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
  });

  test('an atom whose cell the border gives to others keeps that cell', () => {
    // B begins at 160: the cell from 100 to 200 has its middle in A, though atom 1 lives in it, east of the border.
    const areas = [square('A', 0, 160), square('B', 160, 200)];
    const raster = rasterOf(areas, [
      { atom: 0, e: 0, n: 0, area: 'A' },
      { atom: 1, e: 100, n: 0, area: 'B' },
    ]);
    expect([...raster.owner]).toEqual([0, 1, 0, 0, 0, 0, 0, 0]);
  });

  test('a lake that is cut out belongs to nobody', () => {
    const lake = [
      [100, 100],
      [100, 300],
      [300, 300],
      [300, 100],
    ] as [number, number][];
    const area = square('A', 0, 400);
    const raster = rasterOf([{ key: 'A', rings: [...area.rings, lake] }], [{ atom: 0, e: 0, n: 0, area: 'A' }]);
    expect(raster.owner.filter((owner) => owner === -1)).toHaveLength(4);
  });
});
