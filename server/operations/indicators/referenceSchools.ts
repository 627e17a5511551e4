/** Which school the pupils of an atom would attend if nobody chose: that of their school district, else the nearest of the type. */
import type { SchoolRecord } from '../../data/repositories/sites.ts';
import { nearestSite } from '../../planning/catchment/nearest.ts';
import type { Operation } from '../../context.ts';
import { districtLayout } from '../districtLayout.ts';

/** An atom of an edition, its middle in metres of the counties' common CRS. */
export interface PlacedAtom {
  county: string;
  key: string;
  x: number;
  y: number;
}

export interface ReferenceSchools {
  by: 'district' | 'nearest';
  /** Numbers of schools: several where a district belongs to them together; none where the atom is in no district. */
  of: (atom: PlacedAtom) => readonly number[];
}

/**
 * @param schools all of one type
 * @param editions of the atoms, each of one county
 * @param date whose districts hold; before the first of them, the first
 */
export async function referenceSchools(
  context: Operation,
  schools: readonly SchoolRecord[],
  editions: readonly { county: string; edition: string }[],
  date: string,
): Promise<ReferenceSchools> {
  const schoolType = schools[0]!.schoolType;
  const byDistrict = new Map<string, Map<string, number[]>>();
  for (const { county, edition } of editions) {
    const own = await districtSchools(context, county, schoolType, edition, date, schools);
    // Of two counties one without districts would be told by another measure.
    if (own === null) return nearest(schools);
    byDistrict.set(county, own);
  }
  return { by: 'district', of: ({ county, key }) => byDistrict.get(county)?.get(key) ?? [] };
}

function nearest(schools: readonly SchoolRecord[]): ReferenceSchools {
  const sites = schools.map(({ x, y }, index) => ({
    key: String(index).padStart(6, '0'),
    metres: [x, y] as [number, number],
  }));
  return {
    by: 'nearest',
    of({ x, y }) {
      const found = nearestSite([x, y], sites);
      return found ? [Number(found.site)] : [];
    },
  };
}

async function districtSchools(
  context: Operation,
  county: string,
  schoolType: string,
  edition: string,
  date: string,
  schools: readonly SchoolRecord[],
): Promise<Map<string, number[]> | null> {
  const layout =
    (await districtLayout(context, county, schoolType, edition, date)) ??
    (await districtLayout(context, county, schoolType, edition, context.now().toISOString().slice(0, 10)));
  if (layout === null) return null;
  const schoolAt = new Map(schools.map((school, index) => [`${school.county}/${school.key}`, index]));
  const schoolsOf = new Map(
    layout.districts.map((district) => [
      district.key,
      district.schools.flatMap((key) => schoolAt.get(`${county}/${key}`) ?? []),
    ]),
  );
  return new Map(
    [...layout.districtOf].map(([atom, district]) => [
      atom,
      (layout.overlapping.get(atom) ?? [district]).flatMap((key) => schoolsOf.get(key) ?? []),
    ]),
  );
}
