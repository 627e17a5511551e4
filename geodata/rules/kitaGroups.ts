/**
 * Age groups of Kita planning. The group from three spans about 3.5 cohorts until school entry: three whole ones and
 * the half of the six-year-olds who have not entered school on a reference date in the middle of the year.
 */
import type { AgeGroupRule, KitaRule } from '../../server/planning/kita/supply.ts';

export interface TargetRates {
  /** Participation rate under 3 (Statistisches Bundesamt, 1 March 2025): West 34.5, East 54.9 %. */
  young: number;
  older: number;
}

const whole = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ age: from + index, share: 1 }));

/** `entryShare`: part of the six-year-olds not yet in school. */
export function groupsSplitAt(splitAge: 2 | 3, rates: TargetRates, entryShare = 0.5): KitaRule {
  const six = { age: 6, share: entryShare };
  const young: AgeGroupRule = {
    key: `u${splitAge}`,
    label: { de: `U${splitAge}`, en: `under ${splitAge}` },
    ages: whole(0, splitAge - 1),
    targetRate: rates.young,
    places: 'u3',
  };
  const older: AgeGroupRule = {
    key: `ue${splitAge}`,
    label: { de: `Ü${splitAge}`, en: `${splitAge} to school entry` },
    ages: [...whole(splitAge, 5), six],
    targetRate: rates.older,
    places: 'ue3',
  };
  const share = (young.ages.length * rates.young + (6 - splitAge + entryShare) * rates.older) / (6 + entryShare);
  const all: AgeGroupRule = {
    key: 'all',
    label: { de: 'Alle', en: 'All' },
    ages: [...whole(0, 5), six],
    targetRate: Math.round(share * 1000) / 1000,
    places: 'all',
  };
  return { splitAge, groups: [young, older, all] };
}
