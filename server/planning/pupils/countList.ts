/**
 * A list of pupils becomes protected counts, in memory: each address is placed, the places become cells, the cells atoms,
 * and the counts of atom × school × grade are rounded once. Neither an address nor a true count is in the result.
 */
import type { MatchQuality } from '../address/geocode.ts';
import { formAtoms, type Border } from '../confidentiality/atoms.ts';
import type { AtomCell, AtomOptions, KeptAtom } from '../confidentiality/atomsInput.ts';
import { protectPupils, type ProtectOptions, type PupilCount } from '../confidentiality/protect.ts';
import { spreadAtoms, type HousedCell, type Territory } from '../confidentiality/territory.ts';
import { groundOfPart, partOf, type Ground } from './ground.ts';
import { bandsOf, beginMeasuring, type Measure, type MeasuredPupil } from './measures.ts';

type Point = readonly [number, number];

/** One pupil of the list, its address already placed (address/geocode.ts). */
export interface PlacedPupil {
  /** '' for children before school, whose `grade` is the year in which they enter. */
  school: string;
  grade: number | null;
  /** What the list says besides, e.g. { allDay: 'yes' }. */
  traits?: Readonly<Record<string, string>>;
  quality: MatchQuality;
  /** Longitude and latitude in degrees; null where the address could not be placed. */
  point: Point | null;
  /** Of the county's houses the one that it is, by its place in their list; null or missing: the house is not known. */
  house?: number | null;
  /** Where it is known otherwise: the Gemeinde, or for guests OUTSIDE or guestFrom(). */
  stated?: string | null;
}

export interface CountOptions extends AtomOptions, Omit<ProtectOptions, 'metresOf'> {
  /** Where schools stand, EPSG:3035 metres; those that are missing have no way whose mean could be kept. */
  schoolPoints: ReadonlyMap<string, { n: number; e: number }>;
  /** Schools told no finer than the Gemeinde: Förderschulen, and what the county marks as sensitive. */
  sensitive: ReadonlySet<string>;
  /** What is measured at the doors of those who count in an atom; a band is then counted as a trait is. */
  measures?: readonly Measure[];
  /** Atoms of the list before, where borders and settings are the same; else none. */
  kept: readonly KeptAtom[];
}

export interface CountedAtom extends Territory {
  key: string;
  gemeinde: string;
  planningArea: string | null;
  district: string | null;
}

/** Of each atom across a border the areas that it joins ('': in none), under the strongest border that it crosses. */
export type Crossed = Record<Border, string[][]>;

export interface CountedList {
  atoms: CountedAtom[];
  /** Multiples of the base above 0. A gemeinde of UNKNOWN, OUTSIDE or guestFrom() is no Gemeinde. */
  counts: PupilCount[];
  /** Pupils of the list by how well their address could be placed: figures of the whole list, for its report. */
  qualities: Record<MatchQuality, number>;
  /** Pupils who live outside the county. */
  outside: number;
  /** Atoms across a border, because one side could not stand alone. */
  crossed: Crossed;
}

/** Nobody knows where the pupil lives. */
export const UNKNOWN = '';
/** Outside the county, nobody knows in which. */
export const OUTSIDE = 'outside';
/** A guest whose county is known: its 5-digit key. */
export const guestFrom = (county: string): string => `${OUTSIDE}/${county}`;

/** The county of a guest whose county is known, else null. */
export const guestCounty = (home: string): string | null =>
  home.startsWith(`${OUTSIDE}/`) ? home.slice(OUTSIDE.length + 1) : null;

/** The value of a trait that a pupil does not have: the usual case, which an atom may have in common. */
export const NO = 'no';

/** A Gemeinde of the county, not one of the stand-ins for it. */
export const isInCounty = (gemeinde: string): boolean =>
  gemeinde !== UNKNOWN && gemeinde !== OUTSIDE && !gemeinde.startsWith(`${OUTSIDE}/`);

/** Strongest first, as they stand in the name of a part. */
const BORDERS: Border[] = ['gemeinde', 'planningArea', 'district'];

function crossings(territories: Iterable<Territory>): Crossed {
  const crossed: Crossed = { district: [], planningArea: [], gemeinde: [] };
  for (const { cells } of territories) {
    const names = cells.map((part) => part.split('/').slice(1));
    const areas = BORDERS.map((_, at) => [...new Set(names.map((of) => of[at] ?? ''))].sort());
    const at = areas.findIndex((joined) => joined.length > 1);
    if (at !== -1) crossed[BORDERS[at]!].push(areas[at]!);
  }
  return crossed;
}

/** In the order of their names, so that equal traits are equal texts. */
export const traitsText = (traits: Readonly<Record<string, string>> = {}): string =>
  Object.keys(traits).length === 0
    ? ''
    : JSON.stringify(Object.fromEntries(Object.entries(traits).sort(([a], [b]) => (a < b ? -1 : 1))));

/**
 * Places by house or street count in their cell. The middle of a village is nobody's home: those placed by the village's
 * name alone count for its Gemeinde.
 *
 * @param houses where the county's addresses stand; what an atom covers follows from them, not from the pupils
 * @throws TooFewPupilsError where the whole list holds fewer pupils than one atom needs
 */
export function countList(
  pupils: readonly PlacedPupil[],
  houses: readonly Point[],
  groundAt: (point: Point) => Ground,
  options: CountOptions,
): CountedList {
  const qualities: CountedList['qualities'] = { exact: 0, similar: 0, street: 0, place: 0, ambiguous: 0, none: 0 };
  const cells = new Map<string, AtomCell & { schools: Map<string, number>; flags: Map<string, number> }>();
  const housed = new Map<string, HousedCell>();
  const homes: { pupil: PlacedPupil; gemeinde: string; cell: string | null }[] = [];
  let outside = 0;
  const housesIn = new Map<string, number[]>();
  for (const [house, point] of houses.entries()) {
    const ground = groundAt(point);
    addHouses(housed, ground, 1);
    const part = partOf(ground);
    const known = housesIn.get(part);
    if (known) known.push(house);
    else housesIn.set(part, [house]);
  }
  for (const pupil of pupils) {
    qualities[pupil.quality]++;
    const ground = pupil.point && groundAt(pupil.point);
    const gemeinde = ground ? (ground.gemeinde ?? OUTSIDE) : (pupil.stated ?? UNKNOWN);
    if (!isInCounty(gemeinde) && gemeinde !== UNKNOWN) outside++;
    const inCell = isInCounty(gemeinde) && pupil.quality !== 'place' && !options.sensitive.has(pupil.school);
    const cell = ground && inCell ? partOf(ground) : null;
    homes.push({ pupil, gemeinde, cell });
    if (!ground || cell === null) continue;
    addPupil(cells, cell, ground, gemeinde, pupil);
    addHouses(housed, ground, 0);
  }

  // What belonged to an atom stays in it, also where the register has no house any more.
  for (const { cells: parts } of options.kept) for (const part of parts) addHouses(housed, groundOfPart(part), 0);
  const { atoms } = formAtoms([...cells.values()], options, options.kept);
  const territories = spreadAtoms(atoms, [...housed.values()], options.kept);
  const atomOf = new Map(atoms.flatMap((atom) => atom.cells.map((cell) => [cell, atom] as const)));
  const counts = new Map<string, PupilCount>();
  const placed = homes.map((home) => {
    const atom = home.cell === null ? undefined : atomOf.get(home.cell);
    const { point, house = null, school, grade } = home.pupil;
    const measured: MeasuredPupil | null = atom && point ? { point, house, atom: atom.key, school, grade } : null;
    return { ...home, atom, measured };
  });
  const measuring = beginMeasuring(options.measures ?? [], {
    pupils: placed.flatMap(({ measured }) => measured ?? []),
    housesOf: new Map(
      [...territories].map(([key, { cells: parts }]) => [key, parts.flatMap((part) => housesIn.get(part) ?? [])]),
    ),
  });
  for (const { pupil, gemeinde, atom, measured } of placed) {
    const { school, grade } = pupil;
    const bands = bandsOf(measuring, measured);
    const traits = traitsText({ ...pupil.traits, ...bands });
    // An atom across a border belongs to one Gemeinde, so that sums of atoms are sums of Gemeinden.
    const row = { gemeinde: atom?.gemeinde ?? gemeinde, atom: atom?.key ?? null, school, grade, traits };
    const key = JSON.stringify(Object.values(row));
    const known = counts.get(key);
    if (known) known.people++;
    else counts.set(key, { ...row, people: 1 });
  }
  const ordered = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
  const metresOf = straightLine(options.schoolPoints, (atom) => territories.get(atom)?.point);
  return {
    atoms: atoms.map(({ key, gemeinde, planningArea, district }) => ({
      key,
      gemeinde,
      planningArea,
      district,
      ...territories.get(key)!,
    })),
    // A row that became 0 would say by being there that somebody is.
    counts: protectPupils(ordered, { ...options, metresOf }).filter(({ people }) => people > 0),
    qualities,
    outside,
    crossed: crossings(territories.values()),
  };
}

/** From an atom's point to the school; which way it is matters little, as long as far is far. */
export function straightLine(
  schools: CountOptions['schoolPoints'],
  pointOf: (atom: string) => { n: number; e: number } | undefined,
): ProtectOptions['metresOf'] {
  return ({ atom, school }) => {
    const [home, site] = [atom === null ? undefined : pointOf(atom), schools.get(school)];
    return home && site ? Math.hypot(home.n - site.n, home.e - site.e) : null;
  };
}

function addHouses(housed: Map<string, HousedCell>, ground: Ground, houses: number): void {
  const { cell, gemeinde, planningArea, district } = ground;
  if (gemeinde === null) return;
  const part = partOf(ground);
  const known = housed.get(part);
  if (known) known.houses += houses;
  else housed.set(part, { part, n: cell.n, e: cell.e, gemeinde, planningArea, district, houses });
}

function addPupil(
  cells: Map<string, AtomCell & { schools: Map<string, number>; flags: Map<string, number> }>,
  key: string,
  { cell: { n, e }, planningArea, district }: Ground,
  gemeinde: string,
  { school, traits = {} }: PlacedPupil,
): void {
  let cell = cells.get(key);
  if (!cell) {
    cell = { key, n, e, pupils: 0, gemeinde, planningArea, district, schools: new Map(), flags: new Map() };
    cells.set(key, cell);
  }
  cell.pupils++;
  // Children before school have none that an atom could give away.
  if (school !== '') cell.schools.set(school, (cell.schools.get(school) ?? 0) + 1);
  for (const [name, value] of Object.entries(traits)) {
    if (value === NO) continue;
    const flag = `${name}=${value}`;
    cell.flags.set(flag, (cell.flags.get(flag) ?? 0) + 1);
  }
}
