/** Ways of writing that mean one thing, and ones that do not. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseHouseNumber } from '../../../server/planning/address/houseNumber.ts';
import {
  abbreviatedStreet,
  normalisePlace,
  normalisePostcode,
  normaliseStreet,
  placeNames,
  shortPlace,
} from '../../../server/planning/address/normalise.ts';
import { editDistance } from '../../../server/planning/address/similar.ts';
import { splitAddress } from '../../../server/planning/address/splitAddress.ts';

test.each([
  ['musterstrasse', ['Musterstr.', 'Musterstraße', 'MUSTERSTRASSE', 'Muster Str', 'Muster-Straße', 'Musterst.']],
  ['sanktgeorgstrasse', ['St.-Georg-Str.', 'Sankt Georg Straße', 'St Georg Str.']],
  ['doktorkuelzplatz', ['Dr.-Külz-Platz', 'Dr. Kuelz Pl.', 'Doktor-Ku\u0308lz-Platz']],
  ['andermuehle', ['An der Mühle', 'a. d. Mühle', 'a.d. Mühle', 'An-der-Muehle']],
  ['ammarkt', ['Am Markt', 'a. Markt']],
  ['strassedes17juni', ['Straße des 17. Juni', 'Str. des 17. Juni']],
])('%s', (key, texts) => {
  for (const text of texts) expect(normaliseStreet(text)).toBe(key);
});

test.each([
  ['12a', ['12a', '12 a', '12A', '12-a', '012 a', 'Nr. 12a', 'Haus 12 A']],
  ['12-14', ['12-14', '12 - 14', '12/14', '12+14', '12 u. 14', '12 bis 14', '12–14']],
  ['12a-12c', ['12a-c', '12 a - 12 c']],
  ['12/1', ['12/1']],
  ['12 1/2', ['12 1/2', '12½']],
  ['', ['', 'a', '12 14', '0', '14-12', 'Hinterhaus']],
])('house number %s', (form, texts) => {
  for (const text of texts) expect(normaliseHouseNumber(text)).toBe(form);
});

test.each([
  ['Musterstr. 12 a', ['Musterstr.', '12 a', '', '']],
  ['Musterstr.12', ['Musterstr.', '12', '', '']],
  ['Straße des 17. Juni', ['Straße des 17. Juni', '', '', '']],
  ['Straße des 17. Juni 5-7', ['Straße des 17. Juni', '5-7', '', '']],
  ['Musterstr. 12 1/2, 31200 Ahlenburg OT Weißdorf', ['Musterstr.', '12 1/2', '31200', 'Ahlenburg OT Weißdorf']],
  ['Musterstr. 12a, Ahlenburg', ['Musterstr.', '12a', '', 'Ahlenburg']],
  ['Musterstr. 12, 2. OG', ['Musterstr.', '12', '', '']],
])('%s is taken apart', (text, [street, houseNumber, postcode, place]) => {
  expect(splitAddress(text)).toEqual({ street, houseNumber, postcode, place });
});

test('places, their Ortsteile and postcodes', () => {
  for (const text of [
    'Ahlenburg OT Weißdorf',
    'Ahlenburg, OT Weißdorf',
    'Ahlenburg (Weissdorf)',
    'Stadt Ahlenburg/Weißdorf',
  ]) {
    expect(placeNames(text)).toEqual(['ahlenburg', 'weissdorf']);
  }
  expect(['Celle, Stadt', '29221 Celle', 'Stadt Celle'].map(normalisePlace)).toEqual(['celle', 'celle', 'celle']);
  expect(['Neustadt a. d. Aisch', 'Neustadt an der Aisch'].map(normalisePlace)).toEqual(
    Array(2).fill('neustadtanderaisch'),
  );
  expect(['Neustadt a. d. Aisch', 'Frankfurt (Oder)', 'Amberg'].map(shortPlace)).toEqual([
    'neustadt',
    'frankfurt',
    'amberg',
  ]);
  expect(['31200', 'D-31200', '1067', '312', ''].map(normalisePostcode)).toEqual([
    '31200',
    '31200',
    '01067',
    null,
    null,
  ]);
});

test('words cut short', () => {
  expect(abbreviatedStreet('K.-Marx-Str.')?.test('karlmarxstrasse')).toBe(true);
  expect(abbreviatedStreet('K.-Marx-Str.')?.test('karlmaystrasse')).toBe(false);
  expect([abbreviatedStreet('H.-Str.'), abbreviatedStreet('Hauptstr.')]).toEqual([null, null]);
});

test('edit distance: a swap is one error, and more than the limit is the limit and one', () => {
  expect(editDistance('lindenweg', 'lidnenweg', 2)).toBe(1);
  expect(editDistance('lindenweg', 'lindenwege', 2)).toBe(1);
  expect(editDistance('kirchgasse', 'kirschgassen', 2)).toBe(2);
  expect(editDistance('gartenweg', 'gartenstrasse', 2)).toBe(3);
});

test('a key is its own key', () => {
  const part = fc.constantFrom(
    'st',
    'str',
    's',
    't',
    'r',
    'a',
    'd',
    'ot',
    'stadt',
    '.',
    '-',
    ' ',
    '(',
    'ä',
    'ß',
    '1',
    '12',
    '/',
  );
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(part).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (written) => {
      for (const normalise of [normaliseStreet, normalisePlace, normaliseHouseNumber]) {
        expect(normalise(normalise(written))).toBe(normalise(written));
      }
    }),
    { numRuns: 2000, seed: 13 },
  );
});
