/** Where an address may lie, by its place and postcode, before the street is looked at. */
import { normalisePostcode, placeNames } from './normalise.ts';
import type { AddressRegister } from './register.ts';

/** Localities by how well they fit. */
export interface Area {
  /** Everything given agrees, or one is empty. */
  agreeing: Set<number>;
  /** The place is right and the postcode is not, or the other way round. */
  contradicted: Set<number>;
  /** The place was not written as in the register, and only its likeness led here. */
  similar: boolean;
  /** The postcode is one of the county itself. */
  isOwnCode: boolean;
}

interface Found {
  localities: Set<number>;
  /** 'alike' by a typing error; 'part' where one of several names is unknown ('Neustadt (Dosse)' and another Neustadt). */
  fit: 'named' | 'alike' | 'part';
  /** Place and Ortsteil are both written and belong together. */
  twice: boolean;
}

const NOWHERE: Found = { localities: new Set(), fit: 'named', twice: false };

/** The name nearest to a key, at most one typing error away; two equally near are no answer. */
function alike(register: AddressRegister, key: string): number[] | null {
  const near = register.similarPlaces(key, 1, () => true);
  const least = Math.min(...near.map(({ distance }) => distance));
  const best = near.filter(({ distance }) => distance === least);
  return best.length === 1 ? (register.places.get(register.placeNames[best[0]!.name]!) ?? null) : null;
}

function findPlace(register: AddressRegister, text: string): Found {
  const parts = placeNames(text);
  const whole = register.places.get(parts.join(''));
  if (whole) return { localities: new Set(whole), fit: 'named', twice: parts.length > 1 };
  const similar = alike(register, parts.join(''));
  if (similar) return { localities: new Set(similar), fit: 'alike', twice: false };
  // Hyphens join a place and its Ortsteil as well as the words of one name.
  const names = parts.length > 1 ? parts : placeNames(text.replace(/-/g, ','));
  if (names.length < 2) return NOWHERE;
  const named = names.map((name) => register.places.get(name) ?? null);
  const found = names.map((name, i) => named[i] ?? alike(register, name));
  const known = found.filter((list) => list !== null);
  const all = [...new Set(known.flat())];
  const common = all.filter((locality) => known.every((list) => list.includes(locality)));
  // Names that are not of one place: either may be meant.
  const localities = new Set(common.length > 0 ? common : all);
  const twice = common.length > 0 && !named.includes(null);
  return { localities, twice, fit: found.includes(null) ? 'part' : named.includes(null) ? 'alike' : 'named' };
}

/**
 * An unlike postcode beside a place that is only alike are two errors, and too far from what was written. What agrees in
 * full with a place is not looked for in another county.
 */
export function areaOf(register: AddressRegister, place: string, postcode: string): Area {
  const code = normalisePostcode(postcode) ?? normalisePostcode(place);
  const named = placeNames(place).length > 0;
  const found = named ? findPlace(register, place) : NOWHERE;
  const isOwnCode = code !== null && register.ownPostcodes.has(code);
  const area: Area = { agreeing: new Set(), contradicted: new Set(), similar: found.fit !== 'named', isOwnCode };
  register.localities.forEach((locality, number) => {
    const known = code !== null && locality.postcode !== null;
    const sameCode = known && locality.postcode === code;
    const samePlace = found.localities.has(number);
    if (samePlace && sameCode) area.agreeing.add(number);
    else if (samePlace && !known) {
      const isAbroad = isOwnCode && locality.county !== null;
      if (found.fit !== 'part') (isAbroad ? area.contradicted : area.agreeing).add(number);
    } else if (samePlace) {
      if (found.fit === 'named') area.contradicted.add(number);
    } else if (sameCode) {
      // Two names that belong together outweigh a postcode.
      if (!found.twice) (named ? area.contradicted : area.agreeing).add(number);
    } else if (!named && code === null) area.agreeing.add(number);
  });
  const countyOf = (number: number): string | null => register.localities[number]!.county;
  const counties = new Set([...area.agreeing].map(countyOf));
  if (counties.size > 0)
    area.contradicted = new Set([...area.contradicted].filter((number) => counties.has(countyOf(number))));
  return area;
}
