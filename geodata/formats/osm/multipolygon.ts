/** Areas from the member ways of a multipolygon relation (wiki.openstreetmap.org/wiki/Relation:multipolygon). */
import { booleanPointInPolygon } from '@turf/turf';
import type { MultiPolygon, Polygon, Position } from 'geojson';

/** Joins ways end to end into closed rings of node ids; what cannot be closed (cut off at the extract's edge) is left out. */
export function joinRings(ways: number[][]): number[][] {
  const rings: number[][] = [];
  const byEnd = new Map<number, Set<number>>();
  const used = new Set<number>();
  const link = (node: number | undefined, way: number) => {
    if (node === undefined) return;
    const list = byEnd.get(node) ?? new Set<number>();
    byEnd.set(node, list.add(way));
  };
  for (const [i, way] of ways.entries()) {
    if (way.length < 2) used.add(i);
    else if (way[0] === way[way.length - 1]) {
      rings.push(way);
      used.add(i);
    } else {
      link(way[0], i);
      link(way[way.length - 1], i);
    }
  }
  for (const [i, way] of ways.entries()) {
    if (used.has(i)) continue;
    used.add(i);
    const ring = [...way];
    while (ring[0] !== ring[ring.length - 1]) {
      const end = ring[ring.length - 1] ?? Number.NaN;
      const next = [...(byEnd.get(end) ?? [])].find((candidate) => !used.has(candidate));
      if (next === undefined) break;
      used.add(next);
      const piece = ways[next] ?? [];
      ring.push(...(piece[0] === end ? piece.slice(1) : [...piece].reverse().slice(1)));
    }
    if (ring[0] === ring[ring.length - 1]) rings.push(ring);
  }
  return rings.filter((ring) => ring.length >= 4);
}

/** Each hole goes to the outer ring that holds it; one that lies in none is no hole. */
export function polygonsOf(outers: Position[][], inners: Position[][]): Polygon | MultiPolygon | null {
  const polygons = outers.map((outer) => [outer]);
  for (const inner of inners) {
    const probe = inner[0];
    if (!probe) continue;
    const home = polygons.find(
      ([outer]) => outer && booleanPointInPolygon(probe, { type: 'Polygon', coordinates: [outer] }),
    );
    home?.push(inner);
  }
  const [first] = polygons;
  if (!first) return null;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: polygons };
}
