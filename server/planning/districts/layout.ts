/** From the districts of houses to those of atoms, and what does not fit: gaps, overlaps, houses that deviate from their atom. */

export interface DistrictHouse {
  /** Null: in no atom. */
  atom: string | null;
  /** Sorted; none in a gap, several where they overlap. */
  districts: readonly string[];
}

export interface AtomDistrict {
  /** Null: none of its houses lies in a district, or it has none. */
  district: string | null;
  /** Districts that hold more than half of its houses each, by key: several where districts overlap. */
  wholly: string[];
  /** Houses in that district, of all houses of the atom. */
  inside: number;
  houses: number;
}

/**
 * The majority of an atom's addresses decides, on a tie the smaller key. A house in two districts is one in each. An atom
 * without a single house in a district has none.
 */
export function districtOfAtoms(houses: readonly DistrictHouse[], atoms: readonly string[]): Map<string, AtomDistrict> {
  const counts = new Map(atoms.map((atom) => [atom, { houses: 0, byDistrict: new Map<string, number>() }]));
  for (const { atom, districts } of houses) {
    const count = atom === null ? undefined : counts.get(atom);
    if (!count) continue;
    count.houses++;
    for (const district of districts) count.byDistrict.set(district, (count.byDistrict.get(district) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([atom, { houses: all, byDistrict }]) => {
      let district: string | null = null;
      let inside = 0;
      for (const [key, number] of byDistrict)
        if (number > inside || (number === inside && district !== null && key < district))
          [district, inside] = [key, number];
      const wholly = [...byDistrict].flatMap(([key, number]) => (number * 2 > all ? [key] : [])).sort();
      return [atom, { district, wholly, inside, houses: all }];
    }),
  );
}

export interface LayoutFaults<H> {
  /** Houses in another district than their atom, which is counted in one only. */
  deviating: H[];
  /** Houses in no district. */
  gaps: H[];
  /** Houses in several. */
  overlaps: H[];
}

export function layoutFaults<H extends DistrictHouse>(
  houses: readonly H[],
  ofAtoms: ReadonlyMap<string, AtomDistrict>,
): LayoutFaults<H> {
  const faults: LayoutFaults<H> = { deviating: [], gaps: [], overlaps: [] };
  for (const house of houses) {
    const { atom, districts } = house;
    if (districts.length === 0) faults.gaps.push(house);
    if (districts.length > 1) faults.overlaps.push(house);
    const own = atom === null ? null : (ofAtoms.get(atom)?.district ?? null);
    if (own !== null && districts.length > 0 && !districts.includes(own)) faults.deviating.push(house);
  }
  return faults;
}
