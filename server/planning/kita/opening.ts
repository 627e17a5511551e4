/**
 * One new Kita, exactly: starting from the best assignment without it, children are drawn to it one cheapest chain after another
 * (successive shortest paths), as long as that spares something: first those chains that begin with a child who had no place,
 * then those that make ways shorter. The worth of a further place never grows, so that what is still to come is bounded by what the
 * last chain spared, and one that cannot be among the best is given up early.
 */
import type { Flow } from './flow.ts';
import { Pull } from './pull.ts';

/** Points that reach each candidate, row by row, and how far they have to go. */
export interface Candidates {
  /** candidates + 1. */
  start: Int32Array;
  point: Int32Array;
  /** Metres. */
  cost: Float64Array;
}

/** New places: of one age group, or for any of them (−1). */
export interface NewPlaces {
  places: number;
  group: number;
}

export interface Opened {
  /** Children more who have a place. */
  gain: number;
  /** Metres by which the ways together become shorter; below 0: longer, as more children have one. */
  spared: number;
}

/** Metres: a chain that spares less is rounding. */
const ROUNDING = 1e-6;

/** The best assignment without new places, and what can be drawn from it. */
export class Ground {
  readonly flow: Flow;
  readonly pull: Pull;

  constructor(flow: Flow, pull = new Pull(flow)) {
    this.flow = flow;
    this.pull = pull;
  }

  copy(): Ground {
    const flow = this.flow.copy();
    return new Ground(flow, new Pull(flow, this.pull));
  }
}

/**
 * @param isHopeless asked after each chain: what is gained so far, and what may still come at most
 * @returns null where it was given up
 */
export function open(
  base: Ground,
  candidates: Candidates,
  candidate: number,
  { places, group }: NewPlaces,
  isHopeless: (now: Opened, most: Opened) => boolean,
): Opened | null {
  const metresOf = new Map<number, number>();
  for (let at = candidates.start[candidate]!; at < candidates.start[candidate + 1]!; at++)
    metresOf.set(candidates.point[at]!, candidates.cost[at]!);
  const way = new Float64Array(base.flow.problem.reachable.start.length - 1).fill(Infinity);
  metresOf.forEach((metres, point) => (way[point] = metres));
  const ground = base.copy();
  const { flow, pull } = ground;
  const { penalty } = flow;
  const opened: Opened = { gain: 0, spared: 0 };
  let left = places;
  while (left > flow.room.trifle) {
    const chain = cheapest(ground, way, group);
    if (!chain) break;
    const isNew = chain.length < -penalty / 2;
    const worth = isNew ? -chain.length - penalty : -chain.length;
    const most = isNew ? { gain: left, spared: Infinity } : { gain: 0, spared: left * worth };
    if (isHopeless(opened, most)) return null;
    const amount = draw(ground, chain, left);
    left -= amount;
    opened.gain += isNew ? amount : 0;
    opened.spared += amount * worth;
    pull.spread();
  }
  return opened;
}

interface Chain {
  length: number;
  /** Its last child: of this slot, or (−1) one without a place that goes to the new Kita itself. */
  slot: number;
  children: number;
}

function cheapest({ flow, pull }: Ground, way: Float64Array, only: number): Chain | null {
  const { problem, placement, penalty } = flow;
  const { groups, reachable, limits } = problem;
  const best: Chain = { length: -ROUNDING, slot: -1, children: -1 };
  for (const children of pull.waiting) {
    const group = children % groups;
    const metres = way[(children - group) / groups]!;
    if ((only >= 0 && group !== only) || metres > limits[group]! || metres - penalty >= best.length) continue;
    best.length = metres - penalty;
    best.children = children;
  }
  placement.members.forEach((slots, node) => {
    const group = node % groups;
    const arrived = pull.length[node]!;
    if ((only >= 0 && group !== only) || arrived === Infinity) return;
    for (const slot of slots) {
      const metres = way[placement.pointOf(slot)]!;
      const length = arrived + metres - reachable.cost[(slot - group) / groups]!;
      if (metres > limits[group]! || length >= best.length) continue;
      best.length = length;
      best.slot = slot;
    }
  });
  return best.slot === -1 && best.children === -1 ? null : best;
}

/** Moves as many children as fit along the chain. @returns how many */
function draw({ flow, pull }: Ground, chain: Chain, most: number): number {
  const { problem, placement, room } = flow;
  const { underCap, counted, underTotal } = room;
  const sites = problem.total.length;
  const totals = sites * problem.groups;
  const { groups } = problem;
  if (chain.slot === -1) {
    const amount = Math.min(most, placement.unserved[chain.children]!);
    placement.unserved[chain.children]! -= amount;
    pull.served(chain.children);
    return amount;
  }
  // From the new Kita backwards: who leaves each Kita, and in whose stead.
  let amount = Math.min(most, placement.amount[chain.slot]!);
  const moves: { from: number; to: number }[] = [];
  const nodes = [placement.nodeOf(chain.slot)];
  for (let node = nodes[0]!; pull.previous[node] !== -1;) {
    const before = pull.previous[node]!;
    if (before >= totals) amount = Math.min(amount, counted[node]!);
    else if (node >= totals) amount = Math.min(amount, underCap[before]!);
    else {
      const move = before * (sites + 1) + Math.floor(node / groups);
      moves.push({ from: placement.moveFrom[move]!, to: placement.moveTo[move]! });
      amount = Math.min(amount, placement.amount[placement.moveFrom[move]!]!);
    }
    nodes.push((node = before));
  }
  const first = nodes.at(-1)!;
  const entering = first < totals ? pull.entering[first]! : -1;
  if (entering >= 0) amount = Math.min(amount, placement.unserved[entering]!);
  placement.take(chain.slot, amount);
  for (const { from, to } of moves) placement.move(from, to, amount);
  nodes.forEach((node, at) => {
    const before = nodes[at + 1];
    if (node >= totals) {
      if (before === undefined) underTotal[node - totals]! += amount;
      else {
        underCap[before]! -= amount;
        counted[before]! += amount;
      }
    } else if (before !== undefined && before >= totals) {
      counted[node]! -= amount;
      underCap[node]! += amount;
    }
  });
  if (entering >= 0) {
    placement.admit(entering, Math.floor(first / groups), amount);
    pull.served(entering);
  }
  return amount;
}
