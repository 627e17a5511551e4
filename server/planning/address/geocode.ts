/**
 * From an address to a point, on this machine and by rules that a person can follow. An address is placed at a house only
 * if its number is there and no other street can be meant; everything else is told as less.
 */
import { areaOf, type Area } from './area.ts';
import { parseHouseNumber } from './houseNumber.ts';
import { abbreviatedStreet, normaliseStreet, placeNames } from './normalise.ts';
import type { AddressRegister, Locality, Street } from './register.ts';
import { splitAddress, type Address } from './splitAddress.ts';

/**
 * exact: everything given agrees once spelling is set aside. similar: the house, although street, place or postcode is
 * written otherwise. street: the middle house of a street without this number. place: the middle house of the place.
 */
export type MatchQuality = 'exact' | 'similar' | 'street' | 'place' | 'ambiguous' | 'none';

export interface Geocoded {
  quality: MatchQuality;
  /** Longitude and latitude in degrees; null where nothing, or more than one thing, is meant. */
  point: [number, number] | null;
  /** The row of the address list it was placed at, for 'exact' and 'similar'. */
  row: number | null;
  /** The neighbouring county in which the point lies; null in the county itself, and where there is no point. */
  county: string | null;
}

export type Geocoder = (address: Address) => Geocoded;

const NONE: Geocoded = { quality: 'none', point: null, row: null, county: null };
const AMBIGUOUS: Geocoded = { quality: 'ambiguous', point: null, row: null, county: null };

/** From this length on a name stays recognisable with two errors. */
const LONG_NAME = 16;
/** Areas kept in memory: a county has some hundred pairs of place and postcode, misspelt ones come once. */
const KEPT_AREAS = 2000;

export function createGeocoder(register: AddressRegister): Geocoder {
  const areas = new Map<string, Area>();
  const areaFor = (place: string, postcode: string): Area => {
    const key = `${place}|${postcode}`;
    let area = areas.get(key);
    if (!area) {
      if (areas.size >= KEPT_AREAS) areas.clear();
      areas.set(key, (area = areaOf(register, place, postcode)));
    }
    return area;
  };

  const find = ({ street, houseNumber, postcode, place }: Address, given: boolean): Geocoded => {
    const area = areaFor(place, postcode);
    const key = normaliseStreet(street);
    const keys = key ? [key] : houseNumber ? placeNames(place) : [];
    for (const name of keys) {
      const streets = register.streetsOfName[register.nameNumbers.get(name) ?? -1] ?? [];
      const agreeing = streets.filter((number) => area.agreeing.has(register.streets[number]!.locality));
      if (agreeing.length > 0) return settle(register, agreeing, houseNumber, area.similar ? 'similar' : 'exact');
      const contradicted = streets.filter((number) => area.contradicted.has(register.streets[number]!.locality));
      if (contradicted.length > 0) return despite(area, settle(register, contradicted, houseNumber, 'similar'));
    }
    if (!given) return NONE;
    // What is a street's name elsewhere is no typing error: 'Bergstraße' does not become 'Burgstraße'.
    if (key && !register.nameNumbers.has(key)) {
      const like = alikeStreets(register, area.agreeing, street, key);
      if (like === 'several') return AMBIGUOUS;
      if (like.length > 0) return settle(register, like, houseNumber, 'similar');
    }
    const village = placeOf(register, area);
    return area.agreeing.size > 0 ? village : despite(area, village);
  };

  return (address) => {
    const parts = separated(register, address);
    const given = parts.place.trim() !== '' || parts.postcode.trim() !== '';
    const found = find(parts, given);
    // Which neighbours are loaded is chance: a street alone names none of their houses, it only shows that several are meant.
    return given || found.county === null ? found : NONE;
  };
}

/** What place and postcode contradict each other about: the county's own postcode leads to no neighbour's house. */
const despite = ({ isOwnCode }: Area, found: Geocoded): Geocoded => (isOwnCode && found.county !== null ? NONE : found);

/** The parts, also where all stand in one field or the house number stands in the street's; given fields win. */
function separated(register: AddressRegister, address: Address): Address {
  if (register.nameNumbers.has(normaliseStreet(address.street))) return address;
  const split = splitAddress(address.street);
  const written = parseHouseNumber(address.houseNumber);
  const twice = written?.join() === parseHouseNumber(split.houseNumber)?.join();
  if (address.houseNumber.trim() !== '' && !twice) return address;
  return {
    street: split.street,
    houseNumber: split.houseNumber,
    postcode: address.postcode.trim() || split.postcode,
    place: address.place.trim() || split.place,
  };
}

/** Streets of one name in these localities that the words cut short, or a typing error, can mean. */
function alikeStreets(
  register: AddressRegister,
  localities: ReadonlySet<number>,
  street: string,
  key: string,
): number[] | 'several' {
  const within = (name: number): number[] =>
    register.streetsOfName[name]!.filter((number) => localities.has(register.streets[number]!.locality));
  const names = new Set<number>();
  for (const locality of localities) {
    for (const number of register.localities[locality]!.streets) names.add(register.streets[number]!.name);
  }
  const pattern = abbreviatedStreet(street);
  if (pattern) {
    const meant = [...names].filter((name) => pattern.test(register.names[name]!));
    if (meant.length > 1) return 'several';
    if (meant.length === 1) return within(meant[0]!);
  }
  const admits = (name: number): boolean => names.has(name);
  const near = register.similarNames(key, 1, admits);
  const least = Math.min(...near.map(({ distance }) => distance));
  const best = near.filter(({ distance }) => distance === least);
  if (best.length > 1) return 'several';
  if (best[0]) return within(best[0].name);
  if (key.length < LONG_NAME) return [];
  // Two errors need a wider margin: no other name within three.
  const wide = register.similarNames(key, 3, admits);
  if (!wide.some(({ distance }) => distance === 2)) return [];
  return wide.length === 1 ? within(wide[0]!.name) : 'several';
}

/** Rows of a street with this code: houses that have the number to themselves, and those that end a range with it. */
function housesAt(
  { codes, rows }: AddressRegister,
  { from, to }: Street,
  code: number,
): { own: number[]; ends: number[] } {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (codes[middle]! < code * 2) low = middle + 1;
    else high = middle;
  }
  const own: number[] = [];
  const ends: number[] = [];
  for (; low < to && codes[low]! <= code * 2 + 1; low++) (codes[low] === code * 2 ? own : ends).push(rows[low]!);
  return { own, ends };
}

/** The rows a number means in these streets, and whether the whole of it is there ('12-14' as one house). */
function housesOf(
  register: AddressRegister,
  streets: Street[],
  houseNumber: string,
): { rows: number[]; whole: boolean } {
  const ends = (parseHouseNumber(houseNumber) ?? []).map((code) => {
    const found = streets.map((street) => housesAt(register, street, code));
    const own = found.flatMap((houses) => houses.own);
    const ofRanges = found.flatMap((houses) => houses.ends);
    // '12' is the house 12 before it is an end of '12-14'.
    return { ofRanges, rows: own.length > 0 ? own : ofRanges };
  });
  const [first, last] = ends;
  if (!first || !last) return { rows: first?.rows ?? [], whole: true };
  const both = first.ofRanges.filter((row) => last.ofRanges.includes(row));
  if (both.length > 0) return { rows: both, whole: true };
  return { rows: first.rows.length > 0 ? first.rows : last.rows, whole: false };
}

/** The house in the one street that is meant, or less; streets of several places are never chosen between. */
function settle(
  register: AddressRegister,
  numbers: readonly number[],
  houseNumber: string,
  quality: 'exact' | 'similar',
): Geocoded {
  const streets = numbers.map((number) => register.streets[number]!);
  const places = new Set(streets.map(({ locality }) => placeName(register.localities[locality]!)));
  if (places.size > 1) return AMBIGUOUS;
  const { county } = register.localities[streets[0]!.locality]!;
  const { rows, whole } = housesOf(register, streets, houseNumber);
  if (rows.length > 0) {
    const points = new Set(rows.map((row) => pointOf(register, row).join()));
    return points.size > 1 ? AMBIGUOUS : placed(register, rows[0]!, whole ? quality : 'similar', county);
  }
  const [street, other] = streets;
  if (!street || other) return AMBIGUOUS;
  return { ...placed(register, register.rows[(street.from + street.to - 1) >> 1]!, 'street', county), row: null };
}

/** Two counties may each have a place of one name. */
const placeName = ({ county, place }: Locality): string => `${county ?? ''}|${place}`;

function pointOf({ points }: AddressRegister, row: number): [number, number] {
  return [points[row * 2]!, points[row * 2 + 1]!];
}

function placed(register: AddressRegister, row: number, quality: MatchQuality, county: string | null): Geocoded {
  return { quality, point: pointOf(register, row), row, county };
}

/** Of several Ortsteile the largest: a village is a better answer than a field between two. */
function placeOf(register: AddressRegister, area: Area): Geocoded {
  const numbers = area.agreeing.size > 0 ? area.agreeing : area.contradicted;
  const [first, ...others] = [...numbers].map((number) => register.localities[number]!);
  if (!first) return NONE;
  if (others.some((locality) => placeName(locality) !== placeName(first))) return AMBIGUOUS;
  const largest = others.reduce((most, locality) => (locality.rows > most.rows ? locality : most), first);
  return { ...placed(register, largest.middle, 'place', largest.county), row: null };
}
