/** A road network that grows: nodes, edges and a grid to find what is near. */
import type { Point, RoadEdge, RoadNetwork } from './model.ts';

const GRID = 120;

export interface NetworkEdge extends RoadEdge {
  /** Which street the edge belongs to, -1 for a road without one. */
  street: number;
}

export class GrowingNetwork implements RoadNetwork {
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly edges: NetworkEdge[] = [];
  /** Edges at each node. */
  readonly at: number[][] = [];
  private readonly grid = new Map<number, number[]>();
  /** The last search that found each edge: an edge lies in several squares but is wanted once. */
  private readonly seenIn: number[] = [];
  private searches = 0;

  addNode(x: number, y: number): number {
    this.x.push(Math.round(x * 100) / 100);
    this.y.push(Math.round(y * 100) / 100);
    this.at.push([]);
    return this.x.length - 1;
  }

  addEdge(edge: NetworkEdge): number {
    const index = this.edges.push(edge) - 1;
    this.at[edge.from]!.push(index);
    this.at[edge.to]!.push(index);
    this.seenIn.push(0);
    this.register(index);
    return index;
  }

  /** Puts a node into an edge; the first half keeps the index. */
  split(index: number, x: number, y: number): number {
    const edge = this.edges[index]!;
    const node = this.addNode(x, y);
    const far = edge.to;
    this.at[far] = this.at[far]!.filter((other) => other !== index);
    edge.to = node;
    this.at[node]!.push(index);
    this.addEdge({ ...edge, from: node, to: far });
    return node;
  }

  point(node: number): Point {
    return [this.x[node]!, this.y[node]!];
  }

  length(edge: RoadEdge): number {
    return Math.hypot(this.x[edge.from]! - this.x[edge.to]!, this.y[edge.from]! - this.y[edge.to]!);
  }

  other(edge: RoadEdge, node: number): number {
    return edge.from === node ? edge.to : edge.from;
  }

  /** Edges whose grid squares touch the box; some may be a little outside. */
  near(minX: number, minY: number, maxX: number, maxY: number): number[] {
    const found: number[] = [];
    const search = ++this.searches;
    for (const key of squares(minX, minY, maxX, maxY)) {
      const list = this.grid.get(key);
      if (!list) continue;
      for (const index of list) {
        if (this.seenIn[index] === search) continue;
        this.seenIn[index] = search;
        found.push(index);
      }
    }
    return found;
  }

  private register(index: number): void {
    const { from, to } = this.edges[index]!;
    const [ax, ay, bx, by] = [this.x[from]!, this.y[from]!, this.x[to]!, this.y[to]!];
    for (const key of squares(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))) {
      const list = this.grid.get(key);
      if (list) list.push(index);
      else this.grid.set(key, [index]);
    }
  }
}

/** Lines that something must keep away from: rivers, railways, borders. */
export class LineGrid {
  private readonly grid = new Map<number, [Point, Point][]>();

  add(line: readonly Point[]): void {
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!];
      for (const key of squares(
        Math.min(a[0], b[0]),
        Math.min(a[1], b[1]),
        Math.max(a[0], b[0]),
        Math.max(a[1], b[1]),
      )) {
        const list = this.grid.get(key);
        if (list) list.push([a, b]);
        else this.grid.set(key, [[a, b]]);
      }
    }
  }

  /** Does the segment cross a line, or its end come nearer to one than `clearance`? */
  blocks(ax: number, ay: number, bx: number, by: number, clearance: number): boolean {
    const [minX, minY] = [Math.min(ax, bx) - clearance, Math.min(ay, by) - clearance];
    for (const key of squares(minX, minY, Math.max(ax, bx) + clearance, Math.max(ay, by) + clearance)) {
      for (const [p, q] of this.grid.get(key) ?? []) {
        if (crossing(ax, ay, bx, by, p[0], p[1], q[0], q[1])) return true;
        if (clearance > 0 && pointToSegment(bx, by, p[0], p[1], q[0], q[1]) < clearance) return true;
      }
    }
    return false;
  }
}

function squares(minX: number, minY: number, maxX: number, maxY: number): number[] {
  const keys: number[] = [];
  for (let i = Math.floor(minX / GRID); i <= Math.floor(maxX / GRID); i++) {
    for (let j = Math.floor(minY / GRID); j <= Math.floor(maxY / GRID); j++) keys.push(i * 65_536 + j);
  }
  return keys;
}

/** Where two segments cross, as the share of the first one's length; null where they do not. */
export function crossing(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): { share: number } | null {
  const denominator = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  if (Math.abs(denominator) < 1e-9) return null;
  const share = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / denominator;
  const other = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / denominator;
  return share >= 0 && share <= 1 && other >= 0 && other <= 1 ? { share } : null;
}

export function pointToSegment(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length2));
  const dx = px - ax - t * (bx - ax);
  const dy = py - ay - t * (by - ay);
  return Math.sqrt(dx * dx + dy * dy);
}
