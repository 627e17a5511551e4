/** What the screen makes of reach: classes as printed, and the areas where the plain gap misleads. */
import { expect, test } from 'vitest';
import type { KitaReachArea } from '../../server/contract/kitaReach.ts';
import { lackingBreaks, ratioClass } from '../../web/layers/kitaReach.ts';
import { contradictions, minutesOf } from '../../web/scenes/kita/reach.ts';

test('one place per child is the middle class; what is printed alike is coloured alike', () => {
  expect([0, 0.5, 0.9, 1, 1.019, 1.1, 2].map(ratioClass)).toEqual([0, 1, 3, 4, 5, 6, 8]);
  expect([0.9749, 0.9751, 0.98, 1.0149, 1.0151].map(ratioClass)).toEqual([3, 4, 4, 4, 5]);
});

test('breaks of children without a place are whole, ascending and above 0', () => {
  expect(lackingBreaks([])).toEqual([2, 4, 6]);
  expect(lackingBreaks([0, 3, 7])).toEqual([2, 4, 6]);
  for (const numbers of [[14, 15, 19, 20, 23, 43, 44, 48], [12, 12, 12], [900, 9], [8]]) {
    const breaks = lackingBreaks(numbers);
    expect(breaks.every((limit) => Number.isInteger(limit) && limit > 0)).toBe(true);
    expect(breaks).toEqual([...new Set(breaks)].sort((a, b) => a - b));
  }
});

test('a gap that is none, and places to spare that help nobody; hidden areas say neither', () => {
  const area = (key: string, gap: number | 'hidden', unserved: number | 'hidden') =>
    ({ key, gap, unserved }) as unknown as KitaReachArea;
  const areas = [
    area('A', -15, 0.2),
    area('B', 5, 3),
    area('C', -15, 10),
    area('D', 'hidden', 'hidden'),
    area('E', 9, 0),
  ];
  const { none, farOff } = contradictions({ areas });
  expect([none, farOff].map((list) => list.map(({ key }) => key))).toEqual([['A'], ['B']]);
});

test('2,000 m are the 30 minutes that the rule set names', () => {
  expect(minutesOf(2000)).toBe(30);
});
