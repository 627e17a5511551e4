/** Real extracts become networks; the way on foot agrees with a second implementation over the same file. */
import { describe, expect } from 'vitest';
import { forEachOsmElement } from '../../geodata/formats/osm.ts';
import { NetworkBuilder, type OsmNetwork } from '../../geodata/formats/osm/network.ts';
import { sourceFromPath } from '../../geodata/formats/node.ts';
import { WALK } from '../../geodata/rules/network.ts';
import { createRandom } from '../../geodata/sample/random.ts';
import { mayWalk, stops } from '../../server/planning/network/access.ts';
import { buildNetwork } from '../../server/planning/network/build.ts';
import { metresFrom } from '../../server/planning/network/walk.ts';
import { testWithRealData } from '../realData.ts';

async function read(file: string): Promise<OsmNetwork> {
  const builder = new NetworkBuilder();
  await forEachOsmElement(await sourceFromPath(`../shared/data/roads/${file}`), builder.handlers);
  return builder.finish();
}

function walked({ ways, at, barriers }: OsmNetwork) {
  const barred = new Set([...barriers].filter(([, tags]) => stops(tags, WALK)).map(([node]) => node));
  const allowed = ways.filter(({ tags }) => mayWalk(tags, WALK));
  return {
    barred,
    allowed,
    network: buildNetwork(
      allowed.map(({ id, nodes }) => ({ id, nodes, forward: 4, backward: 4 })),
      at,
      { barred },
    ),
  };
}

/**
 * Nothing shared with the product: every node of the file is a vertex, lengths by Vincenty-free spherical trigonometry on the
 * local radius, the shortest way by relaxing from a plain list until nothing changes.
 */
function plainMetres(
  { at }: OsmNetwork,
  ways: readonly { nodes: number[] }[],
  barred: ReadonlySet<number>,
  start: number,
): Map<number, number> {
  const links = new Map<number, [number, number][]>();
  const link = (a: number, b: number, metres: number) => links.set(a, [...(links.get(a) ?? []), [b, metres]]);
  for (const { nodes } of ways)
    for (let i = 1; i < nodes.length; i++) {
      const [a, b] = [nodes[i - 1]!, nodes[i]!];
      const metres = chord(at(a)!, at(b)!);
      link(a, b, metres);
      link(b, a, metres);
    }
  const best = new Map([[start, 0]]);
  let reached = [start];
  while (reached.length > 0) {
    const next = new Set<number>();
    for (const node of reached)
      for (const [other, metres] of barred.has(node) ? [] : (links.get(node) ?? [])) {
        const distance = best.get(node)! + metres;
        if (distance >= (best.get(other) ?? Infinity)) continue;
        best.set(other, distance);
        next.add(other);
      }
    reached = [...next];
  }
  return best;
}

/** Straight line through the ellipsoid between two places: for pieces of roads the same as along it. */
function chord(a: [number, number], b: [number, number]): number {
  const [axis, e2] = [6378137, 0.00669437999014];
  const xyz = ([lon, lat]: [number, number]) => {
    const [l, p] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
    const n = axis / Math.sqrt(1 - e2 * Math.sin(p) ** 2);
    return [n * Math.cos(p) * Math.cos(l), n * Math.cos(p) * Math.sin(l), n * (1 - e2) * Math.sin(p)] as const;
  };
  const [u, v] = [xyz(a), xyz(b)];
  return Math.hypot(u[0] - v[0], u[1] - v[1], u[2] - v[2]);
}

describe('Herrenberg', () => {
  testWithRealData(
    '200 random pairs: the way on foot is the same to the metre as a second implementation says',
    ['roads/herrenberg-minimal.osm.pbf'],
    async () => {
      const extract = await read('herrenberg-minimal.osm.pbf');
      const { network, allowed, barred } = walked(extract);
      const random = createRandom(1, 'pairs');
      const nodes = [...network.vertexOf.keys()];
      const sectionAt = (vertex: number) => network.around[network.aroundStart[vertex]!]!;
      let unreached = 0;
      for (let start = 0; start < 20; start++) {
        const node = random.pick(nodes);
        const vertex = network.vertexOf.get(node)!;
        const section = sectionAt(vertex);
        const along = network.from[section] === vertex ? 0 : network.metres[section]!;
        const found = metresFrom(network, [{ section, along, away: 0 }]);
        const wanted = plainMetres(extract, allowed, barred, node);
        for (let pair = 0; pair < 10; pair++) {
          const other = random.pick(nodes);
          const metres = wanted.get(other) ?? Infinity;
          if (metres === Infinity) {
            unreached++;
            expect(found[network.vertexOf.get(other)!]).toBe(Infinity);
          } else expect(Math.abs(found[network.vertexOf.get(other)!]! - metres)).toBeLessThan(1);
        }
      }
      console.log(
        `${network.vertices} vertices, ${network.metres.length} sections; ${unreached} of 200 pairs without a way`,
      );
      expect(unreached).toBeLessThan(20);
    },
  );
});

describe('Liechtenstein', () => {
  testWithRealData('a whole country becomes one network', ['roads/liechtenstein-latest.osm.pbf'], async () => {
    const extract = await read('liechtenstein-latest.osm.pbf');
    const { network } = walked(extract);
    const kilometres = network.metres.reduce((sum, metres) => sum + metres, 0) / 1000;
    const found = metresFrom(network, [{ section: 0, along: 0, away: 0 }]);
    const reached = found.filter((metres) => metres < Infinity).length / network.vertices;
    console.log(
      `${network.vertices} vertices, ${network.metres.length} sections, ${kilometres.toFixed(0)} km, ${(100 * reached).toFixed(1)} % in one piece, ${extract.restrictions.length} turn restrictions`,
    );
    expect(reached).toBeGreaterThan(0.9);
    expect(kilometres).toBeGreaterThan(1000);
  });
});
