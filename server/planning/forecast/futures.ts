/** Many futures of one plan: the county's rates wander from year to year, an area keeps its own way, and few people are left to chance. */
import { normals } from './chance.ts';
import { asOneArea, cellOf, cells, sumOf } from './people.ts';
import { residents, toCounty, withLevers, type Plan } from './project.ts';
import type { Rates, Spread } from './rates.ts';

/** What is kept of each future: sums over ages and areas. */
export interface Kept {
  /** Column of each age. ages. */
  columnOf: Uint8Array;
  columns: number;
  /** Group of each area; −1: in none. The last group is all areas. areas. */
  groupOf: Int32Array;
  groups: number;
}

export interface Futures extends Kept {
  draws: number;
  years: number;
  /** draws × (years + 1) × groups × columns. */
  people: Float32Array;
}

/** exp, with the mean of the curve taken off, so that the mean over all futures is that of the rates. */
const factor = (deviation: number, variance: number): number => Math.exp(deviation - variance / 2);

interface Multipliers {
  births: Float64Array;
  arrivals: Float64Array;
  departures: Float64Array;
  cohorts: Float64Array;
}

const kinds = ['births', 'arrivals', 'departures', 'cohorts'] as const;

/** One year on with chance: as `step`, and each cell up or down as the numbers that come and go let it. */
function chanceStep(
  { shape, stay, leave, arrive, births, atBirth }: Rates,
  people: Float64Array,
  next: Float64Array,
  times: Multipliers,
  turnover: Float64Array,
  normal: () => number,
): void {
  const { areas, sexes, ages } = shape;
  const last = ages - 1;
  for (let area = 0; area < areas; area++) {
    const come = times.arrivals[area]!;
    const go = times.departures[area]!;
    const cohort = times.cohorts[area]!;
    const women = cellOf(shape, area, sexes - 1, 0);
    let expected = 0;
    for (let age = 0; age < ages; age++) expected += births[area * ages + age]! * people[women + age]!;
    expected *= times.births[area]!;
    const born = Math.max(0, expected + normal() * Math.sqrt(expected));
    for (let sex = 0; sex < sexes; sex++) {
      const first = cellOf(shape, area, sex, 0);
      let from = born * atBirth[sex]!;
      for (let age = 0; age < ages; age++) {
        const at = first + age;
        const here = people[at]!;
        if (age === last) from += here;
        const coming = arrive[at]! * come;
        const variance = from * turnover[at]! + coming;
        const value = from * (stay[at]! * cohort - leave[at]! * go) + coming + normal() * Math.sqrt(variance);
        next[at] = value > 0 ? value : 0;
        from = here;
      }
    }
  }
}

export interface Chance {
  spread: Spread;
  /** Variance per person and year of what comes and goes by chance. Shape of the areas, and of the county. */
  turnover: { areas: Float64Array; county: Float64Array };
  draws: number;
  seed: number;
}

export function futures(plan: Plan, { spread, turnover, draws, seed }: Chance, kept: Kept): Futures {
  const { shape } = plan.areas;
  const [own, whole] = [withLevers(plan.areas, plan.levers), withLevers(plan.county, plan.levers)];
  const normal = normals(seed);
  const steps = plan.years + 1;
  const width = kept.groups * kept.columns;
  const people = new Float32Array(draws * steps * width);
  const size = cells(shape);
  const blank = () => new Float64Array(shape.areas);
  const area: Multipliers = { births: blank(), arrivals: blank(), departures: blank(), cohorts: blank() };
  const one: Multipliers = {
    births: new Float64Array(1),
    arrivals: new Float64Array(1),
    departures: new Float64Array(1),
    cohorts: new Float64Array(1),
  };
  const base = asOneArea(shape, plan.base);
  let [now, next] = [new Float64Array(size), new Float64Array(size)];
  let [all, allNext] = [new Float64Array(base.length), new Float64Array(base.length)];
  for (let draw = 0; draw < draws; draw++) {
    now.set(plan.base);
    all.set(base);
    const wander = { births: 0, arrivals: 0, departures: 0, cohorts: 0 };
    for (const kind of kinds) {
      for (let at = 0; at < shape.areas; at++) {
        const sd = spread.area[kind][at]!;
        area[kind][at] = factor(normal() * sd, sd * sd);
      }
    }
    keep(people, draw * steps * width, now, plan, kept);
    for (let year = 1; year <= plan.years; year++) {
      for (const kind of kinds) {
        wander[kind] = spread.memory * wander[kind] + spread.county[kind] * normal();
        one[kind][0] = Math.exp(wander[kind]);
      }
      chanceStep(own, now, next, area, turnover.areas, normal);
      chanceStep(whole, all, allNext, one, turnover.county, normal);
      toCounty(shape, next, allNext, residents(shape, now));
      const built = plan.housing[year - 1];
      if (built) {
        for (let at = 0; at < size; at++) next[at]! += built[at]!;
        allNext.set(asOneArea(shape, next));
      }
      [now, next] = [next, now];
      [all, allNext] = [allNext, all];
      keep(people, (draw * steps + year) * width, now, plan, kept);
    }
  }
  return { ...kept, draws, years: plan.years, people };
}

function keep(into: Float32Array, at: number, stock: Float64Array, { areas: { shape } }: Plan, kept: Kept): void {
  const { columnOf, columns, groupOf, groups } = kept;
  const { areas, sexes, ages } = shape;
  const sums = new Float64Array(columns);
  for (let area = 0; area < areas; area++) {
    // Summed aside first: the futures are too many numbers to be read and written for every age.
    sums.fill(0);
    let cell = area * sexes * ages;
    for (let sex = 0; sex < sexes; sex++) {
      for (let age = 0; age < ages; age++, cell++) sums[columnOf[age]!]! += stock[cell]!;
    }
    const group = groupOf[area]!;
    for (let column = 0; column < columns; column++) {
      if (group >= 0) into[at + group * columns + column]! += sums[column]!;
      into[at + (groups - 1) * columns + column]! += sums[column]!;
    }
  }
}

/** Of a sum of columns in some groups: the people of each draw in a year, ascending. */
export function drawn(
  { people, draws, years, groups, columns }: Futures,
  year: number,
  members: readonly number[],
  from: number,
  to: number,
): Float64Array {
  const width = groups * columns;
  return Float64Array.from({ length: draws }, (_, draw) => {
    const first = (draw * (years + 1) + year) * width;
    return members.reduce(
      (sum, group) => sum + sumOf(people, first + group * columns + from, first + group * columns + to + 1),
      0,
    );
  }).sort();
}

/** Value below which a share of the sorted values lies. */
export const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(share * (sorted.length - 1))))] ?? 0;
