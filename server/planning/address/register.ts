/** A county's address list, neighbours' houses among it, as an index: rows stay numbers, only names of streets and places are kept as text. */
import { parseHouseNumber } from './houseNumber.ts';
import { normalisePlace, normalisePostcode, normaliseStreet, placeNames as namesIn, shortPlace } from './normalise.ts';
import { indexNames, type NameIndex } from './similar.ts';

export interface AddressRow {
  street: string;
  houseNumber: string;
  postcode: string | null;
  place: string;
  /** Ortsteil */
  district: string | null;
  /** Longitude and latitude in degrees. */
  point: readonly [number, number];
  /** Key of the neighbouring county in which the house stands; null or left out: in the county itself. */
  county?: string | null;
}

/** The rows of one place, Ortsteil and postcode in one county. */
export interface Locality {
  /** Keys of normalisePlace; the district is empty where there is none. */
  place: string;
  district: string;
  postcode: string | null;
  /** A neighbouring county, else null. */
  county: string | null;
  /** Numbers of its streets in `AddressRegister.streets`. */
  streets: number[];
  rows: number;
  /** The row nearest to its middle. */
  middle: number;
}

/** One street in one locality; a street through two Ortsteile is two. */
export interface Street {
  /** Number of its name in `AddressRegister.names`. */
  name: number;
  locality: number;
  /** Its part of `codes` and `rows`. */
  from: number;
  to: number;
}

export interface AddressRegister {
  /** Longitude and latitude of each row, one after the other. */
  points: Float64Array;
  localities: Locality[];
  /** Postcodes that houses of the county itself have. */
  ownPostcodes: Set<string>;
  /** Each name of a place or Ortsteil (key) → its localities. */
  places: Map<string, number[]>;
  /** The keys of `places`, as `similarPlaces` numbers them. */
  placeNames: string[];
  similarPlaces: NameIndex;
  streets: Street[];
  /** The distinct names of streets (keys), their numbers, their streets and who is spelt like them. */
  names: string[];
  nameNumbers: Map<string, number>;
  streetsOfName: number[][];
  similarNames: NameIndex;
  /** Street by street and rising within: twice a house's code, plus one where it is only the end of a range. */
  codes: Float64Array;
  /** The row that each of `codes` belongs to. */
  rows: Uint32Array;
}

function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) known.set(text, (value = compute(text)));
    return value;
  };
}

/** The position of a key in a list that grows. */
function numbering<T>(list: T[]): { numbers: Map<string, number>; numberOf: (key: string, add: () => T) => number } {
  const numbers = new Map<string, number>();
  const numberOf = (key: string, add: () => T): number => {
    let number = numbers.get(key);
    if (number === undefined) {
      number = list.push(add()) - 1;
      numbers.set(key, number);
    }
    return number;
  };
  return { numbers, numberOf };
}

export function buildRegister(list: readonly AddressRow[]): AddressRegister {
  const points = new Float64Array(list.length * 2);
  const localities: Locality[] = [];
  const ownPostcodes = new Set<string>();
  const streets: Street[] = [];
  const names: string[] = [];
  const places = new Map<string, number[]>();
  const streetKey = remembered(normaliseStreet);
  const numberOfHouse = remembered((text) => parseHouseNumber(text) ?? []);
  const localityNumbers = numbering(localities);
  const streetNumbers = numbering(streets);
  const nameNumbers = numbering(names);
  const streetsOfName: number[][] = [];
  const rowsOfLocality: number[][] = [];
  const streetOfRow = new Uint32Array(list.length);

  list.forEach((row, index) => {
    points.set(row.point, index * 2);
    const county = row.county ?? null;
    const named = `${row.place}|${row.district ?? ''}|${row.postcode ?? ''}|${county ?? ''}`;
    const locality = localityNumbers.numberOf(named, () => {
      const number = localities.length;
      for (const name of namesOf(row)) places.set(name, [...(places.get(name) ?? []), number]);
      rowsOfLocality.push([]);
      const place = normalisePlace(row.place);
      const postcode = normalisePostcode(row.postcode ?? '');
      if (county === null && postcode !== null) ownPostcodes.add(postcode);
      const district = normalisePlace(row.district ?? '');
      return { place, district, postcode, county, streets: [], rows: 0, middle: index };
    });
    rowsOfLocality[locality]!.push(index);
    const { place, district } = localities[locality]!;
    // In villages without names of streets the houses are counted through the village.
    const key = streetKey(row.street) || district || place;
    const name = nameNumbers.numberOf(key, () => {
      streetsOfName.push([]);
      return key;
    });
    streetOfRow[index] = streetNumbers.numberOf(`${name}|${locality}`, () => {
      streetsOfName[name]!.push(streets.length);
      localities[locality]!.streets.push(streets.length);
      return { name, locality, from: 0, to: 0 };
    });
  });

  localities.forEach((locality, number) => {
    const rows = rowsOfLocality[number]!;
    locality.rows = rows.length;
    locality.middle = middleOf(points, rows);
  });
  const houses = sortHouses(streets, streetOfRow, (row) => numberOfHouse(list[row]!.houseNumber));
  const placeNames = [...places.keys()];
  return {
    points,
    localities,
    ownPostcodes,
    places,
    placeNames,
    similarPlaces: indexNames(placeNames),
    streets,
    names,
    nameNumbers: nameNumbers.numbers,
    streetsOfName,
    similarNames: indexNames(names),
    ...houses,
  };
}

/** 'Ahlenburg', 'Weißdorf' and 'Ahlenburg-Weißdorf' for the Ortsteil; the short name too, as people write it. */
function namesOf({ place, district }: AddressRow): Set<string> {
  const whole = normalisePlace(place);
  const names = [whole, shortPlace(place)];
  if (district) names.push(...namesIn(district), normalisePlace(district), whole + normalisePlace(district));
  return new Set(names.filter((name) => name !== ''));
}

/** The row nearest to the median of longitudes and of latitudes: a house, where a mean may lie in the fields. */
function middleOf(points: Float64Array, rows: readonly number[]): number {
  const median = (side: 0 | 1): number => {
    const values = Float64Array.from(rows, (row) => points[row * 2 + side]!).sort();
    return values[(values.length - 1) >> 1]!;
  };
  const [lon, lat] = [median(0), median(1)];
  // A degree of longitude is shorter than one of latitude by this much.
  const shrink = Math.cos((lat * Math.PI) / 180);
  let best = rows[0]!;
  let least = Infinity;
  for (const row of rows) {
    const away = Math.hypot((points[row * 2]! - lon) * shrink, points[row * 2 + 1]! - lat);
    if (away < least) [best, least] = [row, away];
  }
  return best;
}

/** Sets each street's part and fills it. A row whose number cannot be read keeps its place in the street, as code 0. */
function sortHouses(
  streets: Street[],
  streetOfRow: Uint32Array,
  codesOf: (row: number) => readonly number[],
): { codes: Float64Array; rows: Uint32Array } {
  streetOfRow.forEach((street, row) => (streets[street]!.to += Math.max(1, codesOf(row).length)));
  let total = 0;
  for (const street of streets) {
    const size = street.to;
    street.from = street.to = total;
    total += size;
  }
  const houses = new Array<{ code: number; row: number }>(total);
  streetOfRow.forEach((street, row) => {
    const codes = codesOf(row);
    const end = codes.length > 1 ? 1 : 0;
    for (const code of codes.length > 0 ? codes : [0]) houses[streets[street]!.to++] = { code: code * 2 + end, row };
  });
  const codes = new Float64Array(total);
  const rows = new Uint32Array(total);
  for (const { from, to } of streets) {
    const sorted = houses.slice(from, to).sort((a, b) => a.code - b.code || a.row - b.row);
    sorted.forEach(({ code, row }, i) => {
      codes[from + i] = code;
      rows[from + i] = row;
    });
  }
  return { codes, rows };
}
