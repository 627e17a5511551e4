/**
 * A table of counts with two hierarchies of sums, written as a circulation: down the tree of homes, over the cells, up the
 * tree of schools. Every cell and every sum is then the flow of one edge, and what flows into a node flows out of it.
 */

export interface TableCell {
  /** Unlike all others, and the same in every list: chance hangs on it. */
  name: string;
  /** People, a whole number from 0. */
  people: number;
  /** Names of the nested sets of each tree that hold the cell, the largest first; the whole table needs none. */
  byHome: readonly string[];
  bySchool: readonly string[];
  /** Whose share of which Gemeinde it is part of, and the way to school in metres where it is known (wishes.ts). */
  home: string;
  school: string;
  metres: number | null;
}

/** Edge e flows from[e] → to[e]. The first edges are the cells, in their order. */
export interface Circulation {
  names: string[];
  from: Int32Array;
  to: Int32Array;
  /** People. */
  flow: Float64Array;
  nodes: number;
}

/** Numbers the sets of one tree, and adds each cell's people to every set on its path. */
class Tree {
  readonly #ids = new Map<string, number>();
  readonly names: string[] = [''];
  readonly parent: number[] = [0];
  readonly sum: number[] = [0];

  /** The innermost set of a path; set 0 is the whole table. */
  add(path: readonly string[], people: number): number {
    let at = 0;
    this.sum[0]! += people;
    path.forEach((step, depth) => {
      const key = `${at} ${step}`;
      let child = this.#ids.get(key);
      if (child === undefined) {
        child = this.sum.length;
        this.#ids.set(key, child);
        this.names.push(JSON.stringify(path.slice(0, depth + 1)));
        this.sum.push(0);
        this.parent.push(at);
      }
      this.sum[child]! += people;
      at = child;
    });
    return at;
  }

  get size(): number {
    return this.sum.length;
  }
}

export function circulationOf(cells: readonly TableCell[]): Circulation {
  const [homes, schools] = [new Tree(), new Tree()];
  const ends = cells.map(
    ({ people, byHome, bySchool }) => [homes.add(byHome, people), schools.add(bySchool, people)] as const,
  );
  const edges = cells.length + homes.size - 1 + schools.size - 1 + 1;
  const [from, to, flow] = [new Int32Array(edges), new Int32Array(edges), new Float64Array(edges)];
  const names: string[] = [];
  const add = (name: string, start: number, end: number, people: number) => {
    from[names.length] = start;
    to[names.length] = end;
    flow[names.length] = people;
    names.push(name);
  };
  cells.forEach(({ name, people }, index) => {
    const [home, school] = ends[index]!;
    add(`cell ${name}`, home, homes.size + school, people);
  });
  for (let set = 1; set < homes.size; set++) add(`home ${homes.names[set]}`, homes.parent[set]!, set, homes.sum[set]!);
  for (let set = 1; set < schools.size; set++)
    add(`school ${schools.names[set]}`, homes.size + set, homes.size + schools.parent[set]!, schools.sum[set]!);
  add('all', homes.size, 0, schools.sum[0]!);
  return { names, from, to, flow, nodes: homes.size + schools.size };
}
