/**
 * What of an atom may be shown. Its populated cells may not: 'this cell, and not that one' says in which house children
 * live. So every cell with an address goes to an atom, whether a pupil lives there or not, and its point is the middle
 * of the houses, not of the homes.
 */
import Flatbush from 'flatbush';
import { CELL_METRES, type KeptAtom } from './atomsInput.ts';

/** A cell with addresses; one that a border cuts is a part on either side. */
export interface HousedCell {
  /** Name of the part, unique. */
  part: string;
  /** Lower left corner in EPSG:3035, metres. */
  n: number;
  e: number;
  gemeinde: string;
  planningArea: string | null;
  district: string | null;
  houses: number;
}

export interface Territory {
  /** Names of its parts, in their order. */
  cells: string[];
  houses: number;
  /** Middle of its houses, EPSG:3035 metres; where it has none, of its cells. */
  point: { n: number; e: number };
}

interface Home {
  atom: string;
  cell: HousedCell;
}

/** From the narrowest surroundings in which a cell looks for its atom to the widest. */
const SURROUNDINGS: ((cell: HousedCell) => string)[] = [
  ({ gemeinde, planningArea, district }) => JSON.stringify([gemeinde, planningArea, district]),
  ({ gemeinde, planningArea }) => JSON.stringify([gemeinde, planningArea]),
  ({ gemeinde }) => gemeinde,
  () => '',
];

/**
 * @param atoms with the parts that they were formed from, and the keys of the atoms before that they hold
 * @param housed every part with an address, and every populated one
 * @param kept atoms of the list before: their parts stay together, also where nobody lives any more
 * @returns by key of atom; each part is in exactly one atom: its own, else the one of the nearest populated cell inside
 *   the same borders, as far as there is one (of equally near ones the first in the order of parts)
 */
export function spreadAtoms(
  atoms: readonly { key: string; cells: readonly string[]; kept: readonly string[] }[],
  housed: readonly HousedCell[],
  kept: readonly Pick<KeptAtom, 'key' | 'cells'>[],
): Map<string, Territory> {
  const populated = new Map(atoms.flatMap(({ key, cells }) => cells.map((part) => [part, key] as const)));
  const ordered = [...housed].sort((a, b) => (a.part < b.part ? -1 : 1));
  const homes = ordered.flatMap((cell): Home[] => {
    const atom = populated.get(cell.part);
    return atom === undefined ? [] : [{ atom, cell }];
  });
  const finders = SURROUNDINGS.map((nameOf) => nearestIn(homes, nameOf));
  const keptOf = new Map(kept.flatMap(({ key, cells }) => cells.map((part) => [part, key] as const)));
  const heirs = new Map(atoms.flatMap((atom) => atom.kept.map((key) => [key, atom.key] as const)));
  const members = new Map<string, HousedCell[]>(atoms.map(({ key }) => [key, []]));
  for (const cell of ordered) {
    const before = keptOf.get(cell.part);
    let atom = populated.get(cell.part) ?? (before === undefined ? undefined : heirs.get(before));
    for (const find of finders) atom ??= find(cell);
    if (atom === undefined) continue;
    // Where nobody lives any more the first part decides for all of them.
    if (before !== undefined) heirs.set(before, atom);
    members.get(atom)?.push(cell);
  }
  return new Map([...members].map(([atom, cells]) => [atom, territoryOf(cells)]));
}

/** Finds the atom of the nearest populated cell with the same name. */
function nearestIn(
  homes: readonly Home[],
  nameOf: (cell: HousedCell) => string,
): (cell: HousedCell) => string | undefined {
  const groups = new Map<string, Home[]>();
  for (const home of homes) {
    const name = nameOf(home.cell);
    const group = groups.get(name);
    if (group) group.push(home);
    else groups.set(name, [home]);
  }
  const indexes = new Map<string, Flatbush>();
  return (cell) => {
    const name = nameOf(cell);
    const group = groups.get(name);
    if (!group) return undefined;
    let index = indexes.get(name);
    if (!index) {
      index = new Flatbush(group.length);
      for (const { cell: home } of group) index.add(home.e, home.n);
      index.finish();
      indexes.set(name, index);
    }
    // Equally near ones come in no order of their own: all of them are looked at.
    const [first = 0] = index.neighbors(cell.e, cell.n, 1);
    const away = Math.hypot(group[first]!.cell.e - cell.e, group[first]!.cell.n - cell.n);
    const near = index.neighbors(cell.e, cell.n, Infinity, away);
    return group[Math.min(first, ...near)]!.atom;
  };
}

function territoryOf(cells: readonly HousedCell[]): Territory {
  const houses = cells.reduce((sum, cell) => sum + cell.houses, 0);
  const weightOf = ({ houses: own }: HousedCell) => (houses === 0 ? 1 : own);
  const all = cells.reduce((sum, cell) => sum + weightOf(cell), 0);
  const middle = (of: (cell: HousedCell) => number) =>
    cells.reduce((sum, cell) => sum + of(cell) * weightOf(cell), 0) / all + CELL_METRES / 2;
  return {
    cells: cells.map(({ part }) => part),
    houses,
    point: { n: middle(({ n }) => n), e: middle(({ e }) => e) },
  };
}
