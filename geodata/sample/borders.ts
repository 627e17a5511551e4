/** From sets of cells to polygons whose shared borders are the same points. */
import { type Mesh, nextHalfedge } from './mesh.ts';
import { hashText } from './random.ts';

export type Ring = [number, number][];

export class Borders {
  private readonly mesh: Mesh;
  private readonly x: Float64Array;
  private readonly y: Float64Array;

  /** `lines`: chains that will be drawn (borders of labelled sets, rivers); they are smoothed together so that they stay together. */
  constructor(mesh: Mesh, labels: readonly Int32Array[], riverRank: Uint8Array) {
    this.mesh = mesh;
    this.x = mesh.cornerX.slice();
    this.y = mesh.cornerY.slice();
    this.smooth(labels, riverRank);
  }

  corner(t: number): [number, number] {
    return [round(this.x[t]!), round(this.y[t]!)];
  }

  scale(factor: number): void {
    this.mesh.scaleBy(factor);
    for (const values of [this.x, this.y]) for (let i = 0; i < values.length; i++) values[i]! *= factor;
  }

  /** The line from one corner to the next with a bent middle; the same points in both directions. */
  between(from: number, to: number): Ring {
    const [a, b] = from < to ? [from, to] : [to, from];
    const length = Math.hypot(this.x[b]! - this.x[a]!, this.y[b]! - this.y[a]!);
    const bend = ((hashText(`${a}-${b}`) / 2 ** 32) * 2 - 1) * 0.13;
    if (length < 60) return [this.corner(from)];
    const mx = (this.x[a]! + this.x[b]!) / 2 + (this.y[b]! - this.y[a]!) * bend;
    const my = (this.y[a]! + this.y[b]!) / 2 - (this.x[b]! - this.x[a]!) * bend;
    return [this.corner(from), [round(mx), round(my)]];
  }

  line(corners: readonly number[]): Ring {
    const points: Ring = [];
    for (let i = 1; i < corners.length; i++) points.push(...this.between(corners[i - 1]!, corners[i]!));
    points.push(this.corner(corners.at(-1)!));
    return points;
  }

  /** The polygons of each label, in one pass over the mesh; negative labels are nobody's land. */
  polygonsByLabel(labels: Int32Array): Map<number, Ring[][]> {
    const { triangles, halfedges } = this.mesh;
    const following = new Map<number, Map<number, number>>();
    for (let e = 0; e < halfedges.length; e++) {
      const label = labels[triangles[e]!]!;
      if (halfedges[e]! < 0 || label < 0 || labels[triangles[nextHalfedge(e)]!] === label) continue;
      let steps = following.get(label);
      if (!steps) following.set(label, (steps = new Map<number, number>()));
      steps.set(Math.floor(e / 3), Math.floor(halfedges[e]! / 3));
    }
    return new Map([...following].map(([label, steps]) => [label, this.close(steps)]));
  }

  /** Outer rings counter-clockwise with their holes clockwise, as polygons. */
  private close(following: Map<number, number>): Ring[][] {
    const rings: Ring[] = [];
    while (following.size > 0) {
      const [first] = following.keys();
      const ring: Ring = [];
      for (let t = first!; following.has(t);) {
        const to = following.get(t)!;
        following.delete(t);
        ring.push(...this.between(t, to));
        t = to;
      }
      ring.push(ring[0]!);
      rings.push(ring);
    }
    // All rings turn the same way round their inside; the sign of the largest tells which way that is.
    const sized = rings
      .map((ring) => ({ ring, area: ringArea(ring) }))
      .sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
    const turn = Math.sign(sized[0]?.area ?? 1);
    const outer = sized.filter(({ area }) => area * turn > 0).map(({ ring }) => [ring]);
    for (const { ring, area } of sized) {
      if (area * turn > 0) continue;
      const holder = outer.findLast(([shell]) => ringContains(shell!, ring[0]!)) ?? outer[0]!;
      holder.push(ring);
    }
    if (turn < 0) for (const polygon of outer) for (const ring of polygon) ring.reverse();
    return outer;
  }

  private smooth(labels: readonly Int32Array[], riverRank: Uint8Array): void {
    const { triangles, halfedges } = this.mesh;
    const joined = new Map<number, number[]>();
    for (let e = 0; e < halfedges.length; e++) {
      const opposite = halfedges[e]!;
      if (opposite < 0) continue;
      const [p, q] = [triangles[e]!, triangles[nextHalfedge(e)]!];
      if (riverRank[e]! === 0 && labels.every((label) => label[p] === label[q])) continue;
      const t = Math.floor(e / 3);
      const list = joined.get(t);
      if (list) list.push(Math.floor(opposite / 3));
      else joined.set(t, [Math.floor(opposite / 3)]);
    }
    for (let pass = 0; pass < 3; pass++) {
      const x = this.x.slice();
      const y = this.y.slice();
      for (const [t, next] of joined) {
        if (next.length < 2) continue;
        const keep = next.length === 2 ? 0.5 : 0.7;
        const share = (1 - keep) / next.length;
        let sx = x[t]! * keep;
        let sy = y[t]! * keep;
        for (const n of next) {
          sx += x[n]! * share;
          sy += y[n]! * share;
        }
        this.x[t] = sx;
        this.y[t] = sy;
      }
    }
  }
}

const round = (value: number): number => Math.round(value * 100) / 100;

export function ringArea(ring: Ring): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    sum += ax * by - bx * ay;
  }
  return sum / 2;
}

export function ringContains(ring: Ring, [x, y]: readonly [number, number]): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!;
    const [bx, by] = ring[i]!;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
