/**
 * The fine mesh under everything: about 300 m wide cells. Areas are sets of cells, borders and rivers are chains of the
 * cells' corners. Neighbours therefore share their border by construction, and a river can be a border.
 */
import { Delaunay } from 'd3-delaunay';
import FlatQueue from 'flatqueue';
import type { Random } from './random.ts';

export interface Mesh {
  /** Cell centres in metres around the middle of the county. */
  x: Float64Array;
  y: Float64Array;
  /** Cells at the rim of the mesh: their polygons are not closed. */
  rim: Uint8Array;
  triangles: Uint32Array;
  halfedges: Int32Array;
  /** Corners of the cells, one for each triangle. */
  cornerX: Float64Array;
  cornerY: Float64Array;
  /** Neighbours of cell c: `neighbour[start[c]] … neighbour[start[c + 1] - 1]`, and the halfedge that leads there. */
  start: Uint32Array;
  neighbour: Uint32Array;
  halfedge: Uint32Array;
  /** The cell at a point; `from` is a cell near it, to begin with. */
  find(x: number, y: number, from: number): number;
  scaleBy(factor: number): void;
}

export const CELL_WIDTH = 300;

export function createMesh(width: number, height: number, random: Random): Mesh {
  const columns = Math.ceil(width / CELL_WIDTH);
  const rows = Math.ceil(height / (CELL_WIDTH * 0.87));
  const points = new Float64Array(columns * rows * 2);
  const rim = new Uint8Array(columns * rows);
  for (let row = 0, i = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, i++) {
      const shift = row % 2 === 0 ? 0.25 : -0.25;
      points[2 * i] = (column - columns / 2 + shift + random.between(-0.36, 0.36)) * CELL_WIDTH;
      points[2 * i + 1] = (row - rows / 2 + random.between(-0.36, 0.36)) * CELL_WIDTH * 0.87;
      if (row < 2 || column < 2 || row >= rows - 2 || column >= columns - 2) rim[i] = 1;
    }
  }
  const delaunay = new Delaunay(points);
  const triangles = Uint32Array.from(delaunay.triangles);
  const halfedges = Int32Array.from(delaunay.halfedges);
  const x = new Float64Array(columns * rows).map((_, i) => points[2 * i]!);
  const y = new Float64Array(columns * rows).map((_, i) => points[2 * i + 1]!);

  // Centroids instead of circumcentres: always inside, never almost coinciding, so that no border has a hair-thin spike.
  const corners = triangles.length / 3;
  const cornerX = new Float64Array(corners);
  const cornerY = new Float64Array(corners);
  for (let t = 0; t < corners; t++) {
    const [a, b, c] = [triangles[3 * t]!, triangles[3 * t + 1]!, triangles[3 * t + 2]!];
    cornerX[t] = (x[a]! + x[b]! + x[c]!) / 3;
    cornerY[t] = (y[a]! + y[b]! + y[c]!) / 3;
  }

  const start = new Uint32Array(x.length + 1);
  for (let e = 0; e < halfedges.length; e++) if (halfedges[e]! >= 0) start[triangles[e]! + 1]!++;
  for (let c = 0; c < x.length; c++) start[c + 1]! += start[c]!;
  const fill = start.slice();
  const neighbour = new Uint32Array(start[x.length]!);
  const halfedge = new Uint32Array(start[x.length]!);
  for (let e = 0; e < halfedges.length; e++) {
    if (halfedges[e]! < 0) continue;
    const slot = fill[triangles[e]!]!++;
    neighbour[slot] = triangles[nextHalfedge(e)]!;
    halfedge[slot] = e;
  }
  let scaled = 1;
  return {
    x,
    y,
    rim,
    triangles,
    halfedges,
    cornerX,
    cornerY,
    start,
    neighbour,
    halfedge,
    find: (px, py, from) => delaunay.find(px / scaled, py / scaled, from),
    scaleBy: (factor) => {
      scaled *= factor;
      for (const values of [x, y, cornerX, cornerY]) for (let i = 0; i < values.length; i++) values[i]! *= factor;
    },
  };
}

export function nextHalfedge(e: number): number {
  return e % 3 === 2 ? e - 2 : e + 1;
}

export function cellDistance(mesh: Mesh, a: number, b: number): number {
  const dx = mesh.x[a]! - mesh.x[b]!;
  const dy = mesh.y[a]! - mesh.y[b]!;
  return Math.sqrt(dx * dx + dy * dy);
}

/** Cost of the step from a cell to its neighbour over a halfedge; Infinity forbids it. */
export type StepCost = (from: number, to: number, halfedge: number) => number;

/** Assigns each cell to the source that reaches it at least cost; -1 where none does. */
export function spread(mesh: Mesh, sources: readonly number[], cost: StepCost): Int32Array {
  const owner = new Int32Array(mesh.x.length).fill(-1);
  const best = new Float64Array(mesh.x.length).fill(Infinity);
  const queue = new FlatQueue<number>();
  sources.forEach((cell, i) => {
    best[cell] = 0;
    owner[cell] = i;
    queue.push(cell, 0);
  });
  while (queue.length > 0) {
    const reached = queue.peekValue()!;
    const cell = queue.pop()!;
    if (reached > best[cell]!) continue;
    for (let slot = mesh.start[cell]!; slot < mesh.start[cell + 1]!; slot++) {
      const to = mesh.neighbour[slot]!;
      const value = reached + cost(cell, to, mesh.halfedge[slot]!);
      if (value < best[to]!) {
        best[to] = value;
        owner[to] = owner[cell]!;
        queue.push(to, value);
      }
    }
  }
  return owner;
}

/** Distance from each cell to the nearest of some others, in metres. */
export function distanceToNearest(mesh: Mesh, cells: readonly number[]): Float64Array {
  const nearest = Delaunay.from(
    cells,
    (cell) => mesh.x[cell]!,
    (cell) => mesh.y[cell]!,
  );
  let found = 0;
  return new Float64Array(mesh.x.length).map((_, c) => {
    found = nearest.find(mesh.x[c]!, mesh.y[c]!, found);
    return cellDistance(mesh, c, cells[found]!);
  });
}

/** Cheapest paths over cells (A*); the working arrays are kept from one search to the next. */
export class PathFinder {
  private readonly mesh: Mesh;
  private readonly best: Float64Array;
  private readonly previous: Int32Array;
  private readonly done: Uint8Array;

  constructor(mesh: Mesh) {
    this.mesh = mesh;
    this.best = new Float64Array(mesh.x.length).fill(Infinity);
    this.previous = new Int32Array(mesh.x.length).fill(-1);
    this.done = new Uint8Array(mesh.x.length);
  }

  /** `floor` is the least cost a metre can have; a larger one would mislead the estimate. */
  find(from: number, to: number, cost: StepCost, floor: number): number[] {
    const { mesh, best, previous, done } = this;
    const touched = [from];
    const queue = new FlatQueue<number>();
    best[from] = 0;
    queue.push(from, 0);
    while (queue.length > 0) {
      const cell = queue.pop()!;
      if (cell === to) break;
      if (done[cell]) continue;
      done[cell] = 1;
      const reached = best[cell]!;
      for (let slot = mesh.start[cell]!; slot < mesh.start[cell + 1]!; slot++) {
        const next = mesh.neighbour[slot]!;
        const value = reached + cost(cell, next, mesh.halfedge[slot]!);
        if (value >= best[next]!) continue;
        if (best[next] === Infinity) touched.push(next);
        best[next] = value;
        previous[next] = cell;
        queue.push(next, value + floor * cellDistance(mesh, next, to));
      }
    }
    const path: number[] = [];
    if (from === to || previous[to]! >= 0) for (let cell = to; cell >= 0; cell = previous[cell]!) path.push(cell);
    for (const cell of touched) {
      best[cell] = Infinity;
      previous[cell] = -1;
      done[cell] = 0;
    }
    return path.reverse();
  }
}
