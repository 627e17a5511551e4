/** What the screen says of sites for new places and of places that go. */
import { expect, test } from 'vitest';
import type { FewerPlaces, KitaSites } from '../../server/contract/kitaSites.ts';
import { fewerSentences, siteNames, sitesSentences } from '../../web/scenes/kita/sites.ts';
import { de } from '../../web/text/de.ts';
import { formatter } from '../../web/text/format.ts';

const speech = { text: de, format: formatter('de') } as unknown as Parameters<typeof sitesSentences>[1];
const site = (area: string, gain: number, lon: number) => ({
  ...{ county: '16999', area, name: `Planungsraum ${area}`, gain, metres: 500, position: [lon, 51] },
});
const sites = (more: object) =>
  ({
    unserved: 90,
    gain: 28,
    bound: 28,
    count: 1,
    ranking: [site('A', 28, 11), site('B', 6, 12)],
    ...more,
  }) as unknown as KitaSites;

test('one site is proven, with its runner-up; of several it is said how far off they may be', () => {
  expect(sitesSentences(sites({}), speech)).toEqual([
    'Bewiesen: kein anderer Standort gibt mehr als 28 Kindern einen Platz.',
    'Der zweitbeste liegt in Planungsraum B und gibt 6 Kindern einen Platz.',
  ]);
  expect(sitesSentences(sites({ count: 3, gain: 40, bound: 50 }), speech)).toEqual([
    'Keine andere Wahl kann mehr als 50 Kindern einen Platz geben: diese liegt höchstens 20\u00a0% darunter.',
  ]);
  expect(sitesSentences(sites({ unserved: 0, gain: 0, bound: 0 }), speech)[0]).toMatch(/schon heute/);
});

test('sites are named by rank and area', () => {
  const names = siteNames(sites({}).ranking, 'homes', de.kitaSites);
  expect([...names.values()]).toEqual(['1. A', '2. B']);
  // Plots have names of their own.
  const plots = siteNames(sites({}).ranking, 'list', de.kitaSites);
  expect([...plots.values()]).toEqual(['1. Planungsraum A', '2. Planungsraum B']);
});

test('places that nobody misses, and what it costs where they are missed', () => {
  const fewer = (more: object) =>
    ({
      bound: 0,
      lost: 0,
      gone: 45,
      metresMore: 0,
      runnerUp: null,
      ...more,
    }) as unknown as FewerPlaces;
  expect(fewerSentences(fewer({}), speech)).toEqual([
    '45 Plätze können wegfallen, ohne dass ein Kind seinen verliert.',
  ]);
  const runnerUp = { instead: 'Kita X', spared: 'Kita Y', lost: 27 };
  expect(fewerSentences(fewer({ lost: 26, bound: 21, metresMore: 40, runnerUp }), speech)).toEqual([
    'Fallen 45 Plätze so weg, verlieren 26 Kinder ihren.',
    'Wie man sie auch wählt: mindestens 21 Kinder verlieren ihren.',
    'Die Wege aller mit Platz werden im Mittel 40 m länger.',
    'Die zweitbeste Wahl nimmt eine Gruppe von Kita X statt von Kita Y; dann verlieren 27 Kinder ihren Platz.',
  ]);
});
