/** What passes through the county rather than serving its villages: the motorway with its junctions, and the railway. */
import { cellDistance, distanceToNearest, type Mesh, PathFinder, type StepCost } from './mesh.ts';
import type { Point, RoadClass } from './model.ts';
import { crossing, type GrowingNetwork } from './network.ts';
import type { Random } from './random.ts';
import type { Relief } from './relief.ts';
import type { Territory } from './territory.ts';

const MOTORWAY = 'A 137';
/** Half the distance between the two carriageways. */
const MEDIAN = 14;
const RAMP_REACH = 420;
/** How far north of the county town's centre the motorway passes, in metres. */
const PAST_THE_TOWN = 3200;

export function planMotorway(
  mesh: Mesh,
  relief: Relief,
  territory: Territory,
  width: number,
  height: number,
  random: Random,
): Point[] {
  const swing = random.between(-0.12, 0.12);
  const west = mesh.find(-0.46 * width, height * (0.16 + swing), 0);
  const east = mesh.find(0.46 * width, -height * (0.12 - swing), 0);
  // Past the county town, or the cheapest way would lead around the county, where there are no places to avoid.
  const capital = territory.places.find(({ role }) => role === 0)!.cell;
  const past = mesh.find(mesh.x[capital]!, mesh.y[capital]! + PAST_THE_TOWN, capital);
  const cost = avoidingPlaces(mesh, relief, territory, 1500, 9);
  const finder = new PathFinder(mesh);
  const path = [...finder.find(west, past, cost, 1), ...finder.find(past, east, cost, 1).slice(1)];
  return smoothed(mesh, path, 14);
}

export function planRailway(mesh: Mesh, relief: Relief, territory: Territory, random: Random): Point[] {
  const cells = territory.places.filter(({ role, municipality }) => role <= 1 && municipality >= 0);
  const capital = cells.find(({ role }) => role === 0)!.cell;
  const towns = cells.filter(({ role }) => role === 1).map(({ cell }) => cell);
  // The two towns that lie most opposite each other are on the line, the third has lost its railway.
  const angle = (cell: number): number =>
    Math.atan2(mesh.y[cell]! - mesh.y[capital]!, mesh.x[cell]! - mesh.x[capital]!);
  const opposition = (a: number, b: number): number => Math.cos(angle(a) - angle(b));
  const pairs = towns.flatMap((a, i) => towns.slice(i + 1).map((b): [number, number] => [a, b]));
  const [first, second] = pairs.sort((p, q) => opposition(...p) - opposition(...q))[0]!;
  const beside = (cell: number): number => {
    const ring = [...mesh.neighbour.slice(mesh.start[cell], mesh.start[cell + 1])].flatMap((c) => [
      ...mesh.neighbour.slice(mesh.start[c], mesh.start[c + 1]),
    ]);
    const fit = ring.filter((c) => cellDistance(mesh, c, cell) > 420 && cellDistance(mesh, c, cell) < 700);
    return fit.length > 0 ? random.pick(fit) : cell;
  };
  const beyond = (cell: number): number => {
    const [dx, dy] = [mesh.x[cell]! - mesh.x[capital]!, mesh.y[cell]! - mesh.y[capital]!];
    const reach = 14_000 / Math.hypot(dx, dy);
    return mesh.find(mesh.x[cell]! + dx * reach, mesh.y[cell]! + dy * reach, cell);
  };
  const via = [beyond(first), beside(first), beside(capital), beside(second), beyond(second)];
  const cost = avoidingPlaces(mesh, relief, territory, 450, 4);
  const finder = new PathFinder(mesh);
  const path = via.slice(1).flatMap((cell, i) => finder.find(via[i]!, cell, cost, 1).slice(i === 0 ? 0 : 1));
  return smoothed(mesh, path, 10);
}

function avoidingPlaces(mesh: Mesh, relief: Relief, { places }: Territory, radius: number, weight: number): StepCost {
  const toPlace = distanceToNearest(
    mesh,
    places.map(({ cell }) => cell),
  );
  const dearer = toPlace.map((distance) => 1 + weight * Math.exp(-((distance / radius) ** 2)));
  return (from, to, e) => {
    const climb = Math.abs(relief.height[from]! - relief.height[to]!) * 12;
    return cellDistance(mesh, from, to) * dearer[to]! + climb + [0, 50, 200, 500][relief.riverRank[e]!]!;
  };
}

function smoothed(mesh: Mesh, path: readonly number[], passes: number): Point[] {
  let line: Point[] = path.map((cell) => [mesh.x[cell]!, mesh.y[cell]!]);
  for (let pass = 0; pass < passes; pass++) {
    line = line.map(([x, y], i) => {
      const [before, after] = [line[i - 1], line[i + 1]];
      return before && after ? [x / 2 + (before[0] + after[0]) / 4, y / 2 + (before[1] + after[1]) / 4] : [x, y];
    });
  }
  // Corner cutting (Chaikin), twice, leaves curves as trains and fast cars need them.
  for (let pass = 0; pass < 2; pass++) {
    line = line.flatMap(([x, y], i): Point[] => {
      const after = line[i + 1];
      return after
        ? [
            [x * 0.75 + after[0] * 0.25, y * 0.75 + after[1] * 0.25],
            [x * 0.25 + after[0] * 0.75, y * 0.25 + after[1] * 0.75],
          ]
        : [];
    });
  }
  return line;
}

/** Keeps the longest stretch inside the county, with one point beyond each end. */
export function clipped(line: readonly Point[], inside: (point: Point) => boolean): Point[] {
  let best: [number, number] = [0, 0];
  let start = -1;
  line.forEach((point, i) => {
    if (inside(point)) {
      if (start < 0) start = i;
      if (i - start > best[1] - best[0]) best = [start, i];
    } else if (i > 0 && start >= 0 && i - best[1] > 12) start = -1;
  });
  return line.slice(Math.max(0, best[0] - 1), best[1] + 2);
}

export function buildMotorway(network: GrowingNetwork, axis: readonly Point[]): void {
  const offset = (side: number): Point[] =>
    axis.map(([x, y], i) => {
      const [a, b] = [axis[Math.max(0, i - 1)]!, axis[Math.min(axis.length - 1, i + 1)]!];
      const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      return [x + ((b[1] - a[1]) / length) * MEDIAN * side, y - ((b[0] - a[0]) / length) * MEDIAN * side];
    });
  const crossings = bridgesOver(network, axis);
  const carriageways = [offset(1), offset(-1).reverse()].map((line) => {
    const nodes = line.map(([x, y]) => network.addNode(x, y));
    for (let i = 1; i < nodes.length; i++) network.addEdge(road(nodes[i - 1]!, nodes[i]!, 'motorway', MOTORWAY, true));
    return { line, nodes };
  });
  let last = -Infinity;
  const wanted = crossings.filter(({ kind }) => kind !== 'tertiary');
  for (const spot of (wanted.length >= 2 ? wanted : crossings).sort((a, b) => a.along - b.along)) {
    if (spot.along - last < 5500) continue;
    last = spot.along;
    for (const { line, nodes } of carriageways) buildRamps(network, line, nodes, spot);
  }
}

interface Crossing {
  edge: number;
  point: Point;
  along: number;
  kind: RoadClass;
}

function road(from: number, to: number, kind: RoadClass, ref: string, oneway: boolean) {
  return { from, to, kind, ref, name: '', bridge: false, oneway, locality: -1, street: -1 };
}

/** Roads cross the motorway on bridges: no node in common. */
function bridgesOver(network: GrowingNetwork, axis: readonly Point[]): Crossing[] {
  const crossings: Crossing[] = [];
  let along = 0;
  for (let i = 1; i < axis.length; i++) {
    const [a, b] = [axis[i - 1]!, axis[i]!];
    for (const index of network.near(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
    )) {
      const edge = network.edges[index]!;
      const hit = crossing(...a, ...b, ...network.point(edge.from), ...network.point(edge.to));
      if (!hit) continue;
      edge.bridge = true;
      crossings.push({
        edge: index,
        kind: edge.kind,
        point: [a[0] + (b[0] - a[0]) * hit.share, a[1] + (b[1] - a[1]) * hit.share],
        along: along + Math.hypot(b[0] - a[0], b[1] - a[1]) * hit.share,
      });
    }
    along += Math.hypot(b[0] - a[0], b[1] - a[1]);
  }
  return crossings;
}

/** Half a diamond for one carriageway: off before the bridge, on behind it, both at one node of the crossing road. */
function buildRamps(network: GrowingNetwork, line: readonly Point[], nodes: readonly number[], spot: Crossing): void {
  const middle = line.reduce((best, point, i) => (far(point, spot.point) < far(line[best]!, spot.point) ? i : best), 0);
  const [before, after] = [line[Math.max(0, middle - 1)]!, line[Math.min(line.length - 1, middle + 1)]!];
  const edge = network.edges[spot.edge]!;
  const right = (node: number): number =>
    (after[0] - before[0]) * (network.y[node]! - spot.point[1]) -
    (after[1] - before[1]) * (network.x[node]! - spot.point[0]);
  const [near, from] = right(edge.from) < right(edge.to) ? [edge.from, edge.to] : [edge.to, edge.from];
  let [meeting, previous] = [near, from];
  while (far(network.point(meeting), spot.point) < 90) {
    const onward = network.at[meeting]!.map((i) => network.other(network.edges[i]!, meeting)).find(
      (n) => n !== previous,
    );
    if (onward === undefined) break;
    [previous, meeting] = [meeting, onward];
  }
  const reach = (step: number): number => {
    let i = middle;
    while (i + step > 0 && i + step < line.length - 1 && far(line[i]!, spot.point) < RAMP_REACH) i += step;
    return i;
  };
  const ramp = (from: number, to: number, hugging: Point): void => {
    const [a, b] = [network.point(from), network.point(to)];
    const bend = network.addNode((a[0] + b[0]) * 0.3 + hugging[0] * 0.4, (a[1] + b[1]) * 0.3 + hugging[1] * 0.4);
    network.addEdge(road(from, bend, 'motorway_link', '', true));
    network.addEdge(road(bend, to, 'motorway_link', '', true));
  };
  const [off, on] = [reach(-1), reach(1)];
  ramp(nodes[off]!, meeting, line[Math.round((off + middle) / 2)]!);
  ramp(meeting, nodes[on]!, line[Math.round((on + middle) / 2)]!);
}

const far = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
