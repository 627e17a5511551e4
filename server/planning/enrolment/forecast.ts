/** Pupils of the coming school years by school and grade: once with the middle rates, and once in each future. */
import { normals } from '../forecast/chance.ts';
import { quantile } from '../forecast/futures.ts';
import type { Spread } from './error.ts';
import { isTooSmall, type LeastSize } from './leastSize.ts';
import { GRADES, reachable, type GradedSchool, type Origins } from './pupils.ts';
import type { EnrolmentRates } from './rates.ts';

export interface EnrolmentPlan {
  schools: readonly GradedSchool[];
  origins: readonly Origins[];
  /** Of the school year that is the base; schools × GRADES. */
  base: Float64Array;
  rates: Pick<EnrolmentRates, 'progress' | 'entry' | 'constant'>;
}

/**
 * One school year on: G(g + 1, t + 1) = r(g)·G(g, t), and entrants E(t + 1) = q·Σ share·X + guests, X being the children of t + 1 by area or
 * the leavers of t by school.
 * @param arrivals pupils who come by building, schools × GRADES
 * @param chance deviates from what is expected, in pupils: of a grade and of a school's entrants
 */
export function nextYear(
  { schools, origins, rates }: EnrolmentPlan,
  now: Float64Array,
  children: ArrayLike<number>,
  next: Float64Array,
  arrivals: Float64Array | null,
  chance: { goOn: (expected: number) => number; enter: (school: number, expected: number) => number } | null,
): void {
  next.fill(0);
  for (let school = 0; school < schools.length; school++) {
    const { first, last } = schools[school]!;
    const start = school * GRADES;
    const come = rates.entry[school]! * reachable(origins[school]!, schools, children, now) + rates.constant[school]!;
    next[start + first] = Math.max(0, come + (chance ? chance.enter(school, come) : 0));
    for (let grade = first; grade < last; grade++) {
      const stay = rates.progress[start + grade]! * now[start + grade]!;
      const built = arrivals === null ? 0 : arrivals[start + grade + 1]!;
      next[start + grade + 1] = Math.max(0, stay + (chance ? chance.goOn(stay) : 0)) + built;
    }
  }
}

/** Sums of grades that are asked about besides: of each future how often they are more than there are places. */
export interface Care {
  /** Grades 1 … that are planned for. */
  grades: number;
  /** Places per pupil. */
  takeUp: number;
  /** schools × (years + 1); NaN: not known. */
  places: Float64Array;
}

export interface EnrolmentWork extends EnrolmentPlan {
  /** Years after the base. */
  years: number;
  /** Entrants by rule of each year after the base, by area. */
  children: Float64Array[];
  /** Entrants in each future: draws × years × areas. */
  drawn: { draws: number; areas: number; children: Float32Array } | null;
  /** Of each year after the base, or null: pupils who come by building. */
  arrivals: readonly (Float64Array | null)[];
  spread: Spread;
  memory: number;
  seed: number;
  /** Of each school; empty: the rules name none. */
  least: LeastSize[][];
  care: Care | null;
  /** Share of futures beyond each end of an interval. */
  tail: number;
}

interface Interval {
  low: Float64Array;
  high: Float64Array;
}

export interface EnrolmentResult {
  /** Base first: schools × GRADES, without chance. */
  middle: Float64Array[];
  /** schools × GRADES for each year; grade 0 holds all grades of the school. Null without futures. */
  grades: Interval[] | null;
  /** types for each year. */
  types: Interval[] | null;
  /** Share of the futures in which a school is too small; schools for each year; NaN: there is no least size. */
  tooSmall: Float64Array[] | null;
  care:
    | (Interval & {
        /** Share of the futures in which places lack; schools, and all of them as the last; NaN: places are not known. */
        short: Float64Array;
      })[]
    | null;
}

export function enrolmentForecast(work: EnrolmentWork): EnrolmentResult {
  const middle = [work.base];
  for (let year = 0; year < work.years; year++) {
    const next = new Float64Array(work.base.length);
    nextYear(work, middle[year]!, work.children[year]!, next, work.arrivals[year]!, null);
    middle.push(next);
  }
  if (!work.drawn) return { middle, grades: null, types: null, tooSmall: null, care: null };
  const futures = drawPupils(work, work.drawn);
  return { middle, ...summary(work, futures) };
}

/** (years + 1) × cells × draws: each cell's draws lie together to be sorted. */
function drawPupils(work: EnrolmentWork, { draws, areas, children }: NonNullable<EnrolmentWork['drawn']>) {
  const { base, years, schools, origins, spread, memory } = work;
  const cells = base.length;
  const all = new Float32Array((years + 1) * cells * draws);
  const normal = normals(work.seed);
  const lasting = new Float64Array(schools.length);
  const fresh = Math.sqrt(1 - memory ** 2);
  const chance = {
    goOn: (expected: number) => normal() * Math.sqrt(spread.progress * expected),
    enter: (school: number, expected: number) => {
      const own = origins[school]!.kind === 'children' ? spread.entry : spread.transition;
      return lasting[school]! * Math.sqrt(own * expected);
    },
  };
  let [now, next] = [new Float64Array(cells), new Float64Array(cells)];
  for (let draw = 0; draw < draws; draw++) {
    now.set(base);
    for (let school = 0; school < lasting.length; school++) lasting[school] = normal();
    for (let year = 0; year <= years; year++) {
      if (year > 0) {
        const first = (draw * years + year - 1) * areas;
        nextYear(work, now, children.subarray(first, first + areas), next, work.arrivals[year - 1]!, chance);
        [now, next] = [next, now];
        for (let school = 0; school < lasting.length; school++)
          lasting[school] = memory * lasting[school]! + fresh * normal();
      }
      for (let cell = 0; cell < cells; cell++) all[(year * cells + cell) * draws + draw] = now[cell]!;
    }
  }
  return all;
}

function summary(work: EnrolmentWork, all: Float32Array): Omit<EnrolmentResult, 'middle'> {
  const { schools, years, base, least, care, tail } = work;
  const draws = work.drawn!.draws;
  const cells = base.length;
  const types = Math.max(...schools.map(({ type }) => type)) + 1;
  const values = new Float64Array(draws);
  const between = (into: Interval, at: number, of: Float64Array) => {
    const sorted = of.slice().sort();
    into.low[at] = quantile(sorted, tail);
    into.high[at] = quantile(sorted, 1 - tail);
  };
  const interval = (size: number): Interval => ({ low: new Float64Array(size), high: new Float64Array(size) });
  const result = {
    grades: [] as Interval[],
    types: [] as Interval[],
    tooSmall: [] as Float64Array[],
    care: care ? ([] as NonNullable<EnrolmentResult['care']>) : null,
  };
  for (let year = 0; year <= years; year++) {
    const first = year * cells;
    const grades = interval(cells);
    const ofType = Array.from({ length: types }, () => new Float64Array(draws));
    const small = new Float64Array(schools.length).fill(Number.NaN);
    const cared = { ...interval(schools.length + 1), short: new Float64Array(schools.length + 1).fill(Number.NaN) };
    const wanted = new Float64Array(draws);
    const over = new Float64Array(draws);
    schools.forEach((school, index) => {
      const totals = new Float64Array(draws);
      for (let grade = school.first; grade <= school.last; grade++) {
        const at = (first + index * GRADES + grade) * draws;
        for (let draw = 0; draw < draws; draw++) {
          values[draw] = all[at + draw]!;
          totals[draw]! += values[draw]!;
        }
        between(grades, index * GRADES + grade, values);
      }
      between(grades, index * GRADES, totals);
      for (let draw = 0; draw < draws; draw++) ofType[school.type]![draw]! += totals[draw]!;
      if (least[index]!.length > 0) {
        const pupilsIn = (draw: number) => (grade: number) => all[(first + index * GRADES + grade) * draws + draw]!;
        let below = 0;
        for (let draw = 0; draw < draws; draw++) below += Number(isTooSmall(least[index]!, pupilsIn(draw)));
        small[index] = below / draws;
      }
      if (!care || school.first > care.grades) return;
      for (let draw = 0; draw < draws; draw++) {
        let sum = 0;
        for (let grade = school.first; grade <= Math.min(school.last, care.grades); grade++)
          sum += all[(first + index * GRADES + grade) * draws + draw]!;
        values[draw] = care.takeUp * sum;
        wanted[draw]! += values[draw]!;
      }
      between(cared, index, values);
      const places = care.places[index * (years + 1) + year]!;
      if (Number.isNaN(places)) return;
      cared.short[index] = shareOver(values, places);
      for (let draw = 0; draw < draws; draw++) over[draw]! += values[draw]! - places;
    });
    if (care) {
      between(cared, schools.length, wanted);
      if (!cared.short.every(Number.isNaN)) cared.short[schools.length] = shareOver(over, 0);
      result.care!.push(cared);
    }
    const byType = interval(types);
    ofType.forEach((list, type) => between(byType, type, list));
    result.grades.push(grades);
    result.types.push(byType);
    result.tooSmall.push(small);
  }
  return result;
}

/** Half a place is none that could be built. */
const shareOver = (values: Float64Array, places: number): number =>
  values.reduce((sum, value) => sum + Number(value > places + 0.5), 0) / values.length;
