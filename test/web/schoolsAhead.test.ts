/** What the screen makes of the school years to come: the year that is shown, changes, sentences, and colours on the map. */
import { expect, test } from 'vitest';
import type { AllDayCare, SchoolsOutlook } from '../../server/contract/enrolment.ts';
import { careLayer, useLayer } from '../../web/layers/schoolsAhead.ts';
import { palette } from '../../web/layers/palette.ts';
import {
  careSentences,
  changeOf,
  fanOf,
  outlookSentences,
  schoolSentences,
  yearAt,
} from '../../web/scenes/catchments/schoolsAhead.ts';
import { de } from '../../web/text/de.ts';
import { formatter } from '../../web/text/format.ts';

const speech = { text: de, format: formatter('de') } as unknown as Parameters<typeof careSentences>[2];
const years = ['2025/26', '2026/27', '2027/28'];
const school = (key: string, more: object) => ({
  ...{ county: '16999', key, name: `Grundschule ${key}`, point: [11, 51], ...more },
});
const outlook = {
  years,
  schools: [
    school('A', {
      pupils: [],
      use: [0.9, 1.02, 1.3],
      tooSmall: [0, 0, 0.1],
      low: [null, 80, 70],
      high: [null, 90, 95],
    }),
    school('B', { pupils: [50, 40, 'hidden'], use: [0.5, 0.4, 'hidden'], tooSmall: [1, 0.68, 'hidden'] }),
    school('C', { use: [null, null, null], tooSmall: [0, 0.5, 0.6] }),
  ],
} as unknown as SchoolsOutlook;

test('the school year that is asked, else some years ahead or the last one', () => {
  expect([2026, null, 2050].map((asked) => yearAt(years, asked))).toEqual([1, 2, 2]);
});

test('changes and the fan begin at what was counted; fewer than the base is no number', () => {
  const pupils = [90, 88, 'hidden'] as SchoolsOutlook['schools'][number]['pupils'];
  expect([1, 2].map((at) => changeOf(pupils, at))).toEqual([-2, 'hidden']);
  expect(changeOf(['few', ...pupils], 1)).toBeNull();
  const { low, high } = outlook.schools[0]!;
  expect(fanOf(years, pupils, { low, high })).toEqual([
    { year: 2025, middle: 90, low: 90, high: 90 },
    { year: 2026, middle: 88, low: 80, high: 90 },
    { year: 2027, middle: 'hidden', low: 70, high: 95 },
  ]);
});

test('says how many schools are too small or too full, and of one in how many futures', () => {
  expect(outlookSentences(outlook, 1, speech)).toEqual([
    '1 Schule von 3 unterschreitet 2026/27 in mehr als der Hälfte der Zukünfte die Mindestgröße.',
    '1 Schule ist voller als ihre Plätze.',
  ]);
  expect(outlookSentences(outlook, 0, speech)[1]).toBe('Keine ist voller als ihre Plätze.');
  const [a, b] = outlook.schools;
  expect(schoolSentences(a!, '2027/28', 2, speech)).toEqual([
    'Die Schule unterschreitet 2027/28 in 10 von 100 Zukünften die Mindestgröße.',
    '2027/28 sind es in 80 von 100 Zukünften zwischen 70 und 95 Schülerinnen und Schüler.',
  ]);
  expect(schoolSentences(b!, '2027/28', 2, speech)).toEqual([expect.stringMatching(/nicht gezeigt/)]);
  expect(schoolSentences({ ...b!, low: [null], high: [null] }, '2025/26', 0, speech)).toEqual([
    'Im Schuljahr 2025/26 unterschreitet die Schule die Mindestgröße.',
  ]);
});

const care = {
  ...{ years, claimed: [0, 1, 4], grades: 4 },
  schools: [
    school('A', { gap: [3, -4, -12] }),
    school('B', { gap: [0, 2, -15] }),
    school('C', { gap: [null, null, 'hidden'] }),
  ],
} as unknown as AllDayCare;

test('says who has the claim, and where most all-day places lack', () => {
  expect(careSentences(care, 0, speech)).toEqual([
    'Im Schuljahr 2025/26 gibt es noch keinen Rechtsanspruch.',
    'An keiner Schule fehlen Plätze.',
  ]);
  expect(careSentences(care, 1, speech)[0]).toBe('Im Schuljahr 2026/27 hat Klasse 1 den Rechtsanspruch auf Ganztag.');
  expect(careSentences(care, 2, speech).slice(1)).toEqual([
    'An 2 Schulen von 2 fehlen Plätze.',
    'Am meisten fehlen an: B (−15).',
  ]);
});

test('on the map all places taken is neutral, fuller is brown, hidden and unknown have a grey of their own', () => {
  const look = { title: '', chosen: null, names: new Map(), sources: [], text: de, format: formatter('de') };
  const site = (value: number | 'hidden' | null) => ({
    county: '1',
    key: String(value),
    point: [0, 0] as [number, number],
    value: value as never,
  });
  const coloursOf = ({ data }: ReturnType<typeof useLayer>) =>
    data!['schools-ahead']!.features.map(({ properties }) => (properties as { colour: string }).colour);
  const { diverging, hidden, missing } = palette;
  expect(coloursOf(useLayer([1, 1.5, 1.05, 0.5, 'hidden' as const, null].map(site), look))).toEqual([
    ...[diverging[4], diverging[0], diverging[3], diverging[8], hidden, missing],
  ]);
  expect(coloursOf(careLayer([site(-20), site(0)], [-20 as never], look))).toEqual([diverging[0], diverging[4]]);
});
