/** Bundes-, Landes- and Kreisstraßen: cheapest paths over the land, which share what is already built. */
import { Delaunay } from 'd3-delaunay';
import { cellDistance, type Mesh, PathFinder } from './mesh.ts';
import type { RoadClass } from './model.ts';
import type { Random } from './random.ts';
import type { Relief } from './relief.ts';
import type { Territory } from './territory.ts';
import { type GrowingNetwork } from './network.ts';

interface Link {
  rank: number;
  ref: string;
}

const KINDS: readonly RoadClass[] = ['primary', 'secondary', 'tertiary'];
/** Share of the cost on a road that exists: roads merge rather than run side by side. */
const BUILT = 0.55;

export interface MajorRoads {
  /** Node of the network in the middle of each place of the territory, -1 where no road reaches it. */
  centres: Int32Array;
}

export function buildMajorRoads(
  mesh: Mesh,
  relief: Relief,
  territory: Territory,
  residents: readonly number[],
  wooded: Uint8Array,
  network: GrowingNetwork,
  random: Random,
): MajorRoads {
  const { places, municipalityOfCell } = territory;
  const links = new Map<number, Link>();
  const keyOf = (a: number, b: number): number => Math.min(a, b) * mesh.x.length + Math.max(a, b);
  const cost = (from: number, to: number, e: number): number => {
    const length = cellDistance(mesh, from, to);
    if (links.has(keyOf(from, to))) return length * BUILT;
    const climb = Math.abs(relief.height[from]! - relief.height[to]!) * 8;
    const outside = municipalityOfCell[to]! < 0 ? 4 : 1;
    return length * (1 + 0.35 * wooded[to]!) * outside + climb + [0, 60, 250, 700][relief.riverRank[e]!]!;
  };
  const finder = new PathFinder(mesh);
  const build = (from: number, to: number, rank: number, ref: string): void => {
    const path = finder.find(places[from]!.cell, places[to]!.cell, cost, BUILT);
    for (let i = 1; i < path.length; i++) {
      const [a, b] = [path[i - 1]!, path[i]!];
      // The map ends where the county ends, as an extract does.
      if (municipalityOfCell[a]! < 0 && municipalityOfCell[b]! < 0) continue;
      const key = keyOf(a, b);
      const link = links.get(key);
      if (!link || rank < link.rank) links.set(key, { rank, ref });
    }
  };

  const cellOf = (p: number): number => places[p]!.cell;
  const distance = (p: number, q: number): number => cellDistance(mesh, cellOf(p), cellOf(q));
  const county = places.map((_, p) => p).filter((p) => places[p]!.municipality >= 0);
  const towns = county.filter((p) => places[p]!.role === 1);
  const capital = county.find((p) => places[p]!.role === 0)!;
  const outside = places.map((_, p) => p).filter((p) => places[p]!.municipality < 0);
  const exitBeyond = (town: number, spread: number): number => {
    const [x, y] = [mesh.x[cellOf(town)]! - mesh.x[cellOf(capital)]!, mesh.y[cellOf(town)]! - mesh.y[cellOf(capital)]!];
    const angle = Math.atan2(y, x) + spread;
    const reach = Math.hypot(x, y) + 11_000;
    const [tx, ty] = [
      mesh.x[cellOf(capital)]! + reach * Math.cos(angle),
      mesh.y[cellOf(capital)]! + reach * Math.sin(angle),
    ];
    const off = (p: number): number => Math.hypot(mesh.x[cellOf(p)]! - tx, mesh.y[cellOf(p)]! - ty);
    return outside.toSorted((a, b) => off(a) - off(b))[0]!;
  };

  towns.forEach((town, i) => {
    const ref = `B ${693 + Math.min(i, 1)}`;
    build(capital, town, 0, ref);
    build(town, exitBeyond(town, 0.1), 0, ref);
  });
  let state = 3100 + random.int(20);
  for (let i = 0; i < towns.length; i++) {
    build(towns[i]!, towns[(i + 1) % towns.length]!, 1, `L ${state++}`);
    build(capital, exitBeyond(towns[i]!, 1), 1, `L ${state++}`);
  }
  const seats = county.filter((p) => places[p]!.role <= 2).sort((a, b) => residents[b]! - residents[a]!);
  seats.slice(4, 24).forEach((p, i) => {
    const larger = seats.slice(0, i + 4).sort((a, b) => distance(p, a) - distance(p, b));
    build(p, larger[0]!, 1, `L ${state}`);
    state += random.int(2) + 1;
  });
  let district = 1;
  for (const [a, b] of neighbourhood(mesh, territory)) {
    if (places[a]!.municipality < 0 && places[b]!.municipality < 0) continue;
    const crosses = places[a]!.municipality < 0 || places[b]!.municipality < 0;
    if (crosses && random.chance(0.35)) continue;
    build(a, b, 2, `K ${district++}`);
  }
  return layOut(mesh, territory, links, network);
}

/** Relative neighbourhood graph: two places are linked unless a third is nearer to both. It contains the shortest tree, so all are reached. */
function neighbourhood(mesh: Mesh, { places }: Territory): [number, number][] {
  const delaunay = Delaunay.from(
    places,
    ({ cell }) => mesh.x[cell]!,
    ({ cell }) => mesh.y[cell]!,
  );
  const distance = (p: number, q: number): number => cellDistance(mesh, places[p]!.cell, places[q]!.cell);
  const pairs: [number, number][] = [];
  places.forEach((_, a) => {
    for (const b of delaunay.neighbors(a)) {
      if (b < a) continue;
      const between = [...delaunay.neighbors(a), ...delaunay.neighbors(b)];
      const length = distance(a, b);
      // The factor lets a few more pairs through than the strict definition: a net with some choice of ways.
      if (!between.some((c) => c !== a && c !== b && Math.max(distance(a, c), distance(b, c)) < length * 0.93))
        pairs.push([a, b]);
    }
  });
  return pairs;
}

function layOut(mesh: Mesh, { places }: Territory, links: Map<number, Link>, network: GrowingNetwork): MajorRoads {
  const size = mesh.x.length;
  const joined = new Map<number, number[]>();
  const join = (a: number, b: number): void => {
    const list = joined.get(a);
    if (list) list.push(b);
    else joined.set(a, [b]);
  };
  for (const key of links.keys()) {
    join(Math.floor(key / size), key % size);
    join(key % size, Math.floor(key / size));
  }
  const linkOf = (a: number, b: number): Link => links.get(Math.min(a, b) * size + Math.max(a, b))!;
  dropTriangles(joined, linkOf, links, size);

  // Roads were found on a 300 m lattice; their nodes move until the lattice is no longer seen. Places stay.
  const fixed = new Set(places.map(({ cell }) => cell));
  const x = new Map([...joined.keys()].map((cell) => [cell, mesh.x[cell]!]));
  const y = new Map([...joined.keys()].map((cell) => [cell, mesh.y[cell]!]));
  for (let pass = 0; pass < 5; pass++) {
    const [oldX, oldY] = [new Map(x), new Map(y)];
    for (const [cell, next] of joined) {
      if (fixed.has(cell) || next.length < 2) continue;
      const share = next.length === 2 ? 0.5 : 0.3;
      x.set(
        cell,
        oldX.get(cell)! * (1 - share) + (share * next.reduce((sum, n) => sum + oldX.get(n)!, 0)) / next.length,
      );
      y.set(
        cell,
        oldY.get(cell)! * (1 - share) + (share * next.reduce((sum, n) => sum + oldY.get(n)!, 0)) / next.length,
      );
    }
  }
  const nodes = new Map<number, number>();
  const nodeOf = (cell: number): number => {
    let node = nodes.get(cell);
    if (node === undefined) nodes.set(cell, (node = network.addNode(x.get(cell)!, y.get(cell)!)));
    return node;
  };
  const tangent = (cell: number, from: number, to: number): [number, number] => {
    const next = joined.get(cell)!;
    // At a junction or in a place the road arrives straight; elsewhere it swings through.
    if (next.length !== 2) return [x.get(to)! - x.get(from)!, y.get(to)! - y.get(from)!];
    const [before, after] = cell === from ? [next.find((n) => n !== to)!, to] : [from, next.find((n) => n !== from)!];
    return [(x.get(after)! - x.get(before)!) / 2, (y.get(after)! - y.get(before)!) / 2];
  };
  const doneKeys = [...links.keys()].sort((a, b) => a - b);
  for (const key of doneKeys) {
    const [a, b] = [Math.floor(key / size), key % size];
    const link = links.get(key)!;
    const length = Math.hypot(x.get(a)! - x.get(b)!, y.get(a)! - y.get(b)!);
    const steps = Math.max(1, Math.round(length / 70));
    const [ta, tb] = [tangent(a, a, b), tangent(b, a, b)];
    let previous = nodeOf(a);
    for (let step = 1; step <= steps; step++) {
      const t = step / steps;
      // Cubic Hermite curve.
      const [h0, h1, h2, h3] = [
        2 * t ** 3 - 3 * t ** 2 + 1,
        t ** 3 - 2 * t ** 2 + t,
        -2 * t ** 3 + 3 * t ** 2,
        t ** 3 - t ** 2,
      ];
      const px = h0 * x.get(a)! + h1 * ta[0] + h2 * x.get(b)! + h3 * tb[0];
      const py = h0 * y.get(a)! + h1 * ta[1] + h2 * y.get(b)! + h3 * tb[1];
      const node = step === steps ? nodeOf(b) : network.addNode(px, py);
      network.addEdge({
        from: previous,
        to: node,
        kind: KINDS[link.rank]!,
        ref: link.ref,
        name: '',
        bridge: false,
        oneway: false,
        locality: -1,
        street: -1,
      });
      previous = node;
    }
  }
  return { centres: Int32Array.from(places, ({ cell }) => nodes.get(cell) ?? -1) };
}

/** Three neighbouring cells all linked make a tiny triangle of roads that no one would build: its least side goes. */
function dropTriangles(
  joined: Map<number, number[]>,
  linkOf: (a: number, b: number) => Link,
  links: Map<number, Link>,
  size: number,
): void {
  for (const a of [...joined.keys()]) {
    for (const b of [...joined.get(a)!]) {
      for (const c of [...joined.get(b)!]) {
        if (a >= b || b >= c) continue;
        if (![a, b, c].every((p) => [a, b, c].every((q) => p === q || joined.get(p)!.includes(q)))) continue;
        const sides: [number, number][] = [
          [a, b],
          [b, c],
          [a, c],
        ];
        const [p, q] = sides.sort((s, t) => linkOf(...t).rank - linkOf(...s).rank)[0]!;
        links.delete(Math.min(p, q) * size + Math.max(p, q));
        joined.set(
          p,
          joined.get(p)!.filter((n) => n !== q),
        );
        joined.set(
          q,
          joined.get(q)!.filter((n) => n !== p),
        );
      }
    }
  }
}
