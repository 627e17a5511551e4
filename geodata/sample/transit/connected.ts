/** Islands of a network. */
import type { RoadEdge } from '../model.ts';

/** The edges of the largest part: a stop on an island of the network would be out of reach. */
export function largestPart<Edge extends RoadEdge>(nodes: number, edges: readonly Edge[]): Edge[] {
  const part = Int32Array.from({ length: nodes }, (_, node) => node);
  const find = (node: number): number => {
    while (part[node] !== node) node = part[node] = part[part[node]!]!;
    return node;
  };
  for (const { from, to } of edges) part[find(from)] = find(to);
  const sizes = new Map<number, number>();
  for (const { from } of edges) sizes.set(find(from), (sizes.get(find(from)) ?? 0) + 1);
  const largest = [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0];
  return edges.filter(({ from }) => find(from) === largest);
}
