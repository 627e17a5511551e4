/**
 * How many buses are needed whatever is planned. Take some schools, and of each those stops that no bus can serve after another
 * of the schools: a bus then has at most one route with such stops. Each school needs as many routes for them as their pupils
 * fill buses, and as there are stops of which no two fit on one route. The schools with the largest sum give the bound.
 */
import type { SchoolBusProblem } from './schoolBusProblem.ts';

/** Past so many stops and schools the shortest ways between all stops take too long: then only those of the schools are used. */
const MOST_NODES = 800;
/** Sets of schools, and sets of stops of a school, that are tried. */
const SETS_TRIED = 5000;
/** Seconds: sums in another order differ in their last digits, and the bound must not be the one that is too large. */
const TOLERANCE = 1e-6;

/**
 * @param earlier seconds by which the arrivals at a school, all together, may be before those of the bell
 * @param isOver asked every now and then: a bound that is found in less time is less sharp, never wrong
 * @returns no more than the fewest buses that can do it
 */
export function leastBuses(problem: SchoolBusProblem, earlier = 0, isOver: () => boolean = () => false): number {
  const { stops, schools, schoolOf, pupils, capacity, bell } = problem;
  const own = Array.from({ length: schools }, (): number[] => []);
  for (let stop = 0; stop < stops; stop++) own[schoolOf[stop]!]!.push(stop);
  const filled = (list: readonly number[]) => Math.ceil(list.reduce((sum, stop) => sum + pupils[stop]!, 0) / capacity);
  // A bus drives to a school once: as many buses as its pupils fill.
  const simple = own.reduce((least, list) => Math.max(least, filled(list)), 0);
  const ways = new Ways(problem, earlier, isOver);
  if (ways.isCut) return simple;
  const known = new Map<string, number>();
  const routes = (list: readonly number[]) => {
    const key = list.join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const needed = Math.max(filled(list), ways.mostApart(list));
    known.set(key, needed);
    return needed;
  };
  const order = Array.from(bell.keys()).sort((a, b) => bell[a]! - bell[b]!);
  const atMost = order.map((school) => routes(own[school]!));
  let most = simple;
  let tried = 0;
  const take = (place: number, taken: readonly { school: number; list: number[] }[], sum: number): void => {
    most = Math.max(most, sum);
    const rest = atMost.slice(place).reduce((all, each) => all + each, 0);
    if (place === schools || sum + rest <= most || tried++ > SETS_TRIED || isOver()) return;
    const school = order[place]!;
    const list = own[school]!.filter((stop) => taken.every((before) => !ways.canFollow(before.school, stop)));
    // Arrivals that may be earlier can turn the order of two bells round.
    if (taken.every((before) => before.list.every((stop) => !ways.canFollow(school, stop))))
      take(place + 1, [...taken, { school, list }], sum + routes(list));
    take(place + 1, taken, sum);
  };
  take(0, [], 0);
  return most;
}

/** What the shortest ways allow: no route is faster, whatever lies between. */
class Ways {
  readonly #problem: SchoolBusProblem;
  readonly #earlier: number;
  readonly #nodes: number;
  readonly #shortest: Float64Array;
  /** Whether the ways between stops are the shortest too. */
  readonly #isComplete: boolean;
  readonly #isOver: () => boolean;
  /** Whether the time was over before the ways were the shortest: then they say nothing. */
  isCut = false;

  constructor(problem: SchoolBusProblem, earlier: number, isOver: () => boolean) {
    this.#problem = problem;
    this.#earlier = earlier;
    this.#isOver = isOver;
    this.#nodes = problem.stops + problem.schools;
    this.#shortest = problem.travel.slice();
    this.#isComplete = this.#nodes <= MOST_NODES;
    if (this.#isComplete) this.#shortenAll();
    else
      for (let node = problem.stops; node < this.#nodes; node++) {
        if (this.#cut()) return;
        this.#shortenFrom(node, 1, this.#nodes);
        this.#shortenFrom(node, this.#nodes, 1);
      }
  }

  #cut(): boolean {
    return (this.isCut ||= this.#isOver());
  }

  /** Floyd and Warshall. */
  #shortenAll(): void {
    const nodes = this.#nodes;
    const shortest = this.#shortest;
    for (let via = 0; via < nodes; via++) {
      if (this.#cut()) return;
      for (let from = 0; from < nodes; from++) {
        const toVia = shortest[from * nodes + via]!;
        for (let to = 0; to < nodes; to++) {
          const length = toVia + shortest[via * nodes + to]!;
          if (length < shortest[from * nodes + to]!) shortest[from * nodes + to] = length;
        }
      }
    }
  }

  /**
   * Dijkstra without a queue, which is faster where all nodes are joined: the ways from a node, where rows are `nodes` apart and
   * columns 1, and the ways to it, where it is the other way round.
   */
  #shortenFrom(node: number, step: number, row: number): void {
    const nodes = this.#nodes;
    const shortest = this.#shortest;
    const isDone = new Uint8Array(nodes);
    isDone[node] = 1;
    for (;;) {
      let nearest = -1;
      let length = Infinity;
      for (let at = 0; at < nodes; at++) {
        const each = shortest[node * row + at * step]!;
        if (isDone[at] === 1 || each >= length) continue;
        nearest = at;
        length = each;
      }
      if (nearest === -1) return;
      isDone[nearest] = 1;
      for (let at = 0; at < nodes; at++) {
        const longer = length + shortest[nearest * row + at * step]!;
        if (longer < shortest[node * row + at * step]!) shortest[node * row + at * step] = longer;
      }
    }
  }

  #way(from: number, to: number): number {
    return this.#shortest[from * this.#nodes + to]!;
  }

  /** Whether a bus can serve the stop on its next route after a school. */
  canFollow(school: number, stop: number): boolean {
    const { stops, schoolOf, standing, bell, unloading } = this.#problem;
    const to = schoolOf[stop]!;
    const time = this.#way(stops + school, stop) + standing[stop]! + this.#way(stop, stops + to);
    return bell[school]! - this.#earlier + time + unloading <= bell[to]! + TOLERANCE;
  }

  /** Whether a route can serve both stops, be it the one or the other first. */
  #canShare(one: number, other: number): boolean {
    const { stops, schoolOf, standing, pupils, capacity, longestRide } = this.#problem;
    const school = stops + schoolOf[one]!;
    const ride = (first: number, second: number) =>
      this.#way(first, second) + standing[second]! + this.#way(second, school);
    if (pupils[one]! + pupils[other]! > capacity) return false;
    return Math.min(ride(one, other), ride(other, one)) <= longestRide + TOLERANCE;
  }

  /** Stops of one school of which no two can share a route: as many as are found. */
  mostApart(list: readonly number[]): number {
    if (!this.#isComplete) return Math.min(1, list.length);
    const apart = new Map(
      list.map((stop) => [stop, list.filter((other) => other !== stop && !this.#canShare(stop, other))]),
    );
    let most = 0;
    let tried = 0;
    const add = (size: number, left: readonly number[]): void => {
      most = Math.max(most, size);
      for (let at = 0; at < left.length && size + left.length - at > most && tried++ < SETS_TRIED; at++) {
        if (this.#isOver()) return;
        const others = apart.get(left[at]!)!;
        add(
          size + 1,
          left.slice(at + 1).filter((stop) => others.includes(stop)),
        );
      }
    };
    add(
      0,
      list.toSorted((a, b) => apart.get(b)!.length - apart.get(a)!.length),
    );
    return most;
  }
}
