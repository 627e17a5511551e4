import { Delaunay } from 'd3-delaunay';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binned, ticksOver } from '../../web/charts/scale.ts';
import { sitesFrom } from '../../web/layers/sites.ts';
import { divergingBreaks, divergingClass, legendSizes, radiusOf, shareClass } from '../../web/layers/classes.ts';
import { scaleBar } from '../../web/map/picture.ts';
import { tintOf } from '../../web/layers/nearest.ts';
import { addDays, addMonths, weeksOf } from '../../web/scenes/transport/calendar.ts';

test('breaks of a gap are 1, 2, 5 and their tens', () => {
  expect(divergingBreaks(0)).toEqual([1, 2, 5]);
  expect(divergingBreaks(24)).toEqual([2, 5, 10]);
  expect(divergingBreaks(26)).toEqual([5, 10, 20]);
  expect(divergingBreaks(155)).toEqual([20, 50, 100]);
});

test('classes are symmetrical at zero, and the middle one is what is printed as 0', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 500, noNaN: true }), (gap) => {
      const breaks = divergingBreaks(100);
      expect(divergingClass(gap, breaks) + divergingClass(-gap, breaks)).toBe(8);
      expect(divergingClass(gap, breaks) === 4).toBe(Math.round(gap) === 0);
    }),
  );
});

test('a larger gap is never in a class nearer to zero', () => {
  const numbers = fc.double({ min: -500, max: 500, noNaN: true });
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const breaks = divergingBreaks(200);
      const [low, high] = a < b ? [a, b] : [b, a];
      expect(divergingClass(low, breaks)).toBeLessThanOrEqual(divergingClass(high, breaks));
    }),
  );
});

test('a share of none has a look of its own', () => {
  expect(shareClass(0)).toBe(0);
  expect(shareClass(0.01)).toBe(1);
  expect(shareClass(0.1)).toBe(2);
  expect(shareClass(1)).toBe(5);
});

test('the area of a circle follows the number', () => {
  // A quarter of the pupils: half the radius.
  expect(radiusOf(25, 100, 26)).toBe(13);
  expect(radiusOf(0, 100, 26)).toBe(0);
  expect(legendSizes(70)).toEqual([50, 10]);
  expect(legendSizes(1)).toEqual([1]);
});

test('every pupil of a histogram is in one bar', () => {
  const point = fc.record({ at: fc.double({ min: 0.1, max: 60, noNaN: true }), weight: fc.nat(90) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1 }), (points) => {
      const sum = points.reduce((total, { weight }) => total + weight, 0);
      expect(binned([points], 9).reduce((total, bin) => total + (bin.totals[0] ?? 0), 0)).toBe(sum);
    }),
  );
});

test('an axis begins at or below and ends at or above its values', () => {
  expect(ticksOver(-90, 90, 4)).toEqual([-100, -50, 0, 50, 100]);
  expect(ticksOver(0, 0, 4)[0]).toBe(0);
});

test('cells that touch have different tints', () => {
  // Random sites in a square; d3-delaunay says which cells are neighbours.
  const site = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 999 }));
  fc.assert(
    fc.property(fc.uniqueArray(site, { minLength: 3, maxLength: 80, selector: String }), (sites) => {
      const voronoi = Delaunay.from(sites).voronoi([0, 0, 1000, 1000]);
      const cells = sites.flatMap((_, index) => {
        const ring = voronoi.cellPolygon(index) as [number, number][] | null;
        return ring ? [{ school: String(index), geometry: { type: 'Polygon' as const, coordinates: [ring] } }] : [];
      });
      const tints = tintOf(cells);
      for (const { school } of cells)
        for (const other of voronoi.neighbors(Number(school)))
          expect(tints.get(school)).not.toBe(tints.get(String(other)));
    }),
  );
});

test('a month is whole weeks, Monday first', () => {
  // November 2026 begins on a Sunday.
  const weeks = weeksOf('2026-11');
  expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
  expect(weeks.flat().filter(Boolean)).toHaveLength(30);
  expect(addMonths('2026-12', 1)).toBe('2027-01');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
});

test('the bar on paper is a round length and fits', () => {
  // At 51° N and zoom 10 a pixel is 48.1 m: 5 km are 104 pixels, 10 km would be wider than the bar may be.
  const bar = scaleBar(51, 10);
  expect(bar.metres).toBe(5000);
  expect(bar.pixels).toBeCloseTo(104, 0);
});

test('points wait until few enough of them are in view', () => {
  expect(sitesFrom(54, [10.8, 50.9, 11.4, 51.3])).toBe(0);
  // Berlin: 0.67° wide fills 640 pixels at zoom 9.4; 17 times as many as wanted, a quarter per level: 2.04 levels nearer.
  expect(sitesFrom(2552, [13.09, 52.34, 13.76, 52.68])).toBe(11.4);
});
