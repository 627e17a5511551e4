/** The ground around each home that is nearer to it than to any other (Voronoi), for maps of what holds at homes. */
import { Delaunay } from 'd3-delaunay';
import type { Polygon } from 'geojson';

type Place = readonly [x: number, y: number];

/** Part of the extent by which cells reach beyond the outermost homes; whoever draws them cuts them at a border. */
const MARGIN = 1;

/** Coordinates in metres, cells to the decimetre. @returns null for a home at the very place of an earlier one */
export function homeCells(homes: readonly Place[]): (Polygon | null)[] {
  if (homes.length === 0) return [];
  const range = (axis: 0 | 1) => {
    let [low, high] = [Infinity, -Infinity];
    for (const home of homes) [low, high] = [Math.min(low, home[axis]), Math.max(high, home[axis])];
    return [low, high] as const;
  };
  const [[west, east], [south, north]] = [range(0), range(1)];
  const margin = MARGIN * Math.max(east - west, north - south, 1000);
  const cells = Delaunay.from(homes.map(([x, y]) => [x, y])).voronoi([
    west - margin,
    south - margin,
    east + margin,
    north + margin,
  ]);
  return homes.map((_, index) => {
    // Typed as always there, but of homes at one place only the first has a cell.
    const ring = cells.cellPolygon(index) as [number, number][] | null;
    if (ring === null) return null;
    return {
      type: 'Polygon',
      coordinates: [ring.map((corner) => corner.map((metres) => Math.round(metres * 10) / 10))],
    };
  });
}
