/** Groups of cells while atoms form, and the search for the group that is best merged with one. EPSG:3035, metres. */
import { CELL_METRES, type AtomCell } from './atomsInput.ts';
import type { Counted } from './homogeneity.ts';

export interface Group<Merge> extends Counted {
  /** Place of its smallest cell in the order of keys: a name that decides between equals. */
  rank: number;
  /** Mean of the cells' centres, weighted by pupils. */
  centre: { n: number; e: number };
  /** Merges across a border that led to it. */
  merges: readonly Merge[];
  /** Keys of the atoms of the list before that it holds. */
  kept: readonly string[];
}

/**
 * Growth of the squared distances between pupils and their group's centre by a merge (Ward 1963), m². Of equally near
 * neighbours the smaller one costs less, so that atoms stay compact and near the minimum.
 */
function mergeCost(a: Group<unknown>, b: Group<unknown>): number {
  const squared = (a.centre.n - b.centre.n) ** 2 + (a.centre.e - b.centre.e) ** 2;
  return ((a.pupils * b.pupils) / (a.pupils + b.pupils)) * squared;
}

/** Of equal costs the group with the smaller key. */
export function cheapest<M>(group: Group<M>, candidates: Iterable<Group<M>>): Group<M> | null {
  let best: { other: Group<M>; cost: number } | null = null;
  for (const other of candidates) {
    if (other === group) continue;
    const cost = mergeCost(group, other);
    if (best === null || cost < best.cost || (cost === best.cost && other.rank < best.other.rank)) {
      best = { other, cost };
    }
  }
  return best?.other ?? null;
}

function added(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  const sum = new Map(a);
  for (const [key, count] of b) sum.set(key, (sum.get(key) ?? 0) + count);
  return sum;
}

/** Each populated cell of the county and the group that it is in. A cell that a border cuts is several at one place. */
export class Groups<M> {
  private readonly groupOf = new Map<AtomCell, Group<M>>();
  private readonly byPlace = new Map<number, AtomCell[]>();

  /**
   * @param ordered cells in the order of their keys
   * @param keptOf the atom of the list before that a cell belongs to: its cells are one group from the start
   */
  constructor(ordered: readonly AtomCell[], keptOf: (cell: AtomCell) => string | undefined) {
    const begun = new Map<string, Group<M>>();
    ordered.forEach((cell, rank) => {
      const { pupils, schools, flags = new Map<string, number>() } = cell;
      const centre = { n: cell.n + CELL_METRES / 2, e: cell.e + CELL_METRES / 2 };
      const at = tile(cell.n, cell.e, CELL_METRES);
      this.byPlace.set(at, [...(this.byPlace.get(at) ?? []), cell]);
      const kept = keptOf(cell);
      const single: Group<M> = { cells: [cell], pupils, schools, flags, rank, centre, merges: [], kept: [] };
      const known = kept === undefined ? undefined : begun.get(kept);
      const group = known ? this.merge(known, single, []) : { ...single, kept: kept === undefined ? [] : [kept] };
      this.place(group);
      if (kept !== undefined) begun.set(kept, group);
    });
  }

  all(): Set<Group<M>> {
    return new Set(this.groupOf.values());
  }

  /** Groups with a cell beside, at the corner or at the place of a cell of this one. */
  touching(group: Group<M>): Set<Group<M>> {
    const found = new Set<Group<M>>();
    for (const { n, e } of group.cells) {
      for (const dn of [-CELL_METRES, 0, CELL_METRES]) {
        for (const de of [-CELL_METRES, 0, CELL_METRES]) {
          for (const cell of this.byPlace.get(tile(n + dn, e + de, CELL_METRES)) ?? []) {
            const other = this.groupOf.get(cell);
            if (other && other !== group) found.add(other);
          }
        }
      }
    }
    return found;
  }

  merge(a: Group<M>, b: Group<M>, merges: readonly M[]): Group<M> {
    const pupils = a.pupils + b.pupils;
    // From whole numbers, not from the two centres: the same to the last digit in whatever order groups were merged.
    const cells = [...a.cells, ...b.cells];
    const mean = (of: (cell: AtomCell) => number) =>
      cells.reduce((sum, cell) => sum + of(cell) * cell.pupils, 0) / pupils + CELL_METRES / 2;
    const merged: Group<M> = {
      cells,
      pupils,
      schools: added(a.schools, b.schools),
      flags: added(a.flags, b.flags),
      rank: Math.min(a.rank, b.rank),
      centre: { n: mean(({ n }) => n), e: mean(({ e }) => e) },
      merges: [...a.merges, ...b.merges, ...merges],
      kept: [...a.kept, ...b.kept],
    };
    this.place(merged);
    return merged;
  }

  private place(group: Group<M>): void {
    for (const cell of group.cells) this.groupOf.set(cell, group);
  }
}

/** Northings and eastings of EPSG:3035 are below 10,000 km, so each tile of 100 m or more has a number of its own. */
const tile = (n: number, e: number, metres: number) => Math.floor(n / metres) * 100_000 + Math.floor(e / metres);

/** At most 25 populated cells lie in a tile of this size, so that a search looks at few groups. */
const TILE_METRES = 500;

/** The groups inside one border, found by their centres. */
export class Region<M> {
  private readonly members = new Set<Group<M>>();
  private readonly tiles = new Map<number, Set<Group<M>>>();

  constructor(groups: Iterable<Group<M>>) {
    for (const group of groups) this.add(group);
  }

  get size(): number {
    return this.members.size;
  }

  has(group: Group<M>): boolean {
    return this.members.has(group);
  }

  add(group: Group<M>): void {
    const at = tile(group.centre.n, group.centre.e, TILE_METRES);
    const inTile = this.tiles.get(at) ?? new Set();
    this.tiles.set(at, inTile.add(group));
    this.members.add(group);
  }

  remove(group: Group<M>): void {
    this.tiles.get(tile(group.centre.n, group.centre.e, TILE_METRES))?.delete(group);
    this.members.delete(group);
  }

  /** The group that costs least to merge with, near or far; null where there is no other. */
  nearest(group: Group<M>): Group<M> | null {
    let best: Group<M> | null = null;
    // Square rings of tiles around the group; once they would be more than the groups, the groups themselves.
    for (let ring = 0; (2 * ring + 1) ** 2 <= this.members.size; ring++) {
      best = cheapest(group, [...this.inRing(group, ring), ...(best ? [best] : [])]);
      // Whatever lies further out is at least this far away and holds at least one pupil.
      const least = (group.pupils / (group.pupils + 1)) * (ring * TILE_METRES) ** 2;
      if (best && mergeCost(group, best) < least) return best;
    }
    return cheapest(group, this.members);
  }

  private inRing({ centre }: Group<M>, ring: number): Group<M>[] {
    const found: Group<M>[] = [];
    for (let dn = -ring; dn <= ring; dn++) {
      const step = Math.abs(dn) === ring ? 1 : 2 * ring;
      for (let de = -ring; de <= ring; de += step) {
        const at = tile(centre.n + dn * TILE_METRES, centre.e + de * TILE_METRES, TILE_METRES);
        found.push(...(this.tiles.get(at) ?? []));
      }
    }
    return found;
  }
}
