/** What the screen makes of the years to come: gaps with and without measures, and its sentences. */
import { expect, test } from 'vitest';
import type { KitaOutlook } from '../../server/contract/kitaOutlook.ts';
import { aheadSentences, gapAt, gapMap, gapToday, shortest, yearAt } from '../../web/scenes/kita/ahead.ts';
import { de } from '../../web/text/de.ts';
import { formatter } from '../../web/text/format.ts';

const ahead = (demand: (number | 'hidden')[], places: number[], placesToday: number, short = 0.25) => ({
  ...{ children: demand, demand, low: demand, high: demand, places, placesToday },
  short: demand.map(() => short),
});
const area = (key: string, ...figures: Parameters<typeof ahead>) => ({
  ...{ county: '16999', key, name: key, point: [11, 51], uncertain: false },
  ...ahead(...figures),
});
const outlook = {
  ...{ years: [2025, 2026, 2027], layer: 'gemeinde', sources: [], variant: { measures: [{}] } },
  areas: [
    area('A', [50, 52, 54], [50, 50, 74], 50),
    area('B', [30, 33, 30], [30, 30, 30], 30),
    area('C', ['hidden', 'hidden', 'hidden'], [9, 9, 9], 9),
  ],
  total: ahead([85, 90, 89], [89, 89, 113], 89),
} as unknown as KitaOutlook;
const speech = { text: de, format: formatter('de') } as unknown as Parameters<typeof aheadSentences>[2];

test('the year that is asked, else five ahead or the last one', () => {
  expect([2026, null, 2050].map((year) => yearAt(outlook, year))).toEqual([1, 2, 2]);
});

test('gaps with the measures and with the places of today; what is hidden stays so', () => {
  const [a, , c] = outlook.areas;
  expect([gapAt(a!, 1), gapAt(a!, 2), gapToday(a!, 2), gapAt(c!, 2)]).toEqual([-2, 20, -4, 'hidden']);
  expect(shortest(outlook.areas, 1)!.key).toBe('B');
  expect(shortest(outlook.areas, 2)).toBeNull();
  const { areas, series } = gapMap(outlook, 2);
  expect(areas.map(({ gap }) => gap)).toEqual([20, 0, 'hidden']);
  expect(series).toHaveLength(9);
});

test('says how sure it is, what the measures change, and where most places lack', () => {
  expect(aheadSentences(outlook, 2, speech)).toEqual([
    'Im ganzen Kreis fehlen Ende 2027 in 25 von 100 Zukünften Plätze; in 80 von 100 liegt der Bedarf zwischen 89 und 89.',
    'Mit den Maßnahmen ändert sich die Lücke Ende 2027 von 0 auf +24.',
    'In keinem Gebiet fehlen Plätze.',
  ]);
  expect(aheadSentences(outlook, 1, speech).at(-1)).toBe('Am meisten fehlen in B (−3).');
  expect(aheadSentences(outlook, 0, speech)[0]).toMatch(/gezählten Kindern/);
});
