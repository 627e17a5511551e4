/**
 * When buses should be at which school, so that few buses do it: of the times that each school allows, those with which most
 * routes can be driven one after another. Routes stay as they are; a search over one school after the other, from several
 * beginnings.
 */
import { chain } from './chains.ts';
import type { Route, SchoolBusProblem } from './schoolBusProblem.ts';

/** Beginnings drawn by chance, beside the times as they are. */
const BEGINNINGS = 24;

/** Seconds between two arrivals of a bus: less is of no use but for the shortest routes. */
const BETWEEN = 1200;

interface Weighed {
  buses: number;
  /** Pupils × seconds by which their school is moved. */
  moved: number;
  /** Seconds of empty ways between routes. */
  empty: number;
}

/**
 * @param routes of any number of buses; in whichever order
 * @param steps seconds by which the time of a school may be later (above 0) or earlier, 0 among them
 * @param isOver asked before each try; the best so far is what counts then
 * @returns per school the step
 */
export function shiftArrivals(
  problem: SchoolBusProblem,
  routes: readonly Route[],
  steps: readonly number[],
  random: () => number,
  isOver: () => boolean = () => false,
): { shifts: number[]; buses: number } {
  const { schools, schoolOf, pupils } = problem;
  const people = new Float64Array(schools);
  schoolOf.forEach((school, stop) => (people[school]! += pupils[stop]!));
  const weigh = (shifts: readonly number[]): Weighed => ({
    ...chained(problem, routes, shifts),
    moved: shifts.reduce((sum, shift, school) => sum + Math.abs(shift) * people[school]!, 0),
  });
  const descend = (begin: number[]): { shifts: number[]; weight: Weighed } => {
    let shifts = begin;
    let weight = weigh(shifts);
    for (let isBetter = true; isBetter;) {
      isBetter = false;
      for (let school = 0; school < schools; school++)
        for (const step of steps) {
          if (isOver()) return { shifts, weight };
          const other = shifts.with(school, step);
          const its = weigh(other);
          if (!less(its, weight)) continue;
          [shifts, weight, isBetter] = [other, its, true];
        }
    }
    return { shifts, weight };
  };
  let best = descend(new Array<number>(schools).fill(0));
  for (let beginning = 0; beginning < BEGINNINGS && !isOver(); beginning++) {
    const drawn = Array.from({ length: schools }, () => steps[Math.floor(random() * steps.length)]!);
    const found = descend(drawn);
    if (less(found.weight, best.weight)) best = found;
  }
  return { shifts: best.shifts, buses: best.weight.buses };
}

/**
 * Schools at times as far apart as the steps allow, each time with as many pupils: for a search that makes routes anew, since
 * those that were made for one time only are often too long to follow one another.
 *
 * @returns per school the step
 */
export function spreadArrivals({ schools, schoolOf, pupils }: SchoolBusProblem, steps: readonly number[]): number[] {
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  const count = Math.max(2, Math.floor((last - first) / BETWEEN) + 1);
  const nearest = (time: number) =>
    steps.reduce((best, step) => (Math.abs(step - time) < Math.abs(best - time) ? step : best));
  const times = Array.from({ length: count }, (_, index) => nearest(last - (index * (last - first)) / (count - 1)));
  const people = new Float64Array(schools);
  schoolOf.forEach((school, stop) => (people[school]! += pupils[stop]!));
  const load = times.map(() => 0);
  const shifts = new Array<number>(schools).fill(0);
  for (const school of [...shifts.keys()].sort((a, b) => people[b]! - people[a]! || a - b)) {
    const least = load.indexOf(Math.min(...load));
    shifts[school] = times[least]!;
    load[least]! += people[school]!;
  }
  return shifts;
}

const less = (a: Weighed, b: Weighed): boolean =>
  a.buses - b.buses < 0 || (a.buses === b.buses && (a.moved < b.moved || (a.moved === b.moved && a.empty < b.empty)));

/** The same routes in as few buses as can drive them at these times. */
function chained(
  { stops, schools, travel, standing, bell, unloading }: SchoolBusProblem,
  routes: readonly Route[],
  shifts: readonly number[],
): Pick<Weighed, 'buses' | 'empty'> & { sourceOf: Int32Array } {
  const nodes = stops + schools;
  const at = (school: number) => bell[school]! + shifts[school]!;
  const empty = (school: number, route: number) => travel[(stops + school) * nodes + routes[route]!.stops[0]!]!;
  const times = routes.map(({ school, stops: list }) =>
    list.reduce((sum, stop, index) => {
      const next = index + 1 === list.length ? stops + school : list[index + 1]!;
      return sum + standing[stop]! + travel[stop * nodes + next]!;
    }, 0),
  );
  const supply = Array.from(
    { length: schools },
    (_, school) => routes.filter((route) => route.school === school).length,
  );
  const sourceOf = chain(supply, routes.length, (school, route) => {
    const own = routes[route]!.school;
    if (school === own || at(school) >= at(own)) return Infinity;
    const way = empty(school, route);
    return at(school) + way + times[route]! + unloading <= at(own) ? way : Infinity;
  });
  const followed = [...sourceOf.entries()].filter(([, source]) => source !== -1);
  return {
    sourceOf,
    buses: routes.length - followed.length,
    empty: followed.reduce((sum, [route, source]) => sum + empty(source, route), 0),
  };
}

/** Per bus its routes in the order they are driven, with the times shifted. */
export function busesAt(problem: SchoolBusProblem, routes: readonly Route[], shifts: readonly number[]): Route[][] {
  const { sourceOf } = chained(problem, routes, shifts);
  const at = (route: number) => problem.bell[routes[route]!.school]! + shifts[routes[route]!.school]!;
  const buses: Route[][] = [];
  /** Per school: buses that were there last. */
  const free = Array.from({ length: problem.schools }, (): Route[][] => []);
  for (const number of [...routes.keys()].sort((a, b) => at(a) - at(b))) {
    const route = routes[number]!;
    const bus = sourceOf[number] === -1 ? [] : free[sourceOf[number]!]!.pop()!;
    if (bus.length === 0) buses.push(bus);
    bus.push(route);
    free[route.school]!.push(bus);
  }
  return buses;
}
