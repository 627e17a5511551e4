/**
 * The statute's list of streets: which district a house belongs to. The more special row decides: a house before numbers,
 * numbers before a street, a street before a locality, a locality before a place, a place before its Gemeinde. The order of
 * the rows means nothing. Rows of two districts that are equally special both hold: the house lies in both.
 */
import { parseHouseNumber } from '../address/houseNumber.ts';
import { abbreviatedStreet, normalisePlace, normaliseStreet, placeNames, shortPlace } from '../address/normalise.ts';
import { closenessOf, isWholeStreet, NOT, type Closeness, type NumberRange } from './houseRange.ts';

/** As written; '' = all of them. */
export interface StreetRow extends NumberRange {
  district: string;
  place: string;
  locality: string;
  street: string;
}

export interface NamedStreet {
  street: string;
  place: string;
  /** Ortsteil */
  locality: string | null;
  /** Name of its Gemeinde, as far as it is known. */
  gemeinde: string | null;
}

export interface NamedHouse extends NamedStreet {
  houseNumber: string;
}

interface ReadRow {
  district: string;
  place: string;
  locality: string;
  /** Key of the street; '' where the row names none. */
  street: string;
  /** What a street's key must look like where the row's is cut short ('K.-Marx-Str.'). */
  pattern: RegExp | null;
  hasNumbers: boolean;
  closeness: (code: number | null) => Closeness;
}

/** A row that may name houses of a street, and how closely it names their place. */
interface Candidate {
  row: ReadRow;
  place: number;
}

const readRow = (row: StreetRow): ReadRow => ({
  district: row.district,
  place: normalisePlace(row.place),
  locality: normalisePlace(row.locality),
  street: normaliseStreet(row.street),
  pattern: row.street === '' ? null : abbreviatedStreet(row.street),
  hasNumbers: !isWholeStreet(row),
  closeness: closenessOf(row),
});

/** Keys of the names by which a place goes. */
interface PlaceNames {
  place: ReadonlySet<string>;
  locality: ReadonlySet<string>;
  /** Place and Ortsteil in one: 'Ahlenburg OT Weißdorf'. */
  both: ReadonlySet<string>;
  gemeinde: string | null;
}

type Place = Omit<NamedStreet, 'street'>;

function namesOf({ place, locality, gemeinde }: Place): PlaceNames {
  const [whole, part] = [normalisePlace(place), normalisePlace(locality ?? '')];
  const town = gemeinde === null ? null : normalisePlace(gemeinde);
  const parts = placeNames(place);
  return {
    place: new Set([whole, shortPlace(place), parts[0] ?? '']),
    // A village is the place of its addresses in one register, the Ortsteil in another.
    locality: new Set([part, ...placeNames(locality ?? ''), whole, ...parts]),
    both: new Set([whole + part, ...(town === null ? [] : [town + whole, town + part])]),
    gemeinde: town,
  };
}

/** Streets and places come many times: each is read once. */
function nameReader(): (where: NamedStreet) => { street: string; names: PlaceNames } {
  const streets = new Map<string, string>();
  const places = new Map<string, PlaceNames>();
  return ({ street, place, locality, gemeinde }) => {
    let key = streets.get(street);
    if (key === undefined) streets.set(street, (key = normaliseStreet(street)));
    const written = `${place}|${locality ?? ''}|${gemeinde ?? ''}`;
    let names = places.get(written);
    if (!names) places.set(written, (names = namesOf({ place, locality, gemeinde })));
    return { street: key, names };
  };
}

/** Null: elsewhere. */
function placeCloseness({ place, locality }: ReadRow, names: PlaceNames): number | null {
  if (locality !== '' && !names.locality.has(locality)) return null;
  const level = locality === '' ? 0 : 3;
  if (place === '') return level;
  if (names.place.has(place)) return Math.max(level, 2);
  // Where nobody knows the Gemeinde of a house, its village alone must do.
  if (names.gemeinde === null ? level === 3 : names.gemeinde === place) return Math.max(level, 1);
  return locality === '' && names.both.has(place) ? 3 : null;
}

function isOfStreet(row: ReadRow, street: string, { place, locality }: PlaceNames): boolean {
  if (row.street !== '') return row.street === street || (row.pattern?.test(street) ?? false);
  // In villages without names of streets the houses are counted through the village.
  return !row.hasNumbers || street === '' || place.has(street) || locality.has(street);
}

function candidatesOf(rows: readonly ReadRow[], street: string, names: PlaceNames): Candidate[] {
  const candidates: Candidate[] = [];
  for (const row of rows) {
    const place = isOfStreet(row, street, names) ? placeCloseness(row, names) : null;
    if (place !== null) candidates.push({ row, place });
  }
  return candidates;
}

/** Must be asked of every street. */
const isOfPlace = ({ street, pattern }: ReadRow): boolean => street === '' || pattern !== null;

function groupedByStreet(rows: readonly ReadRow[]): Map<string, ReadRow[]> {
  const groups = new Map<string, ReadRow[]>();
  for (const row of rows) {
    if (isOfPlace(row)) continue;
    const group = groups.get(row.street);
    if (group) group.push(row);
    else groups.set(row.street, [row]);
  }
  return groups;
}

/** More than the places have, so that a street is closer than any place. */
const STEP = 4;

/** @returns for a house the keys of its districts, sorted: none in a gap, several where they overlap */
export function streetFinder(rows: readonly StreetRow[]): (house: NamedHouse) => readonly string[] {
  const read = rows.map(readRow);
  const ofPlace = read.filter(isOfPlace);
  const byStreet = groupedByStreet(read);
  const namesAt = nameReader();
  const known = new Map<string, Candidate[]>();
  const codes = new Map<string, number | null>();
  const candidates = (house: NamedHouse): Candidate[] => {
    const key = `${house.street}|${house.place}|${house.locality ?? ''}|${house.gemeinde ?? ''}`;
    let found = known.get(key);
    if (!found) {
      const { street, names } = namesAt(house);
      known.set(key, (found = candidatesOf([...(byStreet.get(street) ?? []), ...ofPlace], street, names)));
    }
    return found;
  };
  const codeOf = (text: string): number | null => {
    let code = codes.get(text);
    if (code === undefined) codes.set(text, (code = parseHouseNumber(text)?.[0] ?? null));
    return code;
  };
  return (house) => {
    const code = codeOf(house.houseNumber);
    let best = -1;
    let found: string[] = [];
    for (const { row, place } of candidates(house)) {
      const closeness = row.closeness(code);
      if (closeness === NOT) continue;
      const rank = (row.street === '' && !row.hasNumbers ? 0 : closeness) * STEP + place;
      if (rank > best) [best, found] = [rank, [row.district]];
      else if (rank === best && !found.includes(row.district)) found.push(row.district);
    }
    return found.length > 1 ? found.sort() : found;
  };
}

/** Numbers of the rows whose street (or, without one, whose place) no known street has: misspelt, renamed, or new. */
export function unknownRows(rows: readonly StreetRow[], streets: Iterable<NamedStreet>): number[] {
  const read = rows.map(readRow);
  const numbers = new Map(read.map((row, number) => [row, number]));
  const ofPlace = read.filter(isOfPlace);
  const byStreet = groupedByStreet(read);
  const unknown = new Set(read);
  const namesAt = nameReader();
  for (const where of streets) {
    const { street, names } = namesAt(where);
    const still = [...(byStreet.get(street) ?? []), ...ofPlace].filter((row) => unknown.has(row));
    for (const { row } of candidatesOf(still, street, names)) unknown.delete(row);
  }
  return [...unknown].map((row) => numbers.get(row)!);
}
