/** Streets grow from the roads through a place outwards, until there is room for its houses. */
import FlatQueue from 'flatqueue';
import type { RoadClass } from './model.ts';
import { crossing, type GrowingNetwork, type LineGrid, type NetworkEdge, pointToSegment } from './network.ts';
import type { Random } from './random.ts';

export interface Street {
  place: number;
  name: string;
  /** Order of growth, 0 … 1. */
  newness: number;
  /** Nodes in order. */
  nodes: number[];
}

export interface PlaceGround {
  place: number;
  centre: number;
  x: number;
  y: number;
  /** Metres of street that the place needs. */
  need: number;
  town: boolean;
  barriers: LineGrid;
  /** May a street lie here? */
  allowed(x: number, y: number): boolean;
}

interface Proposal {
  node: number;
  heading: number;
}

const STEP = 42;
const SNAP = 26;
/** Least distance between streets side by side: two rows of gardens. */
const APART = 44;

/** Returns the built-up radius. Streets are appended to `streets`; the through roads of the place come first. */
export function growPlace(network: GrowingNetwork, ground: PlaceGround, streets: Street[], random: Random): number {
  const firstStreet = streets.length;
  const queue = new FlatQueue<Proposal>();
  const propose = (node: number, heading: number): void => {
    const off = Math.hypot(network.x[node]! - ground.x, network.y[node]! - ground.y);
    queue.push({ node, heading }, off * random.between(0.75, 1.25));
  };
  // A village lies along its roads; a town's share of streets off them is larger.
  const reach = Math.sqrt(ground.need) * (ground.town ? 4.2 : 5) + 70;
  let built = throughRoads(network, ground, reach, streets, propose, random);
  let radius = reach * 0.8;
  for (let tries = 0; built < ground.need && queue.length > 0 && tries < ground.need; tries++) {
    const { node, heading } = queue.pop()!;
    const grown = growStreet(network, ground, node, heading, streets.length, random, propose);
    if (!grown) continue;
    streets.push({ place: ground.place, name: '', newness: 0, nodes: grown.nodes });
    built += grown.length;
    radius = Math.max(
      radius,
      Math.hypot(network.x[grown.nodes.at(-1)!]! - ground.x, network.y[grown.nodes.at(-1)!]! - ground.y),
    );
  }
  const count = streets.length - firstStreet;
  for (let i = firstStreet; i < streets.length; i++)
    streets[i]!.newness = count > 1 ? (i - firstStreet) / (count - 1) : 0;
  return radius;
}

/** Every road out of the middle becomes a street as far as the place reaches. */
function throughRoads(
  network: GrowingNetwork,
  ground: PlaceGround,
  reach: number,
  streets: Street[],
  propose: (node: number, heading: number) => void,
  random: Random,
): number {
  let built = 0;
  const arms = [...network.at[ground.centre]!];
  for (const arm of arms) {
    if (network.edges[arm]!.street >= 0) continue;
    const street = streets.length;
    const nodes = [ground.centre];
    let side = random.chance(0.5) ? 1 : -1;
    let since = random.between(10, 45);
    let index: number | undefined = arm;
    while (index !== undefined) {
      const edge: NetworkEdge = network.edges[index]!;
      const node: number = nodes.at(-1)!;
      const next = network.other(edge, node);
      const [dx, dy] = [network.x[next]! - network.x[node]!, network.y[next]! - network.y[node]!];
      if (
        Math.hypot(network.x[next]! - ground.x, network.y[next]! - ground.y) > reach ||
        !ground.allowed(network.x[next]!, network.y[next]!)
      )
        break;
      edge.street = street;
      edge.locality = ground.place;
      nodes.push(next);
      const length = Math.hypot(dx, dy);
      built += length;
      since += length;
      if (since > (ground.town ? 62 : 75)) {
        const heading = Math.atan2(dy, dx);
        propose(next, heading + (side * Math.PI) / 2 + random.between(-0.2, 0.2));
        if (random.chance(0.55)) propose(next, heading - (side * Math.PI) / 2 + random.between(-0.2, 0.2));
        side = -side;
        since = random.between(-15, 15);
      }
      index = network.at[next]!.find(
        (i) =>
          i !== index &&
          network.edges[i]!.street < 0 &&
          network.edges[i]!.ref === edge.ref &&
          isMajor(network.edges[i]!.kind),
      );
    }
    if (nodes.length > 1) streets.push({ place: ground.place, name: '', newness: 0, nodes });
  }
  return built;
}

const isMajor = (kind: RoadClass): boolean => kind === 'primary' || kind === 'secondary' || kind === 'tertiary';

function growStreet(
  network: GrowingNetwork,
  ground: PlaceGround,
  origin: number,
  startHeading: number,
  street: number,
  random: Random,
  propose: (node: number, heading: number) => void,
): { nodes: number[]; length: number } | null {
  // A street that would leave at a sharp angle to another one at this corner is not built.
  for (const index of network.at[origin]!) {
    const other = network.other(network.edges[index]!, origin);
    const angle = Math.atan2(network.y[other]! - network.y[origin]!, network.x[other]! - network.x[origin]!);
    if (Math.cos(angle - startHeading) > 0.6) return null;
  }
  const goal = random.between(110, ground.town ? 420 : 300);
  const curve = random.chance(0.35) ? random.between(-0.16, 0.16) : random.between(-0.03, 0.03);
  const spacing = ground.town ? random.between(58, 95) : random.between(75, 125);
  const path: [number, number][] = [];
  let [x, y] = network.point(origin);
  let heading = startHeading;
  let end: { node: number } | null = null;
  for (let length = 0; length < goal && !end; length += STEP) {
    heading += curve + random.between(-0.07, 0.07);
    const nx = x + STEP * Math.cos(heading);
    const ny = y + STEP * Math.sin(heading);
    if (!ground.allowed(nx, ny) || ground.barriers.blocks(x, y, nx, ny, 22)) break;
    const meeting = meet(network, x, y, nx, ny, path.length === 0 ? origin : -1, heading);
    if (meeting === 'close') break;
    if (meeting) end = meeting;
    else {
      path.push([nx, ny]);
      [x, y] = [nx, ny];
    }
  }
  if (path.length === 0 || (path.length < 2 && !end)) return null;
  const nodes = [origin];
  const kind: RoadClass = path.length <= 3 && !end ? 'living_street' : 'residential';
  const link = (to: number): void => {
    network.addEdge({
      from: nodes.at(-1)!,
      to,
      kind,
      ref: '',
      name: '',
      bridge: false,
      oneway: false,
      locality: ground.place,
      street,
    });
    nodes.push(to);
  };
  for (const [px, py] of path) link(network.addNode(px, py));
  if (end) link(end.node);
  for (let i = 1, since = random.between(0, 30); i < path.length + 1; i++) {
    since += STEP;
    if (since < spacing) continue;
    since -= spacing;
    const node = nodes[i]!;
    const before = nodes[i - 1]!;
    const along = Math.atan2(network.y[node]! - network.y[before]!, network.x[node]! - network.x[before]!);
    if (random.chance(0.85)) propose(node, along + Math.PI / 2 + random.between(-0.12, 0.12));
    if (random.chance(0.85)) propose(node, along - Math.PI / 2 + random.between(-0.12, 0.12));
  }
  if (!end) propose(nodes.at(-1)!, heading + random.between(-0.3, 0.3));
  return { nodes, length: nodes.length * STEP - STEP };
}

/** What the next step runs into: a corner or a street to join, one it would run alongside ('close'), or nothing. */
function meet(
  network: GrowingNetwork,
  x: number,
  y: number,
  nx: number,
  ny: number,
  origin: number,
  heading: number,
): { node: number } | 'close' | null {
  const reach = APART + 4;
  let hit: { index: number; share: number } | null = null;
  let close = false;
  for (const index of network.near(
    Math.min(x, nx) - reach,
    Math.min(y, ny) - reach,
    Math.max(x, nx) + reach,
    Math.max(y, ny) + reach,
  )) {
    const edge = network.edges[index]!;
    if (edge.from === origin || edge.to === origin) continue;
    const [ax, ay, bx, by] = [network.x[edge.from]!, network.y[edge.from]!, network.x[edge.to]!, network.y[edge.to]!];
    // A little beyond the step: whatever lies just ahead is joined, not stopped short of.
    const cut = crossing(x, y, nx + SNAP * Math.cos(heading), ny + SNAP * Math.sin(heading), ax, ay, bx, by);
    if (cut && (!hit || cut.share < hit.share)) hit = { index, share: cut.share };
    else if (!cut && pointToSegment(nx, ny, ax, ay, bx, by) < APART) close = true;
  }
  if (!hit) return close ? 'close' : null;
  const edge = network.edges[hit.index]!;
  if (edge.kind === 'motorway' || edge.kind === 'motorway_link' || edge.bridge) return 'close';
  const length = STEP + SNAP;
  if (hit.share * length < 14) return 'close';
  const px = x + Math.cos(heading) * length * hit.share;
  const py = y + Math.sin(heading) * length * hit.share;
  for (const node of [edge.from, edge.to]) {
    if (Math.hypot(network.x[node]! - px, network.y[node]! - py) < 16) return { node };
  }
  const along = Math.atan2(network.y[edge.to]! - network.y[edge.from]!, network.x[edge.to]! - network.x[edge.from]!);
  if (Math.abs(Math.sin(along - heading)) < 0.5) return 'close';
  return { node: network.split(hit.index, px, py) };
}
