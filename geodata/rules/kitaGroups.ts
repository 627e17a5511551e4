/**
 * Age groups of Kita planning. The group from three spans about 3.5 cohorts until school entry: three whole ones and
 * the half of the six-year-olds who have not entered school on a reference date in the middle of the year.
 */
import type { AgeGroupRule, KitaRule } from '../../server/planning/kita/supply.ts';

export interface TargetRates {
  /** Of children under 3, one rate for the group (Statistisches Bundesamt, 1 March 2025: West 34.5, East 54.9 %), or by age. */
  young: number | [number, number, number];
  older: number;
}

const whole = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ age: from + index, share: 1 }));

/** Ages from which children leave the Hort, after four years. */
const HORT_TO = 10;

/**
 * @param entryShare part of the six-year-olds not yet in school
 * @param hort places per child of primary age where Kitas have a Hort; without it the state's Horte belong to schools
 */
export function groupsSplitAt(splitAge: 2 | 3, rates: TargetRates, hort?: number, entryShare = 0.5): KitaRule {
  const six = { age: 6, share: entryShare };
  const rateOf = (age: number) =>
    (age >= 3 ? rates.older : typeof rates.young === 'number' ? rates.young : rates.young[age])!;
  const withRates = (ages: { age: number; share: number }[]) =>
    ages.map((entry) => ({ ...entry, rate: rateOf(entry.age) }));
  const mean = (ages: { age: number; share: number }[]) => {
    const cohorts = ages.reduce((sum, { share }) => sum + share, 0);
    const demand = ages.reduce((sum, { age, share }) => sum + share * rateOf(age), 0);
    return Math.round((demand / cohorts) * 1000) / 1000;
  };
  const youngAges = whole(0, splitAge - 1);
  const olderAges = [...whole(splitAge, 5), six];
  const allAges = [...whole(0, 5), six];
  const young: AgeGroupRule = {
    key: `u${splitAge}`,
    label: { de: `U${splitAge}`, en: `under ${splitAge}` },
    ages: withRates(youngAges),
    targetRate: mean(youngAges),
    places: 'u3',
  };
  const older: AgeGroupRule = {
    key: `ue${splitAge}`,
    label: { de: `Ü${splitAge}`, en: `${splitAge} to school entry` },
    ages: withRates(olderAges),
    targetRate: mean(olderAges),
    places: 'ue3',
  };
  const all: AgeGroupRule = {
    key: 'all',
    label: { de: 'Alle', en: 'All' },
    ages: withRates(allAges),
    targetRate: mean(allAges),
    places: 'all',
  };
  if (hort === undefined) return { splitAge, groups: [young, older, all] };
  const atSchool: AgeGroupRule = {
    key: 'hort',
    label: { de: 'Hort', en: 'Hort' },
    ages: [{ age: 6, share: 1 - entryShare }, ...whole(7, HORT_TO - 1), { age: HORT_TO, share: entryShare }],
    targetRate: hort,
    places: 'hort',
  };
  return { splitAge, groups: [young, older, all, atSchool] };
}
