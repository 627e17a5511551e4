/** Farm tracks into the fields and footpaths between dead ends. */
import { crossing, type GrowingNetwork, pointToSegment } from './network.ts';
import type { Random } from './random.ts';
import type { PlaceGround } from './streets.ts';

const STEP = 65;

export function growTracks(
  network: GrowingNetwork,
  ground: PlaceGround,
  radius: number,
  nodes: readonly number[],
  inCounty: (x: number, y: number) => boolean,
  random: Random,
): void {
  const outer = nodes.filter((n) => Math.hypot(network.x[n]! - ground.x, network.y[n]! - ground.y) > radius * 0.6);
  const starts = random.shuffled(outer).slice(0, ground.town ? 9 : 4);
  for (const start of starts) {
    let node = start;
    let heading = Math.atan2(network.y[start]! - ground.y, network.x[start]! - ground.x) + random.between(-0.5, 0.5);
    const goal = random.between(500, 1900);
    for (let length = 0; length < goal; length += STEP) {
      heading += random.between(-0.13, 0.13);
      const [x, y] = network.point(node);
      const [nx, ny] = [x + STEP * Math.cos(heading), y + STEP * Math.sin(heading)];
      if (!inCounty(nx, ny) || ground.barriers.blocks(x, y, nx, ny, 25)) break;
      const hit = firstHit(network, x, y, nx + 25 * Math.cos(heading), ny + 25 * Math.sin(heading), node);
      if (hit === 'close') break;
      const to = hit ?? network.addNode(nx, ny);
      network.addEdge({
        from: node,
        to,
        kind: 'track',
        ref: '',
        name: '',
        bridge: false,
        oneway: false,
        locality: -1,
        street: -1,
      });
      if (hit !== null) break;
      node = to;
    }
  }
}

function firstHit(
  network: GrowingNetwork,
  x: number,
  y: number,
  nx: number,
  ny: number,
  origin: number,
): number | 'close' | null {
  let best: { index: number; share: number } | null = null;
  for (const index of network.near(
    Math.min(x, nx) - 20,
    Math.min(y, ny) - 20,
    Math.max(x, nx) + 20,
    Math.max(y, ny) + 20,
  )) {
    const edge = network.edges[index]!;
    if (edge.from === origin || edge.to === origin) continue;
    const ends = [...network.point(edge.from), ...network.point(edge.to)] as const;
    const cut = crossing(x, y, nx, ny, ends[0], ends[1], ends[2], ends[3]);
    if (cut && (!best || cut.share < best.share)) best = { index, share: cut.share };
    else if (!cut && pointToSegment(nx, ny, ...ends) < 20) return 'close';
  }
  if (!best) return null;
  const edge = network.edges[best.index]!;
  if (edge.kind === 'motorway' || edge.kind === 'motorway_link' || edge.bridge) return 'close';
  const [px, py] = [x + (nx - x) * best.share, y + (ny - y) * best.share];
  for (const node of [edge.from, edge.to])
    if (Math.hypot(network.x[node]! - px, network.y[node]! - py) < 15) return node === origin ? 'close' : node;
  return network.split(best.index, px, py);
}

export function joinDeadEnds(network: GrowingNetwork, nodes: readonly number[], place: number, random: Random): void {
  const ends = nodes.filter((n) => network.at[n]!.length === 1);
  const used = new Set<number>();
  for (const a of ends) {
    for (const b of ends) {
      const length = Math.hypot(network.x[a]! - network.x[b]!, network.y[a]! - network.y[b]!);
      if (a >= b || used.has(a) || used.has(b) || length < 35 || length > 130 || random.chance(0.3)) continue;
      const [ax, ay, bx, by] = [...network.point(a), ...network.point(b)] as const;
      const cuts = [...network.near(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))].some(
        (index) => {
          const { from, to } = network.edges[index]!;
          if ([from, to].some((n) => n === a || n === b)) return false;
          return crossing(ax, ay, bx, by, ...network.point(from), ...network.point(to)) !== null;
        },
      );
      if (cuts) continue;
      network.addEdge({
        from: a,
        to: b,
        kind: 'footway',
        ref: '',
        name: '',
        bridge: false,
        oneway: false,
        locality: place,
        street: -1,
      });
      used.add(a).add(b);
    }
  }
}
