/** The way on foot on tiny networks whose answers are derived, and what may be walked and driven by the rules. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DRIVE, WALK } from '../../geodata/rules/network.ts';
import { driveOn, mayWalk, stops } from '../../server/planning/network/access.ts';
import { buildNetwork, type Point, type TravelledWay } from '../../server/planning/network/build.ts';
import { legsOf, metresAndSecondsFrom, reversed } from '../../server/planning/network/drive.ts';
import { metresPerDegree, shortMetres } from '../../server/planning/network/metres.ts';
import { placeFinder } from '../../server/planning/network/place.ts';
import type { Restriction } from '../../server/planning/network/turns.ts';
import { metresFrom, metresTo } from '../../server/planning/network/walk.ts';

const { east, north } = metresPerDegree(51);
/** A place given in metres beside 11° east, 51° north. */
const at = (x: number, y: number): Point => [11 + x / east, 51 + y / north];
const way = (id: number, nodes: number[]): TravelledWay => ({ id, nodes, forward: 4, backward: 4 });
const near = (value: number, wanted: number) => expect(Math.abs(value - wanted)).toBeLessThan(0.01);

describe('a street with a side street', () => {
  // 1 ── 2 ── 3 ── 4   each 100 m; 5 lies 50 m north of 3; 6 is 30 m east of 5.
  const points = new Map<number, Point>([
    [1, at(0, 0)],
    [2, at(100, 0)],
    [3, at(200, 0)],
    [4, at(300, 0)],
    [5, at(200, 50)],
    [6, at(230, 50)],
  ]);
  const ways = [way(10, [1, 2, 3, 4]), way(11, [3, 5, 6])];
  const network = buildNetwork(ways, (node) => points.get(node) ?? null);

  test('vertices where ways meet or end, sections between them, nodes on the way in the shape', () => {
    expect([...network.vertexOf.keys()].sort()).toEqual([1, 3, 4, 6]);
    expect([...network.way]).toEqual([10, 10, 11]);
    [200, 100, 80].forEach((metres, section) => near(network.metres[section]!, metres));
    // 4 km/h: 200 m take three minutes.
    near(network.forward[0]!, 180);
    expect([...network.shapeStart]).toEqual([0, 6, 10, 16]);
  });

  test('from a house beside the street to one beside the side street: 150 + 65 m', () => {
    const find = placeFinder(network);
    const school = find(at(50, 10), 100)!;
    const home = find(at(215, 60), 100)!;
    expect([school.section, home.section]).toEqual([0, 2]);
    [
      [school.along, 50],
      [school.away, 10],
      [home.along, 65],
      [home.away, 10],
    ].forEach(([value, wanted]) => near(value!, wanted!));
    const best = metresFrom(network, [school]);
    near(best[network.vertexOf.get(6)!]!, 230);
    near(metresTo(network, best, [school], home), 215);
    // Both on one section: along it.
    near(metresTo(network, best, [school], find(at(120, 0), 100)!), 70);
    // A second entrance at the end of the side street is nearer: 15 m.
    const entrances = [school, find(at(230, 50), 100)!];
    near(metresTo(network, metresFrom(network, entrances), entrances, home), 15);
    expect(find(at(50, 500), 100)).toBeNull();
  });

  test('a barred node parts the way; a network in two pieces leads nowhere', () => {
    const parted = buildNetwork(ways, (node) => points.get(node) ?? null, { barred: new Set([3]) });
    const find = placeFinder(parted);
    const school = find(at(50, 0), 100)!;
    const best = metresFrom(parted, [school]);
    near(metresTo(parted, best, [school], find(at(150, 0), 100)!), 100);
    expect(metresTo(parted, best, [school], find(at(250, 0), 100)!)).toBe(Infinity);
  });

  test('a search that ends at a distance knows nothing beyond', () => {
    const school = placeFinder(network)(at(0, 0), 10)!;
    const best = metresFrom(network, [school], { most: 250 });
    near(best[network.vertexOf.get(3)!]!, 200);
    expect(best[network.vertexOf.get(4)!]).toBe(Infinity);
  });
});

test('property: the same as Floyd and Warshall say, on any little network', () => {
  const ends = fc.tuple(fc.nat(7), fc.nat(7)).filter(([a, b]) => a !== b);
  const place = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }));
  fc.assert(
    fc.property(
      fc.uniqueArray(place, { minLength: 8, maxLength: 8, selector: String }),
      fc.array(ends, { minLength: 1, maxLength: 14 }),
      (places, links) => {
        const point = (node: number) => at(...places[node]!);
        const network = buildNetwork(
          links.map((nodes, id) => way(id, nodes)),
          point,
        );
        const best = places.map((_, a) => places.map((__, b) => (a === b ? 0 : Infinity)));
        for (const [a, b] of links) best[a]![b] = best[b]![a] = Math.min(best[a]![b]!, shortMetres(point(a), point(b)));
        for (const k of places.keys())
          for (const i of places.keys())
            for (const j of places.keys()) best[i]![j] = Math.min(best[i]![j]!, best[i]![k]! + best[k]![j]!);
        const [start] = links[0]!;
        const found = metresFrom(network, [{ section: 0, along: 0, away: 0 }]);
        for (const [node, vertex] of network.vertexOf) {
          const wanted = best[start]![node]!;
          if (Number.isFinite(wanted)) near(found[vertex]!, wanted);
          else expect(found[vertex]).toBe(Infinity);
        }
      },
    ),
  );
});

describe('by bus over a crossing', () => {
  // 2 lies in the middle: 1 west, 3 east, 4 south, 5 north of it, 100 m each; 6 is 100 m north of 5, 7 east of 5.
  const points = new Map<number, Point>([
    [1, at(-100, 0)],
    [2, at(0, 0)],
    [3, at(100, 0)],
    [4, at(0, -100)],
    [5, at(0, 100)],
    [6, at(0, 200)],
    [7, at(100, 100)],
  ]);
  // 36 km/h: ten seconds for 100 m.
  const street = (id: number, nodes: number[], backward = 36): TravelledWay => ({ id, nodes, forward: 36, backward });
  const ways = [street(12, [1, 2]), street(23, [2, 3]), street(24, [2, 4]), street(25, [2, 5]), street(56, [5, 6])];
  const seconds = (restrictions: Restriction[], to: [number, number], all = ways) => {
    const network = buildNetwork(all, (node) => points.get(node) ?? null, { kept: new Set([2, 5]) });
    const find = placeFinder(network);
    const [start, goal] = [find(at(-50, 0), 10)!, find(at(...to), 10)!];
    const legs = legsOf(network, restrictions);
    const found = metresAndSecondsFrom(legs, start)(goal);
    // Driven backwards from the goal it is the same way.
    const back = metresAndSecondsFrom(reversed(legs), goal)(start);
    if (Number.isFinite(found.seconds)) {
      near(back.seconds, found.seconds);
      near(found.metres, found.seconds * 10);
      near(back.metres, found.metres);
    } else expect(back.seconds).toBe(Infinity);
    return found.seconds;
  };
  const over = (ref: number, restriction: string, more = {}): Restriction => {
    return { from: 12, to: 25, via: [{ type: 'node', ref }], tags: { restriction, ...more } };
  };

  test('without a rule each arm is 5 + 5 seconds away', () => {
    for (const to of [
      [50, 0],
      [0, -50],
      [0, 50],
    ] as [number, number][])
      near(seconds([], to), 10);
  });

  test('no left turn: north over the eastern dead end, where it turns round; buses may be excepted', () => {
    // 5 to the crossing, 10 east, 10 back, 5 north.
    near(seconds([over(2, 'no_left_turn')], [0, 50]), 30);
    near(seconds([over(2, 'no_left_turn')], [50, 0]), 10);
    near(seconds([over(2, 'no_left_turn', { except: 'psv' })], [0, 50]), 10);
    near(seconds([over(2, 'no_left_turn', { 'restriction:bus': 'none' })], [0, 50]), 10);
  });

  test('only to the left: east over the northern end and back', () => {
    // 5, then 10 + 10 north, back 10 + 10, 5 east.
    near(seconds([over(2, 'only_left_turn')], [50, 0]), 50);
    near(seconds([over(2, 'only_left_turn')], [0, 50]), 10);
  });

  test('over a way between: from west by the northern arm not on to 6, from south it may', () => {
    const rule: Restriction = {
      from: 12,
      to: 56,
      via: [{ type: 'way', ref: 25 }],
      tags: { restriction: 'no_straight_on' },
    };
    const withSide = [...ways, street(57, [5, 7])];
    // 5 + 10 to 5, east to 7 and back 20, then 5 north.
    near(seconds([rule], [0, 150], withSide), 40);
    near(seconds([], [0, 150], withSide), 20);
    near(seconds([rule], [0, 50], withSide), 10);
    near(seconds([{ ...rule, from: 24 }], [0, 150], withSide), 20);
  });

  test('a one-way street is driven one way', () => {
    const all = [...ways.filter(({ id }) => id !== 25), street(25, [5, 2], 0)];
    expect(seconds([], [0, 50], all)).toBe(Infinity);
  });
});

test('property: with turns and one-way streets, there and driven backwards from there is the same way', () => {
  const grid = Array.from({ length: 12 }, (_, node) => at((node % 4) * 100, Math.floor(node / 4) * 90));
  const links = grid.flatMap((_, node) => [
    ...(node % 4 < 3 ? [[node, node + 1]] : []),
    ...(node < 8 ? [[node, node + 4]] : []),
  ]);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 20, 36), { minLength: links.length, maxLength: links.length }),
      fc.array(
        fc.record({
          from: fc.nat(links.length - 1),
          to: fc.nat(links.length - 1),
          over: fc.nat(links.length - 1),
          node: fc.nat(11),
          value: fc.constantFrom('no_left_turn', 'only_straight_on', 'no_u_turn'),
          byWay: fc.boolean(),
        }),
        { maxLength: 6 },
      ),
      fc.tuple(fc.nat(300), fc.nat(180), fc.nat(300), fc.nat(180)),
      (speeds, rules, [x, y, u, v]) => {
        const ways = links.map((nodes, id): TravelledWay => ({ id, nodes, forward: 30, backward: speeds[id]! }));
        const network = buildNetwork(ways, (node) => grid[node]!, { kept: new Set(grid.keys()) });
        const legs = legsOf(
          network,
          rules.map(({ from, to, over, node, value, byWay }): Restriction => {
            const via = byWay ? { type: 'way' as const, ref: over } : { type: 'node' as const, ref: node };
            return { from, to, via: [via], tags: { restriction: value } };
          }),
        );
        const find = placeFinder(network);
        const [start, goal] = [find(at(x, y), 100)!, find(at(u, v), 100)!];
        const there = metresAndSecondsFrom(legs, start)(goal);
        const back = metresAndSecondsFrom(reversed(legs), goal)(start);
        if (there.seconds === Infinity) expect(back.seconds).toBe(Infinity);
        else near(back.seconds, there.seconds);
      },
    ),
    { numRuns: 300 },
  );
});

describe('what may be walked', () => {
  const walk = (tags: Record<string, string>) => mayWalk(tags, WALK);
  test.each([
    [{ highway: 'residential' }, true],
    [{ highway: 'steps' }, true],
    [{ highway: 'motorway', foot: 'yes' }, false],
    [{ highway: 'trunk' }, false],
    [{ highway: 'trunk', sidewalk: 'right' }, true],
    [{ highway: 'cycleway' }, false],
    [{ highway: 'cycleway', foot: 'designated' }, true],
    [{ highway: 'primary', foot: 'use_sidepath' }, false],
    [{ highway: 'service', access: 'private' }, false],
    [{ highway: 'service', access: 'private', foot: 'yes' }, true],
    [{ highway: 'track', access: 'agricultural', foot: 'designated' }, true],
    [{ highway: 'proposed' }, false],
    [{ route: 'ferry' }, true],
    [{ route: 'ferry', foot: 'no' }, false],
  ])('%j: %s', (tags, allowed) => expect(walk(tags)).toBe(allowed));
});

describe('what a bus may drive', () => {
  test.each([
    [{ highway: 'residential' }, [25, 25]],
    [{ highway: 'primary', maxspeed: '50' }, [50, 50]],
    [{ highway: 'secondary', maxspeed: '30 mph' }, [48.28032, 48.28032]],
    [{ highway: 'tertiary', oneway: 'yes' }, [60, 0]],
    [{ highway: 'tertiary', oneway: 'yes', 'oneway:bus': 'no' }, [60, 60]],
    [{ highway: 'tertiary', oneway: '-1' }, [0, 60]],
    [{ highway: 'unclassified', junction: 'roundabout' }, [45, 0]],
    [{ highway: 'motorway' }, [100, 0]],
    [{ highway: 'service', access: 'no', bus: 'yes' }, [15, 15]],
    [{ highway: 'residential', motor_vehicle: 'destination' }, [25, 25]],
    [{ highway: 'unclassified', vehicle: 'agricultural' }, [0, 0]],
    [{ highway: 'track' }, [0, 0]],
    [{ highway: 'pedestrian', psv: 'yes' }, [15, 15]],
    [{ highway: 'footway' }, [0, 0]],
  ])('%j: %j', (tags, [forward, backward]) => {
    const drive = driveOn(tags, DRIVE);
    near(drive.forward, forward!);
    near(drive.backward, backward!);
  });

  test('a bollard stops it unless buses are let through, and nobody on foot', () => {
    expect(stops({ barrier: 'bollard' }, DRIVE)).toBe(true);
    expect(stops({ barrier: 'bollard', bus: 'yes' }, DRIVE)).toBe(false);
    expect(stops({ barrier: 'bollard' }, WALK)).toBe(false);
    expect(stops({ barrier: 'gate', foot: 'private' }, WALK)).toBe(true);
  });
});
