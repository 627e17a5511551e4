/** The line that a vehicle draws on the map along the legs it drives. */
import type { Network, Point } from './build.ts';
import { shortMetres } from './metres.ts';
import type { Place } from './place.ts';

/**
 * @param legs as Drives.legsTo() gives them: of the source's and the goal's section first and last
 * @returns longitude and latitude, from the source to the goal; corners that coincide are one
 */
export function driveLine(network: Network, source: Place, goal: Place, legs: readonly number[]): Point[] {
  const line: Point[] = [];
  legs.forEach((leg, index) => {
    const isForward = leg % 2 === 0;
    const whole = network.metres[leg >> 1]!;
    const along = ({ along: metres }: Place) => (isForward ? metres : whole - metres);
    const from = index === 0 ? along(source) : 0;
    const to = index === legs.length - 1 ? along(goal) : whole;
    for (const point of cut(shapeOf(network, leg), from, to)) {
      const last = line.at(-1);
      if (last?.[0] !== point[0] || last[1] !== point[1]) line.push(point);
    }
  });
  return line;
}

function shapeOf({ shape, shapeStart }: Network, leg: number): Point[] {
  const points: Point[] = [];
  for (let at = shapeStart[leg >> 1]!; at < shapeStart[(leg >> 1) + 1]!; at += 2)
    points.push([shape[at]!, shape[at + 1]!]);
  return leg % 2 === 0 ? points : points.reverse();
}

/** The part of a line between two lengths in metres from its beginning. */
function cut(points: readonly Point[], from: number, to: number): Point[] {
  const part: Point[] = [];
  let begin = 0;
  for (let at = 1; at < points.length; at++) {
    const [a, b] = [points[at - 1]!, points[at]!];
    const length = shortMetres(a, b);
    const end = begin + length;
    const pointAt = (metres: number): Point => {
      const share = length === 0 ? 0 : Math.min(1, Math.max(0, (metres - begin) / length));
      return share === 1 ? b : [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
    };
    if (end >= from && begin <= to) part.push(pointAt(from), pointAt(to));
    begin = end;
  }
  return part;
}
