/** Core areas: a school by hand, and sets that are as small as sets can be. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CORE_LEVELS, coreAreas, type HomeArea } from '../../server/planning/catchment/coreAreas.ts';

const home = (key: string, pupils: number, metres: number): HomeArea => ({ key, pupils, metres });

/**
 * 60 pupils: 27 in the town, 12 + 12 in two villages, 6 and 3 farther off, nobody in the last.
 * 50 % = 30: town (27) + the nearer village (39). 80 % = 48: + the other village (51). 95 % = 57: + 6 = 57.
 */
const homes = [
  home('none', 0, 10),
  home('far', 12, 5000),
  home('hamlet', 3, 100),
  home('town', 27, 400),
  home('near', 12, 2000),
  home('edge', 6, 9000),
];

test('the fewest areas that hold half, four fifths and nearly all; of equal ones the nearer', () => {
  const { levelOf, extents } = coreAreas(homes);
  expect([...levelOf]).toEqual([
    ['town', 0.5],
    ['near', 0.5],
    ['far', 0.8],
    ['edge', 0.95],
  ]);
  expect(extents).toEqual([
    { level: 0.5, areas: 2, pupils: 39, farthestMetres: 2000 },
    { level: 0.8, areas: 3, pupils: 51, farthestMetres: 5000 },
    { level: 0.95, areas: 4, pupils: 57, farthestMetres: 9000 },
  ]);
});

test('equally many at equal distance: the smaller key; one area holds every level; nobody has no core', () => {
  expect([...coreAreas([home('b', 3, 50), home('a', 3, 50)]).levelOf]).toEqual([
    ['a', 0.5],
    ['b', 0.8],
  ]);
  const { levelOf, extents } = coreAreas([home('all', 90, 50)]);
  expect([...levelOf]).toEqual([['all', 0.5]]);
  expect(extents.map(({ areas, pupils }) => [areas, pupils])).toEqual(CORE_LEVELS.map(() => [1, 90]));
  expect(coreAreas([home('none', 0, 0)])).toEqual({ levelOf: new Map(), extents: [] });
});

const someHomes = fc
  .array(fc.record({ pupils: fc.nat(30).map((n) => 3 * n), metres: fc.nat(20_000) }), { maxLength: 40 })
  .map((list) => list.map((one, i) => ({ ...one, key: `k${i}` })));

test('each level holds its share, and without its last area less; nested; the order of the areas changes nothing', () => {
  fc.assert(
    fc.property(someHomes, (list) => {
      const { levelOf, extents } = coreAreas(list);
      const pupilsOf = new Map(list.map(({ key, pupils }) => [key, pupils]));
      const total = list.reduce((sum, { pupils }) => sum + pupils, 0);
      const inside = [...levelOf];
      for (const { level, areas, pupils } of extents) {
        const set = inside.filter(([, of]) => of <= level).map(([key]) => pupilsOf.get(key)!);
        expect(set.length).toBe(areas);
        expect(set.reduce((sum, n) => sum + n, 0)).toBe(pupils);
        expect(pupils * 20).toBeGreaterThanOrEqual(Math.round(level * 20) * total);
        expect((pupils - Math.min(...set)) * 20).toBeLessThan(Math.round(level * 20) * total);
        // No other set of fewer areas: the largest ones together hold less.
        const largest = [...pupilsOf.values()].sort((a, b) => b - a).slice(0, areas - 1);
        expect(largest.reduce((sum, n) => sum + n, 0) * 20).toBeLessThan(Math.round(level * 20) * total);
      }
      expect(coreAreas([...list].reverse())).toEqual({ levelOf, extents });
    }),
  );
});
