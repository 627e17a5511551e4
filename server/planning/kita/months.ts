/**
 * Demand month by month: children grow into Kita all year, and leave it together when school begins, so that it rises until summer
 * and the reference date says too little.
 *
 * Births are spread evenly over a year, cohorts change evenly between the ends of two years. A child is of `age` for a year
 * from its birthday on and is in Kita until the 31 July of the year in which it is old enough for school on the cut-off date.
 */
import type { SchoolEntryRule } from '../pupils/schoolEntry.ts';
import type { AgeGroupRule } from './supply.ts';

/** Kita years end with July (1 = January). */
const LAST_MONTH = 7;
const MONTHS = 12;

/** Part of the year that is over on a day. */
export const partOfYear = ({ month, day }: Pick<SchoolEntryRule, 'month' | 'day'>): number =>
  (month - 1 + day / new Date(Date.UTC(2001, month, 0)).getUTCDate()) / MONTHS;

/**
 * @param before children by single age at the end of the year before, from 0 on
 * @param after … at the end of the year
 * @param groups the group, or the groups that make it up
 * @param rate places per child instead of the groups' own
 * @returns children of the group and places demanded at the end of each month, January first
 */
export function monthlyDemand(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  groups: readonly AgeGroupRule[],
  entry: SchoolEntryRule,
  rate?: number,
): { children: number; demand: number }[] {
  const cutOff = partOfYear(entry);
  const ages = Math.min(before.length, after.length);
  return Array.from({ length: MONTHS }, (_, index) => {
    const month = index + 1;
    const now = month / MONTHS;
    // Of this cohort (years since its year of birth) those who were born up to the cut-off are at school.
    const entering = month > LAST_MONTH ? entry.age : entry.age + 1;
    let [children, demand] = [0, 0];
    const count = (age: number, people: number) => {
      const places = placesPerChild(groups, age, rate);
      if (places === null) return;
      children += people;
      demand += people * places;
    };
    for (let since = 0; since < ages && since <= entering; since++) {
      const people = since === 0 ? after[0]! * now : before[since - 1]! + (after[since]! - before[since - 1]!) * now;
      if (since === 0) {
        count(0, people);
        continue;
      }
      const born = since === entering ? cutOff : 0;
      // Birthdays up to now make them a year older.
      count(since, people * Math.max(0, now - born));
      count(since - 1, people * (1 - Math.max(now, born)));
    }
    return { children, demand };
  });
}

/** Null: no group holds the age. The oldest group holds all who are not yet at school. */
function placesPerChild(groups: readonly AgeGroupRule[], age: number, rate: number | undefined): number | null {
  const last = Math.max(...groups.flatMap((group) => group.ages.map((entry) => entry.age)));
  for (const group of groups) {
    const own = group.ages.map((entry) => entry.age);
    const [from, to] = [Math.min(...own), Math.max(...own)];
    const isOldest = to === last && group.ages.some(({ share }) => share < 1);
    if (age < from || (age > to && !isOldest)) continue;
    const nearest = group.ages.find((entry) => entry.age === Math.min(age, to));
    return rate ?? nearest?.rate ?? group.targetRate;
  }
  return null;
}
