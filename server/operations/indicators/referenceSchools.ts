/** Which school the pupils of an atom would attend if nobody chose: that of their school district, else the nearest of the type. */
import { districtEditions } from '../../data/repositories/districts.ts';
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

/** Numbers of schools: several where a district belongs to them together; none where the atom is in no district. */
export type ReferenceOf = (atom: PlacedAtom) => readonly number[];

/** Each type of each county by its own districts, or all of them by the nearest school: two measures cannot be compared. */
export async function referenceBy(
  context: Operation,
  counties: readonly string[],
  schoolType: string,
): Promise<'district' | 'nearest'> {
  const editions = await districtEditions(context.database.db, [...counties]);
  const has = (county: string) => editions.some((one) => one.county === county && one.schoolType === schoolType);
  return counties.every(has) ? 'district' : 'nearest';
}

/** @param schools of them those that can be told: of the counties whose pupils are known */
export function nearestSchools(schools: readonly SchoolRecord[], counties: ReadonlySet<string>): ReferenceOf {
  const sites = schools.flatMap(({ county, x, y }, index) =>
    counties.has(county) ? [{ key: String(index).padStart(6, '0'), metres: [x, y] as [number, number] }] : [],
  );
  return ({ x, y }) => {
    const found = nearestSite([x, y], sites);
    return found ? [Number(found.site)] : [];
  };
}

/**
 * @param schools all of one type
 * @param lists whose atoms are meant, each of one county
 * @param date whose districts hold; before the first of them, the first
 */
export async function districtSchools(
  context: Operation,
  schools: readonly SchoolRecord[],
  lists: readonly { county: string; edition: string }[],
  date: string,
): Promise<ReferenceOf> {
  const schoolAt = new Map(schools.map((school, index) => [`${school.county}/${school.key}`, index]));
  const byCounty = new Map<string, Map<string, number[]>>();
  for (const { county, edition } of lists) {
    const { schoolType } = schools[0]!;
    const editions = (await districtEditions(context.database.db, [county])).filter(
      (one) => one.schoolType === schoolType,
    );
    const first = editions.map(({ validFrom }) => validFrom).sort()[0] ?? date;
    const layout = await districtLayout(context, county, schoolType, edition, first > date ? first : date);
    const schoolsOf = new Map(
      layout?.districts.map((district) => [
        district.key,
        district.schools.flatMap((key) => schoolAt.get(`${county}/${key}`) ?? []),
      ]),
    );
    const districts = (atom: string, district: string) => layout?.overlapping.get(atom) ?? [district];
    byCounty.set(
      county,
      new Map(
        [...(layout?.districtOf ?? [])].map(([atom, district]) => [
          atom,
          [...new Set(districts(atom, district).flatMap((key) => schoolsOf.get(key) ?? []))],
        ]),
      ),
    );
  }
  return ({ county, key }) => byCounty.get(county)?.get(key) ?? [];
}
