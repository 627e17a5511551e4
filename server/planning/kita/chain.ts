/** Who comes to a new Kita next, and who takes whose place behind them. */
import type { Flow } from './flow.ts';
import { Pull } from './pull.ts';

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

export interface Chain {
  length: number;
  /** Its last child: of this slot, or (−1) one without a place that goes to the new Kita itself. */
  slot: number;
  children: number;
}

/**
 * @param way metres from each point to the new Kita; Infinity: none
 * @param only the age group that its places are for; −1: all
 * @returns null where none spares anything
 */
export function cheapest({ flow, pull }: Ground, way: Float64Array, only: number): Chain | null {
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
export function draw({ flow, pull }: Ground, chain: Chain, most: number): number {
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
