/** The shortest way on foot from one place to all others: Dijkstra (1959) on the sections' lengths, both directions alike. */
import FlatQueue from 'flatqueue';
import type { Network } from './build.ts';
import type { Place } from './place.ts';

/** Metres of a barred way at the door that do not count: who lives there must leave the house. */
export const AT_DOOR = 50;

/**
 * @param sources places on the network (the entrances of a school), each a start
 * @param most metres beyond which the search ends
 * @param barred sections that may not be walked but for AT_DOOR metres at a source
 * @returns metres from the nearest source to each vertex; Infinity where none leads there
 */
export function metresFrom(
  network: Network,
  sources: readonly Place[],
  { most = Infinity, barred = new Set() }: { most?: number; barred?: ReadonlySet<number> } = {},
): Float64Array {
  const { from, to, metres, aroundStart, around } = network;
  const best = new Float64Array(network.vertices).fill(Infinity);
  const queue = new FlatQueue<number>();
  const reach = (vertex: number, distance: number) => {
    if (distance >= best[vertex]! || distance > most) return;
    best[vertex] = distance;
    queue.push(vertex, distance);
  };
  for (const { section, along } of sources) {
    const atDoor = barred.has(section) ? AT_DOOR : Infinity;
    if (along <= atDoor) reach(from[section]!, along);
    if (metres[section]! - along <= atDoor) reach(to[section]!, metres[section]! - along);
  }
  for (;;) {
    const distance = queue.peekValue();
    const vertex = queue.pop();
    if (vertex === undefined || distance === undefined) return best;
    if (distance > best[vertex]!) continue;
    for (let at = aroundStart[vertex]!; at < aroundStart[vertex + 1]!; at++) {
      const section = around[at]!;
      if (barred.has(section)) continue;
      const other = from[section] === vertex ? to[section]! : from[section]!;
      reach(other, distance + metres[section]!);
    }
  }
}

/**
 * Metres from the nearest source to a place: over either end of its section, or along the section where both lie on one.
 *
 * @param best of metresFrom() with the same sources and barred sections
 */
export function metresTo(
  { from, to, metres }: Network,
  best: Float64Array,
  sources: readonly Place[],
  { section, along }: Place,
  barred: ReadonlySet<number> = new Set(),
): number {
  const most = barred.has(section) ? AT_DOOR : Infinity;
  const over = (end: number, piece: number) => (piece > most ? Infinity : best[end]! + piece);
  const overEnds = Math.min(over(from[section]!, along), over(to[section]!, metres[section]! - along));
  const direct = sources
    .filter((source) => source.section === section)
    .map((source) => Math.abs(source.along - along))
    .filter((piece) => piece <= most);
  return Math.min(overEnds, ...direct);
}
