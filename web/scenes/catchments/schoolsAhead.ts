/** What the screen says of the school years to come, put together from the answers. */
import type { ProtectedCount, Rate } from '../../../server/contract/common.ts';
import type { Projected } from '../../../server/contract/demography.ts';
import type { AheadSchool, AllDayCare, AllDaySchool, SchoolsOutlook } from '../../../server/contract/enrolment.ts';
import { fidOf } from '../../state/highlight.svelte.ts';
import type { Speech } from '../../state/language.svelte.ts';
import { shortNames } from '../../text/shortNames.ts';

/** Years from the base that a plan is mostly made for. */
const USUAL = 6;
/** In more futures than not. */
const HALF = 0.5;

export const startOf = (year: string): number => Number(year.slice(0, 4));

/** Number of the school year that is shown: as asked (by the year in which it begins), else some years ahead. */
export function yearAt(years: readonly string[], asked: number | null): number {
  const at = asked === null ? Math.min(USUAL, years.length - 1) : years.findIndex((year) => startOf(year) === asked);
  return at === -1 ? years.length - 1 : at;
}

export const numberOf = (value: ProtectedCount | Rate | undefined): number | null =>
  typeof value === 'number' ? value : null;

/** As a figure: what is below the base of protected counts is no number. */
export const rateOf = (value: ProtectedCount | undefined): Rate =>
  value === 'few' || value === undefined ? null : value;

/** Pupils more or fewer than in the base year. */
export function changeOf(pupils: readonly ProtectedCount[], at: number): Rate {
  const [before, after] = [rateOf(pupils[0]), rateOf(pupils[at])];
  if (typeof before === 'number' && typeof after === 'number') return (after - before) as Rate;
  return before === 'hidden' || after === 'hidden' ? 'hidden' : null;
}

/** The chart's fan begins at what was counted. */
export function fanOf(
  years: readonly string[],
  middle: readonly (ProtectedCount | Rate)[],
  { low, high }: { low: readonly Rate[]; high: readonly Rate[] },
): Projected[] {
  return years.map((year, at) => {
    const value = rateOf(middle[at]);
    return {
      year: startOf(year),
      middle: value,
      low: at === 0 ? value : (low[at] ?? null),
      high: at === 0 ? value : (high[at] ?? null),
    };
  });
}

export const ofHundred = (share: number): string => String(Math.round(share * 100));

/** As the table and the map name them, by fid. */
export const namesOf = (schools: readonly { county: string; key: string; name: string }[]) =>
  shortNames(schools.map((school) => ({ key: fidOf(school), name: school.name })));

export function outlookSentences(outlook: SchoolsOutlook, at: number, { text }: Speech): string[] {
  const words = text.schoolsAhead;
  const { schools, years } = outlook;
  const told = schools.filter((school) => numberOf(school.tooSmall[at]) !== null);
  const small = told.filter((school) => numberOf(school.tooSmall[at])! > HALF);
  const full = schools.filter((school) => (numberOf(school.use[at]) ?? 0) > 1);
  return [
    ...(told.length > 0 ? [words.atRisk(small.length, told.length, years[at]!)] : []),
    ...(schools.some((school) => numberOf(school.use[at]) !== null)
      ? [full.length > 0 ? words.overFull(full.length) : words.noneFull]
      : []),
  ];
}

export function schoolSentences(school: AheadSchool, year: string, at: number, { text, format }: Speech): string[] {
  const words = text.schoolsAhead;
  if (school.pupils[at] === 'hidden') return [words.hiddenSchool];
  const share = numberOf(school.tooSmall[at]);
  const [low, high] = [numberOf(school.low[at]), numberOf(school.high[at])];
  const least =
    share === null
      ? []
      : [at > 0 ? words.least(year, ofHundred(share)) : share > HALF ? words.leastSure(year) : words.leastNot(year)];
  return [
    ...least,
    ...(low !== null && high !== null ? [words.ofFutures(year, format.number(low), format.number(high))] : []),
  ];
}

export function careSentences(care: AllDayCare, at: number, { text, format }: Speech): string[] {
  const words = text.schoolsAhead.allDay;
  const year = care.years[at]!;
  const claimed = care.claimed[at]!;
  const told = care.schools.filter((school) => numberOf(school.gap[at]) !== null);
  const lacking = told.filter((school) => numberOf(school.gap[at])! < 0);
  const worst = lacking.reduce<AllDaySchool | null>(
    (most, school) => (most === null || numberOf(school.gap[at])! < numberOf(most.gap[at])! ? school : most),
    null,
  );
  return [
    claimed > 0 ? words.claimed(year, claimed) : words.none(year),
    ...(told.length > 0 ? [lacking.length > 0 ? words.lacking(lacking.length, told.length) : words.nowhere] : []),
    ...(worst
      ? [
          words.mostShort(
            namesOf(care.schools).get(fidOf(worst)) ?? worst.name,
            format.signed(numberOf(worst.gap[at])!),
          ),
        ]
      : []),
  ];
}
