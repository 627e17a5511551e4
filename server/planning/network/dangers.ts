/** Ways that the county has marked as dangerous for children. */
import Flatbush from 'flatbush';
import type { Network, Point } from './build.ts';
import { footOn } from './footOn.ts';
import { metresPerDegree, shortMetres } from './metres.ts';

export type Line = readonly Point[];

/** Metres on either side within which a way runs along a drawn line. */
const ALONG = 12;
/** Metres of a section along a line from which it counts as the way that was meant, or this part of a shorter one. */
const STRETCH = 25;
const MOST_OF = 0.6;
/** Radians between a way and a line that runs along it. */
const MOST_TURN = Math.PI / 6;
const SAMPLE = 5;

/**
 * Sections that run along one of the lines: beside it, in its direction, for STRETCH metres or most of the section. What
 * crosses it does not, however short it is.
 */
export function sectionsAlong({ shape, shapeStart, metres }: Network, lines: readonly Line[]): ReadonlySet<number> {
  const near = pieceBeside(lines);
  const found = new Set<number>();
  if (near === null) return found;
  for (let section = 0; section < metres.length; section++) {
    const wanted = Math.min(STRETCH, MOST_OF * metres[section]!);
    let run = 0;
    let longest = 0;
    for (const { point, direction, step } of samples(shape, shapeStart[section]!, shapeStart[section + 1]!)) {
      run = near(point, direction) ? run + step : 0;
      longest = Math.max(longest, run);
    }
    if (longest > 0 && longest >= wanted) found.add(section);
  }
  return found;
}

/** Whether a piece of a line lies beside a point and runs in the same direction, there or back. */
function pieceBeside(lines: readonly Line[]): ((point: Point, direction: number) => boolean) | null {
  const pieces = lines.flatMap((line) => line.slice(1).map((end, index) => [line[index]!, end] as const));
  if (pieces.length === 0) return null;
  const index = new Flatbush(pieces.length);
  for (const [[ax, ay], [bx, by]] of pieces)
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  index.finish();
  return (point, direction) => {
    const scale = metresPerDegree(point[1]);
    const [dx, dy] = [ALONG / scale.east, ALONG / scale.north];
    return index.search(point[0] - dx, point[1] - dy, point[0] + dx, point[1] + dy).some((number) => {
      const [a, b] = pieces[number]!;
      const turn = Math.abs(Math.sin(direction - directionOf(a, b)));
      return turn <= Math.sin(MOST_TURN) && footOn(point, a, b).away <= ALONG;
    });
  };
}

/** Radians, counter-clockwise from east. */
function directionOf(a: Point, b: Point): number {
  const { east, north } = metresPerDegree(a[1]);
  return Math.atan2((b[1] - a[1]) * north, (b[0] - a[0]) * east);
}

function* samples(
  shape: Float64Array,
  start: number,
  end: number,
): Generator<{ point: Point; direction: number; step: number }> {
  for (let at = start; at < end - 2; at += 2) {
    const [a, b] = [at, at + 2].map((index): Point => [shape[index]!, shape[index + 1]!]) as [Point, Point];
    const length = shortMetres(a, b);
    const pieces = Math.max(1, Math.round(length / SAMPLE));
    for (let piece = 0; piece < pieces; piece++) {
      const share = (piece + 0.5) / pieces;
      const point: Point = [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
      yield { point, direction: directionOf(a, b), step: length / pieces };
    }
  }
}
