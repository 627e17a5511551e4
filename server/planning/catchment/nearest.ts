/** Nearest school by straight line: per area, and as cells (Voronoi) of the county. Coordinates in metres. */
import { featureCollection, intersect, multiPolygon, polygon } from '@turf/turf';
import { Delaunay } from 'd3-delaunay';
import type { MultiPolygon, Polygon } from 'geojson';
import { distance } from './observed.ts';

export interface Site {
  key: string;
  metres: [number, number];
}

export interface Nearest {
  site: string;
  metres: number;
}

/** Of equally near sites the one with the smaller key, so that the answer does not depend on the order of rows. */
export function nearestSite(point: [number, number], sites: Site[]): Nearest | null {
  let best: Nearest | null = null;
  for (const site of sites) {
    const metres = distance(point, site.metres);
    if (best === null || metres < best.metres || (metres === best.metres && site.key < best.site)) {
      best = { site: site.key, metres };
    }
  }
  return best;
}

export interface Cell {
  site: string;
  geometry: Polygon | MultiPolygon;
}

/** The part of `outline` that is nearest to each site; several sites at one point share a cell, named by the first. */
export function nearestCells(sites: Site[], outline: MultiPolygon): Cell[] {
  const distinct = new Map<string, Site>();
  for (const site of [...sites].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const at = site.metres.map(Math.round).join(' ');
    if (!distinct.has(at)) distinct.set(at, site);
  }
  const list = [...distinct.values()];
  const positions = outline.coordinates.flat(2);
  const xs = positions.map(([x]) => x ?? 0);
  const ys = positions.map(([, y]) => y ?? 0);
  const margin = 1000;
  const bounds = (values: number[], own: number[]) =>
    [Math.min(...own, ...extremes(values)) - margin, Math.max(...own, ...extremes(values)) + margin] as const;
  const [west, east] = bounds(
    xs,
    list.map(({ metres }) => metres[0]),
  );
  const [south, north] = bounds(
    ys,
    list.map(({ metres }) => metres[1]),
  );
  const voronoi = Delaunay.from(list.map(({ metres }) => metres)).voronoi([west, south, east, north]);
  const county = multiPolygon(outline.coordinates);
  return list.flatMap((site, index): Cell[] => {
    const ring = voronoi.cellPolygon(index);
    if (!ring) return [];
    const cell = intersect(featureCollection<Polygon | MultiPolygon>([polygon([ring]), county]));
    return cell ? [{ site: site.key, geometry: cell.geometry }] : [];
  });
}

/** Smallest and largest, without spreading a county's outline over the call stack. */
function extremes(values: number[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
