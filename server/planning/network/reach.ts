/** How far one comes within a limit (isochrone): contours of the cost on a grid around the ways. */
import { contours } from 'd3-contour';
import type { MultiPolygon, Position } from 'geojson';
import type { Network, Point } from './build.ts';
import { metresPerDegree } from './metres.ts';
import type { Place } from './place.ts';

export interface ReachBand {
  limit: number;
  /** EPSG:4326. A smaller limit's lies inside a larger one's. */
  geometry: MultiPolygon;
}

export interface ReachOptions {
  /** Metres or seconds to a place on the network; Infinity where no way leads there. */
  costAt: (place: Place) => number;
  /** Sections that are looked at. */
  holds: (section: number) => boolean;
  limits: readonly number[];
  /** Cost of one metre beside the ways, to the houses along them. */
  besideCost: number;
  /** Metres beside the ways that belong to them. */
  beside: number;
}

/** Metres: as fine as a house, unless the grid would get larger than so many cells to a side. */
const FINEST = 25;
const MOST_CELLS = 500;

/** @returns one per limit that anything lies within, the largest first */
export function reachBands(network: Network, { costAt, holds, limits, besideCost, beside }: ReachOptions): ReachBand[] {
  const most = Math.max(...limits);
  const samples = reached(network, holds, (place) => costAt(place), most, FINEST);
  if (samples.length === 0) return [];
  const grid = gridAround(samples, beside);
  const values = new Float64Array(grid.width * grid.height).fill(2 * most + 1);
  const radius = Math.ceil(beside / grid.cell);
  for (const { point, cost } of samples) {
    const [x, y] = grid.toGrid(point);
    for (let row = Math.max(0, Math.floor(y) - radius); row <= Math.min(grid.height - 1, Math.floor(y) + radius); row++)
      for (
        let col = Math.max(0, Math.floor(x) - radius);
        col <= Math.min(grid.width - 1, Math.floor(x) + radius);
        col++
      ) {
        const away = Math.hypot(col + 0.5 - x, row + 0.5 - y) * grid.cell;
        // Half a cell more, so that a thin way leaves no gaps on a coarse grid.
        if (away > beside + grid.cell / 2) continue;
        const at = row * grid.width + col;
        values[at] = Math.min(values[at]!, cost + away * besideCost);
      }
  }
  const contour = contours().size([grid.width, grid.height]);
  return [...limits]
    .sort((a, b) => b - a)
    .map((limit): ReachBand => {
      // d3 draws where values are at least a threshold.
      const { coordinates } = contour.contour(
        Array.from(values, (value) => -value),
        -limit,
      );
      const geometry: MultiPolygon = {
        type: 'MultiPolygon',
        coordinates: coordinates.map((rings) => rings.map((ring) => ring.map(grid.toDegrees))),
      };
      return { limit, geometry };
    })
    .filter(({ geometry }) => geometry.coordinates.length > 0);
}

interface Sample {
  point: Point;
  cost: number;
}

function reached(
  { metres, shape, shapeStart }: Network,
  holds: (section: number) => boolean,
  costAt: (place: Place) => number,
  most: number,
  step: number,
): Sample[] {
  const samples: Sample[] = [];
  for (let section = 0; section < metres.length; section++) {
    if (!holds(section)) continue;
    const length = metres[section]!;
    // Whoever comes to neither end in time, and starts not here, is nowhere on it.
    const ends = [0, length].map((along) => costAt({ section, along, away: 0 }));
    const middle = costAt({ section, along: length / 2, away: 0 });
    if (Math.min(...ends, middle) > most) continue;
    let before = 0;
    const pieces = shapeStart[section + 1]! - 2;
    for (let at = shapeStart[section]!; at < pieces; at += 2) {
      const [a, b] = [at, at + 2].map((index): Point => [shape[index]!, shape[index + 1]!]) as [Point, Point];
      const { east, north } = metresPerDegree(a[1]);
      const own = Math.hypot((b[0] - a[0]) * east, (b[1] - a[1]) * north);
      const count = Math.max(1, Math.ceil(own / step));
      for (let part = 0; part <= count; part++) {
        const share = part / count;
        const cost = costAt({ section, along: Math.min(length, before + own * share), away: 0 });
        if (cost <= most) samples.push({ point: [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share], cost });
      }
      before += own;
    }
  }
  return samples;
}

function gridAround(samples: readonly Sample[], beside: number) {
  const range = (axis: 0 | 1) => {
    let [low, high] = [Infinity, -Infinity];
    for (const { point } of samples) [low, high] = [Math.min(low, point[axis]), Math.max(high, point[axis])];
    return [low, high] as const;
  };
  const [west, east] = range(0);
  const [south, north] = range(1);
  const scale = metresPerDegree((south + north) / 2);
  const margin = beside + 2 * FINEST;
  const [wide, high] = [(east - west) * scale.east + 2 * margin, (north - south) * scale.north + 2 * margin];
  const cell = Math.max(FINEST, Math.max(wide, high) / MOST_CELLS);
  const [left, bottom] = [west - margin / scale.east, south - margin / scale.north];
  const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return {
    cell,
    width: Math.ceil(wide / cell) + 1,
    height: Math.ceil(high / cell) + 1,
    toGrid: ([lon, lat]: Point) => [((lon - left) * scale.east) / cell, ((lat - bottom) * scale.north) / cell] as const,
    toDegrees: ([x = 0, y = 0]: Position): Position => [
      rounded(left + (x * cell) / scale.east),
      rounded(bottom + (y * cell) / scale.north),
    ],
  };
}
