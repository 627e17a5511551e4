/** A line of which only the stops are known, and the roads between them. */
import { describe, expect, test } from 'vitest';
import { bareSections, courseOf, sectionOf, type Point } from '../../../server/planning/transit/lineCourse.ts';

/**
 * Four stops on a street, and one beyond it. Every section of the street swings north on its way:
 *
 *   a ─ b ─ c ─ d    far
 */
const [a, b, c, d, far]: Point[] = [
  [10, 51],
  [11, 51],
  [12, 51],
  [13, 51],
  [20, 51],
];
const stops = [a, b, c, d, far];
const isStop = (point: Point) => stops.includes(point);
const swing = (from: Point, to: Point): Point => [(from[0] + to[0]) / 2, 51.5];
const along = ({ from, to }: { from: Point; to: Point }): Point[] => (to === far ? [] : [from, swing(from, to), to]);
const course = (...paths: Point[][]) => courseOf(paths, isStop, along);

describe('course of a line', () => {
  test('a section is the same both ways', () => {
    expect(sectionOf(b!, a!)).toEqual(sectionOf(a!, b!));
    expect(
      bareSections(
        [
          [a!, b!, c!],
          [c!, b!],
          [b!, d!],
        ],
        isStop,
      ).map(({ from, to }) => [from, to]),
    ).toEqual([
      [a, b],
      [b, c],
      [b, d],
    ]);
  });

  test('in one piece from stop to stop, against the section too', () => {
    const there = [a, swing(a!, b!), b, swing(b!, c!), c];
    expect(course([a!, b!, c!])).toEqual({ paths: [there], derived: 2, straight: 0 });
    expect(course([c!, b!, a!])).toEqual({ paths: [there.toReversed()], derived: 2, straight: 0 });
  });

  test('what a trip shares with another is drawn once', () => {
    const { paths, derived } = course([a!, b!, c!], [a!, b!, d!], [d!, b!, a!]);
    expect(derived).toBe(3);
    expect(paths).toEqual([
      [a, swing(a!, b!), b, swing(b!, c!), c],
      [b, swing(b!, d!), d],
    ]);
  });

  test('where no road leads it is straight, and counted as such', () => {
    expect(course([c!, d!, far!])).toEqual({ paths: [[c, swing(c!, d!), d, far]], derived: 1, straight: 1 });
  });

  test('a stated course stays as it is, and is none that is derived', () => {
    const stated: Point[] = [a!, [10.5, 51.1], b!];
    expect(course(stated)).toEqual({ paths: [stated], derived: 0, straight: 0 });
    expect(bareSections([stated], isStop)).toEqual([]);
  });
});
