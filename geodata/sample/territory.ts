/** Where people live and what belongs together: localities, Gemeinden, planning areas, the county. */
import { cellDistance, distanceToNearest, type Mesh, spread } from './mesh.ts';
import { createNoise } from './noise.ts';
import type { Random } from './random.ts';
import type { Relief } from './relief.ts';

export interface SeedPlace {
  cell: number;
  /** -1 outside the county. */
  municipality: number;
  /** 0 county town, 1 small town, 2 seat of a Gemeinde, 3 other locality. */
  role: 0 | 1 | 2 | 3;
}

export interface Territory {
  places: SeedPlace[];
  /** Index into `places` for each cell. */
  placeOfCell: Int32Array;
  /** Index of the Gemeinde for each cell, -1 outside the county. */
  municipalityOfCell: Int32Array;
  municipalities: { seat: number; places: number[]; planningArea: number }[];
  /** Gemeinden that are the heart of each planning area; the first is the county town. */
  planningAreas: number[];
}

const MUNICIPALITIES = 38;
const PLANNING_AREAS = 9;
const PLACES = 112;

export function createTerritory(mesh: Mesh, relief: Relief, random: Random): Territory {
  const cells = scatterPlaces(mesh, relief, random);
  const towns = chooseTowns(mesh, relief, cells, random);
  const kept = cells.filter((cell) =>
    towns.every((town, i) => cell === town || cellDistance(mesh, cell, town) > (i === 0 ? 2700 : 2100)),
  );
  const toPlace = distanceToNearest(mesh, kept);
  const placeOfCell = spread(mesh, kept, (from, to, e) => {
    const x = (mesh.x[from]! + mesh.x[to]!) / 2;
    const y = (mesh.y[from]! + mesh.y[to]!) / 2;
    // A river is a border where it runs between villages, but not through the middle of a place.
    const river = Math.min(toPlace[from]!, toPlace[to]!) < 850 ? 0 : [0, 350, 1100, 2400][relief.riverRank[e]!]!;
    return cellDistance(mesh, from, to) * (1 + 0.6 * borderNoise.at(x, y, 1500)) + river;
  });
  const adjacent = adjacency(mesh, placeOfCell, kept.length);
  const townPlaces = towns.map((cell) => kept.indexOf(cell));
  const county = chooseCounty(mesh, kept, adjacent, townPlaces[0]!, random);
  const { groups, seats } = attempt(() => groupMunicipalities(county, adjacent, townPlaces, random));
  const places: SeedPlace[] = kept.map((cell) => ({ cell, municipality: -1, role: 3 }));
  groups.forEach((group, m) => group.forEach((p) => (places[p]!.municipality = m)));
  seats.forEach((p) => (places[p]!.role = 2));
  townPlaces.forEach((p, i) => (places[p]!.role = i === 0 ? 0 : 1));
  const municipalityOfCell = placeOfCell.map((p) => (p < 0 ? -1 : places[p]!.municipality));
  const nextTo = adjacency(mesh, municipalityOfCell, groups.length);
  const planning = attempt(() => groupPlanningAreas(mesh, kept, seats, nextTo, random));
  return {
    places,
    placeOfCell,
    municipalityOfCell,
    municipalities: groups.map((group, m) => ({ seat: seats[m]!, places: group, planningArea: planning.of[m]! })),
    planningAreas: planning.hearts,
  };
}

const borderNoise = createNoise(4711);

/** Villages keep a distance that is shorter in the valleys, and stand near water but not in it. */
function scatterPlaces(mesh: Mesh, relief: Relief, random: Random): number[] {
  const noise = createNoise(random.int(2 ** 31));
  const wet = new Uint8Array(mesh.x.length);
  for (let e = 0; e < relief.riverRank.length; e++) if (relief.riverRank[e]! >= 2) wet[mesh.triangles[e]!] = 1;
  const chosen: number[] = [];
  for (let tries = 0; tries < 9000; tries++) {
    const cell = random.int(mesh.x.length);
    if (mesh.rim[cell] || wet[cell]) continue;
    const x = mesh.x[cell]!;
    const y = mesh.y[cell]!;
    const uphill = Math.max(0, relief.height[cell]! - 230) / 100;
    const distance = 1860 + 430 * noise.at(x, y, 7000) + 470 * uphill;
    if (chosen.every((other) => cellDistance(mesh, cell, other) > distance)) chosen.push(cell);
  }
  return chosen;
}

function chooseTowns(mesh: Mesh, relief: Relief, cells: readonly number[], random: Random): number[] {
  const riverside = new Map<number, number>();
  for (const cell of cells) {
    let nearest = 6000;
    for (const river of relief.rivers) {
      if (river.rank < 2) continue;
      for (let i = 0; i < river.corners.length; i += 3) {
        const t = river.corners[i]!;
        nearest = Math.min(
          nearest,
          Math.hypot(mesh.cornerX[t]! - mesh.x[cell]!, mesh.cornerY[t]! - mesh.y[cell]!) + (3 - river.rank) * 400,
        );
      }
    }
    riverside.set(cell, nearest);
  }
  const radius = (cell: number): number => Math.hypot(mesh.x[cell]!, mesh.y[cell]!);
  const best = (candidates: number[], score: (cell: number) => number): number =>
    candidates.sort((a, b) => score(a) - score(b))[0]!;
  const towns = [best([...cells], (cell) => radius(cell) + 1.5 * riverside.get(cell)!)];
  const turn = random.between(0, Math.PI * 2);
  for (let i = 0; i < 3; i++) {
    const direction = turn + (i * 2 * Math.PI) / 3;
    const [x, y] = [10_500 * Math.cos(direction), 9500 * Math.sin(direction)];
    towns.push(
      best([...cells], (cell) => Math.hypot(mesh.x[cell]! - x, mesh.y[cell]! - y) + 0.8 * riverside.get(cell)!),
    );
  }
  return towns;
}

function adjacency(mesh: Mesh, labels: Int32Array, count: number): Set<number>[] {
  const next = Array.from({ length: count }, () => new Set<number>());
  for (let e = 0; e < mesh.halfedges.length; e++) {
    if (mesh.halfedges[e]! < 0) continue;
    const a = labels[mesh.triangles[e]!]!;
    const b = labels[mesh.triangles[mesh.halfedges[e]!]!]!;
    if (a >= 0 && b >= 0 && a !== b) next[a]!.add(b);
  }
  return next;
}

/** Grows from the county town outwards; a lobed shape, and no hole that would be another county's island. */
function chooseCounty(
  mesh: Mesh,
  cells: readonly number[],
  adjacent: readonly Set<number>[],
  town: number,
  random: Random,
): Set<number> {
  const noise = createNoise(random.int(2 ** 31));
  const farness = cells.map((cell) => {
    const x = mesh.x[cell]!;
    const y = mesh.y[cell]!;
    const angle = Math.atan2(y, x);
    const lobe = 1 + 0.22 * noise.at(Math.cos(angle) * 2, Math.sin(angle) * 2, 1.1) + 0.1 * noise.at(x, y, 4000);
    return Math.hypot(x / 1.1, y) / lobe;
  });
  const county = new Set<number>([town]);
  while (county.size < PLACES) {
    let best = -1;
    for (const member of county) {
      for (const p of adjacent[member]!) if (!county.has(p) && (best < 0 || farness[p]! < farness[best]!)) best = p;
    }
    county.add(best);
  }
  const outside = new Set<number>();
  const rim = cells.map((_, p) => p).sort((a, b) => farness[b]! - farness[a]!)[0]!;
  const stack = [rim];
  for (let p = stack.pop(); p !== undefined; p = stack.pop()) {
    if (outside.has(p)) continue;
    outside.add(p);
    for (const q of adjacent[p]!) if (!county.has(q)) stack.push(q);
  }
  cells.forEach((_, p) => {
    if (!outside.has(p)) county.add(p);
  });
  return county;
}

function attempt<T>(make: () => T | null): T {
  for (let i = 0; i < 200; i++) {
    const result = make();
    if (result) return result;
  }
  throw new Error('The sample county cannot be divided with this seed; choose another seed.');
}

function groupMunicipalities(
  county: ReadonlySet<number>,
  adjacent: readonly Set<number>[],
  towns: readonly number[],
  random: Random,
): { groups: number[][]; seats: number[] } | null {
  const free = new Set(county);
  const seats = [...towns];
  for (const p of random.shuffled([...county])) {
    if (seats.length >= MUNICIPALITIES) break;
    if (!seats.includes(p) && !towns.some((town) => adjacent[town]!.has(p) && random.chance(0.7))) seats.push(p);
  }
  if (seats.length < MUNICIPALITIES) return null;
  seats.forEach((p) => free.delete(p));
  const groups = seats.map((p) => [p]);
  const quota = seats.map((_, i) => (i === 0 ? 6 : i < 4 ? 5 : 1 + random.weighted([9, 8, 8, 6, 4, 3])));
  const growing = (limit: (i: number) => number): void => {
    for (let grown = true; grown;) {
      grown = false;
      for (const i of random.shuffled(groups.map((_, k) => k))) {
        const group = groups[i]!;
        if (group.length >= limit(i)) continue;
        const candidates = group.flatMap((p) => [...adjacent[p]!]).filter((p) => free.has(p));
        if (candidates.length === 0) continue;
        // The most surrounded candidate first: compact Gemeinden.
        const touching = (p: number): number => candidates.filter((q) => q === p).length;
        const p = candidates.sort((a, b) => touching(b) - touching(a) || a - b)[0]!;
        group.push(p);
        free.delete(p);
        grown = true;
      }
    }
  };
  growing((i) => quota[i]!);
  growing(() => 6);
  return free.size === 0 ? { groups, seats } : null;
}

function groupPlanningAreas(
  mesh: Mesh,
  cells: readonly number[],
  seats: readonly number[],
  adjacent: readonly Set<number>[],
  random: Random,
): { hearts: number[]; of: number[] } | null {
  const distance = (a: number, b: number): number => cellDistance(mesh, cells[seats[a]!]!, cells[seats[b]!]!);
  const hearts = [0, 1, 2, 3];
  while (hearts.length < PLANNING_AREAS) {
    const far = (m: number): number => Math.min(...hearts.map((h) => distance(m, h))) * random.between(0.8, 1);
    hearts.push(seats.map((_, m) => ({ m, far: far(m) })).sort((a, b) => b.far - a.far)[0]!.m);
  }
  const of = seats.map((_, m) => hearts.indexOf(m));
  for (let left = of.filter((a) => a < 0).length; left > 0; left--) {
    let best: { m: number; area: number; cost: number } | null = null;
    for (let m = 0; m < of.length; m++) {
      if (of[m]! >= 0) continue;
      for (const n of adjacent[m]!) {
        const area = of[n]!;
        if (area < 0) continue;
        const size = of.filter((a) => a === area).length;
        const cost = distance(m, hearts[area]!) + size * 1200 + (area === 0 ? 12_000 : 0);
        if (!best || cost < best.cost) best = { m, area, cost };
      }
    }
    if (!best) return null;
    of[best.m] = best.area;
  }
  return { hearts, of };
}
