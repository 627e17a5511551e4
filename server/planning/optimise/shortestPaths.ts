/** Distances between all vertices of a graph: Dijkstra (1959) from each. */
import FlatQueue from 'flatqueue';

/** Edges lead both ways. */
export interface Graph {
  vertices: number;
  /** Edge e joins from[e] and to[e], from 0 to vertices − 1. */
  from: ArrayLike<number>;
  to: ArrayLike<number>;
  /** None below 0. */
  length: ArrayLike<number>;
}

/** @returns vertices × vertices, row by row, in the unit of the lengths; Infinity where no way leads */
export function distancesBetween({ vertices, from, to, length }: Graph): Float64Array {
  const edges = length.length;
  const start = new Int32Array(vertices + 1);
  for (let edge = 0; edge < edges; edge++) {
    start[from[edge]! + 1]!++;
    start[to[edge]! + 1]!++;
  }
  for (let vertex = 0; vertex < vertices; vertex++) start[vertex + 1]! += start[vertex]!;
  const next = start.slice();
  const other = new Int32Array(2 * edges);
  const between = new Float64Array(2 * edges);
  const join = (here: number, there: number, far: number) => {
    between[next[here]!] = far;
    other[next[here]!++] = there;
  };
  for (let edge = 0; edge < edges; edge++) {
    join(from[edge]!, to[edge]!, length[edge]!);
    join(to[edge]!, from[edge]!, length[edge]!);
  }
  const distance = new Float64Array(vertices * vertices).fill(Infinity);
  const queue = new FlatQueue<number>();
  for (let source = 0; source < vertices; source++) {
    const best = distance.subarray(source * vertices, (source + 1) * vertices);
    best[source] = 0;
    queue.push(source, 0);
    for (let far = queue.peekValue(); far !== undefined; far = queue.peekValue()) {
      const vertex = queue.pop()!;
      if (far > best[vertex]!) continue;
      for (let at = start[vertex]!; at < start[vertex + 1]!; at++) {
        const reached = far + between[at]!;
        if (reached >= best[other[at]!]!) continue;
        best[other[at]!] = reached;
        queue.push(other[at]!, reached);
      }
    }
  }
  return distance;
}
