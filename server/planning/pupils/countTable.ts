/**
 * Pupils that come already counted by area become protected counts, too: areas take the place of cells. One that holds too
 * few pupils is joined to its nearest neighbour, as a cell would be.
 */
import { formAtoms, type Atom } from '../confidentiality/atoms.ts';
import type { AtomCell } from '../confidentiality/atomsInput.ts';
import { protectPupils, type PupilCount } from '../confidentiality/protect.ts';
import {
  isInCounty,
  straightLine,
  UNKNOWN,
  type CountedAtom,
  type CountedList,
  type CountOptions,
} from './countList.ts';

export interface CountedRow {
  /** Key of the area of residence, or what stands in for it (countList.ts). */
  home: string;
  school: string;
  grade: number | null;
  people: number;
}

/** Label point of an area in EPSG:3035, metres. */
export interface AreaPlace {
  key: string;
  n: number;
  e: number;
}

/**
 * @param options `finerThanGemeinde`: pupils of sensitive schools are then counted without a home
 * @throws TooFewPupilsError where the whole table holds fewer pupils than one atom needs
 */
export function countTable(
  rows: readonly CountedRow[],
  places: readonly AreaPlace[],
  options: CountOptions & { finerThanGemeinde: boolean },
): Pick<CountedList, 'atoms' | 'counts' | 'crossed'> {
  const placeOf = new Map(places.map((place) => [place.key, place]));
  const cells = new Map<string, AtomCell & { schools: Map<string, number> }>();
  for (const { home, school, people } of rows) {
    const place = placeOf.get(home);
    if (!place || people === 0 || options.sensitive.has(school)) continue;
    const empty = { ...place, pupils: 0, gemeinde: home, planningArea: null, district: null, schools: new Map() };
    const cell = cells.get(home) ?? empty;
    cell.pupils += people;
    cell.schools.set(school, (cell.schools.get(school) ?? 0) + people);
    cells.set(home, cell);
  }
  const { atoms } = formAtoms([...cells.values()], options, options.kept);
  const atomOf = new Map(atoms.flatMap((atom) => atom.cells.map((cell) => [cell, atom] as const)));
  const counts = new Map<string, PupilCount>();
  for (const { home, school, grade, people } of rows) {
    if (people === 0) continue;
    const atom = isInCounty(home) && !options.sensitive.has(school) ? atomOf.get(home) : undefined;
    const told = options.finerThanGemeinde && isInCounty(home) ? UNKNOWN : home;
    const row = { gemeinde: atom?.gemeinde ?? told, atom: atom?.key ?? null, school, grade };
    const key = JSON.stringify(Object.values(row));
    const known = counts.get(key);
    if (known) known.people += people;
    else counts.set(key, { ...row, people });
  }
  const ordered = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count);
  const before = new Map(options.kept.map(({ key, cells: own }) => [key, own]));
  const territories = atoms.map((atom) => territory(atom, placeOf, before));
  const points = new Map(territories.map(({ key, point }) => [key, point]));
  const metresOf = straightLine(options.schoolPoints, (atom) => points.get(atom));
  return {
    atoms: territories,
    counts: protectPupils(ordered, { ...options, metresOf }).filter(({ people }) => people > 0),
    crossed: {
      district: [],
      planningArea: [],
      gemeinde: territories.flatMap(({ cells }) => (cells.length > 1 ? [cells] : [])),
    },
  };
}

function territory(
  { key, gemeinde, cells: populated, kept }: Pick<Atom, 'key' | 'gemeinde' | 'cells' | 'kept'>,
  placeOf: ReadonlyMap<string, AreaPlace>,
  before: ReadonlyMap<string, readonly string[]>,
): CountedAtom {
  const { n, e } = placeOf.get(gemeinde)!;
  const cells = [...new Set([...populated, ...kept.flatMap((atom) => before.get(atom) ?? [])])].sort();
  return { key, gemeinde, planningArea: null, district: null, cells, houses: 0, point: { n, e } };
}
