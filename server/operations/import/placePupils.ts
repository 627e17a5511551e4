/** Where the pupils of a list live, by the register of addresses: in the county at a point, else in which county. */
import type { ListedPupil } from '../../../geodata/import/rows.ts';
import { createGeocoder } from '../../planning/address/geocode.ts';
import { normalisePostcode } from '../../planning/address/normalise.ts';
import { buildRegister, type AddressRow } from '../../planning/address/register.ts';
import { guestFrom, OUTSIDE, UNKNOWN, type PlacedPupil } from '../../planning/pupils/countList.ts';
import type { ListHomes } from './homes.ts';

/** Street, house number, postcode, place, district, longitude, latitude, neighbouring county (null: the county itself). */
type RegisterText = [string, string, string | null, string | null, string | null, number, number, string | null];

const houseOf = ([street, houseNumber, postcode, place, district, lon, lat, county]: RegisterText): AddressRow => ({
  street,
  houseNumber,
  postcode,
  place: place ?? '',
  district,
  point: [lon, lat],
  county,
});

export const readRegister = (texts: readonly string[]): AddressRow[] =>
  texts.flatMap((text) => JSON.parse(text) as RegisterText[]).map(houseOf);

export function placePupils(
  rows: readonly ListedPupil[],
  register: readonly AddressRow[],
  homes: ListHomes,
): PlacedPupil[] {
  const index = buildRegister(register);
  const geocode = createGeocoder(index);
  const gemeinden = new Set(homes.layers.gemeinde.map(({ key }) => key));
  const statedHome = ({ home, postcode }: ListedPupil): string => {
    if (home !== null)
      return gemeinden.has(home) ? home : home.startsWith(homes.county) ? UNKNOWN : guestFrom(home.slice(0, 5));
    // A postcode that no house of the county has: the child lives elsewhere.
    const code = normalisePostcode(postcode);
    return code !== null && !index.ownPostcodes.has(code) ? OUTSIDE : UNKNOWN;
  };
  return rows.map((row): PlacedPupil => {
    const { school, grade, traits } = row;
    const corrected = homes.corrections[String(row.row)];
    const address = corrected === undefined ? row : { street: corrected, houseNumber: '', postcode: '', place: '' };
    const { quality, point, county, row: house } = geocode(address);
    if (county === null) return { school, grade, traits, quality, point, house, stated: statedHome(row) };
    // A neighbour's house is in no cell; where the list itself names the Gemeinde, that counts.
    const stated = row.home === null ? guestFrom(county) : statedHome(row);
    return { school, grade, traits, quality, point: null, stated };
  });
}
