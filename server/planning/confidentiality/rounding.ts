/**
 * Controlled rounding of a table of counts over two hierarchies of sums: unbiased, exact, in whole numbers.
 *
 * The sums that must stay near the truth form two trees of nested sets, one by home and one by school. Written as a
 * circulation – down the first tree, over the cells, up the second – every sum is the flow of one edge. While an edge
 * carries no multiple of the base, conservation gives each of its ends another such edge, so there is a cycle of them;
 * pushing along it, up or down by as much as the first edge to reach a multiple allows and with the odds that keep the
 * expectation, settles at least one edge for good. What is left when none remains are multiples of the base, and every
 * flow has stayed between the two multiples around its true value.
 *
 * Cox, "A Constructive Procedure for Unbiased Controlled Rounding", JASA 82 (1987); for two trees of any depth Budish,
 * Che, Kojima, Milgrom, "Designing Random Allocation Mechanisms", American Economic Review 103 (2013), theorem 1.
 */

export interface RoundingCell {
  /** People, a whole number from 0. */
  people: number;
  /** Names of the nested sets of each tree that hold the cell, the largest first; the whole table needs none. */
  byHome: readonly string[];
  bySchool: readonly string[];
}

/** The circulation: edge e flows from[e] → to[e]. The first edges are the cells, in their order. */
interface Circulation {
  from: Int32Array;
  to: Int32Array;
  flow: Float64Array;
  nodes: number;
}

/** Numbers the sets of one tree, and adds each cell's people to every set on its path. */
class Tree {
  readonly #ids = new Map<string, number>();
  readonly parent: number[] = [];
  readonly sum: number[] = [0];

  /** The innermost set of a path; set 0 is the whole table. */
  add(path: readonly string[], people: number): number {
    let at = 0;
    this.sum[0] = (this.sum[0] ?? 0) + people;
    for (const name of path) {
      const key = `${at} ${name}`;
      let child = this.#ids.get(key);
      if (child === undefined) {
        child = this.sum.length;
        this.#ids.set(key, child);
        this.sum.push(0);
        this.parent[child] = at;
      }
      this.sum[child] = (this.sum[child] ?? 0) + people;
      at = child;
    }
    return at;
  }
}

function circulationOf(cells: readonly RoundingCell[]): Circulation {
  const [homes, schools] = [new Tree(), new Tree()];
  const ends = cells.map(({ people, byHome, bySchool }) => [homes.add(byHome, people), schools.add(bySchool, people)]);
  const shift = homes.sum.length;
  const edges = cells.length + shift - 1 + schools.sum.length - 1 + 1;
  const [from, to, flow] = [new Int32Array(edges), new Int32Array(edges), new Float64Array(edges)];
  let next = 0;
  const add = (start: number, end: number, people: number) => {
    from[next] = start;
    to[next] = end;
    flow[next++] = people;
  };
  cells.forEach(({ people }, index) => add(ends[index]?.[0] ?? 0, shift + (ends[index]?.[1] ?? 0), people));
  for (let set = 1; set < shift; set++) add(homes.parent[set] ?? 0, set, homes.sum[set] ?? 0);
  for (let set = 1; set < schools.sum.length; set++)
    add(shift + set, shift + (schools.parent[set] ?? 0), schools.sum[set] ?? 0);
  add(shift, 0, schools.sum[0] ?? 0);
  return { from, to, flow, nodes: shift + schools.sum.length };
}

/** Edges at each node that carry no multiple yet; one that came to a multiple is dropped when it is met. */
class OpenEdges {
  readonly #graph: Circulation;
  readonly #base: number;
  readonly #start: Int32Array;
  readonly #count: Int32Array;
  readonly #edges: Int32Array;

  constructor(graph: Circulation, base: number) {
    this.#graph = graph;
    this.#base = base;
    const { from, to, flow, nodes } = graph;
    this.#start = new Int32Array(nodes + 1);
    this.#count = new Int32Array(nodes);
    for (let edge = 0; edge < flow.length; edge++) {
      for (const node of [from[edge] ?? 0, to[edge] ?? 0]) this.#start[node + 1] = (this.#start[node + 1] ?? 0) + 1;
    }
    for (let node = 0; node < nodes; node++)
      this.#start[node + 1] = (this.#start[node + 1] ?? 0) + (this.#start[node] ?? 0);
    this.#edges = new Int32Array(2 * flow.length);
    for (let edge = 0; edge < flow.length; edge++) {
      for (const node of [from[edge] ?? 0, to[edge] ?? 0]) {
        this.#edges[(this.#start[node] ?? 0) + (this.#count[node] ?? 0)] = edge;
        this.#count[node] = (this.#count[node] ?? 0) + 1;
      }
    }
  }

  isOpen(edge: number): boolean {
    return (this.#graph.flow[edge] ?? 0) % this.#base !== 0;
  }

  /** An open edge at a node other than the one that led there; -1 where there is none. */
  next(node: number, except: number): number {
    const start = this.#start[node] ?? 0;
    for (let at = (this.#count[node] ?? 0) - 1; at >= 0; at--) {
      const edge = this.#edges[start + at] ?? 0;
      if (edge === except) continue;
      if (this.isOpen(edge)) return edge;
      const last = (this.#count[node] ?? 0) - 1;
      this.#edges[start + at] = this.#edges[start + last] ?? 0;
      this.#count[node] = last;
    }
    return -1;
  }
}

/** Pushes along a cycle, one way or the other, until its first edge carries a multiple; the expectation stays. */
function push(graph: Circulation, cycle: readonly number[], start: number, base: number, random: () => number): void {
  let [up, down] = [base, base];
  const signs: number[] = [];
  let node = start;
  for (const edge of cycle) {
    const forward = graph.from[edge] === node;
    node = (forward ? graph.to[edge] : graph.from[edge]) ?? 0;
    const above = (graph.flow[edge] ?? 0) % base;
    signs.push(forward ? 1 : -1);
    up = Math.min(up, forward ? base - above : above);
    down = Math.min(down, forward ? above : base - above);
  }
  const amount = random() * (up + down) < down ? up : -down;
  cycle.forEach((edge, index) => (graph.flow[edge] = (graph.flow[edge] ?? 0) + amount * (signs[index] ?? 0)));
}

/** Settles every edge: walks along open edges until the walk meets itself, pushes along that cycle, walks on. */
function settle(graph: Circulation, base: number, random: () => number): void {
  const open = new OpenEdges(graph, base);
  const placeOnWalk = new Int32Array(graph.nodes).fill(-1);
  for (let first = 0; first < graph.flow.length; first++) {
    if (!open.isOpen(first)) continue;
    const nodes = [graph.from[first] ?? 0];
    const edges: number[] = [];
    placeOnWalk[nodes[0] ?? 0] = 0;
    for (;;) {
      const at = nodes.at(-1) ?? 0;
      const edge = open.next(at, edges.at(-1) ?? -1);
      if (edge === -1) break;
      const end = (graph.from[edge] === at ? graph.to[edge] : graph.from[edge]) ?? 0;
      const met = placeOnWalk[end] ?? -1;
      edges.push(edge);
      if (met === -1) {
        placeOnWalk[end] = nodes.push(end) - 1;
        continue;
      }
      push(graph, edges.splice(met), end, base, random);
      for (const left of nodes.splice(met + 1)) placeOnWalk[left] = -1;
    }
    for (const left of nodes) placeOnWalk[left] = -1;
  }
}

/**
 * @param cells the table; a true zero may be left out, it stays zero
 * @param base a whole number from 2 (people)
 * @param random uniform in [0, 1), from a secret seed: whoever knows it can undo the rounding
 * @returns per cell a multiple of `base` next to its people. Each cell and each set of both trees, the whole table too,
 *   is off by at most base − 1 and right on average; a union of k such sets by at most k · (base − 1).
 */
export function roundControlled(cells: readonly RoundingCell[], base: number, random: () => number): number[] {
  if (!Number.isInteger(base) || base < 2) throw new RangeError(`The base must be a whole number from 2, not ${base}.`);
  const odd = cells.find(({ people }) => !Number.isInteger(people) || people < 0);
  if (odd) throw new RangeError('Only whole numbers of people can be rounded: please count before protecting.');
  const graph = circulationOf(cells);
  settle(graph, base, random);
  return Array.from(graph.flow.subarray(0, cells.length));
}
