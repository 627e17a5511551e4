/** Hills, one main valley and the rivers that drain them. Rivers run along the borders of mesh cells. */
import FlatQueue from 'flatqueue';
import { type Mesh } from './mesh.ts';
import { createNoise } from './noise.ts';
import type { Random } from './random.ts';

export interface River {
  /** Corners of the mesh, from the source to the mouth. */
  corners: number[];
  /** 3 the main river, 2 a tributary, 1 a brook. */
  rank: 1 | 2 | 3;
}

export interface Relief {
  /** Height of each cell in metres. */
  height: Float64Array;
  rivers: River[];
  /** Rank of the river that runs along each halfedge, 0 for none. */
  riverRank: Uint8Array;
}

/** A corner stands for about 0.04 km² of land; these are the catchments from which on water is drawn. */
const BROOK = 330;
const TRIBUTARY = 1300;
const MAIN_INFLOW = 40_000;

export function createRelief(mesh: Mesh, width: number, random: Random): Relief {
  const noise = createNoise(random.int(2 ** 31));
  const bend = random.between(0, 6);
  const angle = random.between(0.25, 0.55);
  const [along, across] = [Math.cos(angle), Math.sin(angle)];
  const heightAt = (x: number, y: number): number => {
    const u = x * along + y * across;
    const v = -x * across + y * along;
    const valley = 2300 * Math.sin(u / 5200 + bend) + 1700 * noise.at(u, 0, 4200) + 550 * noise.at(u, 999, 1300) - 1000;
    const off = Math.abs(v - valley);
    return (
      150 -
      u * 0.0022 +
      130 * (1 - Math.exp(-off / 7000)) +
      off * 0.004 +
      8 * noise.at(x, y, 800) +
      95 * noise.fractal(x, y, 9000, 5) * Math.min(1, off / 3500 + 0.12)
    );
  };
  const corners = mesh.cornerX.length;
  const cornerHeight = new Float64Array(corners);
  for (let t = 0; t < corners; t++) cornerHeight[t] = heightAt(mesh.cornerX[t]!, mesh.cornerY[t]!);

  // Where the main river leaves and enters: the lowest corner of the east rim, the lowest of the west rim.
  let outlet = -1;
  let inlet = -1;
  for (let t = 0; t < corners; t++) {
    const x = mesh.cornerX[t]!;
    if (x > width / 2 - 900 && (outlet < 0 || cornerHeight[t]! < cornerHeight[outlet]!)) outlet = t;
    if (x < -width / 2 + 900 && (inlet < 0 || cornerHeight[t]! < cornerHeight[inlet]!)) inlet = t;
  }

  // Priority flood (Barnes et al. 2014): from the outlet upwards; each corner drains to the one it was reached from.
  const drain = new Int32Array(corners).fill(-2);
  const order: number[] = [];
  const queue = new FlatQueue<number>();
  drain[outlet] = -1;
  queue.push(outlet, cornerHeight[outlet]!);
  while (queue.length > 0) {
    const level = queue.peekValue()!;
    const t = queue.pop()!;
    order.push(t);
    for (let side = 0; side < 3; side++) {
      const opposite = mesh.halfedges[3 * t + side]!;
      if (opposite < 0) continue;
      const to = Math.floor(opposite / 3);
      if (drain[to] !== -2) continue;
      drain[to] = t;
      queue.push(to, Math.max(level + 1e-4, cornerHeight[to]!));
    }
  }
  const catchment = new Float64Array(corners).fill(1);
  catchment[inlet]! += MAIN_INFLOW;
  for (let i = order.length - 1; i > 0; i--) {
    const t = order[i]!;
    const to = drain[t]!;
    if (to >= 0) catchment[to]! += catchment[t]!;
  }

  const height = new Float64Array(mesh.x.length).map((_, c) => heightAt(mesh.x[c]!, mesh.y[c]!));
  const rivers = traceRivers(catchment, drain, order);
  return { height, rivers, riverRank: rankHalfedges(mesh, rivers) };
}

/** Follows each stream upwards along the largest inflow; what joins on the way becomes a river of its own. */
function traceRivers(catchment: Float64Array, drain: Int32Array, order: readonly number[]): River[] {
  const inflows = new Map<number, number[]>();
  for (const t of order) {
    if (catchment[t]! < BROOK || drain[t]! < 0) continue;
    const list = inflows.get(drain[t]!);
    if (list) list.push(t);
    else inflows.set(drain[t]!, [t]);
  }
  const rivers: River[] = [];
  const mouths: { first: number; joins: number }[] = [{ first: order[0]!, joins: -1 }];
  for (let mouth = mouths.pop(); mouth; mouth = mouths.pop()) {
    const corners = mouth.joins >= 0 ? [mouth.joins, mouth.first] : [mouth.first];
    for (let t: number | undefined = mouth.first; t !== undefined;) {
      const list: number[] = (inflows.get(t) ?? []).sort((a, b) => catchment[b]! - catchment[a]! || a - b);
      for (const side of list.slice(1)) mouths.push({ first: side, joins: t });
      t = list[0];
      if (t !== undefined) corners.push(t);
    }
    if (corners.length < 7) continue;
    const size = catchment[mouth.first]!;
    rivers.push({ corners: corners.reverse(), rank: size > MAIN_INFLOW ? 3 : size > TRIBUTARY ? 2 : 1 });
  }
  return rivers.sort((a, b) => b.rank - a.rank || b.corners.length - a.corners.length);
}

function rankHalfedges(mesh: Mesh, rivers: readonly River[]): Uint8Array {
  const rank = new Uint8Array(mesh.halfedges.length);
  for (const river of rivers) {
    for (let i = 1; i < river.corners.length; i++) {
      const from = river.corners[i - 1]!;
      for (let side = 0; side < 3; side++) {
        const e = 3 * from + side;
        const opposite = mesh.halfedges[e]!;
        if (opposite < 0 || Math.floor(opposite / 3) !== river.corners[i]) continue;
        rank[e] = Math.max(rank[e]!, river.rank);
        rank[opposite] = Math.max(rank[opposite]!, river.rank);
      }
    }
  }
  return rank;
}
