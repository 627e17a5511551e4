/** The invented land makes sense on the ground: houses, stops, roads and waters lie where they belong. */
import { Delaunay } from 'd3-delaunay';
import { beforeAll, describe, expect, it } from 'vitest';
import { ringArea, ringContains } from '../../geodata/sample/borders.ts';
import { generateSample, type SampleCounty } from '../../geodata/sample/index.ts';
import type { Point, PolygonRings } from '../../geodata/sample/model.ts';
import { crossing } from '../../geodata/sample/network.ts';

let county: SampleCounty;

beforeAll(() => {
  county = generateSample({ seed: 1, scale: 1 });
}, 60_000);

const contains = (polygons: PolygonRings[], point: Point): boolean =>
  polygons.some(([shell, ...holes]) => ringContains(shell!, point) && !holes.some((hole) => ringContains(hole, point)));

describe('houses', () => {
  it('stand in the Gemeinde they name, each on its own ground and with a number of its own', () => {
    const astray = county.addresses.filter(
      ({ municipality, point }) => !contains(county.municipalities[municipality]!.polygons, point),
    );
    expect(astray).toEqual([]);
    const names = county.addresses.map(
      ({ locality, street, houseNumber, suffix }) => `${locality} ${street} ${houseNumber}${suffix}`,
    );
    expect(new Set(names).size).toBe(names.length);
    expect(county.addresses.every(({ street }) => street !== '')).toBe(true);
  });

  it('have odd numbers on one side of the street and even ones on the other', () => {
    const street = county.addresses.filter(
      ({ locality, street: name }) => locality === 0 && name === county.addresses[0]!.street,
    );
    expect(new Set(street.map(({ houseNumber }) => houseNumber % 2)).size).toBe(2);
    const nearest = Delaunay.from(
      street,
      ({ point }) => point[0],
      ({ point }) => point[1],
    );
    // Next-door neighbours are of the same parity more often than those across the street.
    const same = street.filter((house, i) =>
      [...nearest.neighbors(i)].some((n) => Math.abs(street[n]!.houseNumber - house.houseNumber) === 2),
    );
    expect(same.length / street.length).toBeGreaterThan(0.9);
  });

  it('are enough for the residents, at about 2.2 to a dwelling', () => {
    expect(county.addresses.length).toBeGreaterThan(21_000);
    expect(county.addresses.length).toBeLessThan(25_000);
    const dwellings = county.addresses.reduce((sum, address) => sum + address.dwellings, 0);
    expect(county.county.residents / dwellings).toBeGreaterThan(2);
    expect(county.county.residents / dwellings).toBeLessThan(2.4);
  });
});

describe('stops', () => {
  it('lie in the county', () => {
    expect(county.transit.stops.filter(({ point }) => !contains(county.county.polygons, point))).toEqual([]);
  });
});

describe('waters', () => {
  it('carry no road across a lake', () => {
    const { x, y, edges } = county.roads;
    for (const { name, ring } of county.lakes) {
      expect(ring[0]).toEqual(ring.at(-1));
      expect(Math.abs(ringArea(ring))).toBeGreaterThan(20_000);
      const [xs, ys] = [ring.map(([px]) => px), ring.map(([, py]) => py)];
      const wet = edges.filter(({ from, to }) => {
        const [ax, ay, bx, by] = [x[from]!, y[from]!, x[to]!, y[to]!];
        if (Math.max(ax, bx) < Math.min(...xs) || Math.min(ax, bx) > Math.max(...xs)) return false;
        if (Math.max(ay, by) < Math.min(...ys) || Math.min(ay, by) > Math.max(...ys)) return false;
        return (
          ringContains(ring, [ax, ay]) ||
          ring.some((p, i) => i > 0 && crossing(ax, ay, bx, by, ...ring[i - 1]!, ...p) !== null)
        );
      });
      expect({ name, wet }).toEqual({ name, wet: [] });
    }
  });

  it('part Gemeinden: a fifth of the main river is a border', () => {
    const corners = new Set(county.municipalities.flatMap(({ polygons }) => polygons.flat(2).map(String)));
    const main = county.rivers.filter(({ rank }) => rank === 3).flatMap(({ line }) => line);
    expect(main.filter((point) => corners.has(String(point))).length / main.length).toBeGreaterThan(0.2);
  });
});

describe('other seeds', () => {
  it.each([2, 5, 11])('seed %i keeps the promised numbers', (seed) => {
    const other = generateSample({ seed, scale: 1 });
    expect(other.county.residents).toBe(69_107);
    expect(other.municipalities).toHaveLength(38);
    expect(other.planningAreas).toHaveLength(9);
    expect(other.kitas).toHaveLength(54);
    expect(other.schools).toHaveLength(34);
    const area = other.county.polygons.flat().reduce((sum, ring) => sum + ringArea(ring), 0);
    expect(Math.abs(area / 807e6 - 1)).toBeLessThan(0.001);
    const astray = other.addresses.filter(
      ({ municipality, point }) => !contains(other.municipalities[municipality]!.polygons, point),
    );
    expect(astray).toEqual([]);
  });
});
