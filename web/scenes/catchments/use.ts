/** How full schools are, by the published figures of the school list. */
import type { Count } from '../../../server/contract/common.ts';
import type { School } from '../../../server/contract/sites.ts';

export function useOf({ enrolment, places }: Pick<School, 'enrolment' | 'places'>): number | null {
  return typeof enrolment === 'number' && places !== null && places > 0 ? enrolment / places : null;
}

export interface SchoolTotals {
  /** Hidden as soon as one of the numbers is, null where none is known. */
  pupils: Count;
  places: number;
  /** Of the schools for which both are known. */
  use: number | null;
}

export function totalsOf(schools: readonly Pick<School, 'enrolment' | 'places'>[]): SchoolTotals {
  const counts = schools.map(({ enrolment }) => enrolment).filter((count) => count !== null);
  const numbers = counts.filter((count) => count !== 'hidden');
  const both = schools.filter((school) => useOf(school) !== null);
  const places = both.reduce((sum, school) => sum + (school.places ?? 0), 0);
  const taken = both.reduce((sum, { enrolment }) => sum + (typeof enrolment === 'number' ? enrolment : 0), 0);
  const sum = numbers.reduce<number>((total, count) => total + count, 0) as (typeof numbers)[number];
  return {
    pupils: numbers.length < counts.length ? 'hidden' : numbers.length ? sum : null,
    places,
    use: places ? taken / places : null,
  };
}
