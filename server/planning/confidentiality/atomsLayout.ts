/** Layouts (school districts, planning areas, variants) as unions of atoms. */
import { mostPupils, type Atom } from './atoms.ts';
import type { AtomCell } from './atomsInput.ts';

/** Area of a layout by key of cell; a cell that is missing or null lies in no area. */
export type Layout = ReadonlyMap<string, string | null>;

/** Does each atom lie wholly in one area, or wholly outside? Only such a layout's sums may be shown. */
export const isUnionOfAtoms = (atoms: readonly Pick<Atom, 'cells'>[], layout: Layout): boolean =>
  atoms.every(({ cells }) => new Set(cells.map((cell) => layout.get(cell) ?? null)).size === 1);

/**
 * Each atom wholly to the area where most of its pupils live; of equals the smaller key, no area (null) last. Sums
 * by this are unions of atoms whatever the layout.
 *
 * @param cells those that the atoms were formed from
 * @returns area by key of atom
 */
export function areaOfAtoms(
  atoms: readonly Pick<Atom, 'key' | 'cells'>[],
  cells: readonly Pick<AtomCell, 'key' | 'pupils'>[],
  layout: Layout,
): Map<string, string | null> {
  const byKey = new Map(cells.map((cell) => [cell.key, cell]));
  return new Map(
    atoms.map((atom) => [
      atom.key,
      mostPupils(
        atom.cells.map((key) => byKey.get(key)!),
        ({ key }) => layout.get(key) ?? null,
      ),
    ]),
  );
}
