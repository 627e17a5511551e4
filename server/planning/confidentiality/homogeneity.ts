/**
 * Homogeneity: whoever knows that a child lives in an atom whose pupils all share a school (or a flag) knows the child's
 * school, however many they are. Such an atom is merged on, unless it tells nothing new.
 *
 * Merging alone would not do. It ends, since every merge leaves one group less, but it ends badly: where all but one of
 * 300 children attend the village's Grundschule, each atom without that one child is homogeneous, and all become one
 * atom; in a town with a school per district, district is merged with district. Hence an atom with one school stays:
 *
 * - `onlySchoolOfGemeinde`: all pupils of its Gemeinde go there. The sums of the Gemeinde tell it anyway.
 * - `usualSchool`: at least `usualShare` of the pupils of its Gemeinde, or of its school district, go there, and this
 *   area holds at least `homogeneousMinimum` pupils, so that the share is not the word of the atom itself. A guess
 *   from the area is then nearly as sure as the atom (the idea of t-closeness, Li et al. 2007).
 * - `large`: it has grown to `homogeneousMinimum` pupils. What so many neighbours have in common is the habit of a place,
 *   visible in the street; this bounds the atoms.
 * - `nothingToMergeWith`: it is the whole county.
 *
 * An atom across borders needs the first or second in each area that it touches. A flag is public nowhere: only the last
 * holds for it. A school never leads across the border of a Gemeinde: all of a Gemeinde sharing it is the first case.
 */
import type { AtomCell, AtomOptions } from './atomsInput.ts';

export interface Trait {
  kind: 'school' | 'flag';
  value: string;
}

export type ToleratedBecause = 'onlySchoolOfGemeinde' | 'usualSchool' | 'large' | 'nothingToMergeWith';

/** Counts of a set of cells, as far as homogeneity needs them. */
export interface Counted {
  pupils: number;
  schools: ReadonlyMap<string, number>;
  flags: ReadonlyMap<string, number>;
  cells: readonly AtomCell[];
}

export const sharedByAll = (set: Counted, { kind, value }: Trait): boolean =>
  (kind === 'school' ? set.schools : set.flags).get(value) === set.pupils;

/** What all pupils of the set have in common; schools before flags, flags in the order of their names. */
export function sharedTraits(set: Counted): Trait[] {
  const schools = [...set.schools.keys()].map((value): Trait => ({ kind: 'school', value }));
  const flags = [...set.flags.keys()].sort().map((value): Trait => ({ kind: 'flag', value }));
  return [...schools, ...flags].filter((trait) => sharedByAll(set, trait));
}

export type Tolerance = (set: Counted, trait: Trait) => ToleratedBecause | null;

/** The rule for one county: why a set of cells may have a trait in common, or null where it must be merged on. */
export function toleranceOf(county: readonly AtomCell[], options: AtomOptions): Tolerance {
  const { usualShare, homogeneousMinimum } = options;
  const gemeinden = destinations(county, ({ gemeinde }) => gemeinde);
  const districts = destinations(county, ({ district }) => district);

  const isUsual = (area: Destinations | undefined, school: string) =>
    area !== undefined &&
    area.pupils >= homogeneousMinimum &&
    (area.schools.get(school) ?? 0) >= usualShare * area.pupils;
  const isOnly = ({ gemeinde }: AtomCell, school: string) => {
    const area = gemeinden.get(gemeinde);
    return area?.schools.get(school) === area?.pupils;
  };

  return (set, { kind, value }) => {
    if (kind === 'flag') return null;
    if (set.cells.every((cell) => isOnly(cell, value))) return 'onlySchoolOfGemeinde';
    const isKnown = (cell: AtomCell) =>
      isOnly(cell, value) ||
      isUsual(gemeinden.get(cell.gemeinde), value) ||
      (cell.district !== null && isUsual(districts.get(cell.district), value));
    if (set.cells.every(isKnown)) return 'usualSchool';
    return set.pupils >= homogeneousMinimum ? 'large' : null;
  };
}

interface Destinations {
  pupils: number;
  schools: Map<string, number>;
}

function destinations(
  county: readonly AtomCell[],
  areaOf: (cell: AtomCell) => string | null,
): Map<string, Destinations> {
  const areas = new Map<string, Destinations>();
  for (const cell of county) {
    const key = areaOf(cell);
    if (key === null) continue;
    const area = areas.get(key) ?? { pupils: 0, schools: new Map() };
    area.pupils += cell.pupils;
    for (const [school, pupils] of cell.schools) area.schools.set(school, (area.schools.get(school) ?? 0) + pupils);
    areas.set(key, area);
  }
  return areas;
}
