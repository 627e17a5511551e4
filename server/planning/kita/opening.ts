/**
 * One new Kita, exactly: starting from the best assignment without it, children are drawn to it one cheapest chain after another
 * (successive shortest paths), as long as that spares something: first those chains that begin with a child who had no place,
 * then those that make ways shorter. The worth of a further place never grows, so that what is still to come is bounded by what the
 * last chain spared, and one that cannot be among the best is given up early.
 */
import { cheapest, draw, type Ground } from './chain.ts';

/** Points that reach each candidate, row by row, and how far they have to go. */
export interface Candidates {
  /** candidates + 1. */
  start: Int32Array;
  point: Int32Array;
  /** Metres. */
  cost: Float64Array;
  /** Of each candidate the part of the county that it lies in; left out: each stands for itself. */
  part?: Int32Array;
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
  const way = new Float64Array(base.flow.problem.reachable.start.length - 1).fill(Infinity);
  for (let at = candidates.start[candidate]!; at < candidates.start[candidate + 1]!; at++)
    way[candidates.point[at]!] = candidates.cost[at]!;
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
