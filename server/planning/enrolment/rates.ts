/** Rates of the past: who goes on, who enters, who changes to which school; small schools lean on the county's. */
import { GRADES, numbersBy, reachable, type GradedSchool, type Origins, type YearCounts } from './pupils.ts';
import type { EnrolmentAssumptions } from './rule.ts';

/** A rate of the county, and the people on whom it was seen. */
export interface SeenRate {
  value: number;
  people: number;
}

export interface EnrolmentRates {
  /** Grade g → g + 1 of each school (Durchgangsquote); schools × GRADES, at g. */
  progress: Float64Array;
  /** Entrants of each school ÷ what its origins let expect (Eingangsquote, Übergangsquote). */
  entry: Float64Array;
  /** Entrants of each school who come whatever happens: guests, and all where nothing is known of origins. */
  constant: Float64Array;
  /** By `type|grade`. */
  progressOfType: Map<string, SeenRate>;
  /** Children's entrants ÷ children by rule, by first grade. */
  entryOfCounty: Map<number, SeenRate>;
  /** By `type|first grade`: of the leavers of the grade below who went to a school of the type. */
  transitionOfType: Map<string, SeenRate>;
}

export interface Past {
  schools: readonly GradedSchool[];
  origins: readonly Origins[];
  /** Ascending. */
  years: readonly YearCounts[];
  /** Entrants by rule of a year, by area; null where no residents are known. */
  children: (year: number) => ArrayLike<number> | null;
}

export type RateSettings = Pick<EnrolmentAssumptions, 'years' | 'shrinkage'>;

export type Pair = [before: YearCounts, after: YearCounts];

/** Consecutive school years, oldest first. */
export function pairsOf(years: readonly YearCounts[]): Pair[] {
  return years.slice(1).flatMap((after, index): Pair[] => {
    const before = years[index]!;
    return after.year === before.year + 1 ? [[before, after]] : [];
  });
}

/** r = (n·x + k·R) / (n + k), with n·x = what was seen of n. */
const shrunk = (seen: number, people: number, county: number, k: number): number =>
  people + k > 0 ? (seen + k * county) / (people + k) : county;

export function enrolmentRates(past: Past, settings: RateSettings): EnrolmentRates {
  const pairs = pairsOf(past.years).slice(-settings.years);
  return { ...progression(past, pairs, settings), ...entries(past, pairs, settings) };
}

function progression(
  { schools }: Past,
  pairs: readonly Pair[],
  { shrinkage }: RateSettings,
): Pick<EnrolmentRates, 'progress' | 'progressOfType'> {
  const [before, after] = [new Float64Array(schools.length * GRADES), new Float64Array(schools.length * GRADES)];
  const types = new Map<string, { before: number; after: number }>();
  const each = (visit: (at: number, key: string) => void) =>
    schools.forEach(({ type, first, last }, school) => {
      for (let grade = first; grade < last; grade++) visit(school * GRADES + grade, `${type}|${grade}`);
    });
  each((at, key) => {
    for (const [from, to] of pairs) {
      const [was, is] = [from.pupils[at]!, to.pupils[at + 1]!];
      if (Number.isNaN(was) || Number.isNaN(is)) continue;
      before[at]! += was;
      after[at]! += is;
    }
    const type = types.get(key) ?? { before: 0, after: 0 };
    types.set(key, { before: type.before + before[at]!, after: type.after + after[at]! });
  });
  const progressOfType = new Map<string, SeenRate>();
  for (const [key, sum] of types)
    progressOfType.set(key, { value: sum.before > 0 ? sum.after / sum.before : 1, people: sum.before });
  const progress = new Float64Array(schools.length * GRADES);
  each((at, key) => {
    progress[at] = shrunk(after[at]!, before[at]!, progressOfType.get(key)!.value, shrinkage.progress);
  });
  return { progress, progressOfType };
}

/** What was of one school's entrants, and what its origins let expect; null where either is not known. */
export function entered(
  { schools, origins, children }: Past,
  school: number,
  before: YearCounts | null,
  { year, pupils }: YearCounts,
): { seen: number; expected: number } | null {
  const own = origins[school]!;
  const there = pupils[school * GRADES + schools[school]!.first]!;
  const living = own.kind === 'children' ? children(year) : [];
  if (Number.isNaN(there) || living === null) return null;
  // Of a single school year its own leavers stand for those of the year before.
  const expected = reachable(own, schools, living, before?.pupils ?? pupils);
  return { seen: Math.max(0, there - own.guests), expected };
}

/** Years in which entrants can be held against their origins: children in each, leavers only after a year that is known. */
function observed(years: readonly YearCounts[], pairs: readonly Pair[], kind: Origins['kind'], count: number) {
  if (kind === 'leavers' && pairs.length > 0) return pairs;
  return years.slice(kind === 'children' ? -count : -1).map((year): [null, YearCounts] => [null, year]);
}

function entries(
  past: Past,
  pairs: readonly Pair[],
  { years, shrinkage }: RateSettings,
): Omit<EnrolmentRates, 'progress' | 'progressOfType'> {
  const { schools, origins } = past;
  const sums = schools.map((_, school) => {
    const list = observed(past.years, pairs, origins[school]!.kind, years).flatMap(
      ([before, year]) => entered(past, school, before, year) ?? [],
    );
    const [seen, expected] = [
      list.reduce((sum, one) => sum + one.seen, 0),
      list.reduce((sum, one) => sum + one.expected, 0),
    ];
    return { seen, expected, mean: list.length > 0 ? seen / list.length : 0 };
  });
  const entry = new Float64Array(schools.length);
  const constant = Float64Array.from(origins, ({ guests }) => guests);
  const entryOfCounty = new Map<number, SeenRate>();
  const groups = numbersBy(schools, (school) => `${origins[school]!.kind}|${schools[school]!.first}`);
  for (const members of groups.values()) {
    const { kind } = origins[members[0]!]!;
    const [seen, expected] = [
      members.reduce((sum, school) => sum + sums[school]!.seen, 0),
      members.reduce((sum, school) => sum + sums[school]!.expected, 0),
    ];
    const county = expected > 0 ? seen / expected : 0;
    if (kind === 'children') entryOfCounty.set(schools[members[0]!]!.first, { value: county, people: expected });
    const k = kind === 'children' ? shrinkage.entry : shrinkage.transition;
    for (const school of members) {
      const own = sums[school]!;
      if (own.expected > 0) entry[school] = shrunk(own.seen, own.expected, county, k);
      else constant[school]! += own.mean;
    }
    // Schools that lean on the county must not change what the county says all together.
    const [told, all] = members.reduce(
      ([sum, of], school) =>
        sums[school]!.expected > 0
          ? [sum + entry[school]! * sums[school]!.expected, of + sums[school]!.seen]
          : [sum, of],
      [0, 0],
    );
    if (told > 0) for (const school of members) entry[school]! *= all / told;
  }
  return { entry, constant, entryOfCounty, transitionOfType: transitions(past, pairs) };
}

/** Übergangsquote: of those in the highest grade of the schools that end there, how many entered a school of the type a year later. */
function transitions({ schools, origins, years }: Past, pairs: readonly Pair[]): Map<string, SeenRate> {
  const told = new Map<string, { entered: number; left: number }>();
  const list = pairs.length > 0 ? pairs : years.slice(-1).map((year): Pair => [year, year]);
  const known = (count: number) => (Number.isNaN(count) ? 0 : count);
  for (const [before, after] of list) {
    const left = new Float64Array(GRADES);
    schools.forEach(({ last }, school) => (left[last]! += known(before.pupils[school * GRADES + last]!)));
    const here = new Map<string, number>();
    schools.forEach(({ type, first }, school) => {
      if (origins[school]!.kind !== 'leavers') return;
      const key = `${type}|${first}`;
      here.set(key, (here.get(key) ?? 0) + known(after.pupils[school * GRADES + first]!));
    });
    for (const [key, count] of here) {
      const sum = told.get(key) ?? { entered: 0, left: 0 };
      told.set(key, { entered: sum.entered + count, left: sum.left + left[Number(key.split('|')[1]) - 1]! });
    }
  }
  return new Map(
    [...told].map(([key, sum]) => [key, { value: sum.left > 0 ? sum.entered / sum.left : 0, people: sum.left }]),
  );
}
