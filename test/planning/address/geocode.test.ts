/** The geocoder's rules on a register of a few houses, and what must hold for every register. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createGeocoder } from '../../../server/planning/address/geocode.ts';
import { buildRegister, type AddressRow } from '../../../server/planning/address/register.ts';
import { inventedRegister } from './inventedRegister.ts';

/** Row i lies at longitude i. */
const rows: AddressRow[] = [
  ['Hauptstraße', '1', '31200', 'Ahlenburg', null],
  ['Hauptstraße', '2', '31200', 'Ahlenburg', null],
  ['Hauptstraße', '3', '31200', 'Ahlenburg', null],
  ['Hauptstraße', '1', '31201', 'Steinfeld', null],
  ['Mühlenweg', '12a', '31200', 'Ahlenburg', null],
  ['Mühlenweg', '12b', '31200', 'Ahlenburg', null],
  ['Mühlenweg', '14-16', '31200', 'Ahlenburg', null],
  ['Bergstraße', '5', '31201', 'Steinfeld', null],
  ['Burgstraße', '5', '31200', 'Ahlenburg', null],
  ['Karl-Marx-Straße', '7', '31200', 'Ahlenburg', 'Weißdorf'],
  ['Lerchenweg', '4', '31202', 'Neustadt (Aisch)', null],
  ['Lärchenweg', '4', '31202', 'Neustadt (Aisch)', null],
  ['', '8', '31203', 'Einöd', null],
].map(([street, houseNumber, postcode, place, district], i) => ({
  ...{ street: street ?? '', houseNumber: houseNumber ?? '', postcode: postcode ?? null, place: place ?? '' },
  ...{ district: district ?? null, point: [i, 52] as const },
}));
const geocode = createGeocoder(buildRegister(rows));

test.each([
  ['Hauptstr.', '1', '31200', 'Ahlenburg', 'exact', 0],
  ['HAUPTSTRASSE 1', '', '31201', 'Steinfeld', 'exact', 3],
  ['Hauptstr. 1, 31201 Steinfeld', '', '', '', 'exact', 3],
  // Two villages have one; a number that only one of them has does not decide.
  ['Hauptstr.', '1', '', '', 'ambiguous', null],
  ['Hauptstr.', '3', '', '', 'ambiguous', null],
  ['Hauptstr.', '9', '31200', 'Ahlenburg', 'street', 1],
  ['Hauptstr.', '', '31200', 'Ahlenburg', 'street', 1],
  // The place says one house, the postcode another.
  ['Hauptstr.', '1', '31201', 'Ahlenburg', 'ambiguous', null],
  ['Mühlenweg', '12 A', '31299', 'Ahlenburg', 'similar', 4],
  ['Mühlenweg', '12a', '31200', 'Anderswo', 'similar', 4],
  ['Mühlenweg', '12a', '99999', 'Anderswo', 'none', null],
  ['Mülhenweg', '12a', '31200', 'Ahlenburg', 'similar', 4],
  ['Muhlenweg', '12a', '31200', 'Ahlenbrug', 'similar', 4],
  ['Mühlenweg', '12', '31200', 'Ahlenburg', 'street', 5],
  ['Hauptstr.', '1a', '31200', 'Ahlenburg', 'street', 1],
  ['Mühlenweg', '16', '31200', 'Ahlenburg', 'exact', 6],
  ['Mühlenweg', '14/16', '31200', 'Ahlenburg', 'exact', 6],
  ['Mühlenweg', '16-18', '31200', 'Ahlenburg', 'similar', 6],
  // A street's name elsewhere is no typing error.
  ['Bergstr.', '5', '31200', 'Ahlenburg', 'place', 4],
  ['Birgstr.', '5', '31200', 'Ahlenburg', 'similar', 8],
  ['Lrchenweg', '4', '31202', 'Neustadt', 'ambiguous', null],
  ['K.-Marx-Str.', '7', '31200', 'Weißdorf (Ahlenburg)', 'similar', 9],
  ['Karl Marx Str', '7', '', 'Ahlenburg OT Weissdorf', 'exact', 9],
  ['', '8', '31203', 'Einöd', 'exact', 12],
  ['', '', '31202', '', 'place', 10],
  ['Lerchenweg', '4', '', 'Neustadt (Dosse)', 'none', null],
  ['', '', '', '', 'none', null],
])('%s %s, %s %s is %s', (street, houseNumber, postcode, place, quality, at) => {
  const found = geocode({ street, houseNumber, postcode, place });
  expect([found.quality, found.point?.[0] ?? null]).toEqual([quality, at]);
  expect(found.row).toBe(quality === 'exact' || quality === 'similar' ? at : null);
});

test('every row is found exactly by its own address', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const list = inventedRegister(seed, 6, 8, 6);
      const find = createGeocoder(buildRegister(list));
      list.forEach(({ street, houseNumber, postcode, place, district }, row) => {
        const written = { street, houseNumber, postcode: postcode ?? '' };
        const found = find({ ...written, place: district ? `${place} OT ${district}` : place });
        // Without an Ortsteil the municipality's name means its Ortsteile too: the same house there is its double.
        const same = (other: AddressRow) =>
          other.street === street && other.houseNumber === houseNumber && other.place === place;
        const doubled = !district && list.filter((other) => same(other) && other.postcode === postcode).length > 1;
        expect([found.quality, found.row]).toEqual(doubled ? ['ambiguous', null] : ['exact', row]);
      });
    }),
    { numRuns: 25, seed: 11 },
  );
});

test('a row that stands twice is one house at one point, and ambiguous at two', () => {
  const house = { street: 'Ring', houseNumber: '1', postcode: null, place: 'Ort', district: null };
  const twice = (lon: number) =>
    createGeocoder(
      buildRegister([
        { ...house, point: [1, 2] },
        { ...house, point: [lon, 2] },
      ]),
    );
  const asked = { street: 'Ring', houseNumber: '1', postcode: '', place: 'Ort' };
  expect([twice(1)(asked).quality, twice(3)(asked).quality]).toEqual(['exact', 'ambiguous']);
});

test('any text gets an answer, and an empty register has none', () => {
  const empty = createGeocoder(buildRegister([]));
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, text, text, (street, houseNumber, postcode, place) => {
      expect(empty({ street, houseNumber, postcode, place }).quality).toBe('none');
      const { point, quality } = geocode({ street, houseNumber, postcode, place });
      expect(point === null).toBe(quality === 'none' || quality === 'ambiguous');
    }),
    { seed: 12 },
  );
});
