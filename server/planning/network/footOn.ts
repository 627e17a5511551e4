/** The point of a straight piece that is nearest to another point, for distances as short as a road's. */
import type { Point } from './build.ts';
import { metresPerDegree, shortMetres } from './metres.ts';

export interface Foot {
  /** Part (0–1) of the piece before it. */
  share: number;
  foot: Point;
  /** Metres. */
  away: number;
}

export function footOn(point: Point, a: Point, b: Point): Foot {
  const { east, north } = metresPerDegree(point[1]);
  const [dx, dy] = [(b[0] - a[0]) * east, (b[1] - a[1]) * north];
  const squared = dx * dx + dy * dy;
  const along = ((point[0] - a[0]) * east * dx + (point[1] - a[1]) * north * dy) / squared;
  const share = squared === 0 ? 0 : Math.min(1, Math.max(0, along));
  const foot: Point = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
  return { share, foot, away: shortMetres(point, foot) };
}
