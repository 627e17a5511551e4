/** Houses along the named streets: odd numbers on one side, even ones on the other. */
import type { Point, SampleAddress } from './model.ts';
import { type GrowingNetwork, pointToSegment } from './network.ts';
import { apportion, type Random } from './random.ts';
import type { Street } from './streets.ts';

const LEAST_GAP = 11;

export interface HouseGround {
  need: number;
  residents: number;
  town: boolean;
  locality: number;
  municipality: number;
  allowed(x: number, y: number): boolean;
}

interface House {
  street: Street;
  houseNumber: number;
  suffix: string;
  point: Point;
  /** Away from the street, for a house behind. */
  outward: [number, number];
}

export function buildHouses(
  network: GrowingNetwork,
  streets: readonly Street[],
  ground: HouseGround,
  random: Random,
): SampleAddress[] {
  const taken = new Map<number, Point[]>();
  const free = ([x, y]: Point): boolean => {
    for (let i = -1; i <= 1; i++) {
      for (let j = -1; j <= 1; j++) {
        const list = taken.get((Math.floor(x / LEAST_GAP) + i) * 4_000_000 + Math.floor(y / LEAST_GAP) + j);
        if (list?.some(([ox, oy]) => Math.hypot(ox - x, oy - y) < LEAST_GAP)) return false;
      }
    }
    return true;
  };
  const take = (point: Point): void => {
    const key = Math.floor(point[0] / LEAST_GAP) * 4_000_000 + Math.floor(point[1] / LEAST_GAP);
    const list = taken.get(key);
    if (list) list.push(point);
    else taken.set(key, [point]);
  };
  const clear = ([x, y]: Point): boolean => {
    for (const index of network.near(x - 10, y - 10, x + 10, y + 10)) {
      const { from, to } = network.edges[index]!;
      if (pointToSegment(x, y, network.x[from]!, network.y[from]!, network.x[to]!, network.y[to]!) < 9.5) return false;
    }
    return true;
  };
  const fits = (point: Point): boolean => free(point) && ground.allowed(point[0], point[1]) && clear(point);

  const houses: House[] = [];
  for (const street of streets) {
    const numbers = { 1: 1, '-1': 2 };
    const core = street.newness < 0.25;
    const spacing = ground.town ? (core ? 15 : 18) : 20;
    for (const side of [1, -1] as const) {
      let position = random.between(9, 20);
      for (let i = 1; i < street.nodes.length; i++) {
        const [a, b] = [network.point(street.nodes[i - 1]!), network.point(street.nodes[i]!)];
        const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
        const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
        for (; position < length; position += spacing * random.between(0.85, 1.25)) {
          const setback = random.between(12, core ? 13.5 : 17);
          const outward: [number, number] = [uy * side, -ux * side];
          const point: Point = [
            a[0] + ux * position + outward[0] * setback,
            a[1] + uy * position + outward[1] * setback,
          ];
          if (!fits(point)) continue;
          take(point);
          houses.push({ street, houseNumber: numbers[side], suffix: '', point, outward });
          numbers[side] += 2;
        }
        position -= length;
      }
    }
  }
  // Gaps between houses where there is more room than needed; houses behind where there is less.
  const surplus = houses.length - ground.need;
  const kept = surplus <= 0 ? houses : thin(houses, surplus, random);
  for (const front of random.shuffled(kept)) {
    for (let row = 1; row <= 2 && kept.length < ground.need; row++) {
      const point: Point = [front.point[0] + front.outward[0] * 15 * row, front.point[1] + front.outward[1] * 15 * row];
      if (!fits(point)) break;
      take(point);
      kept.push({ ...front, suffix: 'ab'[row - 1]!, point });
    }
  }
  const flats = kept.map(({ street }) =>
    ground.town
      ? street.newness < 0.4
        ? 1 + 5 * random.next() ** 3
        : 1 + 4 * random.next() ** 5
      : 1 + 1.2 * random.next() ** 3,
  );
  const dwellings = kept.length > 0 ? apportion(Math.max(kept.length, Math.round(ground.residents / 2.2)), flats) : [];
  return kept.map((house, i) => ({
    street: house.street.name,
    houseNumber: house.houseNumber,
    suffix: house.suffix,
    locality: ground.locality,
    municipality: ground.municipality,
    point: house.point,
    dwellings: Math.max(1, dwellings[i]!),
    newness: house.street.newness,
  }));
}

function thin(houses: readonly House[], surplus: number, random: Random): House[] {
  const gone = new Set(random.shuffled(houses.map((_, i) => i)).slice(0, surplus));
  return houses.filter((_, i) => !gone.has(i));
}
