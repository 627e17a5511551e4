/** Parts of a network that hang together. A house is taken to the largest: a path that leads nowhere is no way to school. */
import type { Network } from './build.ts';

/** @returns per section whether it belongs to the part with the most metres, and the share (0–1) of metres that does */
export function mainPart({ vertices, from, to, metres }: Network): {
  holds: (section: number) => boolean;
  share: number;
} {
  const parent = Int32Array.from({ length: vertices }, (_, vertex) => vertex);
  const rootOf = (vertex: number): number => {
    let root = vertex;
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!;
    return root;
  };
  from.forEach((start, section) => (parent[rootOf(start)] = rootOf(to[section]!)));
  const length = new Float64Array(vertices);
  metres.forEach((own, section) => (length[rootOf(from[section]!)]! += own));
  const largest = length.reduce((best, own, root) => (own > length[best]! ? root : best), 0);
  const all = metres.reduce((sum, own) => sum + own, 0);
  return {
    holds: (section) => rootOf(from[section]!) === largest,
    share: all === 0 ? 0 : length[largest]! / all,
  };
}
