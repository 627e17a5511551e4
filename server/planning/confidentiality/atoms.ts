/**
 * Atoms: the finest sets of 100 m cells that carry counts of pupils. Every figure, map and variant is a sum of atoms, so
 * that the difference of two layouts is a sum of atoms, too, and never a single household.
 *
 * Each cell begins as a group, and where there was a list before, each of its atoms does: atoms are merged from list to
 * list and never parted, so that what two lists tell together is told of whole atoms. A group that cannot stand alone (fewer pupils than the minimum, or homogeneous:
 * homogeneity.ts) is merged with a neighbour, again and again: first inside Gemeinde, planning area and school
 * district; what is left there as one group that cannot stand is merged across the district's border, then the planning
 * area's, then the Gemeinde's. So a border is crossed only where one side could not stand alone as a whole.
 *
 * The turn: of the small groups the one that lacks fewest pupils (single cells first would pair up to 2, 4, 8 pupils:
 * fewer atoms and wider ones), then of the homogeneous the smallest. The neighbour: of the groups that touch the one
 * with the least cost of merging (atomsGroups.ts), where none touches the least of all; for a homogeneous group,
 * touching ones that make it mixed come first. Equals are decided by key.
 */
import FlatQueue from 'flatqueue';
import { cheapest, Groups, Region, type Group } from './atomsGroups.ts';
import { orderedCells, type AtomCell, type AtomOptions, type KeptAtom } from './atomsInput.ts';
import { sharedByAll, sharedTraits, toleranceOf, type ToleratedBecause, type Trait } from './homogeneity.ts';

/** Weakest first. */
export type Border = 'district' | 'planningArea' | 'gemeinde';

export interface BorderMerge {
  /** The strongest border that was crossed. */
  border: Border;
  because: 'tooFew' | 'homogeneous';
  /** The areas of this border that could not stand alone, and those they were joined to; null is 'in no area'. */
  joined: (string | null)[];
  to: (string | null)[];
}

export interface Atom {
  /** Gemeinde and number in it. Not a cell's name: that would tell where one household is. */
  key: string;
  /** Keys of its cells, in their order. */
  cells: string[];
  pupils: number;
  /** Where most of its pupils live; of equals the smaller key, 'in no area' (null) last. */
  gemeinde: string;
  planningArea: string | null;
  district: string | null;
  /** Mean home of its pupils, EPSG:3035 metres. With the list of cells it tells the counts of cells: not for release. */
  point: { n: number; e: number };
  merges: BorderMerge[];
  /** Keys of the atoms of the list before that it holds; one that holds a single one carries its key. */
  kept: string[];
}

/** An atom whose pupils all share a school or flag, and why that may be. */
export interface HomogeneousAtom {
  atom: string;
  trait: Trait;
  because: ToleratedBecause;
}

/**
 * @param cells populated cells of one county, in any order
 * @param kept atoms of the list before, inside the same borders; cells of none of them begin by themselves
 * @returns atoms in the order of their keys, together holding each cell once
 * @throws TooFewPupilsError, RangeError (atomsInput.ts)
 */
export function formAtoms(
  cells: readonly AtomCell[],
  options: AtomOptions,
  kept: readonly KeptAtom[] = [],
): { atoms: Atom[]; homogeneous: HomogeneousAtom[] } {
  const ordered = orderedCells(cells, options);
  const tolerated = toleranceOf(ordered, options);
  const keptOf = new Map(kept.flatMap((atom) => atom.cells.map((cell) => [cell, atom.key] as const)));
  const groups = new Groups<BorderMerge>(ordered, ({ key }) => keptOf.get(key));
  const openTraits = (group: Group<BorderMerge>) =>
    sharedTraits(group).filter((trait) => tolerated(group, trait) === null);

  for (const { border, regionOf } of LEVELS) {
    const regions = new Map<string, Group<BorderMerge>[]>();
    for (const group of groups.all()) {
      // A group that formed inside narrower borders lies in one region: any of its cells names it.
      const name = regionOf(group.cells[0]!);
      const members = regions.get(name);
      if (members) members.push(group);
      else regions.set(name, [group]);
    }
    for (const members of regions.values()) settle(groups, new Region(members), members, border, options, openTraits);
  }

  const before = new Map(kept.map((atom) => [atom.key, atom]));
  const numbers = lastNumbers(kept);
  const named = [...groups.all()]
    .sort((a, b) => a.rank - b.rank)
    .map((group) => ({ group, atom: toAtom(group, before, numbers) }));
  return {
    atoms: named.map(({ atom }) => atom).sort((a, b) => (a.key < b.key ? -1 : 1)),
    homogeneous: named
      .flatMap(({ group, atom }) =>
        sharedTraits(group).map((trait) => ({
          atom: atom.key,
          trait,
          because: tolerated(group, trait) ?? ('nothingToMergeWith' as const),
        })),
      )
      .sort((a, b) => (a.atom < b.atom ? -1 : a.atom > b.atom ? 1 : 0)),
  };
}

/** The borders that hold, and the one that is given up compared with the level before. */
const LEVELS: { border: Border | null; regionOf: (cell: AtomCell) => string }[] = [
  { border: null, regionOf: (cell) => JSON.stringify([cell.gemeinde, cell.planningArea, cell.district]) },
  { border: 'district', regionOf: (cell) => JSON.stringify([cell.gemeinde, cell.planningArea]) },
  { border: 'planningArea', regionOf: (cell) => cell.gemeinde },
  { border: 'gemeinde', regionOf: () => '' },
];

/** Merges inside one region until every group stands alone or one is left. */
function settle(
  groups: Groups<BorderMerge>,
  region: Region<BorderMerge>,
  members: Group<BorderMerge>[],
  border: Border | null,
  { minimum }: AtomOptions,
  openTraits: (group: Group<BorderMerge>) => Trait[],
): void {
  const queue = new FlatQueue<Group<BorderMerge>>();
  const enqueue = (group: Group<BorderMerge>) => {
    // Ranks are below the number of cells, far below 2^24: they decide between groups of one size only.
    const isSmall = group.pupils < minimum;
    const size = isSmall ? minimum - group.pupils : group.pupils;
    if (isSmall || openTraits(group).length > 0) queue.push(group, size * 2 ** 24 + group.rank);
  };
  members.forEach(enqueue);
  for (let group = queue.pop(); group && region.size > 1; group = queue.pop()) {
    if (!region.has(group)) continue;
    const isSmall = group.pupils < minimum;
    const open = isSmall ? [] : openTraits(group);
    const touching = [...groups.touching(group)].filter((other) => region.has(other));
    const curing = touching.filter((other) => open.every((trait) => !sharedByAll(other, trait)));
    const partner = cheapest(group, curing) ?? cheapest(group, touching) ?? region.nearest(group)!;
    region.remove(group);
    region.remove(partner);
    const because = isSmall ? 'tooFew' : 'homogeneous';
    const crossed = border && ({ border, because, joined: areas(group, border), to: areas(partner, border) } as const);
    const merged = groups.merge(group, partner, crossed ? [crossed] : []);
    region.add(merged);
    enqueue(merged);
  }
}

const byName = (a: string | null, b: string | null) => (a === b ? 0 : b === null || (a !== null && a < b) ? -1 : 1);

const areas = ({ cells }: Group<BorderMerge>, border: Border): (string | null)[] =>
  [...new Set(cells.map((cell) => cell[border]))].sort(byName);

/** The last number of each Gemeinde; a merged atom gets a new one, so that no number means two places. */
function lastNumbers(kept: readonly KeptAtom[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { key } of kept) {
    const [gemeinde, number] = [key.slice(0, -NUMBER_LENGTH - 1), Number(key.slice(-NUMBER_LENGTH))];
    numbers.set(gemeinde, Math.max(numbers.get(gemeinde) ?? 0, number));
  }
  return numbers;
}

const NUMBER_LENGTH = 5;

function toAtom(
  { cells, pupils, centre, merges, kept }: Group<BorderMerge>,
  before: ReadonlyMap<string, KeptAtom>,
  numbers: Map<string, number>,
): Atom {
  const own = {
    cells: cells.map(({ key }) => key).sort(),
    pupils,
    point: centre,
    merges: [...merges],
    kept: [...kept],
  };
  const [only, ...others] = kept;
  const known = only === undefined || others.length > 0 ? undefined : before.get(only);
  if (known) {
    const { key, gemeinde, planningArea, district } = known;
    return { key, gemeinde, planningArea, district, ...own };
  }
  const gemeinde = mostPupils(cells, (cell) => cell.gemeinde);
  const number = (numbers.get(gemeinde) ?? 0) + 1;
  numbers.set(gemeinde, number);
  return {
    key: `${gemeinde}-${String(number).padStart(NUMBER_LENGTH, '0')}`,
    gemeinde,
    planningArea: mostPupils(cells, (cell) => cell.planningArea),
    district: mostPupils(cells, (cell) => cell.district),
    ...own,
  };
}

/** The value that most pupils of the cells have; of equals the smaller one, null last. */
export function mostPupils<T extends string | null, C extends { pupils: number }>(
  cells: readonly C[],
  valueOf: (cell: C) => T,
): T {
  const counts = new Map<T, number>();
  for (const cell of cells) counts.set(valueOf(cell), (counts.get(valueOf(cell)) ?? 0) + cell.pupils);
  const [first] = [...counts].sort(([a, m], [b, k]) => k - m || byName(a, b));
  return first![0];
}
