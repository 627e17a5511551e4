/**
 * A list of pupils becomes protected counts, in memory: each address is placed, the places become cells, the cells atoms,
 * and the counts of atom × school × grade are rounded once. Neither an address nor a true count is in the result.
 */
import type { MatchQuality } from '../address/geocode.ts';
import { formAtoms } from '../confidentiality/atoms.ts';
import type { AtomCell, AtomOptions } from '../confidentiality/atomsInput.ts';
import { protectPupils, type PupilCount } from '../confidentiality/protect.ts';

/** One pupil of the list, its address already placed (address/geocode.ts). */
export interface PlacedPupil {
  school: string;
  grade: number | null;
  quality: MatchQuality;
  /** Longitude and latitude in degrees; null where the address could not be placed. */
  point: readonly [number, number] | null;
}

/** What lies at a point; `gemeinde` null outside the county. */
export interface Ground {
  /** The 100 m cell of the European grid (EPSG:3035), its lower left corner in metres. */
  cell: { key: string; n: number; e: number };
  gemeinde: string | null;
  planningArea: string | null;
  district: string | null;
}

export interface CountOptions extends AtomOptions {
  /** All shown numbers are multiples of it. */
  base: number;
  /** Schools told no finer than the Gemeinde: Förderschulen, and what the county marks as sensitive. */
  sensitive: ReadonlySet<string>;
  /** Uniform in [0, 1), from a secret seed. */
  random: () => number;
}

export interface CountedAtom {
  key: string;
  gemeinde: string;
  planningArea: string | null;
  district: string | null;
  cells: string[];
}

export interface CountedList {
  atoms: CountedAtom[];
  /** Multiples of the base above 0. A gemeinde of '' says: lives outside the county, or nobody knows where. */
  counts: PupilCount[];
  /** Pupils of the list by how well their address could be placed: figures of the whole list, for its report. */
  qualities: Record<MatchQuality, number>;
  /** Placed, but outside the county. */
  outside: number;
}

export const OUTSIDE = '';

/** A cell that a border cuts is a cell on either side of it. */
const partKey = ({ cell, gemeinde, planningArea, district }: Ground): string =>
  [cell.key, gemeinde, planningArea, district].map((part) => part ?? '').join('/');

/**
 * Places by house or street count in their cell. The middle of a village is nobody's home: those placed by the village's
 * name alone count for its Gemeinde.
 *
 * @throws TooFewPupilsError where the whole list holds fewer pupils than one atom needs
 */
export function countList(
  pupils: readonly PlacedPupil[],
  groundAt: (point: readonly [number, number]) => Ground,
  options: CountOptions,
): CountedList {
  const qualities: CountedList['qualities'] = { exact: 0, similar: 0, street: 0, place: 0, ambiguous: 0, none: 0 };
  const cells = new Map<string, AtomCell & { schools: Map<string, number> }>();
  const homes: { pupil: PlacedPupil; gemeinde: string; cell: string | null }[] = [];
  let outside = 0;
  for (const pupil of pupils) {
    qualities[pupil.quality]++;
    const ground = pupil.point && groundAt(pupil.point);
    const gemeinde = ground?.gemeinde ?? OUTSIDE;
    if (ground && gemeinde === OUTSIDE) outside++;
    const inCell = gemeinde !== OUTSIDE && pupil.quality !== 'place' && !options.sensitive.has(pupil.school);
    const cell = ground && inCell ? partKey(ground) : null;
    homes.push({ pupil, gemeinde, cell });
    if (ground && cell !== null) addTo(cells, cell, ground, gemeinde, pupil.school);
  }

  const { atoms } = formAtoms([...cells.values()], options);
  const atomOf = new Map(atoms.flatMap((atom) => atom.cells.map((cell) => [cell, atom] as const)));
  const counts = new Map<string, PupilCount>();
  for (const { pupil, gemeinde, cell } of homes) {
    const atom = cell === null ? undefined : atomOf.get(cell);
    const { school, grade } = pupil;
    // An atom across a border belongs to one Gemeinde, so that sums of atoms are sums of Gemeinden.
    const row = { gemeinde: atom?.gemeinde ?? gemeinde, atom: atom?.key ?? null, school, grade };
    const key = JSON.stringify(Object.values(row));
    const known = counts.get(key);
    if (known) known.people++;
    else counts.set(key, { ...row, people: 1 });
  }
  return {
    atoms: atoms.map(({ key, gemeinde, planningArea, district, cells: parts }) => ({
      key,
      gemeinde,
      planningArea,
      district,
      cells: parts,
    })),
    // A row that became 0 would say by being there that somebody is.
    counts: protectPupils([...counts.values()], options.base, options.random).filter(({ people }) => people > 0),
    qualities,
    outside,
  };
}

function addTo(
  cells: Map<string, AtomCell & { schools: Map<string, number> }>,
  key: string,
  { cell: { n, e }, planningArea, district }: Ground,
  gemeinde: string,
  school: string,
): void {
  let cell = cells.get(key);
  if (!cell) {
    cell = { key, n, e, pupils: 0, gemeinde, planningArea, district, schools: new Map() };
    cells.set(key, cell);
  }
  cell.pupils++;
  cell.schools.set(school, (cell.schools.get(school) ?? 0) + 1);
}
