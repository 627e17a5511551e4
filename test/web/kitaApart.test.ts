/** What the screen says of offers that are kept apart from the gap. */
import { expect, test } from 'vitest';
import type { KitaSupply } from '../../server/contract/kita.ts';
import { apartSentences } from '../../web/scenes/kita/apart.ts';
import { de } from '../../web/text/de.ts';
import { formatter } from '../../web/text/format.ts';

const speech = { text: de, format: formatter('de') } as unknown as Parameters<typeof apartSentences>[1];
const nothing = { dayCare: null, integration: null, guests: null, fullDay: null, lacking: 0, gap: 10 };
const told = (more: object) => apartSentences({ ...nothing, ...more } as unknown as KitaSupply['total'], speech);

test('what there is none of, and what is hidden, is not said', () => {
  expect(told({})).toEqual([]);
  expect(told({ dayCare: 0, guests: 'hidden', lacking: 'hidden', fullDay: { demand: 'hidden', places: 4 } })).toEqual(
    [],
  );
});

test('day care, integration, guests and hours; caps only where they take more than the gap says', () => {
  expect(
    told({ dayCare: 35, integration: 4, guests: 5, fullDay: { demand: 33, places: 30, gap: -3 }, gap: 26, lacking: 3 }),
  ).toEqual([
    'Zu den belegbaren Plätzen zählen 35 der Kindertagespflege.',
    'In allen Altersgruppen zusammen sind 4 Plätze Integrationsplätze.',
    'Von Kindern von außerhalb sind 5 Plätze belegt (alle Altersgruppen).',
    'Ganztags (über 35 Stunden) gibt es 30 Plätze, gewünscht sind 33.',
    'Gesamtzahl, Altersgrenzen und Stunden zusammen gerechnet bleiben mindestens 3 Kinder ohne passenden Platz.',
  ]);
  expect(told({ gap: -16, lacking: 16 })).toEqual([]);
  expect(told({ gap: -16, lacking: 20 })).toHaveLength(1);
});
