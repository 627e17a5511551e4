/** What the scene says of offers: which are shown, and the links that they become. */
import { expect, test } from 'vitest';
import type { Offer } from '../../server/contract/offers.ts';
import { addressLine, agesOf, offerTip, shownOffers, telephone } from '../../web/scenes/social/offers.ts';
import { readAddress, writeAddress } from '../../web/scene.ts';
import { de } from '../../web/text/de.ts';

const offer = (key: string, kind: string, area: string | null): Offer => ({
  ...{ county: '16999', key, name: `Haus ${key}`, kind, area, position: [11, 51] },
  ...{ provider: 'Landkreis', street: 'Markt 1', postcode: '99990', place: null, gemeinde: 'Ahlenburg' },
  ...{ phone: '+49 (0)3691 99999-1', email: null, web: null, audience: 'Jugendliche', ageFrom: 10, ageTo: 27 },
});
const words = de.socialScene.offers;

test('of the chosen kinds, in the chosen area; an area of another layer chooses none', () => {
  const offers = [offer('1', 'a', 'west'), offer('2', 'b', 'west'), offer('3', 'a', 'east'), offer('4', 'a', null)];
  const areas = ['west', 'east'].map((key) => ({ county: '16999', key, name: key, byKind: {} }));
  const shown = (kinds: string[], selected: string | null) =>
    shownOffers({ offers, areas }, kinds, selected).map(({ key }) => key);
  expect(shown(['a'], null)).toEqual(['1', '3', '4']);
  expect(shown(['a', 'b'], '16999/west')).toEqual(['1', '2']);
  expect(shown(['a'], '16999/elsewhere')).toEqual(['1', '3', '4']);
  expect(shown([], null)).toEqual([]);
});

test('contact, place and ages in words', () => {
  expect(telephone('+49 (0)3691 99999-1')).toBe('tel:+493691999991');
  expect(telephone('03691 99999-101')).toBe('tel:0369199999101');
  expect(addressLine(offer('1', 'a', null))).toBe('Markt 1, 99990 Ahlenburg');
  const ages = [
    [10, 27],
    [16, null],
    [null, 6],
    [null, null],
  ] as const;
  expect(ages.map(([ageFrom, ageTo]) => agesOf({ ...offer('1', 'a', null), ageFrom, ageTo }, words))).toEqual([
    ...['10 bis 27 Jahre', 'ab 16 Jahren', 'bis 6 Jahre', ''],
  ]);
  expect(
    offerTip({ ...offer('1', 'a', null), provider: null, audience: null, ageFrom: null, ageTo: null }, 'Treff', words),
  ).toEqual({ title: 'Haus 1', lines: ['Treff', 'Markt 1, 99990 Ahlenburg', '+49 (0)3691 99999-1'] });
});

test('kinds stand in the address joined by +, and what is none is left out', () => {
  const { scene } = readAddress('/16999/sozialraeume', '?angebote=bibliothek+jugendzentrum+<x>+bibliothek');
  expect(scene).toMatchObject({ name: 'social', offers: ['bibliothek', 'jugendzentrum'] });
  expect(writeAddress({ county: '16999', scene })).toContain('angebote=bibliothek+jugendzentrum');
});
